import type { Viewer } from "../kernel/index.ts";
import type { Table } from "./table.ts";

/** What every use case is given: who asks, when, and the table to ask of. */
export type Context = {
  readonly table: Table;
  /** The moment of the request, in UTC: a request sees one time from start to end. */
  readonly now: string;
  readonly viewer: Viewer;
  /** Seals the cursors of lists. */
  readonly cursorSecret: string;
};
