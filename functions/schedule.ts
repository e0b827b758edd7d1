import { deployedTable, writeLog } from "./environment.ts";
import { createScheduleHandler } from "./schedule-handler.ts";

/** The clock → rooms with deadlines. */
export const handler = createScheduleHandler({
  table: deployedTable(),
  log: writeLog,
});
