import * as z from "zod";
import { id, idempotencyKey, Spoken } from "../../../kernel/index.ts";

/** Needed together: a broker says whose words they heard, and how. */
const said = z
  .object({
    childMemberId: id,
    guardianPersonId: id.optional(),
    spoken: Spoken.optional(),
    idempotencyKey,
  })
  .refine((wish) => (wish.spoken === undefined) === (wish.guardianPersonId === undefined), {
    path: ["guardianPersonId"],
    message:
      "A broker says whose words they heard, and how.|Fill in both, or leave both out to speak for yourself.",
  });

export const GiveGuardianConsent = said;
export const WithdrawGuardianConsent = said;
