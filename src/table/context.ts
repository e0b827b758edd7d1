import type { Viewer } from "../kernel/index.ts";
import type { Table } from "./table.ts";

/** What every use case is given: who asks, when, and the table to ask of. */
export type Context = {
  readonly table: Table;
  /** The moment of the request, in UTC: a request sees one time from start to end. */
  readonly now: string;
  readonly viewer: Viewer;
  /** Seals the cursors of lists; what has to be secret and is not kept is derived from it. */
  readonly cursorSecret: string;
  /** Only on somebody's own machine: webhooks may lead to that machine itself. */
  readonly letsLoopback?: boolean;
};
