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

/** From when and until when a role is held: from being given, and without an end, unless said. */
export const term = {
  startsAt: z.string().optional(),
  /** The first moment it is not held any more. */
  until: z.string().optional(),
};
export type Term = { readonly startsAt?: string | undefined; readonly until?: string | undefined };

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
    ...term,
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    endReason: z.string().optional(),
    ...kept,
  })
  .readonly();
export type RoleGrant = z.infer<typeof RoleGrant>;
