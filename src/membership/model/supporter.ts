import * as z from "zod";
import { Channel, powers, Spoken } from "../../kernel/index.ts";

/** What lets an adult act for another adult: each has its own basis in law. */
export const supportKinds = ["SUPPORTER", "ATTORNEY", "DEPUTY", "APPOINTEE"] as const;
export type SupportKind = (typeof supportKinds)[number];

/** The law it rests on, in words for everybody. */
export const legalBasisOf: { readonly [kind in SupportKind]: string } = {
  SUPPORTER:
    "The member's own consent. They decide, with support: Mental Capacity Act 2005, s1(3).",
  ATTORNEY: "A registered lasting power of attorney: Mental Capacity Act 2005, sections 9 to 14.",
  DEPUTY: "An order of the Court of Protection: Mental Capacity Act 2005, sections 16 to 20.",
  APPOINTEE:
    "Appointed for benefits: Social Security (Claims and Payments) Regulations 1987, reg. 33.",
};

/** Somebody who acts for an adult member, in a few things and on a basis that a broker has seen. */
export const Supporter = z
  .object({
    personId: z.string(),
    kind: z.enum(supportKinds),
    scope: z.array(z.enum(powers)).readonly(),
    /** The last day; always there for a SUPPORTER. */
    until: z.string().optional(),
    since: z.string(),
    evidence: z
      .object({
        seen: z.string(),
        seenOn: z.string(),
        channel: Channel,
        byPersonId: z.string(),
      })
      .readonly(),
    /** What the member said to it, where the law asks their consent. */
    consent: Spoken.optional(),
  })
  .readonly();
export type Supporter = z.infer<typeof Supporter>;

export const PastSupporter = z
  .object({
    personId: z.string(),
    endedAt: z.string(),
    byPersonId: z.string(),
    reason: z.string(),
  })
  .readonly();
export type PastSupporter = z.infer<typeof PastSupporter>;

/** A supporter as the viewer may see them: the evidence is for brokers. */
export type VisibleSupporter = Supporter & { readonly showsEvidence: boolean };
