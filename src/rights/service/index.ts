export { whyOf } from "../decide/index.ts";
export { readerNameOf, readLog } from "./access/log.ts";
export { beginReads, type Reads } from "./access/reads.ts";
export { erasePerson, readErasure } from "./erasing.ts";
export { exportPersonalData } from "./export/export.ts";
export { runErasures } from "./running.ts";
