import * as z from "zod";
import { date, helpMinutes, id, idempotencyKey, line, version } from "../kernel/index.ts";

/** What is worked through in one commit: with payer, act and run that is 99 of 100 changes. */
export const rowsInPart = 96;

/** The most members one run can credit. */
export const mostRows = 10_000;

/** The most rows one request can add, so that it stays well below the size a request can have. */
const mostAdded = 500;

/** The most rows one request can take out: each may stand in another part. */
const mostRemoved = 90;

/** One member and what they are to be credited. */
export type PayRow = { readonly memberId: string; readonly minutes: number };

/** Why a row is not paid. */
export const RowCode = z.enum([
  "NOT_FOUND",
  "PARTY_NOT_ACTIVE",
  "ACCOUNT_CLOSED",
  "ACCOUNT_FROZEN",
  "CEILING_REACHED",
  "GIVING_LIMIT_REACHED",
]);
export type RowCode = z.infer<typeof RowCode>;

/** Rows of one part that were, or would be, refused: by their place in the part. */
export type Refusals = ReadonlyMap<number, RowCode>;

/** Up to `rowsInPart` rows of a run. */
export type Part = {
  readonly number: number;
  readonly version: number;
  readonly rows: readonly PayRow[];
  /** What the rehearsal found, if there was one since the rows last changed. */
  readonly wouldRefuse: Refusals;
};

/** What a rehearsal has found so far. It is over when it has looked at all parts. */
const Rehearsal = z
  .object({
    lookedAt: z.string(),
    partsDone: z.int(),
    paidCount: z.int(),
    paidMinutes: z.int(),
    refusedCount: z.int(),
    refusedMinutes: z.int(),
  })
  .readonly();
export type Rehearsal = z.infer<typeof Rehearsal>;

/**
 * DRAFT → RUNNING, when it is started and all its minutes are set aside
 * RUNNING → FINISHED, when every row was paid or refused
 * DRAFT, RUNNING → CANCELLED, when it is stopped
 */
export const PayRun = z
  .object({
    id: z.string(),
    hubId: z.string(),
    /** Who pays. */
    organisationId: z.string(),
    what: z.string(),
    happenedOn: z.string(),
    status: z.enum(["DRAFT", "RUNNING", "FINISHED", "CANCELLED"]),
    rowCount: z.int(),
    totalMinutes: z.int(),
    partCount: z.int(),
    rehearsal: Rehearsal.optional(),
    /** How many parts were worked through; the next one has this number. */
    partsDone: z.int(),
    paidCount: z.int(),
    paidMinutes: z.int(),
    refusedCount: z.int(),
    refusedMinutes: z.int(),
    createdAt: z.string(),
    startedAt: z.string().optional(),
    /** Kept for the record and shown to nobody through the API. */
    startedBy: z.string().optional(),
    endedAt: z.string().optional(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type PayRun = z.infer<typeof PayRun>;

export const RowOutcome = z.enum([
  "NOT_REHEARSED",
  "WOULD_BE_PAID",
  "WOULD_BE_REFUSED",
  "WAITING",
  "PAID",
  "REFUSED",
  "STOPPED",
]);
export type RowOutcome = z.infer<typeof RowOutcome>;

/** A row with what became, or would become, of it. */
export type VisibleRow = PayRow & {
  /** The hub of the run: members of others are nobody here. */
  readonly hubId: string;
  readonly outcome: RowOutcome;
  readonly refusalCode?: RowCode;
  /** The part's act, once it was paid. */
  readonly actId?: string;
};

const memberId = id.startsWith("mem_", "This is not a member.|Use the id of a member.");

const isEachOnce = (ids: readonly string[]) => new Set(ids).size === ids.length;

export const CreatePayRun = z.object({
  idempotencyKey,
  organisationId: id,
  what: line(),
  happenedOn: date.optional(),
});
export type CreatePayRun = z.output<typeof CreatePayRun>;

export const AddPayRunRows = z.object({
  idempotencyKey,
  payRunId: id,
  rows: z
    .array(z.object({ memberId, minutes: helpMinutes }))
    .min(1, "There is nobody here.|Give at least one row.")
    .max(mostAdded, `That is too many at once.|Give at most ${mostAdded} rows.`)
    .superRefine((rows, check) => {
      const seen = new Set<string>();
      for (const [place, row] of rows.entries()) {
        if (seen.has(row.memberId)) {
          check.addIssue({
            code: "custom",
            path: [place, "memberId"],
            message: "This person is named twice.|Give each person one row.",
          });
        }
        seen.add(row.memberId);
      }
    }),
});
export type AddPayRunRows = z.output<typeof AddPayRunRows>;

export const RemovePayRunRows = z.object({
  idempotencyKey,
  payRunId: id,
  memberIds: z
    .array(memberId)
    .min(1, "There is nobody here.|Name at least one member.")
    .max(mostRemoved, `That is too many at once.|Name at most ${mostRemoved} members.`)
    .refine(isEachOnce, { message: "Somebody is named twice.|Name each person once." }),
});
export type RemovePayRunRows = z.output<typeof RemovePayRunRows>;

const onRun = z.object({ idempotencyKey, payRunId: id });
export type OnRun = z.output<typeof onRun>;

export const RehearsePayRun = onRun;
export const ContinuePayRun = onRun;
export const CancelPayRun = onRun;
export const StartPayRun = onRun.extend({ version });
export type StartPayRun = z.output<typeof StartPayRun>;
