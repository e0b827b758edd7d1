import {
  BadRequest,
  type Connection,
  connection,
  hasPrefix,
  type PageArgs,
} from "../kernel/index.ts";
import type { Context, Table } from "../table/index.ts";
import { couldHide, couldRead, hidesGiver, isParty, mayRead, maySeeSums } from "./access.ts";
import { holderOf } from "./accounts.ts";
import {
  type AccountKind,
  type Entry,
  type Head,
  isBelowFloor,
  type JournalEntry,
  type Posting,
} from "./model.ts";
import { accountIdsOf, entriesOf, findAct, findEntry, findHead } from "./repository.ts";

/** An account the viewer may read, once it has an entry. */
export async function readAccount(context: Context, accountId: string): Promise<Head | undefined> {
  if (!hasPrefix(accountId, "acc")) return undefined;
  const head = await findHead(context.table, accountId);
  return head && mayRead(context.viewer, head.account) ? head : undefined;
}

/** Days to look at, both included; left out, from the first entry to the last. */
export type Span = {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
};

/** An account's entries, newest first. */
export async function statement(
  context: Context,
  head: Head,
  { span, args }: { readonly span: Span; readonly args: PageArgs },
): Promise<Connection<Entry>> {
  const from = span.from ?? undefined;
  const to = span.to ?? undefined;
  if (from !== undefined && to !== undefined && from > to) {
    throw new BadRequest("from is later than to.", "Give the earlier day as from.");
  }
  const { table } = context;
  const before =
    from === undefined ? 0 : await seqAt(table, head, `${from}T00:00:00.000Z`, "BEFORE");
  const last =
    to === undefined ? head.seq : await seqAt(table, head, `${to}T23:59:59.999Z`, "UP_TO");
  const list = `statement ${head.account.id} ${from ?? ""} ${to ?? ""}`;
  return connection(context, { list, args }, async ({ after, backwards, limit }) => {
    const range = { fromSeq: before + 1, toSeq: last, backwards, limit };
    const entries = await entriesOf(table, head.account.id, {
      ...range,
      ...(after === undefined ? {} : { after: Number(after) }),
    });
    return entries.map((entry) => ({ node: entry, place: String(entry.seq) }));
  });
}

/** What the balance was at a moment, as the ledger knew it then. */
export async function balanceAt(context: Context, head: Head, at: string): Promise<number> {
  const seq = await seqAt(context.table, head, at, "UP_TO");
  if (seq === 0) return 0;
  const entry = await findEntry(context.table, head.account.id, seq);
  return entry?.balanceMinutes ?? 0;
}

/**
 * The last entry recorded up to (or strictly before) a moment, 0 when there is none. Entries are
 * in the order of time, so halving finds it: ten reads for a thousand entries.
 */
