import { isOfWhatIsStored, isRefusal } from "../../kernel/index.ts";
import { attempt, type Context, type Step, type Table } from "../../table/index.ts";
import { type Due, fallDue, settleLater } from "../decide/index.ts";
import type { Exchange } from "../model/index.ts";
import { dueGroups, dueLines, findExchange, saveExchange } from "../repository/index.ts";
import { type Case, caseOf } from "./change.ts";
import { settleOrWait } from "./deliver.ts";
import { hubsWith } from "./due-hubs.ts";
import { undoingOf } from "./end.ts";
import { expireGroup } from "./group-end.ts";
import { triedAgain, unlessLost } from "./race.ts";

/** The clock of one run: everything in it happens at the same moment. */
type Clock = Pick<Context, "table" | "now">;

const outcomes = [
  "EXPIRED",
  "REMINDED",
  "NEEDS_BROKER",
  "SETTLED",
  "WAITING",
  "NOTHING",
  "LEFT",
] as const;

/**
 * How many things each outcome came to. WAITING: an account is frozen. NOTHING: someone was
 * faster. LEFT: too busy or refused, and tried again by the next run.
 */
type DeadlineTally = { readonly [outcome in (typeof outcomes)[number]]: number };
type Outcome = keyof DeadlineTally;
type Lines = typeof dueLines;

/**
 * Does what is due in these hubs by now: proposals and agreements that nobody took up end and
 * free what they held, silence brings a reminder and then a broker, what waits is settled.
 *
 * Each thing is one commit that starts from what is stored at that moment, so a run can stop
 * anywhere and begin again, and several can run at once: nothing happens twice.
 */
export async function runDeadlines(
  clock: Clock,
  hubIds: readonly string[],
): Promise<DeadlineTally> {
  const tally = Object.fromEntries(outcomes.map((outcome) => [outcome, 0]));
  const count = (outcome: Outcome) => {
    tally[outcome] = (tally[outcome] ?? 0) + 1;
  };
  const faults: unknown[] = [];
  // What nobody can read holds up nothing else; when the table is in trouble, all comes again.
  const unlessUnreadable = (fault: unknown) => {
    if (!isOfWhatIsStored(fault)) throw fault;
    faults.push(fault);
  };
  const due = async (lines: Lines, work: (idBody: string) => Promise<Outcome>) => {
    const { table, now } = clock;
    for await (const hubId of hubsWith(hubIds, (id) => lines(table, { hubId: id, now }))) {
      await walkDue(table, { hubId, now, lines }, (line) =>
        work(line).then(count, unlessUnreadable),
      );
    }
  };
  await due(dueLines, (line) => endInTime(clock, `exc_${line}`));
  await due(dueGroups, (line) => expireGroup(clock, `grp_${line}`));
  if (faults.length > 0) throw new AggregateError(faults, "Some exchanges could not be read.");
  const of = (outcome: Outcome) => tally[outcome] ?? 0;
  return {
    EXPIRED: of("EXPIRED"),
    REMINDED: of("REMINDED"),
    NEEDS_BROKER: of("NEEDS_BROKER"),
    SETTLED: of("SETTLED"),
    WAITING: of("WAITING"),
    NOTHING: of("NOTHING"),
    LEFT: of("LEFT"),
  };
}

/** How many are worked on at once: enough to hide waiting, too few to crowd out people. */
const together = 8;

async function walkDue(
  table: Table,
  due: { readonly hubId: string; readonly now: string; readonly lines: Lines },
  work: (idBody: string) => Promise<void>,
): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const lines = await due.lines(table, {
      hubId: due.hubId,
      now: due.now,
      ...(after === undefined ? {} : { after }),
    });
    for (let start = 0; start < lines.length; start += together) {
      await Promise.all(lines.slice(start, start + together).map((line) => work(line.pk)));
    }
    after = lines.at(-1)?.indexSk;
    if (after === undefined) return;
  }
}

async function endInTime(clock: Clock, id: string): Promise<Outcome> {
  const outcome = await attempt<Outcome, string>(clock.table, async () => {
    const exchange = await findExchange(clock.table, id);
    if (!exchange) return { answer: "NOTHING" };
    const its = await caseOf(clock, exchange);
    const due = fallDue(exchange, its.policy, clock.now);
    if (due.what === "NOTHING") return { answer: "NOTHING" };
    const step = due.what === "SETTLE" ? settleWaiting(clock, its) : carryOut(clock, its, due);
    const planned = await unlessLost(clock.table, exchange, step);
    return planned === "LOST" ? { writes: triedAgain(exchange), answer: "LEFT" } : planned;
  });
  return isRefusal(outcome) ? "LEFT" : outcome;
}

async function carryOut(
  clock: Clock,
  its: Case,
  due: Extract<Due, { readonly what: "CHANGE" }>,
): Promise<Step<Outcome>> {
  const undoing = due.tally === "EXPIRED" ? await undoingOf(clock, its) : [];
  return { writes: [saveNext(its, due.next), ...undoing], answer: due.tally };
}

async function settleWaiting(clock: Clock, its: Case): Promise<Step<Outcome>> {
  const { exchange } = its;
  if (exchange.status !== "CONFIRMED") return { answer: "NOTHING" };
  const planned = await settleOrWait(clock, its, exchange);
  // Refused for good, such as a closed account: it stays on the agenda where a broker sees it.
  if (isRefusal(planned) || planned.next.status === "CONFIRMED") {
    return { writes: [saveNext(its, settleLater(exchange, clock.now))], answer: "WAITING" };
  }
  const save = saveNext(its, planned.next, planned.journal);
  return { writes: [save, ...(planned.writes ?? [])], answer: "SETTLED" };
}

const saveNext = (its: Case, next: Exchange, journal?: Parameters<typeof saveExchange>[1]) =>
  saveExchange({ ...next, version: its.exchange.version + 1 }, journal);
