import { invariant, type Refusal, refuse } from "../../kernel/index.ts";
import type { AccountRef, Draft, EntryKind, Head, JournalKind, Movement } from "../model.ts";
import { type LedgerCode, whyNotEnough, whyNotUsable } from "./limits.ts";

/** When and why entries are written, the same for all entries of one act. */
export type Occasion = {
  readonly actId: string;
  readonly now: string;
  readonly happenedOn?: string;
};

type Posting = Occasion & {
  readonly kind: JournalKind;
  readonly movements: readonly Movement[];
  /** The account that ends with this posting. */
  readonly closes?: AccountRef;
};

/** Heads by account id, as they will be once the drafts so far are written. */
type Heads = Map<string, Head>;

/**
 * Every rule a posting must keep, in one place. Given the heads as they were read, answers with
 * the next entries of each chain, in order, or with why not.
 *
 * - Each movement writes two entries of opposite sign in one hub, so every hub's sum stays zero.
 * - What was set aside is always paid: only what goes beyond it is checked against the floor.
 * - A reversal and a closure may pass the floor, because they mend or end what is there.
 */
export function post(
  read: ReadonlyMap<string, Head>,
  posting: Posting,
): readonly Draft[] | Refusal<LedgerCode> {
  const heads: Heads = new Map(read);
  const stopped = firstStopped(
    heads,
    posting.movements.flatMap(({ from, to }) => [from, to]),
  );
  if (stopped) return stopped;
  const drafts: Draft[] = [];
  for (const movement of posting.movements) {
    const refusal = whyNotMove(heads, movement, posting.kind);
    if (refusal) return refusal;
    drafts.push(...move(heads, movement, posting));
  }
  return posting.closes ? closeLast(heads, drafts, posting.closes, posting) : drafts;
}

/** Sets minutes aside on each account, so that help agreed is help paid. */
export function hold(
  read: ReadonlyMap<string, Head>,
  holds: readonly Hold[],
  occasion: Occasion,
): readonly Draft[] | Refusal<LedgerCode> {
  const heads: Heads = new Map(read);
  const stopped = firstStopped(
    heads,
    holds.map(({ account }) => account),
  );
  if (stopped) return stopped;
  const drafts: Draft[] = [];
  for (const { account, minutes } of holds) {
    const head = headIn(heads, account);
    const refusal = whyNotEnough(head, minutes);
    if (refusal) return refusal;
    drafts.push(append(heads, head, { kind: "HOLD", minutes: 0, held: minutes, occasion }));
  }
  return drafts;
}

export type Hold = { readonly account: AccountRef; readonly minutes: number };

/** Frees what was set aside. Works on a frozen account too: it takes nothing from anyone. */
export function release(
  read: ReadonlyMap<string, Head>,
  holds: readonly Hold[],
  occasion: Occasion,
): readonly Draft[] {
  const heads: Heads = new Map(read);
  return holds.map(({ account, minutes }) =>
    append(heads, headIn(heads, account), {
      kind: "RELEASE",
      minutes: 0,
      held: -minutes,
      occasion,
    }),
  );
}

const inWords: { readonly [status in Head["status"]]: string } = {
  OPEN: "in use",
  FROZEN: "stopped already",
  CLOSED: "closed, because its holder has left",
};

/** Stops an account or lets it go on; nothing about its minutes changes. */
export function changeFreeze(
  head: Head,
  kind: "FREEZE" | "UNFREEZE",
  occasion: Occasion,
): Draft | Refusal<"STATE_TRANSITION_INVALID"> {
  const wanted = kind === "FREEZE" ? "OPEN" : "FROZEN";
  if (head.status !== wanted) {
    return refuse(
      "STATE_TRANSITION_INVALID",
      `This account is ${inWords[head.status]}.`,
      kind === "FREEZE"
        ? "Only an account in use can be stopped."
        : "Only a stopped account can go on.",
    );
  }
  const draft = append(new Map(), head, { kind, minutes: 0, held: 0, occasion });
  return { ...draft, status: kind === "FREEZE" ? "FROZEN" : "OPEN" };
}

