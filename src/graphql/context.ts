import type { Reads } from "../rights/index.ts";
import type { Context } from "../table/index.ts";
import type { ReportFault } from "./errors.ts";
import type { Pass } from "./rate/index.ts";
import type { Watch } from "./watch.ts";

/** A use case's context, and what only the server itself needs. */
export type RequestContext = Context & {
  readonly requestId: string;
  readonly report: ReportFault;
  /** What the caller may still ask for. */
  readonly pass: Pass;
  /** What this request reads about people. */
  readonly reads: Reads;
  /** What it came to, for whoever counts. */
  readonly watch: Watch;
};
