import * as z from "zod";
import { date, helpMinutes, id, idempotencyKey, line, version } from "../../kernel/index.ts";
import { CoreWorkKind, Mode, RelationshipMode } from "./nouns.ts";

export const ReportCoreWork = z.object({
  idempotencyKey,
  memberId: id,
  kind: CoreWorkKind,
  happenedOn: date,
  minutes: helpMinutes,
});
export type ReportCoreWork = z.output<typeof ReportCoreWork>;

export const WithdrawCoreWork = z.object({ idempotencyKey, coreWorkId: id, version });
export type WithdrawCoreWork = z.output<typeof WithdrawCoreWork>;

/** So many fit in one commit with all that is counted. */
export const mostCitizens = 30;

export const LogServiceHours = z.object({
  idempotencyKey,
  organisationId: id,
  serviceId: id.optional(),
  mode: Mode,
  what: line(),
  happenedOn: date,
  journalEntryIds: z
    .array(id)
    .min(1, "Nobody's hours are named.|Name the journal entries that credited them.")
    .max(mostCitizens, `These are too many.|Name at most ${mostCitizens}.`)
    .refine((ids) => new Set(ids).size === ids.length, "One is named twice.|Name each once.")
    .readonly(),
  staffMinutes: z
    .int()
    .min(15, "That is too short.|Use 15 minutes or more.")
    .max(60_000, "That is too long.|Use at most 60000 minutes."),
});
export type LogServiceHours = z.output<typeof LogServiceHours>;

export const SignServiceHours = z.object({
  idempotencyKey,
  serviceHoursId: id,
  version,
  memberId: id.optional(),
});
export type SignServiceHours = z.output<typeof SignServiceHours>;

const said = { idempotencyKey, from: date, why: line() };

export const AddService = z.object({
  ...said,
  organisationId: id,
  name: line(),
  mode: RelationshipMode,
});
export type AddService = z.output<typeof AddService>;

export const SetRelationshipMode = z.object({
  ...said,
  serviceId: id,
  version,
  mode: RelationshipMode.optional(),
});
export type SetRelationshipMode = z.output<typeof SetRelationshipMode>;
