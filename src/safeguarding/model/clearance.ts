import * as z from "zod";
import { date, id, idempotencyKey, line, note, version } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** What a member can be seen to have, kept by name. */
export const clearanceKinds = [
  "SAFE_SUPPORT",
  "SAFEGUARDING_TRAINING",
  "FIRST_AID",
  "FOOD_HYGIENE",
  "MONEY_HANDLING_TRAINING",
  "DBS_BASIC",
  "DBS_STANDARD",
  "DBS_ENHANCED",
  "DRIVER_INSURER_TOLD",
  "CHILDCARE_REGISTRATION",
  "WORK_PERMIT",
] as const;
export type ClearanceKind = (typeof clearanceKinds)[number];

/** There is none for somebody who did not pass: then nothing is noted. */
const clearanceOutcomes = ["COMPLETED", "SATISFACTORY", "SATISFACTORY_AFTER_TALK"] as const;

/**
 * Somebody has seen that a member has this, until a day. Never the certificate: no text of it, no
 * number, no copy.
 */
export const Clearance = z
  .object({
    id: z.string(),
    /** The hub whose safeguarding lead saw it. */
    hubId: z.string(),
    memberId: z.string(),
    kind: z.enum(clearanceKinds),
    level: z.string().optional(),
    issuer: z.string(),
    outcome: z.enum(clearanceOutcomes),
    givenOn: z.string(),
    /** The last day it counts. */
    expiresOn: z.string(),
    grantedBy: z.string(),
    endedAt: z.string().optional(),
    /** Why it was taken back; absent where a newer one took its place. */
    revokeReason: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Clearance = z.infer<typeof Clearance>;

/** A clearance as a rule needs it: what, and until which day. */
export const ClearanceLine = z
  .object({ id: z.string(), kind: z.enum(clearanceKinds), expiresOn: z.string() })
  .readonly();
export type ClearanceLine = z.infer<typeof ClearanceLine>;

/** A certificate has a number; a year and a level have fewer digits. */
const withoutNumber = (most: number) =>
  line(most).refine((text) => !/\d{5}/.test(text.replaceAll(/[\s-]/g, "")), {
    message: "This looks like the number of a certificate.|Leave the number out: it is not kept.",
  });

export const GrantClearance = z.object({
  idempotencyKey,
  memberId: id,
  kind: z.enum(clearanceKinds),
  level: withoutNumber(40).optional(),
  issuer: withoutNumber(120),
  outcome: z.enum(clearanceOutcomes),
  givenOn: date,
  expiresOn: date,
});
export type GrantClearance = z.output<typeof GrantClearance>;

export const RevokeClearance = z.object({
  idempotencyKey,
  clearanceId: id,
  version,
  reason: note(500),
});
export type RevokeClearance = z.output<typeof RevokeClearance>;
