import * as z from "zod";
import { kept } from "./kept.ts";

export const organisationKinds = [
  "PUBLIC_BODY",
  "SCHOOL",
  "CHARITY",
  "FORUM",
  "COMMUNITY_GROUP",
  "BUSINESS",
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** A body with an account in a hub, spoken for by its admins. */
export const Organisation = z
  .object({
    id: z.string(),
    hubId: z.string(),
    name: z.string(),
    kind: z.enum(organisationKinds),
    adminPersonIds: z.array(z.string()).readonly(),
    status: z.enum(["ACTIVE", "LEFT"]),
    /** Organisations of other hubs that this one continues, nearest first. */
    earlierIds: z.array(z.string()).readonly().optional(),
    leftAt: z.string().optional(),
    /** The organisation of another hub that continues this one. */
    movedToId: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Organisation = z.infer<typeof Organisation>;
