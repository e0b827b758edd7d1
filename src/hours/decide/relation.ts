import { dateOf, invalid, quarterOf, type Refusal, refuse } from "../../kernel/index.ts";
import { type ModeEntry, RelationshipMode } from "../model/index.ts";
import type { Counts } from "./bands.ts";

/*
 * How a service is done is told by entries, each from its day on. What was said stays as it was
 * said; of two entries for one day, the later one holds, so a correction is one more entry.
 */

/** So many fit in one item that is read and written whole. */
export const mostEntries = 40;

type History = readonly ModeEntry[];

/** The mode on a day: what the last entry that is dated by that day says. */
export function modeOn(history: History, day: string): RelationshipMode | undefined {
  let holds: ModeEntry | undefined;
  for (const entry of history) {
    if (entry.from <= day && (!holds || entry.from >= holds.from)) holds = entry;
  }
  return holds?.mode;
}

/** Adds an entry to what was said of a service before. */
export function say<Of extends { readonly history: History }>(
  service: Of,
  entry: Omit<ModeEntry, "writtenAt">,
  now: string,
): Of | Refusal<"VALIDATION_FAILED" | "HISTORY_FULL"> {
  if (entry.from > dateOf(now)) {
    return invalid("This day lies in the future.", "Give today or a day before.", "from");
  }
  if (entry.from < "2000-01-01") {
    return invalid("This day lies too far back.", "Give a day from 2000-01-01 on.", "from");
  }
  if (service.history.length >= mostEntries) {
    return refuse(
      "HISTORY_FULL",
      `${mostEntries} entries were written about this service already.`,
      "Add it as a service of its own.",
    );
  }
  return { ...service, history: [...service.history, { ...entry, writtenAt: now }] };
}

/** What a history adds to the services in each mode, quarter by quarter. */
function stepsOf(history: History): Map<string, number> {
  const steps = new Map<string, number>();
  const step = (quarter: string, mode: RelationshipMode | undefined, by: number) => {
    if (mode) steps.set(`${quarter} ${mode}`, (steps.get(`${quarter} ${mode}`) ?? 0) + by);
  };
  let before: RelationshipMode | undefined;
  for (const day of [...new Set(history.map(({ from }) => from))].toSorted()) {
    const after = modeOn(history, day);
    step(quarterOf(day), before, -1);
    step(quarterOf(day), after, 1);
    before = after;
  }
  return steps;
}

/** What changes in the counts of a place when a history becomes another one. */
export function changeOfModes(before: History, after: History): Counts {
  const [was, is] = [stepsOf(before), stepsOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const changes = names.map((name) => [name, (is.get(name) ?? 0) - (was.get(name) ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, by]) => by !== 0));
}

/** Quarters that are told together: two years. */
const toldTogether = 8;

/** How many services were done in each mode at the end of each quarter up to this one. */
export function trendOf(counts: Counts, last: string) {
  const number = Number(last.slice(0, 4)) * 4 + Number(last.slice(6)) - 1;
  return Array.from({ length: toldTogether }, (_, at) => {
    const one = number - toldTogether + 1 + at;
    const quarter = `${Math.floor(one / 4)}-Q${(one % 4) + 1}`;
    return {
      quarter,
      modes: RelationshipMode.options.map((mode) => ({
        mode,
        services: upTo(counts, quarter, mode),
      })),
    };
  });
}

/** Names are quarter and mode, so they sort by time. */
const upTo = (counts: Counts, quarter: string, mode: RelationshipMode): number =>
  Object.entries(counts)
    .filter(([name]) => name.endsWith(` ${mode}`) && name.slice(0, 7) <= quarter)
    .reduce((sum, [, by]) => sum + by, 0);
