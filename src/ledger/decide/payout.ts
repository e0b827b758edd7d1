import { invariant, type Refusal } from "../../kernel/index.ts";
import type { AccountRef, Draft, Head, JournalKind, Movement } from "../model.ts";
import { append, type Heads, headIn, momentFor, type Occasion } from "./appending.ts";
import { firstStopped, isGiving, type LedgerCode, whyNoRoom } from "./limits.ts";

/** One of the many whom an account pays in one go. */
export type Payee = { readonly account: AccountRef; readonly minutes: number };

/**
 * Why this account cannot be credited at this moment, if that is so. A rehearsal asks this and so
 * does the real thing, so the one cannot promise what the other would not do.
 */
export function whyNotCredit(
  head: Head,
  { minutes, kind, now }: { minutes: number; kind: JournalKind; now: string },
): Refusal<LedgerCode> | undefined {
  const stopped = firstStopped(new Map([[head.account.id, head]]), [head.account]);
  return stopped ?? whyNoRoom(head, { minutes, isHelp: isGiving(kind), now });
}

type Wish = Occasion & {
  readonly kind: JournalKind;
  readonly from: AccountRef;
  readonly payees: readonly Payee[];
};

/** What comes of paying many: why each was refused, or nothing where they were paid. */
export type Payout = {
  readonly drafts: readonly Draft[];
  readonly movements: readonly Movement[];
  readonly refusals: readonly (Refusal<LedgerCode> | undefined)[];
};

/**
 * Pays many out of what one account has set aside for it. Whoever cannot be credited is left out
 * and keeps nobody else waiting. The account gets one entry, however many are paid.
 */
export function payOut(heads: ReadonlyMap<string, Head>, wish: Wish): Payout | Refusal<LedgerCode> {
  const { from, kind, payees } = wish;
  const stopped = firstStopped(heads, [from]);
  if (stopped) return stopped;
  const now = momentFor(heads, wish.now);
  const refusals = payees.map(({ account, minutes }) =>
    whyNotCredit(headIn(heads, account), { minutes, kind, now }),
  );
  const movements = payees
    .filter((_payee, place) => refusals[place] === undefined)
    .map(({ account, minutes }) => ({ from, to: account, minutes, heldMinutes: minutes }));
  const drafts = movements.length === 0 ? [] : together(heads, { ...wish, now, movements });
  return { drafts, movements, refusals };
}

/** Takes back what was paid to many in one go: all of it or nothing, in one entry of the payer. */
export function takeBack(
  heads: ReadonlyMap<string, Head>,
  wish: Occasion & { readonly movements: readonly Movement[] },
): readonly Draft[] | Refusal<LedgerCode> {
  const accounts = wish.movements.flatMap(({ from, to }) => [from, to]);
  const stopped = firstStopped(heads, accounts);
  if (stopped) return stopped;
  return together(heads, { ...wish, kind: "REVERSAL", now: momentFor(heads, wish.now) });
}

/** The next entry of the account that all movements share, then one of each other account. */
function together(
  read: ReadonlyMap<string, Head>,
  wish: Occasion & { readonly kind: JournalKind; readonly movements: readonly Movement[] },
): readonly Draft[] {
  const heads: Heads = new Map(read);
  const { kind, movements } = wish;
  const { shared, isGiver } = sharedAccount(movements);
  const others = movements.map((one) => ({
    account: isGiver ? one.to : one.from,
    minutes: isGiver ? one.minutes : -one.minutes,
  }));
  invariant(
    new Set(others.map(({ account }) => account.id)).size === others.length,
    "each other account has one entry",
  );
  const [only, ...more] = others;
  const sum = others.reduce((total, { minutes }) => total + minutes, 0);
  const held = movements.reduce((total, { heldMinutes = 0 }) => total + heldMinutes, 0);
  const first = append(heads, headIn(heads, shared), {
    kind,
    minutes: -sum,
    ...(isGiver ? { held: -held } : {}),
    // With several others there is nobody in particular on the other side.
    ...(only && more.length === 0 ? { counterId: only.account.id } : {}),
    occasion: wish,
  });
  const rest = others.map(({ account, minutes }) =>
    append(heads, headIn(heads, account), {
      kind,
      minutes,
      counterId: shared.id,
      occasion: wish,
    }),
  );
  return [first, ...rest];
}

function sharedAccount(movements: readonly Movement[]) {
  const [first, ...others] = movements;
  invariant(first, "something moves");
  for (const { from, to, minutes } of movements) {
    invariant(from.hubId === to.hubId && from.id !== to.id, "a movement has two sides in one hub");
    invariant(Number.isInteger(minutes) && minutes > 0, "a movement has minutes");
  }
  const isGiver = others.every(({ from }) => from.id === first.from.id);
  const shared = isGiver ? first.from : first.to;
  invariant(
    isGiver || others.every(({ to }) => to.id === shared.id),
    "the movements share one account",
  );
  return { shared, isGiver };
}
