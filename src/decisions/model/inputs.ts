import * as z from "zod";
import { WantedChange } from "../../circles/index.ts";
import {
  CreditsDecided,
  date,
  id,
  idempotencyKey,
  line,
  note,
  Spoken,
  version,
} from "../../kernel/index.ts";
import { artefactKinds, places, stances } from "./nouns.ts";

const isEachOnce = (ids: readonly string[]) => new Set(ids).size === ids.length;

export const ProposeArtefact = z.object({
  idempotencyKey,
  circleId: id,
  kind: z.enum(artefactKinds),
  title: line(),
  text: note(),
  authorSeatIds: z
    .array(id)
    .min(1, "Nobody is named as author.|Name at least one seat.")
    .max(50, "That is too many.|Name at most 50 seats.")
    .refine(isEachOnce, { message: "A seat is named twice.|Name each seat once." }),
});
export type ProposeArtefact = z.output<typeof ProposeArtefact>;

export const AdoptContribution = z.object({
  idempotencyKey,
  contributionId: id,
  artefactId: id,
  version,
});
export type AdoptContribution = z.output<typeof AdoptContribution>;

/** Each purpose of a quarter stands there once, so that everybody reads the whole of it. */
const credits = z
  .array(CreditsDecided)
  .max(12, "That is too many.|Put at most 12 in one decision.")
  .refine((all) => isEachOnce(all.map(({ purpose, quarter }) => `${purpose} ${quarter}`)), {
    message: "A purpose and quarter stands there twice.|Name each once.",
  });

export const OpenDecision = z.object({
  idempotencyKey,
  sessionId: id,
  artefactId: id,
  question: line(200),
  credits: credits.optional(),
  change: WantedChange.optional(),
  viewsSought: note().optional(),
  viewsAnswered: note().optional(),
});
export type OpenDecision = z.output<typeof OpenDecision>;

export const CastPosition = z
  .object({
    idempotencyKey,
    decisionId: id,
    seatId: id.optional(),
    stance: z.enum(stances),
    reason: note().optional(),
    spoken: Spoken.optional(),
  })
  .refine(({ stance, reason }) => stance !== "OBJECT" || reason !== undefined, {
    path: ["reason"],
    message: "An objection needs a few words.|Say what would have to change.",
  })
  .refine(({ seatId, spoken }) => (seatId === undefined) === (spoken === undefined), {
    path: ["spoken"],
    message:
      "For a seat that is not your own, say how you heard it.|Give seatId and spoken, or neither.",
  });
export type CastPosition = z.output<typeof CastPosition>;

export const AnswerObjection = z.object({
  idempotencyKey,
  decisionId: id,
  seatId: id,
  answer: note(),
});
export type AnswerObjection = z.output<typeof AnswerObjection>;

export const CloseDecision = z
  .object({
    idempotencyKey,
    decisionId: id,
    version,
    decidedAt: z.enum(places),
    where: line(200).optional(),
  })
  .refine(({ decidedAt, where }) => decidedAt === "IN_CIRCLE" || where !== undefined, {
    path: ["where"],
    message: "It was settled somewhere else.|Say where, and by whom.",
  });
export type CloseDecision = z.output<typeof CloseDecision>;

export const OverrideDecision = z.object({
  idempotencyKey,
  decisionId: id,
  version,
  body: line(200),
  reason: note(),
});
export type OverrideDecision = z.output<typeof OverrideDecision>;

export const DelegateUpward = z.object({
  idempotencyKey,
  decisionId: id,
  seatId: id,
  toCircleId: id,
});
export type DelegateUpward = z.output<typeof DelegateUpward>;

export const RateDecision = z.object({
  idempotencyKey,
  decisionId: id,
  rung: z
    .int("A rung is a whole number.|Use 1 to 8.")
    .min(1, "The ladder has no such rung.|Use 1 to 8.")
    .max(8, "The ladder has no such rung.|Use 1 to 8."),
});
export type RateDecision = z.output<typeof RateDecision>;

export const AssignAction = z.object({
  idempotencyKey,
  decisionId: id,
  what: note(),
  ownerSeatId: id,
  ownerRole: line(),
  dueOn: date,
});
export type AssignAction = z.output<typeof AssignAction>;

export const CompleteAction = z.object({
  idempotencyKey,
  actionId: id,
  version,
  evidence: note().optional(),
  result: note().optional(),
});
export type CompleteAction = z.output<typeof CompleteAction>;
