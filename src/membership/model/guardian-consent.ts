import * as z from "zod";
import { Channel } from "../../kernel/index.ts";

/** Over what it was said, and what shows that it was understood. */
const how = {
  channel: Channel,
  note: z.string().optional(),
  readBack: z.boolean().optional(),
  slip: z.string().optional(),
};

/** Somebody with parental responsibility said yes, or took it back: who, when and how. */
const Said = z
  .object({
    guardianPersonId: z.string(),
    at: z.string(),
    ...how,
    /** The broker who wrote it down, where the guardian did not say it here themselves. */
    recordedBy: z.string().optional(),
  })
  .readonly();
export type SaidByGuardian = z.infer<typeof Said>;

/** The consent that a child under 13 needs: UK GDPR article 8, Data Protection Act 2018 section 9. */
export const GuardianConsent = z.object({ given: Said, withdrawn: Said.optional() }).readonly();
export type GuardianConsent = z.infer<typeof GuardianConsent>;

/** The ways to reach a guardian that need a number or an address. */
export const guardianWays = ["PHONE", "TEXT", "EMAIL"] as const;

/**
 * How a guardian who is no member of the child's hub lets themselves be reached in the child's
 * place: told for this child alone, with the guardian's own yes to the words that were shown.
 */
export const GuardianContact = z
  .object({
    way: z.enum(guardianWays),
    reach: z.string(),
    textVersion: z.int(),
    given: Said,
  })
  .readonly();
export type GuardianContact = z.infer<typeof GuardianContact>;
