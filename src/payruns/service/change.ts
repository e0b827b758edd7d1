import {
  changedSince,
  type Done,
  isRefusal,
  notFound,
  type Refusal,
  type Request,
  replayOf,
  withReceipt,
} from "../../kernel/index.ts";
import {
  byRequest,
  type Context,
  requireVersion,
  type Step,
  type Table,
  type Write,
} from "../../table/index.ts";
import { maySee } from "../decide/index.ts";
import type { PayRun } from "../model.ts";
import { findRun, runKey, saveRun } from "../repository.ts";

/** What a change comes to: the run as it is then, and what else is written with it. */
export type Planned = { readonly next: PayRun; readonly writes: readonly Write[] };

type Wish = {
  readonly payRunId: string;
  readonly idempotencyKey: string;
  readonly version?: number;
};

type Change<Code extends string> = {
  readonly operation: string;
  readonly input: Wish;
  /** May the viewer, who knows of the run, do this to it at all? */
  readonly may: (run: PayRun) => Promise<Refusal<Code> | undefined> | Refusal<Code> | undefined;
  readonly plan: (run: PayRun) => Promise<Planned | Refusal<Code>>;
};

/** Every change of a run goes this way, so every change checks in the same order. */
export const changeRun = <Code extends string>(context: Context, change: Change<Code>) =>
  byRequest<Wish, PayRun, Code | CommonCode>(context, change, async ({ table, viewer }, asked) => {
    const run = await findRun(table, asked.input.payRunId);
    if (!run || !maySee(viewer, run)) return notFound("payRunId");
    const refusal = await change.may(run);
    if (refusal) return refusal;
    const replay = replayOf(run, asked.request);
    if (replay) return replay;
    const { version } = asked.input;
    if (version !== undefined && version !== run.version) return changedSince();
    return stepOf(table, { run, request: asked.request, planning: change.plan(run) });
  });

type CommonCode = "CONFLICT_VERSION" | "IDEMPOTENCY_KEY_REUSED" | "NOT_FOUND";

/** Saves what was planned on a run, or has it tried again when the run changed meanwhile. */
export async function stepOf<Code extends string>(
  table: Table,
  its: {
    readonly run: PayRun;
    readonly planning: Promise<Planned | Refusal<Code>>;
    readonly request?: Request | undefined;
  },
): Promise<Step<Done<PayRun>> | Refusal<Code>> {
  const { run, request } = its;
  const planned = await unlessLost(table, run, its.planning);
  if (planned === "LOST") {
    // Commits nothing and cannot succeed, so the whole step is tried again.
    const writes = [requireVersion(runKey(run.id), run.version)];
    return { writes, answer: { thing: run, replayed: false } };
  }
  if (isCoded<Code>(planned)) return planned;
  const thing: PayRun = {
    ...planned.next,
    version: run.version + 1,
    receipts: request ? withReceipt(run.receipts, request) : run.receipts,
  };
  return { writes: [saveRun(thing), ...planned.writes], answer: { thing, replayed: false } };
}

/**
 * A plan reads the run first and the accounts a moment later. If another worker moved the run on
 * in between, the two do not fit together: planning may break on it, or find a refusal that is
 * not true. That is a lost race, and neither fault nor refusal.
 */
async function unlessLost<Plan>(
  table: Table,
  run: PayRun,
  planning: Promise<Plan>,
): Promise<Plan | "LOST"> {
  try {
    const planned = await planning;
    return isRefusal(planned) && (await hasMoved(table, run)) ? "LOST" : planned;
  } catch (fault) {
    if (await hasMoved(table, run)) return "LOST";
    throw fault;
  }
}

const hasMoved = async (table: Table, run: PayRun): Promise<boolean> =>
  (await findRun(table, run.id))?.version !== run.version;

// The kernel's test forgets which codes a refusal can have; nothing else here has this kind.
const isCoded = <Code extends string>(value: object): value is Refusal<Code> => isRefusal(value);
