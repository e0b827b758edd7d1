import * as z from "zod";
import { id, idempotencyKey, version } from "../../kernel/index.ts";

/** A limit that one hub proposed, and who stood for that hub. */
const Proposal = z.object({
  limitMinutes: z.int(),
  byHubId: z.string(),
  by: z.object({ personId: z.string().optional(), login: z.string().optional() }),
  proposedAt: z.string(),
});

/**
 * PROPOSED ──agree──▶ AGREED ──end──▶ ENDED
 *     └────────────end────────────────▶ ┘
 *
 * A proposal on an ended agreement begins it again at PROPOSED. One on an agreement in force
 * leaves it AGREED, with the old limit, until the other hub agrees.
 */
export const InterHubAgreement = z.object({
  id: z.string(),
  /** Sorted, so the pair has one form. */
  hubIds: z.tuple([z.string(), z.string()]),
  status: z.enum(["PROPOSED", "AGREED", "ENDED"]),
  /** The limit in force or last in force; absent until first agreed. */
  limitMinutes: z.int().optional(),
  proposal: Proposal.optional(),
  createdAt: z.string(),
  agreedAt: z.string().optional(),
  endedAt: z.string().optional(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
});
export type InterHubAgreement = Readonly<z.output<typeof InterHubAgreement>>;
export type InterHubProposal = Readonly<z.output<typeof Proposal>>;

/** How a hub stands towards its partner, in the hub's own books. */
export type ClearingBalance = {
  readonly hubId: string;
  readonly partnerHubId: string;
  readonly balanceMinutes: number;
  readonly reservedMinutes: number;
};

/** The two hubs in their one order. */
export const pairOf = (hubId: string, partnerHubId: string): [string, string] =>
  hubId < partnerHubId ? [hubId, partnerHubId] : [partnerHubId, hubId];

/** The other hub of the pair. */
export const partnerOf = (agreement: Pick<InterHubAgreement, "hubIds">, hubId: string): string =>
  agreement.hubIds[0] === hubId ? agreement.hubIds[1] : agreement.hubIds[0];

const smallestLimit = 60;
const largestLimit = 72_000;

const limitMinutes = z
  .int("Minutes are whole numbers.|Use a whole number of minutes.")
  .min(smallestLimit, "This limit is too low.|Use 60 minutes or more.")
  .max(largestLimit, "This limit is too high.|Use at most 72000 minutes, which is 1200 hours.")
  .multipleOf(15, "Help is counted in quarter hours.|Use a limit such as 300, 315 or 330.");

export const ProposeInterHub = z
  .object({ hubId: id, partnerHubId: id, limitMinutes, idempotencyKey })
  .refine((wish) => wish.hubId !== wish.partnerHubId, {
    message: "A hub cannot make an agreement with itself.|Choose another hub as the partner.",
    path: ["partnerHubId"],
  });
export type ProposeInterHub = z.output<typeof ProposeInterHub>;

export const AgreeInterHub = z.object({ agreementId: id, version, idempotencyKey });
export type AgreeInterHub = z.output<typeof AgreeInterHub>;

export const EndInterHub = z.object({ agreementId: id, version, idempotencyKey });
export type EndInterHub = z.output<typeof EndInterHub>;
