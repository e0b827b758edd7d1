import { addDays, dateOf, invalid, type Refusal, wrongState } from "../../kernel/index.ts";
import type { Clearance, ClearanceLine, GrantClearance } from "../model/index.ts";

type Birth = Pick<Clearance, "id" | "createdAt" | "version" | "receipts">;

/** Nothing is good for longer than this without somebody looking again. */
const longestYears = 5;

/** Somebody has seen that a member has this. It always has an end. */
export function grantClearance(
  wish: GrantClearance,
  birth: Birth,
  by: { readonly hubId: string; readonly grantedBy: string },
): Clearance | Refusal<"VALIDATION_FAILED"> {
  const { idempotencyKey: _key, ...seen } = wish;
  const today = dateOf(birth.createdAt);
  if (seen.givenOn > today) {
    return invalid("This day lies in the future.", "Say the day it was given.", "givenOn");
  }
  if (seen.expiresOn < today || seen.expiresOn <= seen.givenOn) {
    return invalid("This has run out already.", "Note one that still counts.", "expiresOn");
  }
  if (seen.expiresOn > dateOf(addDays(birth.createdAt, longestYears * 366))) {
    return invalid(
      `This is longer than ${longestYears} years.`,
      "Say an earlier last day; it can be noted anew then.",
      "expiresOn",
    );
  }
  return { ...birth, ...seen, ...by };
}

export function endClearance(
  clearance: Clearance,
  now: string,
  revokeReason?: string,
): Clearance | Refusal<"STATE_TRANSITION_INVALID"> {
  if (clearance.endedAt !== undefined || clearance.expiresOn < dateOf(now)) {
    return wrongState("This does not count any more.", "Nothing more needs to be done.");
  }
  return { ...clearance, endedAt: now, ...(revokeReason === undefined ? {} : { revokeReason }) };
}

/** The ones that a new clearance makes needless: of the same kind, and running out no later. */
export const replacedBy = (
  next: Clearance,
  lines: readonly ClearanceLine[],
): readonly ClearanceLine[] =>
  lines.filter((line) => line.kind === next.kind && line.expiresOn <= next.expiresOn);
