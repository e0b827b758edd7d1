import {
  type Bank,
  hold,
  hubOf,
  type Move,
  noted,
  type Outcome,
  post,
  release,
  way,
} from "./state.ts";
import type { OnExchange, Propose, Side } from "./wishes.ts";

type Exchange = Bank["exchanges"][string];

const holding = ["AGREED", "DELIVERED", "CONFIRMED", "DISPUTED"];

/** From payer to provider. */
const wayOf = ({ payer, provider }: Exchange, minutes: number): readonly Move[] =>
  way(payer, provider, minutes, hubOf(provider));

/** The bank with an exchange as it is after a change. */
function saved(bank: Bank, name: string, next: Partial<Exchange>): Outcome {
  const before = bank.exchanges[name];
  if (!before) return "NOT_FOUND";
  const exchange = { ...before, ...next, version: before.version + 1 };
  return {
    bank: { ...bank, exchanges: { ...bank.exchanges, [name]: exchange } },
    says: exchange.status,
  };
}

export function propose(bank: Bank, name: string, { payer, provider, minutes }: Propose): Outcome {
  const exchange: Exchange = {
    ...{ payer, provider, minutes, status: "PROPOSED", version: 1, agreed: ["PAYER"] },
    ...{ delivered: 0, confirmed: 0 },
  };
  return {
    bank: { ...bank, exchanges: { ...bank.exchanges, [name]: exchange } },
    says: "PROPOSED",
  };
}

export function onExchange(bank: Bank, wish: OnExchange): Outcome {
  const its = bank.exchanges[wish.on];
  if (!its) return "NOT_FOUND";
  if ("version" in wish && wish.version !== its.version) return "CONFLICT_VERSION";
  switch (wish.what) {
    case "agree":
      return agree(bank, wish.on, { its, by: wish.by });
    case "change":
      return change(bank, wish.on, { its, by: wish.by, minutes: wish.minutes });
    case "decline":
      return its.status === "PROPOSED"
        ? saved(bank, wish.on, { status: "DECLINED" })
        : "STATE_TRANSITION_INVALID";
    case "cancel":
      return cancel(bank, wish.on, { its, by: wish.by });
    case "deliver":
      return its.status === "AGREED"
        ? saved(bank, wish.on, { status: "DELIVERED", delivered: wish.minutes })
        : "STATE_TRANSITION_INVALID";
    case "confirm":
      return confirm(bank, wish.on, { its, minutes: wish.minutes });
    case "resolve":
      return resolve(bank, wish.on, { its, minutes: wish.minutes });
  }
}

type By = { readonly its: Exchange; readonly by: Side };

function agree(bank: Bank, name: string, { its, by }: By): Outcome {
  if (its.status !== "PROPOSED" || its.agreed.includes(by)) return "STATE_TRANSITION_INVALID";
  const held = hold(bank, wayOf(its, its.minutes));
  if (typeof held === "string") return held;
  return saved(held, name, { status: "AGREED", agreed: ["PAYER", "PROVIDER"] });
}

function change(bank: Bank, name: string, { its, by, minutes }: By & { minutes: number }): Outcome {
  if (its.status !== "PROPOSED" && its.status !== "AGREED") return "STATE_TRANSITION_INVALID";
  const freed = its.status === "AGREED" ? release(bank, wayOf(its, its.minutes)) : bank;
  return saved(freed, name, { status: "PROPOSED", minutes, agreed: [by] });
}

function cancel(bank: Bank, name: string, { its, by }: { its: Exchange; by: Side | "BROKER" }) {
  const isGiven = its.status === "DELIVERED" || its.status === "DISPUTED";
  if (isGiven && by === "PAYER") return "FORBIDDEN";
  if (!isGiven && its.status !== "PROPOSED" && its.status !== "AGREED") {
    return "STATE_TRANSITION_INVALID";
  }
  const freed = holding.includes(its.status) ? release(bank, wayOf(its, its.minutes)) : bank;
  return saved(freed, name, { status: "CANCELLED" });
}

type Said = { readonly its: Exchange; readonly minutes: number };

function confirm(bank: Bank, name: string, { its, minutes }: Said): Outcome {
  if (its.status !== "DELIVERED") return "STATE_TRANSITION_INVALID";
  const confirmed = { confirmed: minutes };
  if (minutes !== its.delivered) return saved(bank, name, { ...confirmed, status: "DISPUTED" });
  const moves = wayOf(its, minutes);
  const posted = post(bank, moves, { held: its.minutes });
  // Somebody's account is stopped for now: what was confirmed waits.
  if (posted === "ACCOUNT_FROZEN") return saved(bank, name, { ...confirmed, status: "CONFIRMED" });
  if (typeof posted === "string") return posted;
  const moved = noted(posted, name, { kind: "EXCHANGE", moves });
  return saved(moved, name, { ...confirmed, status: "SETTLED" });
}

function resolve(bank: Bank, name: string, { its, minutes }: Said): Outcome {
  if (its.status !== "DISPUTED") return "STATE_TRANSITION_INVALID";
  const said = [its.delivered, its.confirmed];
  if (minutes < Math.min(...said) || minutes > Math.max(...said)) return "VALIDATION_FAILED";
  const moves = wayOf(its, minutes);
  const posted = post(bank, moves, { held: its.minutes });
  if (typeof posted === "string") return posted;
  return saved(noted(posted, name, { kind: "EXCHANGE", moves }), name, { status: "RESOLVED" });
}

/** What is left once every deadline has passed and the clock has called. */
export function afterDeadlines(bank: Bank): Bank {
  let next = bank;
  for (const [name, its] of Object.entries(bank.exchanges)) {
    const outcome = whenDue(next, name, its);
    if (outcome !== undefined && typeof outcome !== "string") next = outcome.bank;
  }
  return next;
}

/** Proposals and agreements that nobody took up end; what waited to be settled is settled. */
function whenDue(bank: Bank, name: string, its: Exchange): Outcome | undefined {
  switch (its.status) {
    case "PROPOSED":
      return saved(bank, name, { status: "EXPIRED" });
    case "AGREED":
      return saved(release(bank, wayOf(its, its.minutes)), name, { status: "EXPIRED" });
    case "CONFIRMED": {
      const moves = wayOf(its, its.confirmed);
      const posted = post(bank, moves, { held: its.minutes });
      if (typeof posted === "string") return undefined;
      return saved(noted(posted, name, { kind: "EXCHANGE", moves }), name, { status: "SETTLED" });
    }
    default:
      return undefined;
  }
}
