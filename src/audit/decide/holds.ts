import type { Entry } from "../../ledger/index.ts";
import { heldBy, promisedBy } from "./entry.ts";
import { minutesInWords } from "./problem.ts";

/** Minutes that are set aside or promised on one account, by the body of the act's id. */
export type Open = { readonly held: Map<string, number>; readonly promised: Map<string, number> };

export const nothingOpen = (): Open => ({ held: new Map(), promised: new Map() });

/** The same from what was kept of it. */
export const openFrom = (kept: {
  readonly held: Readonly<Record<string, number>>;
  readonly promised: Readonly<Record<string, number>>;
}): Open => ({
  held: new Map(Object.entries(kept.held)),
  promised: new Map(Object.entries(kept.promised)),
});

/**
 * Follows what one entry sets aside, promises, uses up or frees. An act uses and frees what it set
 * aside itself and no more, so nothing is used twice and nothing is freed for somebody else.
 */
export function followHolds(
  open: Open,
  entry: Entry,
  before: Entry | undefined,
): string | undefined {
  const act = actOf(entry);
  const held = change(open.held, act, heldBy(entry, before));
  const promised = change(open.promised, act, promisedBy(entry, before));
  if (held < 0) return `It uses or frees ${minutesInWords(-held)} that it did not set aside.`;
  if (promised < 0) return `It uses or frees ${minutesInWords(-promised)} never promised to it.`;
  const isOver = entry.status === "CLOSED" && open.held.size + open.promised.size > 0;
  return isOver ? "The account ends while something is set aside." : undefined;
}

/**
 * A pay-run sets aside once, and each of its parts uses some of that as an act of its own. A part
 * does not name its run, so all runs of one account are followed as one.
 */
const actOf = ({ actId }: Entry): string =>
  /^(?:pay|prt)_/.test(actId) ? "pay-runs" : actId.slice(4);

/** What is left after the change; less than nothing when more went than had been there. */
function change(open: Map<string, number>, body: string, minutes: number): number {
  if (minutes === 0) return 0;
  const left = (open.get(body) ?? 0) + minutes;
  if (left > 0) open.set(body, left);
  else open.delete(body);
  return left;
}
