import * as z from "zod";
import { id, idempotencyKey, line, note, version } from "../../kernel/index.ts";

/** Fewer than this could be known by their number. */
const leastThreshold = 8;

export const RaiseIssue = z.object({
  idempotencyKey,
  memberId: id,
  title: line(),
  text: note(),
  body: line(200),
  ownerId: id.optional(),
  isCampaign: z.boolean().default(false),
  threshold: z
    .int()
    .min(leastThreshold, `That is too few.|Use ${leastThreshold} or more.`)
    .max(100_000, "That is too many.|Use at most 100000.")
    .default(leastThreshold),
});
export type RaiseIssue = z.output<typeof RaiseIssue>;

export const SupportIssue = z.object({ idempotencyKey, issueId: id, memberId: id });
export type SupportIssue = z.output<typeof SupportIssue>;

export const RespondToIssue = z.object({ idempotencyKey, issueId: id, version, answer: note() });
export type RespondToIssue = z.output<typeof RespondToIssue>;

export const EscalateIssue = z.object({ idempotencyKey, issueId: id, version, body: line(200) });
export type EscalateIssue = z.output<typeof EscalateIssue>;

export const DeclareFunding = z.object({
  idempotencyKey,
  organisationId: id,
  funder: line(),
  percent: z
    .int()
    .min(0, "That cannot be below 0.|Use 0 to 100.")
    .max(100, "That is more than all of it.|Use 0 to 100."),
  conditions: note().optional(),
  forbidsCampaigning: z.boolean().default(false),
});
export type DeclareFunding = z.output<typeof DeclareFunding>;
