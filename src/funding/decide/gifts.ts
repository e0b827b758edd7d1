import {
  ageOn,
  dateOf,
  forbidden,
  invalid,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import type { PotRequest } from "../model/index.ts";

/**
 * Only whoever's credits they are gives them away: a member, or an organisation's admin.
 *
 * A guardian books help for a child, and a broker helps with much else, but neither can know
 * that a gift is the giver's own wish.
 */
export function checkGiver(
  actsAs: "SELF" | "GUARDIAN" | "ADMIN" | undefined,
): Refusal<"FORBIDDEN"> | undefined {
  if (actsAs === "SELF" || actsAs === "ADMIN") return undefined;
  return actsAs === "GUARDIAN"
    ? forbidden(
        "A child's credits are the child's own, so you cannot give them away.",
        "Give from your own account instead.",
        "fromId",
      )
    : forbidden(
        "Only the giver can give these credits away.",
        "Ask them to sign in and give them.",
        "fromId",
      );
}

/** A child's credits never become its guardian's, even where the child wants to give them. */
export function checkWard(
  giver: {
    readonly bornOn?: string | undefined;
    readonly guardianPersonIds: readonly string[];
  },
  receiver: { readonly personId?: string | undefined } | undefined,
  now: string,
): Refusal<"FORBIDDEN"> | undefined {
  const isChild = giver.bornOn !== undefined && ageOn(giver.bornOn, dateOf(now)) < adultAge;
  const isGuardian =
    receiver?.personId !== undefined && giver.guardianPersonIds.includes(receiver.personId);
  if (!isChild || !isGuardian) return undefined;
  return forbidden(
    "A child's credits are never given to the child's own guardian.",
    "Choose someone else, or keep them.",
    "to",
  );
}

const adultAge = 18;

/** Credits go between accounts of people and organisations that take part at this moment. */
export function checkActive(
  party: { readonly status: string },
  at: string,
): Refusal<"PARTY_NOT_ACTIVE"> | undefined {
  if (party.status === "ACTIVE") return undefined;
  return refuse(
    "PARTY_NOT_ACTIVE",
    "One of the sides is not taking part at the moment.",
    "Try again when their membership is active, or ask the broker.",
    at,
  );
}

/** A pot gives what was asked for or less; the member sees the broker's words either way. */
export function decidePot(
  request: PotRequest,
  decision: {
    readonly approve: boolean;
    readonly minutes?: number | undefined;
    readonly note?: string | undefined;
  },
  now: string,
): PotRequest | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (request.status !== "OPEN") return notOpen();
  const given = decision.minutes ?? request.minutes;
  if (given > request.minutes) {
    return invalid(
      `Only ${request.minutes} minutes were asked for.`,
      `Give ${request.minutes} minutes or less.`,
      "minutes",
    );
  }
  return {
    ...request,
    status: decision.approve ? "APPROVED" : "DECLINED",
    closedAt: now,
    ...(decision.approve ? { givenMinutes: given } : {}),
    ...(decision.note === undefined ? {} : { decisionNote: decision.note }),
  };
}

export function cancelPot(
  request: PotRequest,
  now: string,
): PotRequest | Refusal<"STATE_TRANSITION_INVALID"> {
  if (request.status !== "OPEN") return notOpen();
  return { ...request, status: "CANCELLED", closedAt: now };
}

const notOpen = () =>
  wrongState(
    "This request was decided or taken back already.",
    "Open it to see what became of it. A new one can be made at any time.",
  );
