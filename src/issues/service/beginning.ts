import { planCounts } from "../../circles/index.ts";
import { isRefusal, quarterOf } from "../../kernel/index.ts";
import { attempt, type Context, type Write } from "../../table/index.ts";
import { ask } from "../decide/index.ts";
import type { Issue } from "../model/index.ts";
import { findIssue, openIssues, saveAsked, supportOf } from "../repository/index.ts";

type Clock = Pick<Context, "table" | "now">;

/**
 * Begins the time to answer when enough people stand behind an issue. The count is read after the
 * support was committed, so whoever crosses the threshold sees it crossed; the issue is replaced at
 * the version that was read, so there is one clock. If this is cut off, the next who stands behind
 * it begins it, or `beginClocks` within the hour.
 */
export const beginClock = ({ table, now }: Clock, issueId: string) =>
  attempt<"BEGUN" | "NOTHING", never>(table, async () => {
    const issue = await findIssue(table, issueId);
    if (!issue || issue.askings.length > 0) return { answer: "NOTHING" };
    const asked = ask(issue, await supportOf(table, issueId), now);
    if (!asked) return { answer: "NOTHING" };
    const writes = [
      ...saveAsked({ ...asked, version: issue.version + 1 }),
      ...(await countAsking({ table }, asked)),
    ];
    return { writes, answer: "BEGUN" };
  });

/** Issues looked at together, and how many in all in one turn of the clock. */
const together = 20;
const lookedAt = 5_000;

/** LEFT: a crowd is in the way, so the next hour tries again. */
type Tally = { readonly BEGUN: number; readonly LEFT: number };

/**
 * Once an hour, in its first minute, begins what a request should have begun that was cut off right
 * after the support that crossed the threshold.
 */
export async function beginClocks(clock: Clock): Promise<Tally> {
  const tally = { BEGUN: 0, LEFT: 0 };
  if (clock.now.slice(14, 16) !== "00") return tally;
  let after: string | undefined;
  for (let seen = 0; seen < lookedAt; seen += together) {
    const lines = await openIssues(clock.table, { after, limit: together });
    const done = await Promise.all(lines.map(({ pk }) => beginClock(clock, pk)));
    tally.BEGUN += done.filter((one) => one === "BEGUN").length;
    tally.LEFT += done.filter((one) => isRefusal(one)).length;
    after = lines.at(-1)?.indexSk;
    if (lines.length < together) break;
  }
  return tally;
}

/** Counted where it is due and by when, for the hub and all areas above it. */
export async function countAsking(
  { table }: Pick<Context, "table">,
  { id, hubId, areaPath, askings }: Issue,
  add: { readonly [name: string]: number } = { ASKED: 1 },
): Promise<readonly Write[]> {
  const period = quarterOf(askings.at(-1)?.dueAt ?? "");
  return planCounts(table, { placeIds: [hubId, ...areaPath], period, of: id, add });
}
