import { type Connection, connection, isRefusal, type PageArgs } from "../../kernel/index.ts";
import type { Context, Table, Write } from "../../table/index.ts";
import { begin, end, inForce, isLead, maySeeMeasure, review } from "../decide/index.ts";
import type { InterimMeasure, MeasureLine } from "../model/index.ts";
import {
  boardOf,
  createMeasure,
  findMeasure,
  measuresInHub,
  removalOf,
  saveMeasure,
} from "../repository/index.ts";

/** A measure as it will be, and what makes it so. */
type PlannedMeasure = { readonly measure: InterimMeasure; readonly writes: readonly Write[] };

/** Begins a measure. Who may, and why, is for the caller to know: it is not kept here. */
export function planMeasure(wish: Parameters<typeof begin>[0], now: string) {
  const measure = begin(wish, now);
  if (isRefusal(measure)) return measure;
  const planned: PlannedMeasure = { measure, writes: createMeasure(measure) };
  return planned;
}

/** Keeps a measure going after a review. */
export function planMeasureReview(
  before: InterimMeasure,
  wish: Parameters<typeof review>[1],
  now: string,
) {
  const measure = review(before, wish, now);
  if (isRefusal(measure)) return measure;
  const planned: PlannedMeasure = { measure, writes: saveMeasure(before, measure) };
  return planned;
}

/** Ends a measure before its time. */
export function planMeasureEnd(
  before: InterimMeasure,
  receipts: InterimMeasure["receipts"],
  now: string,
) {
  const measure = end(before, receipts, now);
  if (isRefusal(measure)) return measure;
  const planned: PlannedMeasure = { measure, writes: saveMeasure(before, measure) };
  return planned;
}

/** Removes a measure altogether, as if it had never been. */
export const planMeasureRemoval = removalOf;

/** The measures in force at this moment for any of these members of a hub. */
export async function measuresInForce(
  table: Table,
  whose: { readonly hubId: string; readonly memberIds: readonly string[] },
  now: string,
): Promise<readonly MeasureLine[]> {
  const { measures } = await boardOf(table, whose.hubId, now);
  return inForce(measures, whose.memberIds, now);
}

/** A measure, for those who may know of it. */
export async function measureById(
  { table, viewer }: Context,
  id: string,
): Promise<InterimMeasure | undefined> {
  const measure = await findMeasure(table, id);
  return measure && maySeeMeasure(viewer, measure) ? measure : undefined;
}

/** Measures of a hub, for its safeguarding lead. */
export async function measuresForHub(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<InterimMeasure> | null> {
  if (!isLead(context.viewer, hubId)) return null;
  return connection(context, { list: `interimMeasures ${hubId}`, args }, (walk) =>
    measuresInHub(context.table, hubId, walk),
  );
}
