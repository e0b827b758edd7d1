import * as z from "zod";
import {
  date,
  id,
  idempotencyKey,
  line,
  moment,
  note,
  Spoken,
  version,
} from "../../kernel/index.ts";
import { outcomes, referredTo } from "./incident.ts";

/** The kinds of measure that safeguarding knows, by name. */
const kinds = ["NO_LONE_VISITS", "NO_MONEY_HANDLING", "NO_NEW_EXCHANGES"] as const;

export const ReportIncident = z
  .object({
    idempotencyKey,
    hubId: id,
    aboutMemberId: id.optional(),
    aboutWords: line(200).optional(),
    exchangeId: id.optional(),
    account: note(),
    happenedOn: date.optional(),
    withoutName: z.boolean().optional(),
  })
  .refine((wish) => wish.aboutMemberId !== undefined || wish.aboutWords !== undefined, {
    message: "It is not said who this is about.|Name the member, or say in words who it is.",
    path: ["aboutWords"],
  });
export type ReportIncident = z.output<typeof ReportIncident>;

const change = { idempotencyKey, incidentId: id, version };

export const TakeUpIncident = z.object({ ...change, subjectId: id.optional() });
export type TakeUpIncident = z.output<typeof TakeUpIncident>;

export const AskForReply = z.object({ ...change, summary: note(1000) });
export type AskForReply = z.output<typeof AskForReply>;

export const ReplyToIncident = z.object({
  idempotencyKey,
  incidentId: id,
  text: note(),
  spoken: Spoken.optional(),
});
export type ReplyToIncident = z.output<typeof ReplyToIncident>;

export const ApplyInterimMeasure = z.object({ ...change, kind: z.enum(kinds), until: moment });
export type ApplyInterimMeasure = z.output<typeof ApplyInterimMeasure>;

export const ReviewInterimMeasure = z.object({ ...change, measureId: id, until: moment });
export type ReviewInterimMeasure = z.output<typeof ReviewInterimMeasure>;

export const EndInterimMeasure = z.object({ ...change, measureId: id });
export type EndInterimMeasure = z.output<typeof EndInterimMeasure>;

export const NoteReferral = z.object({ ...change, to: z.enum(referredTo), referredOn: date });
export type NoteReferral = z.output<typeof NoteReferral>;

const noTie = z.literal(
  true,
  "Whoever decides must have no tie to those concerned.|Leave it to another safeguarding lead, or say yes if you are no relative or close friend.",
);

export const ConcludeIncident = z.object({
  ...change,
  outcome: z.enum(outcomes),
  reasons: note(),
  noTie,
});
export type ConcludeIncident = z.output<typeof ConcludeIncident>;

export const SignConclusion = z
  .object({ ...change, agrees: z.boolean(), note: note(1000).optional(), noTie })
  .refine((wish) => wish.agrees || wish.note !== undefined, {
    message: "It is not said why not.|Say in note what is still missing.",
    path: ["note"],
  });
export type SignConclusion = z.output<typeof SignConclusion>;

export const NameSecondReader = z.object({
  ...change,
  personId: id,
  hubId: id,
  reason: note(1000),
});
export type NameSecondReader = z.output<typeof NameSecondReader>;

export const EndSecondReader = z.object(change);
export type EndSecondReader = z.output<typeof EndSecondReader>;
