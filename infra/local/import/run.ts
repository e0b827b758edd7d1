import { type Ask, askerAs } from "../asking.ts";
import type { Progress } from "../progress.ts";
import { check } from "./check.ts";
import type { Problem } from "./csv.ts";
import type { FileKind, ImportOptions } from "./options.ts";
import { byDay, type Everything, type Read, readAll } from "./read.ts";
import { categoryIds, does, hubRules, keyOf, type Refused } from "./service.ts";
import { columnOf, hoursSteps, type Ids, listingSteps, memberSteps, type Step } from "./steps.ts";

/** What became of a row. */
type Row = {
  readonly file: string;
  readonly line: number;
  readonly ref: string;
  readonly outcome: "DONE" | "DONE_BEFORE" | "REFUSED";
  /** What it is in the service, unless it was refused at once. */
  readonly id?: string;
};

export type Outcome = {
  readonly isWell: boolean;
  readonly isDryRun: boolean;
  /** How many rows were read, the bad ones not among them. */
  readonly checked: { readonly [kind in FileKind]: number };
  readonly problems: readonly Problem[];
  readonly rows: readonly Row[];
};

/** Checks everything first. Only when every row of every file is good is the first one written. */
export async function importFiles(
  options: ImportOptions,
  progress: (title: string) => Progress,
): Promise<Outcome> {
  const { all, problems: badCells } = readAll(options.files);
  const ask = await askerAs(options);
  const rules = await hubRules(ask, options.hubId);
  const needsKinds = all.listings.length > 0 || all.hours.some(({ row }) => row.category);
  const categories = needsKinds ? await categoryIds(ask) : new Map<string, string>();
  const today = new Date().toISOString().slice(0, 10);
  const { hubId } = options;
  const checking = progress("Checking hours");
  const doubts = await check(all, { rules, categories, today, ask, hubId, progress: checking });
  const problems = inOrder([...badCells, ...doubts], options);
  const checked = {
    members: all.members.length,
    listings: all.listings.length,
    hours: all.hours.length,
  };
  const told = { isDryRun: options.isDryRun, checked };
  if (problems.length > 0 || options.isDryRun) {
    return { ...told, isWell: problems.length === 0, problems, rows: [] };
  }
  const writing = { ask, hubId, categories, progress: progress("Rows") };
  const { rows, refusals } = await write(all, writing);
  return { ...told, isWell: refusals.length === 0, problems: refusals, rows };
}

function inOrder(problems: readonly Problem[], { files }: ImportOptions): readonly Problem[] {
  const order = [files.members, files.listings, files.hours];
  return problems.toSorted(
    (one, other) => order.indexOf(one.file) - order.indexOf(other.file) || one.line - other.line,
  );
}

type Writing = {
  readonly ask: Ask;
  readonly hubId: string;
  readonly categories: ReadonlyMap<string, string>;
  readonly progress: Progress;
};

/** Members first, as the others name them; hours in the order in which they were lived. */
async function write(all: Everything, { ask, hubId, categories, progress }: Writing) {
  const memberIds = new Map<string, string>();
  const outOf = new Set<string>();
  const ids: Ids = {
    hubId,
    memberId: (name) => memberIds.get(name) ?? name,
    categoryId: (slug) => (slug === undefined ? undefined : categories.get(slug)),
  };
  const rows: Row[] = [];
  const refusals: Problem[] = [];
  const count = all.members.length + all.listings.length + all.hours.length;
  const one = async (its: Read<{ readonly ref: string }>, kind: FileKind, work: Work) => {
    const without = work.members.find(({ name }) => outOf.has(name));
    const done = without
      ? {
          row: refused(its),
          refusal: { ...at(its), column: without.column, message: hanging(without.name) },
        }
      : await writeRow(its, { ask, key: [hubId, kind, its.row.ref], steps: work.steps() });
    rows.push(done.row);
    if (done.refusal) refusals.push(done.refusal);
    progress(rows.length, count, `${its.file}, line ${its.line}`);
    return done.row;
  };
  for (const its of all.members) {
    const row = await one(its, "members", { members: [], steps: () => memberSteps(its.row, ids) });
    if (row.id !== undefined) memberIds.set(row.ref, row.id);
    if (row.outcome === "REFUSED") outOf.add(row.ref);
  }
  for (const its of all.listings) {
    const members = [{ column: "member", name: its.row.member }];
    await one(its, "listings", { members, steps: () => listingSteps(its.row, ids) });
  }
  for (const its of all.hours.toSorted(byDay)) {
    const { provider, recipient } = its.row;
    const members = [
      { column: "provider", name: provider },
      { column: "recipient", name: recipient },
    ];
    await one(its, "hours", { members, steps: () => hoursSteps(its.row, ids) });
  }
  return { rows, refusals };
}

type Work = {
  /** The members it is about, who have to be in. */
  readonly members: readonly { readonly column: string; readonly name: string }[];
  readonly steps: () => readonly Step[];
};

const at = ({ file, line }: { readonly file: string; readonly line: number }) => ({ file, line });

const refused = ({ row, ...its }: Read<{ readonly ref: string }>): Row => ({
  ...at(its),
  ...{ ref: row.ref, outcome: "REFUSED" },
});

const hanging = (name: string) =>
  `Member ${name} was refused, so this was left. Mend that row, then start again.`;

/** The steps of a row, up to the first no. What was done stays, and the next run goes on from there. */
async function writeRow(
  its: Read<{ readonly ref: string }>,
  wish: { readonly ask: Ask; readonly key: readonly string[]; readonly steps: readonly Step[] },
): Promise<{ readonly row: Row; readonly refusal?: Problem }> {
  let madeId: string | undefined;
  let isOld = true;
  for (const step of wish.steps) {
    const { mutation, thing } = step;
    const idempotencyKey = keyOf(...wish.key, mutation, step.of ?? "");
    const input = { ...step.input(madeId ?? ""), idempotencyKey };
    const did = await does(wish.ask, { mutation, thing, input });
    if ("refused" in did) {
      const row = { ...refused(its), ...(madeId === undefined ? {} : { id: madeId }) };
      return { row, refusal: { ...at(its), ...refusalOf(did.refused, step) } };
    }
    madeId ??= did.id;
    isOld &&= did.replayed;
  }
  const outcome = isOld ? "DONE_BEFORE" : "DONE";
  return {
    row: { ...at(its), ref: its.row.ref, outcome, ...(madeId === undefined ? {} : { id: madeId }) },
  };
}

/** What the service said no to, by the column that it came from. */
function refusalOf({ code, path, message, remedy }: Refused, step: Step) {
  if (code === "IDEMPOTENCY_KEY_REUSED") return { column: "ref", message: changedSince };
  const column = columnOf(step, path);
  const words = `${message} ${remedy} (${code} from ${step.mutation})`;
  return column === undefined ? { message: words } : { column, message: words };
}

const changedSince =
  "This row was brought in before, and has been changed since. Change it in the time bank, and here back to what it was; or give it a ref of its own, if it is something new.";
