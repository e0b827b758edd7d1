import * as z from "zod";
import { type Role, roles } from "../../kernel/index.ts";
import { kept } from "./kept.ts";

/** What kinds of place a role can be for. */
export const reachOf = (role: Role): readonly ("hub" | "are")[] => reaches[role];

const reaches: { readonly [role in Role]: readonly ("hub" | "are")[] } = {
  BROKER: ["hub"],
  SAFEGUARDING_LEAD: ["hub"],
  AUDITOR: ["hub"],
  FACILITATOR: ["hub", "are"],
  COMMISSIONER: ["are"],
  INSIGHT_READER: ["hub", "are"],
  STEWARD: ["are"],
};

/** A role a person was given for a hub or an area, with the reason. */
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