/** Whether every account can be used comes before whether any of them has enough. */
function firstStopped(heads: Heads, accounts: readonly AccountRef[]) {
  for (const account of accounts) {
    const refusal = whyNotUsable(headIn(heads, account));
    if (refusal) return refusal;
  }
  return undefined;
}

/** What was set aside is paid without asking again; corrections and endings may pass the floor. */
function whyNotMove(
  heads: Heads,
  { from, minutes, heldMinutes = 0 }: Movement,
  kind: JournalKind,
): Refusal<LedgerCode> | undefined {
  const beyondHeld = minutes - heldMinutes;
  if (kind === "REVERSAL" || kind === "CLOSURE" || beyondHeld <= 0) return undefined;
  return whyNotEnough(headIn(heads, from), beyondHeld);
}

function move(heads: Heads, movement: Movement, posting: Posting): readonly Draft[] {
  const { from, to, minutes, heldMinutes = 0 } = movement;
  invariant(from.hubId === to.hubId, "a movement stays in one hub");
  invariant(from.id !== to.id, "a movement has two sides");
  invariant(Number.isInteger(minutes) && minutes > 0, "a movement has minutes");
  const { kind } = posting;
  const far = beyond(movement, posting.movements);
  return [
    append(heads, headIn(heads, from), {
      kind,
      minutes: -minutes,
      held: -heldMinutes,
      counterId: to.kind === "CLEARING" && far ? far.to.id : to.id,
      occasion: posting,
    }),
    append(heads, headIn(heads, to), {
      kind,
      minutes,
      held: 0,
      counterId: from.kind === "CLEARING" && far ? far.from.id : from.id,
      occasion: posting,
    }),
  ];
}

/** Between two hubs credits pass a clearing account on each side; this is the other hub's half. */
const beyond = (movement: Movement, all: readonly Movement[]): Movement | undefined =>
  all.find(({ from }) => from.hubId !== movement.from.hubId);

type Change = {
  readonly kind: EntryKind;
  readonly minutes: number;
  /** Added to what is set aside. */
  readonly held: number;
  readonly counterId?: string;
  readonly occasion: Occasion;
};

/** The next entry of one chain; `heads` then stands at it. */
function append(heads: Heads, head: Head, change: Change): Draft {
  const { account } = head;
  const { actId, now, happenedOn } = change.occasion;
  // Time never runs backwards within a chain, so a balance at a moment can be searched for.
  const recordedAt = now < head.recordedAt ? head.recordedAt : now;
  const draft: Draft = {
    accountId: account.id,
    seq: head.seq + 1,
    hubId: account.hubId,
    accountKind: account.kind,
    ...(account.label === undefined ? {} : { label: account.label }),
    kind: change.kind,
    minutes: change.minutes,
    balanceMinutes: head.balanceMinutes + change.minutes,
    reservedMinutes: head.reservedMinutes + change.held,
    floorMinutes: account.floorMinutes,
    ...(account.ceilingMinutes === undefined ? {} : { ceilingMinutes: account.ceilingMinutes }),
    status: head.status,
    ...(change.counterId === undefined ? {} : { counterId: change.counterId }),
    actId,
    recordedAt,
    ...(happenedOn === undefined || recordedAt.startsWith(happenedOn) ? {} : { happenedOn }),
  };
  invariant(draft.reservedMinutes >= 0, "nothing is freed that was not set aside");
  heads.set(account.id, { ...head, ...draft, account });
  return draft;
}

/** The last entry of the account that ends says so; one is added when there is none. */
function closeLast(
  heads: Heads,
  drafts: readonly Draft[],
  account: AccountRef,
  occasion: Occasion,
): readonly Draft[] {
  const mine = drafts.findLastIndex((draft) => draft.accountId === account.id);
  if (mine >= 0)
    return drafts.map((draft, at) => (at === mine ? { ...draft, status: "CLOSED" } : draft));
  const closing = append(heads, headIn(heads, account), {
    kind: "CLOSURE",
    minutes: 0,
    held: 0,
    occasion,
  });
  return [...drafts, { ...closing, status: "CLOSED" }];
}

function headIn(heads: ReadonlyMap<string, Head>, account: AccountRef): Head {
  const head = heads.get(account.id);
  invariant(head, "every account of a posting was read");
  return head;
}
