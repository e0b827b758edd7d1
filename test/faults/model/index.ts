import { onExchange, propose } from "./exchanges.ts";
import {
  type Bank,
  balanceOf,
  changed,
  hubOf,
  type Move,
  noted,
  type Outcome,
  post,
  way,
} from "./state.ts";
import type { Give, Wish } from "./wishes.ts";

export { afterDeadlines } from "./exchanges.ts";
export {
  type Account,
  type Bank,
  empty,
  grantedMinutes,
  type Hub,
  hubOf,
  type Outcome,
  type Party,
  parties,
  sharedMinutes,
} from "./state.ts";
export type { Fund, Mend, OnExchange, Propose, Side, Wish } from "./wishes.ts";

/** What becomes of a wish, if nothing else happens meanwhile. `name` is what it will be called. */
export function decide(bank: Bank, name: string, wish: Wish): Outcome {
  switch (wish.what) {
    case "propose":
      return propose(bank, name, wish);
    case "give":
      return give(bank, name, wish);
    case "ask the pot":
      return {
        bank: { ...bank, requests: { ...bank.requests, [name]: { ...wish, status: "OPEN" } } },
        says: "OPEN",
      };
    case "decide":
      return decidePot(bank, wish.on, wish.isYes);
    case "allocate":
      return allocate(bank, name, wish.minutes);
    case "return":
      return giveBack(bank, name, wish.minutes);
    case "reverse":
      return reverse(bank, name, wish);
    case "freeze":
    case "unfreeze":
      return setFreeze(bank, wish.account, wish.what === "freeze");
    default:
      return onExchange(bank, wish);
  }
}

type Named = { readonly name: string; readonly kind: string; readonly moves: readonly Move[] };

/** Moves minutes under a name, or says why not. */
function moved(bank: Bank, { name, kind, moves }: Named): Bank | string {
  const posted = post(bank, moves);
  return typeof posted === "string" ? posted : noted(posted, name, { kind, moves });
}

const done = (bank: Bank | string, says = "DONE"): Outcome =>
  typeof bank === "string" ? bank : { bank, says };

function give(bank: Bank, name: string, wish: Give): Outcome {
  const { from, to, minutes } = wish;
  const toHub = to === "POT BRA" ? "BRA" : to === "POT SAL" ? "SAL" : hubOf(to);
  return done(moved(bank, { name, kind: "GIFT", moves: way(from, to, minutes, toHub) }));
}

function decidePot(bank: Bank, on: string, isYes: boolean): Outcome {
  const its = bank.requests[on];
  if (!its) return "NOT_FOUND";
  if (its.status !== "OPEN") return "STATE_TRANSITION_INVALID";
  const status = isYes ? "APPROVED" : "DECLINED";
  const next = { ...bank, requests: { ...bank.requests, [on]: { ...its, status } } };
  if (!isYes) return { bank: next, says: status };
  const from = hubOf(its.member) === "BRA" ? "POT BRA" : "POT SAL";
  const moves = [{ from, to: its.member, minutes: its.minutes } as const];
  return done(moved(next, { name: on, kind: "GIFT", moves }), status);
}

function allocate(bank: Bank, name: string, minutes: number): Outcome {
  const moves = [{ from: "TRAINING", to: "cafe", minutes } as const];
  const next = moved(bank, { name, kind: "ALLOCATION", moves });
  return done(typeof next === "string" ? next : { ...next, allotted: bank.allotted + minutes });
}

/** Never more than was given and not given back, nor more than is out after corrections. */
function giveBack(bank: Bank, name: string, minutes: number): Outcome {
  if (minutes > bank.allotted) return "RETURN_TOO_LARGE";
  const moves = [{ from: "cafe", to: "TRAINING", minutes } as const];
  const next = moved(bank, { name, kind: "RETURN", moves });
  if (typeof next === "string") return next;
  if (minutes > -balanceOf(bank, "TRAINING").minutes) return "RETURN_TOO_LARGE";
  return done({ ...next, allotted: bank.allotted - minutes });
}

type Reverse = { readonly on: string; readonly minutes?: number };

/** Whole, or in part where only two accounts are touched; once; and never out of an empty pot. */
function reverse(bank: Bank, name: string, { on, minutes }: Reverse): Outcome {
  const its = bank.journals[on];
  if (!its) return "NOT_FOUND";
  const refusal = whyNotReverse(its, minutes);
  if (refusal !== undefined) return refusal;
  const moves = its.moves
    .toReversed()
    .map((move) => ({ from: move.to, to: move.from, minutes: minutes ?? move.minutes }));
  const posted = post(bank, moves, { isMending: true });
  if (typeof posted === "string") return posted;
  for (const { from, to } of moves) {
    if (from.startsWith("POT") && balanceOf(posted, from).minutes < 0) return "INSUFFICIENT_CREDIT";
    if (to === "TRAINING" && balanceOf(posted, to).minutes > 0) return "NOT_REVERSIBLE";
  }
  const journals = { ...posted.journals, [on]: { ...its, isReversed: true } };
  // What is taken back says so itself, which makes a new version of it.
  const exchange = posted.exchanges[on];
  const exchanges = exchange
    ? { ...posted.exchanges, [on]: { ...exchange, version: exchange.version + 1 } }
    : posted.exchanges;
  return done(noted({ ...posted, journals, exchanges }, name, { kind: "REVERSAL", moves }));
}

function whyNotReverse(its: Bank["journals"][string], minutes: number | undefined) {
  if (["REVERSAL", "RETURN"].includes(its.kind)) return "NOT_REVERSIBLE";
  if (its.isReversed) return "ALREADY_REVERSED";
  if (minutes === undefined) return undefined;
  if (its.moves.length > 1) return "NOT_DIVISIBLE";
  return minutes > (its.moves[0]?.minutes ?? 0) ? "VALIDATION_FAILED" : undefined;
}

function setFreeze(bank: Bank, account: Parameters<typeof balanceOf>[1], wanted: boolean): Outcome {
  const { isFrozen, isUsed } = balanceOf(bank, account);
  if (!isUsed) return "NOT_FOUND";
  if (isFrozen === wanted) return "STATE_TRANSITION_INVALID";
  return { bank: changed(bank, account, { isFrozen: wanted }), says: wanted ? "FROZEN" : "OPEN" };
}
