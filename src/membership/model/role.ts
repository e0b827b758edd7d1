import * as z from "zod";
import { kept } from "./kept.ts";

export const roles = ["BROKER", "AUDITOR", "STEWARD"] as const;

/** A role a person was given for a hub (BROKER, AUDITOR) or an area (STEWARD), with the reason. */
export const RoleGrant = z
  .object({
    id: z.string(),
    personId: z.string(),
    role: z.enum(roles),
    /** The hub or the area. */
    scopeId: z.string(),
    reason: z.string(),
    grantedBy: z.string(),
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    endReason: z.string().optional(),
    ...kept,
  })
  .readonly();
export type RoleGrant = z.infer<typeof RoleGrant>;
