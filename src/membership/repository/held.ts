import type { PageWalk } from "../../kernel/index.ts";
import {
  create,
  type Item,
  type Key,
  remove,
  type StoredRow,
  type Table,
  type Write,
} from "../../table/index.ts";

/*
 * What this room keeps of one person lies in many places. So that it can be found again, to be
 * shown to them or erased, each such item stands in one index partition under the person's id, or
 * under the login where that is all that was known.
 */

const heldOf = (by: string) => `HELD#${by}`;

/** The index keys of an item that is kept about a person. */
export const held = (by: string, thing: { readonly kind: string; readonly id: string }) => ({
  i2pk: heldOf(by),
  i2sk: `${thing.kind}#${thing.id.slice(-8)}`,
});

/** Index lines read at a time. */
const together = 100;

/**
 * Items kept about a person or under a login, as far as the index knows of them by now. It may
 * still name what has changed hands since: that is left out.
 */
export async function heldItems(table: Table, by: string, limit: number): Promise<readonly Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  do {
    const from = after === undefined ? {} : { after };
    const place = { index: "i2", pk: heldOf(by), limit: together } as const;
    const lines = await table.walkIndex({ ...place, ...from });
    const items = await Promise.all(lines.map(({ pk, sk }) => table.get({ pk, sk })));
    found.push(...items.flatMap((item) => (item?.["i2pk"] === heldOf(by) ? [item] : [])));
    after = lines.length < together ? undefined : lines.at(-1)?.indexSk;
  } while (after !== undefined && found.length < limit);
  return found.slice(0, limit);
}

/** One page of what the index knows, with what is gone since left empty. */
export async function storedHeld(
  table: Table,
  by: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const lines = await table.walkIndex({ ...walk, index: "i2", pk: heldOf(by) });
  return Promise.all(
    lines.map(async ({ pk, sk, indexSk }) => {
      const item = await table.get({ pk, sk });
      return { place: indexSk, item: item?.["i2pk"] === heldOf(by) ? item : undefined };
    }),
  );
}

/** Remembers that a person was a child's guardian, so that what was noted of it can be found. */
const pastWardKey = (personId: string, childMemberId: string): Key => ({
  pk: `WAS_GUARDIAN#${personId}`,
  sk: childMemberId,
});

export async function addPastWard(
  table: Table,
  personId: string,
  childMemberId: string,
): Promise<readonly Write[]> {
  const key = pastWardKey(personId, childMemberId);
  return (await table.get(key)) ? [] : [create({ ...key, version: 1 })];
}

/** The children whose guardian this person was, at most so many. */
export async function pastWardsOf(
  table: Table,
  personId: string,
  limit: number,
): Promise<readonly string[]> {
  const lines = await table.walk({ pk: pastWardKey(personId, "").pk, limit });
  return lines.map((line) => line.sk);
}

export async function removePastWard(
  table: Table,
  personId: string,
  childMemberId: string,
): Promise<readonly Write[]> {
  const key = pastWardKey(personId, childMemberId);
  return (await table.get(key)) ? [remove(key, 1)] : [];
}
