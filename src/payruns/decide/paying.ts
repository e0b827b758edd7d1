import { invariant } from "../../kernel/index.ts";
import type { Part, PayRow, PayRun, Refusals, Rehearsal, RowCode } from "../model.ts";

/** What a row's rule has to know of whom it names. */
type Payee = { readonly kind: string; readonly hubId: string; readonly status: string };

/**
 * Why somebody cannot be a payee at all, whatever their account allows. Members of other hubs get
 * the answer of those who do not exist: an organisation learns nothing of them.
 */
export function whyNotPayee(payee: Payee | undefined, hubId: string): RowCode | undefined {
  if (payee?.kind !== "MEMBER" || payee.hubId !== hubId) return "NOT_FOUND";
  return payee.status === "ACTIVE" ? undefined : "PARTY_NOT_ACTIVE";
}

/** What the rows of a part come to. */
type Sums = {
  readonly paidCount: number;
  readonly paidMinutes: number;
  readonly refusedCount: number;
  readonly refusedMinutes: number;
};

const nothing: Sums = { paidCount: 0, paidMinutes: 0, refusedCount: 0, refusedMinutes: 0 };

const minutesOf = (rows: readonly PayRow[]): number =>
  rows.reduce((sum, row) => sum + row.minutes, 0);

function add(sums: Sums, part: Part, refused: Refusals): Sums {
  const no = part.rows.filter((_row, place) => refused.has(place));
  return {
    paidCount: sums.paidCount + part.rows.length - no.length,
    paidMinutes: sums.paidMinutes + minutesOf(part.rows) - minutesOf(no),
    refusedCount: sums.refusedCount + no.length,
    refusedMinutes: sums.refusedMinutes + minutesOf(no),
  };
}

/** The next parts were looked at. One that was over begins anew with the first part. */
export function rehearsed(
  run: PayRun,
  looked: readonly { readonly part: Part; readonly refused: Refusals }[],
  now: string,
): PayRun {
  const before = rehearsalGoingOn(run);
  const sums = looked.reduce<Sums>(
    (sum, { part, refused }) => add(sum, part, refused),
    before ?? nothing,
  );
  const partsDone = (before?.partsDone ?? 0) + looked.length;
  return { ...run, rehearsal: { ...sums, partsDone, lookedAt: now } };
}

/** The part a rehearsal goes on with. */
export const nextToLookAt = (run: PayRun): number => rehearsalGoingOn(run)?.partsDone ?? 0;

const rehearsalGoingOn = (run: PayRun): Rehearsal | undefined =>
  isRehearsed(run) ? undefined : run.rehearsal;

/** Was every row looked at since the rows last changed? */
export const isRehearsed = ({ rehearsal, partCount }: PayRun): boolean =>
  rehearsal !== undefined && rehearsal.partsDone >= partCount;

/** One part was worked through: each of its rows was paid or refused. */
export function partDone(run: PayRun, part: Part, refused: Refusals): PayRun {
  invariant(part.number === run.partsDone, "parts are worked through in turn");
  return { ...run, ...add(run, part, refused), partsDone: run.partsDone + 1 };
}

export const isAllDone = (run: PayRun): boolean => run.partsDone >= run.partCount;

export function finished(run: PayRun, now: string): PayRun {
  invariant(run.paidCount + run.refusedCount === run.rowCount, "every row was paid or refused");
  invariant(run.paidMinutes + run.refusedMinutes === run.totalMinutes, "no minute is left over");
  return { ...run, status: "FINISHED", endedAt: now };
}

/** What a run that has begun still has set aside. */
export const heldMinutes = ({ status, totalMinutes, paidMinutes }: PayRun): number =>
  status === "RUNNING" ? totalMinutes - paidMinutes : 0;
