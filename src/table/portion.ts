import type { PageWalk } from "../kernel/index.ts";
import { indexKeys, tableDefinition } from "./definition.ts";
import type { StoredRow } from "./sweep.ts";
import type { Item } from "./table.ts";

/** One thing that is held of a person: its kind, and what it says under plain names. */
export type HeldLine = { readonly kind: string; readonly [field: string]: unknown };

/** One step of telling all that is held of a person, and where to go on. */
export type Portion = {
  readonly lines: readonly HeldLine[];
  /** The place to go on after; left out when there is nothing more. */
  readonly after?: string;
};

/** One step along a list: what its things say of a person, as far as they say anything. */
export async function portionOf(work: {
  readonly kind: string;
  readonly after: string | undefined;
  readonly limit: number;
  readonly fetch: (walk: PageWalk) => Promise<readonly StoredRow[]>;
  readonly tell: (item: Item) => object | undefined | Promise<object | undefined>;
}): Promise<Portion> {
  const { kind, after, limit } = work;
  const from = after === undefined ? {} : { after };
  const rows = await work.fetch({ ...from, backwards: false, limit });
  const told = await Promise.all(rows.map(({ item }) => (item ? work.tell(item) : undefined)));
  const lines = told.flatMap((one) => (one ? [lineOf(kind, one)] : []));
  const last = rows.length < limit ? undefined : rows.at(-1)?.place;
  return { lines, ...(last === undefined ? {} : { after: last }) };
}

/** A line of this kind. Where a thing has kinds of its own, that is told as `ofKind`. */
export function lineOf(kind: string, thing: object): HeldLine {
  const { kind: ofKind, ...rest } = { kind: undefined, ...thing };
  return { kind, ...(ofKind === undefined ? {} : { ofKind }), ...rest };
}

/** How the table keeps things, which is nothing about a person. */
const ofTheTable = new Set([
  ...["pk", "sk", "version", "receipts", "noun", "journal"],
  ...tableDefinition.indexes.flatMap((index) => Object.values(indexKeys(index))),
]);

/**
 * What a thing says, without how it is kept and without which other persons wrote it: members
 * stand in it by the ids that the person meets them under, staff and guardians do not.
 */
export const plainly = (thing: object, ownPersonId: string): object =>
  Object.fromEntries(
    Object.entries(thing).flatMap(([name, value]) => {
      const plain = ofTheTable.has(name) ? undefined : plainValue(value, ownPersonId);
      return plain === undefined ? [] : [[name, plain] as const];
    }),
  );

function plainValue(value: unknown, own: string): unknown {
  if (typeof value === "string")
    return value.startsWith("per_") && value !== own ? undefined : value;
  if (Array.isArray(value)) {
    return value.map((one) => plainValue(one, own)).filter((one) => one !== undefined);
  }
  return typeof value === "object" && value !== null ? plainly(value, own) : value;
}
