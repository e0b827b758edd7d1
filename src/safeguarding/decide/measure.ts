import { addDays, invalid, type Refusal, wrongState } from "../../kernel/index.ts";
import {
  type Board,
  type InterimMeasure,
  longestMeasureDays,
  type MeasureLine,
} from "../model/index.ts";

/** A new measure, for fourteen days at most. */
export function begin(
  wish: Pick<InterimMeasure, "id" | "hubId" | "memberId" | "kind" | "from" | "until" | "receipts">,
  now: string,
): InterimMeasure | Refusal<"VALIDATION_FAILED"> {
  return (
    whyNotThatLong(wish.from < now ? now : wish.from, wish.until) ?? {
      ...wish,
      createdAt: now,
      version: 1,
    }
  );
}

/** Somebody has looked again, and it goes on for another while. */
export function review(
  measure: InterimMeasure,
  wish: Pick<InterimMeasure, "until" | "receipts">,
  now: string,
): InterimMeasure | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (isOver(measure, now)) return isOverAlready();
  return (
    whyNotThatLong(now, wish.until) ?? {
      ...measure,
      ...wish,
      reviewedAt: now,
      version: measure.version + 1,
    }
  );
}

/** It is no longer needed. */
export function end(
  measure: InterimMeasure,
  receipts: InterimMeasure["receipts"],
  now: string,
): InterimMeasure | Refusal<"STATE_TRANSITION_INVALID"> {
  if (isOver(measure, now)) return isOverAlready();
  return { ...measure, endedAt: now, receipts, version: measure.version + 1 };
}

const isOver = (measure: InterimMeasure, now: string): boolean =>
  measure.endedAt !== undefined || measure.until <= now;

const isOverAlready = () =>
  wrongState(
    "This has ended already.",
    "Nothing more needs to be done. Begin a new one if needed.",
  );

function whyNotThatLong(from: string, until: string): Refusal<"VALIDATION_FAILED"> | undefined {
  if (until <= from)
    return invalid("This would end before it begins.", "Say a later end.", "until");
  if (until <= addDays(from, longestMeasureDays)) return undefined;
  return invalid(
    `This lasts ${longestMeasureDays} days at most.`,
    "Say an earlier end. It can be kept going when somebody has looked again.",
    "until",
  );
}

/** Which of these hold for any of these members at this moment? */
export const inForce = (
  measures: readonly MeasureLine[],
  memberIds: readonly string[],
  now: string,
): readonly MeasureLine[] =>
  measures.filter((one) => one.from <= now && now < one.until && memberIds.includes(one.memberId));

/** The same board, with what these members are to hold to and nobody else. */
export const onlyOf = (board: Board, memberIds: readonly string[]): Board => ({
  ...board,
  measures: board.measures.filter(({ memberId }) => memberIds.includes(memberId)),
});
