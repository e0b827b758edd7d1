import { erasedWords, hasPrefix, type PageWalk } from "../../kernel/index.ts";
import { accountOf, actKey, chainPage } from "../../ledger/index.ts";
import { type Item, rewrite, type StoredRow, type Table, type Write } from "../../table/index.ts";
import { askedBy } from "./gifts.ts";
import { activitiesOf } from "./recognitions.ts";

/*
 * Acts are changed as they are stored, so that all but the words stays as it is, the journal entry
 * with its links included.
 */

const newestFirst = async (
  table: Table,
  list: { readonly index: "i1" | "i2"; readonly pk: string },
  walk: PageWalk,
): Promise<readonly StoredRow[]> => {
  const lines = await table.walkIndex({ ...list, ...walk, backwards: !walk.backwards });
  return Promise.all(
    lines.map(async ({ pk, sk, indexSk }) => ({
      place: indexSk,
      item: await table.get({ pk, sk }),
    })),
  );
};

export const storedPotRequests = (table: Table, memberId: string, walk: PageWalk) =>
  newestFirst(table, { index: "i2", pk: askedBy(memberId) }, walk);

export const storedActivities = (table: Table, memberId: string, walk: PageWalk) =>
  newestFirst(table, { index: "i1", pk: activitiesOf(memberId) }, walk);

/** Gifts stand in no list, so those of a member are found along the entries of their account. */
export async function storedGifts(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const page = { afterSeq: Number(walk.after ?? 0), limit: walk.limit };
  const links = await chainPage(table, accountOf(memberId), page);
  return Promise.all(
    links.map(async ({ seq, entry }) => ({
      place: String(seq),
      item:
        entry && hasPrefix(entry.actId, "gft") ? await table.get(actKey(entry.actId)) : undefined,
    })),
  );
}

/** Without why credits were asked for and what was answered; an open one is taken back. */
export function erasePotRequest(item: Item, now: string): readonly Write[] {
  const words = { ...item, reason: erasedWords, decisionNote: undefined, askedBy: undefined };
  const open = item["status"] === "OPEN";
  const ended = { status: "CANCELLED", closedAt: now, i1pk: undefined, i1sk: undefined };
  return rewrite(item, open ? { ...words, ...ended } : words);
}

/** Without what was done. */
export const eraseActivity = (item: Item): readonly Write[] =>
  rewrite(item, { ...item, what: erasedWords });

/** Without what was said with it. */
export const eraseGift = (item: Item): readonly Write[] =>
  rewrite(item, { ...item, note: undefined, givenBy: undefined });
