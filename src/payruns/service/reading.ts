import {
  type Connection,
  connection,
  type PageArgs,
  type PageWalk,
  type Row,
} from "../../kernel/index.ts";
import { availableMinutes, headOf } from "../../ledger/index.ts";
import { findHub, findParty } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { isRehearsed, maySee, type Paid, refusalWords, rowsWithOutcomes } from "../decide/index.ts";
import type { Part, PayRun, RowOutcome, VisibleRow } from "../model.ts";
import { actIdOf, findParts, findRun, refusedInParts, runsForOrganisation } from "../repository.ts";
import { payerOf } from "./paying.ts";

export async function payRunById(
  { table, viewer }: Context,
  id: string,
): Promise<PayRun | undefined> {
  const run = await findRun(table, id);
  return run && maySee(viewer, run) ? run : undefined;
}

/** An organisation's runs, newest first, for those who look after it. */
export async function payRunsOf(
  context: Context,
  { organisationId, args }: { readonly organisationId: string; readonly args: PageArgs },
): Promise<Connection<PayRun> | null> {
  const { table, viewer } = context;
  const party = await findParty(table, organisationId);
  if (party?.kind !== "ORGANISATION") return null;
  if (!maySee(viewer, { organisationId, hubId: party.hubId })) return null;
  return connection(context, { list: `payRuns ${organisationId}`, args }, (walk) =>
    runsForOrganisation(table, organisationId, walk),
  );
}

export const organisationOf = ({ table }: Context, { organisationId }: PayRun) =>
  findParty(table, organisationId);

export const hubOf = ({ table }: Context, { hubId }: PayRun) => findHub(table, hubId);

/** Whom a row names; nobody when they are not of the run's hub. */
export async function memberOf({ table }: Context, { memberId, hubId }: VisibleRow) {
  const party = await findParty(table, memberId);
  return party?.hubId === hubId ? party : undefined;
}

/** What the rehearsal of a draft has found so far. */
export function rehearsalOf(run: PayRun) {
  const { rehearsal } = run;
  if (!rehearsal) return null;
  return {
    isComplete: isRehearsed(run),
    lookedAt: rehearsal.lookedAt,
    wouldPayCount: rehearsal.paidCount,
    wouldPayMinutes: rehearsal.paidMinutes,
    wouldRefuseCount: rehearsal.refusedCount,
    wouldRefuseMinutes: rehearsal.refusedMinutes,
  };
}

export const whyRefused = ({ refusalCode }: VisibleRow): string | null =>
  refusalCode === undefined ? null : refusalWords[refusalCode];

/** Does the account have all of a draft's minutes to give now? */
export async function hasEnough(context: Context, run: PayRun): Promise<boolean | null> {
  if (run.status !== "DRAFT") return null;
  const head = await headOf(context.table, await payerOf(context, run));
  return head.status === "OPEN" && run.totalMinutes <= availableMinutes(head);
}

/** Parts that are read together: few where every row is shown, many where few of them fit. */
const readTogether = { all: 2, some: 25 };

/** A run's rows in their order, with what became, or would become, of each. */
export function payRunRows(
  context: Context,
  run: PayRun,
  { outcome, args }: { readonly outcome?: RowOutcome | undefined; readonly args: PageArgs },
): Promise<Connection<VisibleRow>> {
  // What rows there are and what they came to changes with the run, their places do not.
  const list = `payRunRows ${run.id} ${outcome ?? ""}`;
  const size = outcome === undefined ? readTogether.all : readTogether.some;
  return connection(context, { list, args }, async (walk) => {
    const found: Row<VisibleRow>[] = [];
    const numbers = partsFrom(run, walk);
    for (let at = 0; at < numbers.length && found.length < walk.limit; at += size) {
      const parts = await findParts(context.table, run.id, numbers.slice(at, at + size));
      const rows = await placed(context.table, run, parts);
      const fitting = rows.filter(
        ({ node, place }) =>
          isBeyond(walk, place) && (outcome === undefined || node.outcome === outcome),
      );
      found.push(...(walk.backwards ? inReverse(fitting) : fitting));
    }
    return found.slice(0, walk.limit);
  });
}

/** The numbers of the parts from where a page goes on. */
function partsFrom(run: PayRun, { after, backwards }: PageWalk): readonly number[] {
  const all = Array.from({ length: run.partCount }, (_, number) => number);
  if (after === undefined) return backwards ? all.toReversed() : all;
  const at = Number(after.slice(0, 4));
  return backwards ? all.slice(0, at + 1).toReversed() : all.slice(at);
}

const isBeyond = ({ after, backwards }: PageWalk, place: string): boolean =>
  after === undefined || (backwards ? place < after : place > after);

/** Rows of the page's direction: parts come in it already, their rows do not. */
const inReverse = (rows: readonly Row<VisibleRow>[]) =>
  rows.toSorted((a, b) => (a.place < b.place ? 1 : -1));

async function placed(
  table: Table,
  run: PayRun,
  parts: readonly Part[],
): Promise<readonly Row<VisibleRow>[]> {
  const done = parts.filter((part) => part.number < run.partsDone).map((part) => part.number);
  const refused = await refusedInParts(table, run.id, done);
  const paid = new Map<number, Paid>(
    done.map((number, at) => [
      number,
      { actId: actIdOf(run.id, number), refused: refused[at] ?? new Map() },
    ]),
  );
  return parts.flatMap((part) =>
    rowsWithOutcomes(run, part, paid.get(part.number)).map((node, at) => ({
      node,
      place: `${String(part.number).padStart(4, "0")}.${String(at).padStart(2, "0")}`,
    })),
  );
}
