import { isRefusal } from "../../kernel/index.ts";
import { attempt, type Context } from "../../table/index.ts";
import { raiseAlarm, visitStatus } from "../decide/index.ts";
import { alarmLines, findVisit, saveVisit } from "../repository/index.ts";
import { hubsWith } from "./due-hubs.ts";

type Clock = Pick<Context, "table" | "now">;

/**
 * Looks in these hubs for visits whose helper has not checked out in time. Each is noted once, at
 * the version that was read, so a run can stop anywhere, be repeated, or meet another; how many
 * are overdue is told each time, so that an alarm outside can stand on it.
 */
export async function raiseVisitAlarms(
  clock: Clock,
  hubIds: readonly string[],
): Promise<{ readonly OVERDUE: number; readonly faults?: readonly unknown[] }> {
  const faults: unknown[] = [];
  // Nobody else may go unwatched for one that cannot be read, and that one may be in trouble too.
  const overdueToo = (fault: unknown): true => {
    faults.push(fault);
    return true;
  };
  let overdue = 0;
  const { table, now } = clock;
  for await (const hubId of hubsWith(hubIds, (id) => alarmLines(table, { hubId: id, now }))) {
    let after: string | undefined;
    do {
      const due = { hubId, now, ...(after === undefined ? {} : { after }) };
      const lines = await alarmLines(table, due);
      for (const line of lines) {
        if (await isOverdue(clock, line.pk).catch(overdueToo)) overdue++;
      }
      after = lines.at(-1)?.indexSk;
    } while (after !== undefined);
  }
  return { OVERDUE: overdue, ...(faults.length > 0 ? { faults } : {}) };
}

/** Is it still overdue, and noted as such by now? */
async function isOverdue({ table, now }: Clock, id: string): Promise<boolean> {
  const found = await attempt<boolean, never>(table, async () => {
    const visit = await findVisit(table, id);
    const raised = visit && raiseAlarm(visit, now);
    if (!raised) return { answer: visit !== undefined && visitStatus(visit, now) === "OVERDUE" };
    return { writes: [saveVisit({ ...raised, version: raised.version + 1 })], answer: true };
  });
  // Too busy to be noted in this turn: it is overdue all the same.
  return isRefusal(found) || found;
}
