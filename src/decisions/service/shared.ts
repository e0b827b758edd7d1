import { facilitatorsOnly, findCircle, runsCircle } from "../../circles/index.ts";
import { notFound, type Refusal } from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import type { Decision } from "../model/index.ts";
import { findDecision } from "../repository/index.ts";

/** The decision, where the viewer runs its circle. Decisions are public, so a no may say why. */
export async function decisionToRun(
  context: Context,
  decisionId: string,
): Promise<Decision | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  const decision = await findDecision(context.table, decisionId);
  if (!decision) return notFound("decisionId");
  return (await runsCircle(context, decision)) ? decision : facilitatorsOnly();
}

/** The hub and the areas above it: where what happens in a circle is counted. */
export async function placesOf(table: Table, hubId: string): Promise<readonly string[]> {
  const hub = await findHub(table, hubId);
  return [hubId, ...(hub?.areaPath ?? [])];
}

/** How those who were there rated a decision is counted beside it. */
export const ratedPeriod = "RATED";

export const rungs = [1, 2, 3, 4, 5, 6, 7, 8];
/** Those on which people really decide. */
export const powerful = [6, 7, 8];

/** What decisions, or ratings, of a rung are counted as. */
export const nameOfRung = (rung: number): string => `RUNG_${rung}`;

export const circleNow = ({ table }: Context, circleId: string) => findCircle(table, circleId);
