import type { Item, Table } from "../table/index.ts";
import { Entry, Journal, type JournalEntry } from "./model.ts";
import { actKey, journalIdOf, sortKey } from "./repository.ts";

/*
 * The books as they lie in the table, for those who check them: what cannot be read is handed on
 * as such, where anybody else would be stopped by it.
 */

/** One stored entry of a chain, or the number of one that cannot be read. */
export type ChainLink = { readonly seq: number; readonly entry?: Entry };

/** The entries of an account after one of them, oldest first, just as they are stored. */
export async function chainPage(
  table: Table,
  accountId: string,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly ChainLink[]> {
  const items = await table.walk({
    pk: accountId,
    ...(page.afterSeq > 0 ? { after: sortKey(page.afterSeq) } : {}),
    limit: page.limit,
  });
  return items.map(linkOf);
}

/** One entry as it is stored; nothing when there is none of this number. */
export async function linkAt(
  table: Table,
  accountId: string,
  seq: number,
): Promise<ChainLink | undefined> {
  const item = await table.get({ pk: accountId, sk: sortKey(seq) });
  return item && linkOf(item);
}

/** Is this stored item an entry of a chain? Then which, and what it says if it can be read. */
export function entryIn(item: Item): (ChainLink & { readonly accountId: string }) | undefined {
  if (!item.pk.startsWith("acc_") || !/^\d{8}$/.test(item.sk)) return undefined;
  return { accountId: item.pk, ...linkOf(item) };
}

/** The journal entry that a stored act carries, if it is an act and moved credits. */
export function journalIn(item: Item): (Journal & { readonly id: string }) | undefined {
  if (item.sk !== "ACT" || !item["journal"]) return undefined;
  return { ...Journal.parse(item["journal"]), id: `jrn_${item.pk}` };
}

function linkOf({ pk, sk, ...fields }: Item): ChainLink {
  const seq = Number(sk);
  const read = Entry.safeParse({ ...fields, accountId: pk, seq });
  return read.success ? { seq, entry: read.data } : { seq };
}

/** What an act says of the credits that it moved. */
export type KeptAct = {
  /** Absent when the act is not there, moved nothing, or cannot be read. */
  readonly journal?: Omit<JournalEntry, "reason">;
  readonly isUnreadable: boolean;
};

/** The journal entry that an entry rests on, as its act keeps it. */
export async function keptAct(table: Table, actId: string): Promise<KeptAct> {
  const item = await table.get(actKey(actId));
  if (!item?.["journal"]) return { isUnreadable: false };
  const read = Journal.safeParse(item["journal"]);
  if (!read.success) return { isUnreadable: true };
  const { reversesId } = item;
  const link = typeof reversesId === "string" ? { reversesId } : {};
  return { journal: { ...read.data, ...link, id: journalIdOf(actId) }, isUnreadable: false };
}
