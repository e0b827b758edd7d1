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
