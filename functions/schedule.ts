import { deployedTable, writeLog } from "./environment.ts";
import { everyHubId } from "./hubs.ts";
import { createScheduleHandler } from "./schedule-handler.ts";

/** The clock → rooms with deadlines. */
export const handler = createScheduleHandler({
  table: deployedTable(),
  hubIds: everyHubId,
  log: writeLog,
});
