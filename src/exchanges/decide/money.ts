import {
  callerOf,
  forbidden,
  invalid,
  notFound,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import {
  type AddMoneyLeg,
  type Exchange,
  isOpen,
  type MoneyLeg,
  partyIdsOf,
  type RemoveMoneyLeg,
} from "../model/index.ts";
import type { Asking } from "./standing.ts";

const mostLegs = 10;

/** Notes money beside the help. It stands next to the minutes and never touches them. */
export function addLeg(
  exchange: Exchange,
  wish: AddMoneyLeg,
  { viewer }: Pick<Asking, "viewer">,
): Exchange | Refusal<"STATE_TRANSITION_INVALID" | "TOO_MANY_MONEY_LEGS" | "VALIDATION_FAILED"> {
  if (!isOpen(exchange)) return hasEnded();
  if (!partyIdsOf(exchange).includes(wish.paidById)) {
    return invalid(
      "Whoever paid takes no part in this.",
      "Name the provider, the payer or a recipient.",
      "paidById",
    );
  }
  if (exchange.legs.length >= mostLegs) {
    return refuse(
      "TOO_MANY_MONEY_LEGS",
      "There are 10 money notes on this already.",
      "Add several costs up in one note.",
    );
  }
  const leg: MoneyLeg = {
    number: Math.max(0, ...exchange.legs.map((one) => one.number)) + 1,
    purpose: wish.purpose,
    pence: wish.pence,
    paidById: wish.paidById,
    ...(wish.note === undefined ? {} : { note: wish.note }),
    addedBy: callerOf(viewer),
  };
  return { ...exchange, legs: [...exchange.legs, leg] };
}

export function whyNotRemoveLeg(
  exchange: Exchange,
  wish: RemoveMoneyLeg,
  { viewer }: Pick<Asking, "viewer">,
): Refusal<"FORBIDDEN"> | undefined {
  const leg = exchange.legs.find((one) => one.number === wish.number);
  if (!leg || leg.addedBy === callerOf(viewer)) return undefined;
  return forbidden("Someone else added this note.", "Ask them to take it away.", "number");
}

export function removeLeg(
  exchange: Exchange,
  wish: RemoveMoneyLeg,
): Exchange | Refusal<"NOT_FOUND" | "STATE_TRANSITION_INVALID"> {
  if (exchange.legs.every((leg) => leg.number !== wish.number)) return notFound("number");
  if (!isOpen(exchange)) return hasEnded();
  return { ...exchange, legs: exchange.legs.filter((leg) => leg.number !== wish.number) };
}

const hasEnded = () =>
  wrongState(
    "This has ended, so its money notes stay as they are.",
    "Ask your broker if something is wrong with them.",
  );
