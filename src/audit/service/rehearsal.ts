import { sealFor } from "../../kernel/index.ts";
import { accountIdsOf, findHead, linkAt, mayReadBooks } from "../../ledger/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { counted, type Replayed, replay, toldToMembers } from "../decide/rehearsal.ts";
import { type Rehearsal, RehearsalPlace, type RehearsedRefusal } from "../model-rehearsal.ts";
import { settledBefore } from "./moment.ts";
import { type LimitsAt, limitsOver } from "./rehearsal-limits.ts";
import { wishIn } from "./rehearsal-wish.ts";
import { rowsAsked } from "./rows.ts";
import { type ChainPart, walkBooks } from "./walk.ts";

/** One request looks at so many entries, give or take one part of an account. */
const mostEntries = 250;
/** Accounts are counted once, a batch of keys at a time. */
const countedAtOnce = 1000;

type Asked = {
  readonly policy?: unknown;
  readonly mandates?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
};

/** What of a hub's history would have been refused under other limits, some accounts at a time. */
export async function policyRehearsal(
  context: Context,
  hubId: string,
  { first, after, ...asked }: Asked,
): Promise<Rehearsal | undefined> {
  const accounts = rowsAsked(first);
  const wish = wishIn(asked);
  if (!mayReadBooks(context.viewer, hubId)) return undefined;
  const seal = sealFor(context, `rehearsal ${hubId} ${JSON.stringify(wish)}`);
  const isBegun = after !== undefined && after !== null;
  const start = isBegun
    ? RehearsalPlace.parse(JSON.parse(seal.open(after)))
    : await beginning(context, { hubId, to: wish.to });
  const limits = await limitsOver(context.table, { hubId, wish });
  const from = wish.from ?? "";
  const page = { table: context.table, hubId, limits, from, accounts };
  const { place, refusals, isComplete } = await lookAgain(page, start);
  return {
    ...place,
    refusals,
    forMembers: toldToMembers(place.totals),
    isComplete,
    next: isComplete ? null : seal.close(JSON.stringify(place)),
  };
}

async function beginning(
  { table, now }: Context,
  { hubId, to }: { readonly hubId: string; readonly to: string | undefined },
): Promise<RehearsalPlace> {
  const settled = settledBefore(now);
  const end = to === undefined ? settled : `${to}T23:59:59.999Z`;
  const accountCount = await countAccounts(table, hubId);
  const asOf = end < settled ? end : settled;
  return { asOf, accountCount, accountsDone: 0, entryCount: 0, totals: [] };
}

async function countAccounts(table: Table, hubId: string): Promise<number> {
  let count = 0;
  let after: string | undefined;
  for (;;) {
    const page = { backwards: false, limit: countedAtOnce };
    const ids = await accountIdsOf(table, hubId, after === undefined ? page : { ...page, after });
    count += ids.length;
    if (ids.length < countedAtOnce) return count;
    after = ids.at(-1)?.place;
  }
}

type Page = {
  readonly table: Table;
  readonly hubId: string;
  readonly limits: (entry: Parameters<LimitsAt>[0]) => Promise<LimitsAt>;
  /** Only what was recorded from this day on is put to the other limits. */
  readonly from: string;
  readonly accounts: number;
};

type Outcome = {
  readonly place: RehearsalPlace;
  readonly refusals: readonly RehearsedRefusal[];
  readonly isComplete: boolean;
};

async function lookAgain(page: Page, start: RehearsalPlace): Promise<Outcome> {
  const { table, hubId, accounts } = page;
  const refusals: RehearsedRefusal[] = [];
  let place = start;
  let rows = 0;
  let account = start.open && (await reopen(table, start.open));
  const from = { ...start, rows: mostEntries };
  for await (const part of walkBooks(table, hubId, from)) {
    if (account?.id !== part.id) account = { id: part.id, replayed: {}, codes: new Set() };
    const seen = await lookAtPart(page, { part, account, place });
    place = seen.place;
    refusals.push(...seen.refusals);
    rows += part.links.length;
    const isFull = rows >= mostEntries || place.accountsDone - start.accountsDone >= accounts;
    if (isFull) return { place, refusals, isComplete: false };
  }
  return { place, refusals, isComplete: true };
}

/** One account while its history is being looked at. */
type Account = {
  readonly id: string;
  replayed: Replayed;
  limitsAt?: LimitsAt;
  /** Why something of it would have been refused, so that the account is counted once for each. */
  readonly codes: Set<string>;
};

async function reopen(table: Table, open: NonNullable<RehearsalPlace["open"]>): Promise<Account> {
  const last = (await linkAt(table, open.id, open.seq))?.entry;
  return { id: open.id, replayed: { last, spentAt: open.spentAt }, codes: new Set(open.codes) };
}

async function lookAtPart(
  page: Page,
  its: { readonly part: ChainPart; readonly account: Account; readonly place: RehearsalPlace },
): Promise<{ place: RehearsalPlace; refusals: readonly RehearsedRefusal[] }> {
  const { part, account } = its;
  const found: Omit<RehearsedRefusal, "account">[] = [];
  let { totals, entryCount } = its.place;
  for (const { entry } of part.links) {
    // What cannot be read is told by the check of the books; here there is nothing to say of it.
    if (!entry) continue;
    account.limitsAt ??= await page.limits(entry);
    const { next, excess } = replay(account.replayed, entry, account.limitsAt(entry));
    account.replayed = next;
    if (entry.recordedAt < page.from) continue;
    entryCount++;
    if (!excess) continue;
    totals = [...counted(totals, excess, !account.codes.has(excess.code))];
    account.codes.add(excess.code);
    const { seq, kind, recordedAt } = entry;
    found.push({ seq, kind, recordedAt, ...excess });
  }
  const head = found.length > 0 ? await findHead(page.table, part.id) : undefined;
  const refusals = head ? found.map((one) => ({ account: head, ...one })) : [];
  return { place: placeAfter(its, { totals, entryCount }), refusals };
}

function placeAfter(
  { part, account, place }: Parameters<typeof lookAtPart>[1],
  counts: Pick<RehearsalPlace, "totals" | "entryCount">,
): RehearsalPlace {
  const { open: _open, account: _account, ...told } = { ...place, ...counts };
  if (part.isLast) return { ...told, account: part.place, accountsDone: place.accountsDone + 1 };
  const { last, spentAt } = account.replayed;
  return {
    ...told,
    open: {
      ...{ id: part.id, place: part.place, seq: last?.seq ?? 0, codes: [...account.codes] },
      ...(spentAt === undefined ? {} : { spentAt }),
    },
  };
}
