import * as z from "zod";
import { limitFields } from "./policy.ts";

/**
 * What a broker set for one member in place of the hub's policy. What is absent follows the hub;
 * a cap or gap of zero means that there is none for this member.
 */
export const LimitException = z
  .object({
    ...z.object(limitFields).partial().shape,
    /** From here on the hub's policy holds again. */
    until: z.string().optional(),
  })
  .readonly();
export type LimitException = z.infer<typeof LimitException>;

/** One line of the history of a member's exceptions. Never changed: it says who, when and why. */
export const LimitChange = z
  .object({
    memberId: z.string(),
    at: z.string(),
    byPersonId: z.string(),
    reason: z.string(),
    /** What was set; absent where the hub's policy was to hold again. */
    exception: LimitException.optional(),
  })
  .readonly();
export type LimitChange = z.infer<typeof LimitChange>;

/** Where a limit comes from: the hub's policy, an exception, or the age of a child under 13. */
type LimitSource = "HUB" | "MEMBER" | "AGE";

/** One limit with where it comes from; without minutes there is no such limit. */
export type LimitInForce = { readonly minutes?: number; readonly source: LimitSource };

export type CapsInForce = {
  readonly day: LimitInForce;
  readonly week: LimitInForce;
  readonly month: LimitInForce;
  readonly year: LimitInForce;
};

/** The limits that hold for a member at a moment. */
export type LimitsInForce = {
  readonly memberId: string;
  readonly floor: Required<LimitInForce>;
  readonly ceiling: Required<LimitInForce>;
  readonly isCeilingHard: boolean;
  readonly isCeilingHardFrom: LimitSource;
  readonly giving: CapsInForce;
  readonly spending: CapsInForce;
  readonly leastGap: LimitInForce;
  /** When the exception that is in force ends. */
  readonly until?: string;
};