async function seqAt(
  table: Table,
  head: Head,
  moment: string,
  bound: "UP_TO" | "BEFORE",
): Promise<number> {
  let low = 0;
  let high = head.seq;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const entry = await findEntry(table, head.account.id, middle);
    const isWithin =
      entry && (entry.recordedAt < moment || (bound === "UP_TO" && entry.recordedAt === moment));
    if (isWithin) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A journal entry with those of its postings that the viewer may read. */
export type VisibleJournalEntry = JournalEntry & { readonly postings: readonly Posting[] };

/** A journal entry the viewer had a part in, or whose hub's books they may read. */
export async function readJournalEntry(
  context: Context,
  id: string,
): Promise<VisibleJournalEntry | undefined> {
  const act = await findAct(context.table, id);
  return act && visible(context, act.entry);
}

/** The two sides of a movement, each with what was taken back of it. */
function postingsOf(
  { hubId, from, fromSeq, to, toSeq, minutes }: JournalEntry["movements"][number],
  entry: JournalEntry,
): readonly Posting[] {
  const reversedMinutes = entry.reversedById === undefined ? 0 : (entry.reversedMinutes ?? minutes);
  return [
    { accountId: from, hubId, seq: fromSeq, minutes: -minutes, reversedMinutes },
    { accountId: to, hubId, seq: toSeq, minutes, reversedMinutes },
  ];
}

/** What movements did to one entry that they share is told as one. */
function inOneEntry(postings: readonly Posting[]): readonly Posting[] {
  const entries = new Map<string, Posting>();
  for (const posting of postings) {
    const place = `${posting.accountId} ${posting.seq}`;
    const before = entries.get(place);
    entries.set(place, before ? bothOf(before, posting) : posting);
  }
  return [...entries.values()];
}

const bothOf = (one: Posting, other: Posting): Posting => ({
  ...one,
  minutes: one.minutes + other.minutes,
  reversedMinutes: one.reversedMinutes + other.reversedMinutes,
});

/** Did this leave the account below its floor? Only what takes minutes can. */
export async function leavesBelowFloor(table: Table, posting: Posting): Promise<boolean> {
  if (posting.minutes > 0) return false;
  const entry = await findEntry(table, posting.accountId, posting.seq);
  return entry !== undefined && entry.balanceMinutes < entry.floorMinutes;
}

/** Shows each reader their own postings, and those of hubs whose books they may read. */
async function visible(
  { table, viewer }: Context,
  entry: JournalEntry,
): Promise<VisibleJournalEntry | undefined> {
  const postingsOfAll = inOneEntry(entry.movements.flatMap((one) => postingsOf(one, entry)));
  const ids = postingsOfAll
    .filter(({ accountId: id, hubId }) => couldHide(entry.kind) || couldRead(viewer, { id, hubId }))
    .map(({ accountId }) => accountId);
  const heads = await Promise.all([...new Set(ids)].map((id) => findHead(table, id)));
  const accounts = new Map(
    heads.flatMap((head) => (head ? [[head.account.id, head.account]] : [])),
  );
  const kinds = entry.movements.map(({ from, to }) => ({
    from: accounts.get(from)?.kind,
    to: accounts.get(to)?.kind,
  }));
  const isForParties = hidesGiver(entry.kind, kinds);
  const postings = postingsOfAll.filter(({ accountId }) => {
    const account = accounts.get(accountId);
    if (!account || !mayRead(viewer, account)) return false;
    return !isForParties || holderOf(account) === undefined || isParty(viewer, account);
  });
  return postings.length > 0 ? { ...entry, postings } : undefined;
}

type KindTotal = {
  readonly kind: AccountKind;
  readonly accountCount: number;
  readonly minutes: number;
};

export type TrialBalance = {
  readonly hubId: string;
  readonly readAt: string;
  readonly sumMinutes: number;
  readonly totals: readonly KindTotal[];
  /** As many of those below their floor as are named, and how many there are. */
  readonly accountsBelowFloor: readonly Head[];
  readonly belowFloorCount: number;
};

/** Accounts below their floor are told by name up to here. */
const mostBelowFloor = 50;

/** The most accounts whose sum is taken in one request, and how many are read side by side. */
const mostAccounts = 5000;
const readTogether = 25;

/**
 * Adds up a hub from the chains themselves. Credits that move while the heads are being read can
 * be seen on one side only, so a sum that is not zero is read again before it is told.
 */
export async function trialBalance(
  context: Context,
  hubId: string,
): Promise<TrialBalance | undefined> {
  if (!maySeeSums(context.viewer, hubId)) return undefined;
  let sum = await addUp(context, hubId);
  for (let again = 0; again < 3 && sum.sumMinutes !== 0; again++) sum = await addUp(context, hubId);
  return sum;
}

async function addUp(context: Context, hubId: string): Promise<TrialBalance> {
  const lines = await accountIdsOf(context.table, hubId, { backwards: false, limit: mostAccounts });
  const totals = new Map<AccountKind, KindTotal>();
  const below: Head[] = [];
  for (let start = 0; start < lines.length; start += readTogether) {
    const some = lines.slice(start, start + readTogether);
    const heads = await Promise.all(some.map((line) => findHead(context.table, line.id)));
    for (const head of heads) if (head) addTo(totals, head);
    below.push(...heads.filter((head) => head !== undefined).filter(isBelowFloor));
  }
  const list = [...totals.values()];
  const sumMinutes = list.reduce((sum, total) => sum + total.minutes, 0);
  return {
    ...{ hubId, readAt: context.now, sumMinutes, totals: list },
    ...{ accountsBelowFloor: below.slice(0, mostBelowFloor), belowFloorCount: below.length },
  };
}

function addTo(totals: Map<AccountKind, KindTotal>, head: Head): void {
  const { kind } = head.account;
  const before = totals.get(kind) ?? { kind, accountCount: 0, minutes: 0 };
  totals.set(kind, {
    kind,
    accountCount: before.accountCount + 1,
    minutes: before.minutes + head.balanceMinutes,
  });
}

/** A hub's accounts that have entries, in the order of their kind. For those who read its books. */
export function accountsOfHub(
  context: Context,
  hubId: string,
  args: PageArgs,
): Promise<Connection<Head>> {
  return connection(context, { list: `accounts ${hubId}`, args }, async (page) => {
    const lines = await accountIdsOf(context.table, hubId, page);
    const heads = await Promise.all(lines.map((line) => findHead(context.table, line.id)));
    return lines.flatMap(({ place }, at) => {
      const node = heads[at];
      return node ? [{ node, place }] : [];
    });
  });
}
