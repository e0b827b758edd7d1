import { idFor, isRefusal, notFound, type Refusal, withReceipt } from "../../kernel/index.ts";
import {
  findMeasure,
  planMeasure,
  planMeasureEnd,
  planMeasureRemoval,
  planMeasureReview,
} from "../../safeguarding/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { aboutSomebody, addMeasure, underReview } from "../decide/index.ts";
import {
  type ApplyInterimMeasure,
  type ConcludedIncident,
  type EndInterimMeasure,
  type Incident,
  isCleared,
  type ReviewInterimMeasure,
} from "../model/index.ts";
import { changeIncident, isCoded } from "./change.ts";

/** Something does not happen for now. Why is known to the incident alone. */
export const applyInterimMeasure = (context: Context, input: ApplyInterimMeasure) =>
  changeIncident(context, {
    operation: "applyInterimMeasure",
    input,
    plan: (incident, request) => {
      const { now } = context;
      const open = aboutSomebody(incident);
      if (isCoded<"STATE_TRANSITION_INVALID">(open)) return open;
      const id = idFor("itm", request);
      const next = addMeasure(open, id);
      if (isCoded<"TOO_MANY_MEASURES">(next)) return next;
      const { hubId, subjectId: memberId } = open;
      const { kind, until } = input;
      const receipts = withReceipt([], request);
      const made = planMeasure({ id, hubId, memberId, kind, from: now, until, receipts }, now);
      return isRefusal(made) ? made : { next, writes: made.writes };
    },
  });

export const reviewInterimMeasure = (context: Context, input: ReviewInterimMeasure) =>
  changeIncident(context, {
    operation: "reviewInterimMeasure",
    input,
    plan: async (incident, request) => {
      const its = await measureOf(context, incident, input.measureId);
      if (isCoded<"NOT_FOUND" | "STATE_TRANSITION_INVALID">(its)) return its;
      const receipts = withReceipt(its.measure.receipts, request);
      const { until } = input;
      const made = planMeasureReview(its.measure, { until, receipts }, context.now);
      return isRefusal(made) ? made : { next: its.incident, writes: made.writes };
    },
  });

export const endInterimMeasure = (context: Context, input: EndInterimMeasure) =>
  changeIncident(context, {
    operation: "endInterimMeasure",
    input,
    plan: async (incident, request) => {
      const its = await measureOf(context, incident, input.measureId);
      if (isCoded<"NOT_FOUND" | "STATE_TRANSITION_INVALID">(its)) return its;
      const receipts = withReceipt(its.measure.receipts, request);
      const made = planMeasureEnd(its.measure, receipts, context.now);
      return isRefusal(made) ? made : { next: its.incident, writes: made.writes };
    },
  });

/** A measure of this very incident, while it is looked into. */
async function measureOf(
  { table }: Context,
  incident: Incident,
  measureId: string,
): Promise<
  | { readonly incident: Incident; readonly measure: Measure }
  | Refusal<"NOT_FOUND" | "STATE_TRANSITION_INVALID">
> {
  const open = underReview(incident);
  if (isCoded<"STATE_TRANSITION_INVALID">(open)) return open;
  if (!open.measureIds.includes(measureId)) return notFound("measureId");
  const measure = await findMeasure(table, measureId);
  return measure ? { incident: open, measure } : notFound("measureId");
}

type Measure = NonNullable<Awaited<ReturnType<typeof findMeasure>>>;

/**
 * What becomes of the measures when an incident is concluded. Where the subject did nothing they
 * are removed, as if they had never been; else those still in force go on to their end.
 */
export async function lastOfMeasures(
  { table }: Context,
  incident: ConcludedIncident,
): Promise<readonly Write[]> {
  if (!isCleared(incident.outcome)) return [];
  const found = await Promise.all(incident.measureIds.map((id) => findMeasure(table, id)));
  const removals = found.map((measure) => (measure ? planMeasureRemoval(table, measure) : []));
  return (await Promise.all(removals)).flat();
}
