import * as z from "zod";
import { kept } from "./kept.ts";

/** Somebody told the broker of a person who might like to join. */
export const Referral = z
  .object({
    id: z.string(),
    hubId: z.string(),
    personName: z.string(),
    /** How the person can be reached, in words. */
    contact: z.string(),
    /** How the person said yes to being named. */
    consentNote: z.string(),
    note: z.string().optional(),
    /** Who referred them: a login or person id. */
    byLogin: z.string(),
    /** Their membership of this hub, where they had one: it says their name, and no copy does. */
    byMemberId: z.string().optional(),
    /** What somebody from elsewhere calls themselves. */
    byName: z.string().optional(),
    status: z.enum(["OPEN", "JOINED", "CLOSED"]),
    memberId: z.string().optional(),
    closeReason: z.string().optional(),
    closedAt: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Referral = z.infer<typeof Referral>;
