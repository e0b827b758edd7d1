import { type Refusal, refuse } from "../../kernel/index.ts";
import { availableMinutes, type Head } from "../model.ts";

export type LedgerCode =
  | "ACCOUNT_CLOSED"
  | "ACCOUNT_FROZEN"
  | "FEDERATION_LIMIT"
  | "INSUFFICIENT_CREDIT"
  | "ISSUANCE_EXHAUSTED";

/** An account that is stopped or has ended takes part in nothing. */
export function whyNotUsable(head: Head): Refusal<"ACCOUNT_CLOSED" | "ACCOUNT_FROZEN"> | undefined {
  if (head.status === "OPEN") return undefined;
  return head.status === "CLOSED"
    ? refuse(
        "ACCOUNT_CLOSED",
        "One of these accounts is closed, because someone has left.",
        "Ask your broker what to do with these hours.",
      )
    : refuse(
        "ACCOUNT_FROZEN",
        "One of these accounts is stopped for now.",
        "Ask your broker when it can be used again.",
      );
}

/** Says nothing of how much there is: the one who reads it may not be the one whose it is. */
export function whyNotEnough(head: Head, minutes: number): Refusal<LedgerCode> | undefined {
  if (minutes <= availableMinutes(head)) return undefined;
  if (head.account.kind === "CLEARING") {
    return refuse(
      "FEDERATION_LIMIT",
      "These two hubs have shared as many hours as they agreed for now.",
      "Wait until help has gone the other way, or ask your broker about the limit.",
    );
  }
  if (head.account.kind === "ISSUANCE") {
    return refuse(
      "ISSUANCE_EXHAUSTED",
      "The hours the circle decided on for this are used up.",
      "Ask the circle for a new decision, or use fewer hours.",
    );
  }
  if (head.account.kind === "POT") {
    return refuse(
      "INSUFFICIENT_CREDIT",
      "The community pot does not hold that many hours right now.",
      "Give fewer hours, or wait until someone gives to the pot.",
    );
  }
  return refuse(
    "INSUFFICIENT_CREDIT",
    "The account these hours would come from does not have enough.",
    "Choose fewer hours, or ask your broker about the community pot.",
  );
}
