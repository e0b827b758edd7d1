import { invariant, type Refusal } from "../../kernel/index.ts";
import type { AccountRef, Draft, Head, JournalKind, Movement } from "../model.ts";
import { append, type Heads, headIn, momentFor, type Occasion } from "./appending.ts";
import {
  firstStopped,
  isGiving,
  isMending,
  isSpending,
  type LedgerCode,
  whyNoRoom,
  whyNotEnough,
  whyNotSpend,
} from "./limits.ts";

type Posting = Occasion & {
  readonly kind: JournalKind;
  readonly movements: readonly Movement[];
  /** The account that ends with this posting. */
  readonly closes?: AccountRef;
};

/**
 * Every rule a posting must keep, in one place. Given the heads as they were read, answers with
 * the next entries of each chain, in order, or with why not.
 *
 * - Each movement writes two entries of opposite sign in one hub, so every hub's sum stays zero.
 * - What was agreed is always paid: only what goes beyond it is checked against the limits.
 * - A reversal and a closure may pass the floor, because they mend or end what is there.
 */
export function post(
  read: ReadonlyMap<string, Head>,
  wish: Posting,
): readonly Draft[] | Refusal<LedgerCode> {
  const heads: Heads = new Map(read);
  const posting = { ...wish, now: momentFor(heads, wish.now) };
  const touched = posting.movements.flatMap(({ from, to }) => [from, to]);
  const stopped = firstStopped(heads, posting.closes ? [...touched, posting.closes] : touched);
  if (stopped) return stopped;
  const drafts: Draft[] = [];
  for (const movement of posting.movements) {
    const refusal = whyNotMove(heads, movement, posting);
    if (refusal) return refusal;
    drafts.push(...move(heads, movement, posting));
  }
  return posting.closes ? closeLast(heads, drafts, posting.closes, posting) : drafts;
}

/**
 * What was agreed is paid without asking again: what was set aside on one side, or promised on the
 * other. Corrections and endings may pass the limits.
 */
function whyNotMove(
  heads: Heads,
  { from, to, minutes, heldMinutes = 0, promisedMinutes = 0 }: Movement,
  { kind, now }: Posting,
): Refusal<LedgerCode> | undefined {
  if (isMending(kind)) return undefined;
  const beyondHeld = minutes - heldMinutes;
  if (beyondHeld > 0) {
    const giver = headIn(heads, from);
    const spending = { minutes: beyondHeld, isNew: heldMinutes === 0, now };
    const refusal =
      whyNotEnough(giver, beyondHeld) ??
      (isSpending(kind) ? whyNotSpend(giver, spending) : undefined);
    if (refusal) return refusal;
  }
  if (minutes <= Math.max(heldMinutes, promisedMinutes)) return undefined;
  const coming = { minutes: minutes - promisedMinutes, isHelp: isGiving(kind), now };
  return whyNoRoom(headIn(heads, to), coming);
}

function move(heads: Heads, movement: Movement, posting: Posting): readonly Draft[] {
  const { from, to, minutes, heldMinutes = 0, promisedMinutes = 0 } = movement;
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
      promised: -promisedMinutes,
      counterId: from.kind === "CLEARING" && far ? far.from.id : from.id,
      occasion: posting,
    }),
  ];
}

/** Between two hubs credits pass a clearing account on each side; this is the other hub's half. */
const beyond = (movement: Movement, all: readonly Movement[]): Movement | undefined =>
  all.find(({ from }) => from.hubId !== movement.from.hubId);

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
    occasion,
  });
  return [...drafts, { ...closing, status: "CLOSED" }];
}
