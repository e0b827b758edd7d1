import * as z from "zod";
import {
  Channel,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  moment,
  placeKinds,
  Spoken,
} from "../../kernel/index.ts";
import { Mark, type Side, sides } from "./exchange.ts";

const mostSessions = 52;

const base = {
  id: z.string(),
  hubId: z.string(),
  providerHubId: z.string(),
  providerId: z.string(),
  recipientId: z.string(),
  payerId: z.string(),
  sponsored: z.boolean(),
  what: z.string(),
  /** The kind of help, where one was named. */
  categoryId: z.string().optional(),
  /** When it usually is, in words: the dates are agreed session by session. */
  rhythm: z.string(),
  channel: Channel,
  placeKind: z.enum(placeKinds).optional(),
  sessionCount: z.int(),
  sessionMinutes: z.int(),
  sessionsStarted: z.int(),
  proposedAt: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};
const someAgreed = z.object({ PROVIDER: Mark.optional(), PAYER: Mark.optional() }).readonly();

const Proposed = z
  .object({ status: z.literal("PROPOSED"), ...base, agreed: someAgreed })
  .readonly();
const Agreed = z
  .object({
    status: z.literal("AGREED"),
    ...base,
    agreed: z.object({ PROVIDER: Mark, PAYER: Mark }).readonly(),
  })
  .readonly();
const Ended = z
  .object({
    status: z.literal("ENDED"),
    ...base,
    agreed: someAgreed,
    endedAt: z.string(),
    endedBy: z.string(),
    /** In whose name; absent where it ended with who was erased. */
    endedAs: z.object({ byBroker: z.boolean(), partyId: z.string().optional() }).optional(),
  })
  .readonly();

/** The same help several times. PROPOSED ──agree──▶ AGREED ──end──▶ ENDED; a proposal can end too. */
export const MentoringSeries = z.discriminatedUnion("status", [Proposed, Agreed, Ended]);
export type MentoringSeries = z.infer<typeof MentoringSeries>;
/** The yes of one side, as those who may see the series read it. */
export type SeriesYes = {
  readonly side: Side;
  readonly at: string;
  readonly deed: {
    readonly by: string;
    readonly at: string;
    readonly byBroker: boolean;
    readonly partyId: string;
  };
};
export type ProposedSeries = z.infer<typeof Proposed>;
export type AgreedSeries = z.infer<typeof Agreed>;
export type EndedSeries = z.infer<typeof Ended>;

export const StartSeries = z.object({
  idempotencyKey,
  providerId: id,
  recipientId: id,
  payerId: id.optional(),
  sponsored: z.boolean().optional(),
  what: line(120),
  categoryId: id.optional(),
  rhythm: line(80),
  sessionCount: z
    .int("Sessions are whole numbers.|Use a whole number.")
    .min(1, "There has to be a session.|Use 1 or more.")
    .max(mostSessions, "That is more than a year of weeks.|Use at most 52."),
  sessionMinutes: helpMinutes,
  channel: Channel.optional(),
  placeKind: z.enum(placeKinds).optional(),
  side: z.enum(sides).optional(),
});
export type StartSeries = z.output<typeof StartSeries>;

export const AgreeSeries = z
  .object({
    idempotencyKey,
    seriesId: id,
    onBehalfOfId: id.optional(),
    spoken: Spoken.optional(),
  })
  .refine((wish) => !wish.spoken || wish.onBehalfOfId, {
    message: "It is not said who spoke.|Name the payer or the provider in onBehalfOfId.",
    path: ["onBehalfOfId"],
  });
export type AgreeSeries = z.output<typeof AgreeSeries>;

export const StartSeriesSession = z.object({
  idempotencyKey,
  seriesId: id,
  plannedFor: moment.optional(),
});
export type StartSeriesSession = z.output<typeof StartSeriesSession>;

export const EndSeries = z.object({ idempotencyKey, seriesId: id });
export type EndSeries = z.output<typeof EndSeries>;
