import { accountIdsOf, type ChainLink, chainPage, type Entry } from "../../ledger/index.ts";
import type { Table } from "../../table/index.ts";

/** Some entries of one account, oldest first, as of the moment asked about. */
export type ChainPart = {
  readonly id: string;
  /** The account's place among the hub's accounts. */
  readonly place: string;
  readonly links: readonly ChainLink[];
  /** Does the account have no more, as of that moment? */
  readonly isLast: boolean;
  /** The first entry after that moment, if there is one. */
  readonly beyond?: Entry;
};

export type WalkFrom = {
  readonly asOf: string;
  /** The place of the last account that was walked to its end. */
  readonly account?: string | undefined;
  /** The account to go on with first, after this entry of it. */
  readonly open?: { readonly id: string; readonly place: string; readonly seq: number } | undefined;
};

/** So many accounts are begun side by side, and so much of each is read at first. */
const together = 10;
const firstRows = 25;

/** All entries of a hub, account by account, from wherever an earlier walk has stopped. */
export async function* walkBooks(
  table: Table,
  hubId: string,
  from: WalkFrom & { readonly rows: number },
): AsyncGenerator<ChainPart> {
  const { asOf, rows, open } = from;
  const most = { asOf, limit: rows };
  if (open) yield* restOf(table, open, { ...most, afterSeq: open.seq });
  let after = open?.place ?? from.account;
  for (;;) {
    const page = { backwards: false, limit: together, ...(after === undefined ? {} : { after }) };
    const accounts = await accountIdsOf(table, hubId, page);
    const first = { asOf, afterSeq: 0, limit: Math.min(rows, firstRows) };
    const begun = await Promise.all(accounts.map((account) => partOf(table, account, first)));
    for (const part of begun) {
      yield part;
      const afterSeq = part.links.at(-1)?.seq ?? 0;
      if (!part.isLast) yield* restOf(table, part, { ...most, afterSeq });
    }
    after = accounts.at(-1)?.place;
    if (accounts.length < together) return;
  }
}

type Account = { readonly id: string; readonly place: string };
type Wish = { readonly asOf: string; readonly afterSeq: number; readonly limit: number };

async function* restOf(table: Table, account: Account, wish: Wish): AsyncGenerator<ChainPart> {
  let { afterSeq } = wish;
  for (;;) {
    const part = await partOf(table, account, { ...wish, afterSeq });
    yield part;
    if (part.isLast) return;
    afterSeq = part.links.at(-1)?.seq ?? afterSeq;
  }
}

async function partOf(
  table: Table,
  { id, place }: Account,
  { asOf, afterSeq, limit }: Wish,
): Promise<ChainPart> {
  const found = await chainPage(table, id, { afterSeq, limit });
  const later = found.findIndex(({ entry }) => entry !== undefined && entry.recordedAt > asOf);
  if (later < 0) return { id, place, links: found, isLast: found.length < limit };
  const beyond = found[later]?.entry;
  const links = found.slice(0, later);
  return { id, place, links, isLast: true, ...(beyond ? { beyond } : {}) };
}
