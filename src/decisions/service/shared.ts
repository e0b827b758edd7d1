import { findCircle, runs } from "../../circles/index.ts";
import {
  type Done,
  forbidden,
  notFound,
  type Receipts,
  type Refusal,
  type Request,
  withReceipt,
} from "../../kernel/index.ts";
import { findHub } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import type { Decision } from "../model/index.ts";
import { findDecision } from "../repository/index.ts";

/** What a new thing stores about the request that made it. */
export const firstOf = (request: Request) => ({ version: 1, receipts: withReceipt([], request) });

/** The next version of a thing, changed by this request. */
export const nextOf = <Thing extends { readonly version: number; readonly receipts: Receipts }>(
  thing: Thing,
  request: Request,
): Thing => ({
  ...thing,
  version: thing.version + 1,
  receipts: withReceipt(thing.receipts, request),
});

export const done = <Thing>(thing: Thing): Done<Thing> => ({ thing, replayed: false });

/** The decision, where the viewer runs its circle. Decisions are public, so a no may say why. */
export async function decisionToRun(
  { table, viewer }: Context,
  decisionId: string,
): Promise<Decision | Refusal<"NOT_FOUND" | "FORBIDDEN">> {
  const decision = await findDecision(table, decisionId);
  if (!decision) return notFound("decisionId");
  if (runs(viewer, decision)) return decision;
  return forbidden(
    "Only a facilitator or a broker of the circle's hub can do this.",
    "Ask the circle's facilitator.",
  );
}

/** The hub and the areas above it: where what happens in a circle is counted. */
export async function placesOf(table: Table, hubId: string): Promise<readonly string[]> {
  const hub = await findHub(table, hubId);
  return [hubId, ...(hub?.areaPath ?? [])];
}

/** What a circle comes to is counted over all its time. */
export const allTime = "ALL";

export const circleNow = ({ table }: Context, circleId: string) => findCircle(table, circleId);
