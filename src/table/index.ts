export { attempt, type Step } from "./attempt.ts";
export { Busy } from "./busy.ts";
export { type Asked, byRequest } from "./by-request.ts";
export { type Change, changeOf } from "./change.ts";
export { dynamodbClient } from "./client.ts";
export type { Value } from "./codec.ts";
export type { Context } from "./context.ts";
export { type IndexName, indexKeys, nameOfIndex, tableDefinition } from "./definition.ts";
export { dynamodbTable } from "./dynamodb.ts";
export { endingTable, TooLate } from "./ending.ts";
export { type HeldLine, lineOf, type Portion, plainly, portionOf } from "./portion.ts";
export { byTime, rowsOf, storedAlong } from "./rows.ts";
export { rewrite, type StoredRow, type Sweep, type SweepChange, sweepList } from "./sweep.ts";
export {
  create,
  type IndexLine,
  type Item,
  type Key,
  mostWrites,
  remove,
  replace,
  requireVersion,
  type Table,
  type Write,
} from "./table.ts";
export { type Progress, runUpgrade, type Upgrade } from "./upgrade/upgrade.ts";
export type { Usage } from "./usage.ts";
