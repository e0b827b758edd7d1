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
    status: z.literal("ACTIVE"),
    ...kept,
  })
  .readonly();
export type Organisation = z.infer<typeof Organisation>;
