import type { Ask } from "../asking.ts";
import type { Progress } from "../progress.ts";
import type { Problem } from "./csv.ts";
import { foresee } from "./foresee.ts";
import { givenIn } from "./given.ts";
import { alreadyThere, personIn } from "./people.ts";
import type { Everything, Read } from "./read.ts";
import { type HubRules, statusOf } from "./service.ts";
import { beginningOf } from "./standing.ts";
import type { HoursRow, ListingRow, MemberRow } from "./tables.ts";

/** What can be known before anything is written, of rows that each read well. */
export type Known = {
  readonly rules: HubRules;
  readonly categories: ReadonlyMap<string, string>;
  readonly today: string;
  readonly ask: Ask;
  readonly hubId: string;
  readonly progress: Progress;
};

export async function check(all: Everything, known: Known): Promise<readonly Problem[]> {
  const people = all.members.flatMap((one) => memberProblems(one, known.today));
  const again = [...twicePeople(all.members), ...twiceHours(all.hours)];
  const hours = all.hours.flatMap((one) => hoursProblems(one, known));
  const kinds = [...all.listings, ...all.hours].flatMap(({ row, ...at }) => {
    const message = whyNotKind(row, known.categories);
    return message === undefined ? [] : [{ ...at, column: "category", message }];
  });
  const spoken = all.listings.flatMap(({ row: { heard, heardBy }, ...at }) =>
    (heard === undefined) === (heardBy === undefined)
      ? []
      : [
          {
            ...at,
            column: heard === undefined ? "heard" : "heardBy",
            message:
              "How you heard their yes, and what was said, belong together. Fill both or none.",
          },
        ],
  );
  const named = await namedProblems(all, known);
  const there = await alreadyThere(all, known);
  // The rooms are read only when there is something to check, because they are large.
  const { formProblems } = await import("./forms.ts");
  const givenBy = givenIn(known.ask);
  const limits = await foresee(all, { ...known, ...standings(all, known, there.ids), givenBy });
  return [
    ...formProblems(all, known.hubId),
    ...people,
    ...again,
    ...there.problems,
    ...hours,
    ...kinds,
    ...spoken,
    ...named,
    ...limits,
  ];
}

/** Who of the files is in the hub, and where those begin who are not. */
function standings(all: Everything, { rules, today }: Known, there: ReadonlyMap<string, string>) {
  const births = new Map(all.members.map(({ row }) => [row.ref, row.bornOn]));
  return {
    idOf: (name: string) => there.get(name) ?? (all.refs.has(name) ? undefined : name),
    begins: (ref: string) => {
      const bornOn = births.get(ref);
      return bornOn === undefined ? undefined : beginningOf(rules, yearsOn(bornOn, today) < 13);
    },
  };
}

/** A listing is of some kind, `other` when it says none; hours need not be. */
function whyNotKind(
  row: ListingRow | HoursRow,
  categories: Known["categories"],
): string | undefined {
  const { category = "member" in row ? "other" : undefined } = row;
  if (category === undefined || categories.has(category)) return undefined;
  return row.category === undefined
    ? "There is no category “other” here, so name one, by its slug."
    : `There is no category with the slug “${category}”.`;
}

function memberProblems({ row, ...at }: Read<MemberRow>, today: string): readonly Problem[] {
  const problem = (column: keyof MemberRow, message: string) => ({ ...at, column, message });
  const future = "This day has not come yet.";
  const found = (["bornOn", "interviewedOn"] as const).flatMap((column) =>
    (row[column] ?? "") > today ? [problem(column, future)] : [],
  );
  if ((row.interviewedOn === undefined) !== (row.interviewNote === undefined)) {
    const column = row.interviewedOn === undefined ? "interviewedOn" : "interviewNote";
    found.push(problem(column, "A talk has a day and a note. Fill both or none."));
  }
  return row.letIn ? [...found, ...notReady(row, problem, today)] : found;
}

/** What the service asks for before somebody is let in, as far as a file can bring it. */
function notReady(
  row: MemberRow,
  problem: (column: keyof MemberRow, message: string) => Problem,
  today: string,
): readonly Problem[] {
  const lack = (column: keyof MemberRow, isThere: unknown, what: string) =>
    isThere ? [] : [problem(column, `To be let in, ${what}. Or write no under letIn.`)];
  return [
    ...lack("interviewedOn", row.interviewedOn, "they need a talk with a broker"),
    ...lack("codeOfConductNote", row.codeOfConductNote, "they have to have said yes to the code"),
    ...lack("referencesWaived", row.referencesWaived, "say why no references are needed"),
    ...lack("offers", row.offers?.length || row.offerWaived, "name an offer or say why none"),
    ...lack(
      "requests",
      row.requests?.length || row.requestWaived,
      "name a request or say why none",
    ),
    ...lack("letIn", yearsOn(row.bornOn, today) >= 13, "a child under 13 needs a guardian first"),
  ];
}

const yearsOn = (bornOn: string, today: string): number =>
  Number(today.slice(0, 4)) -
  Number(bornOn.slice(0, 4)) -
  (today.slice(5) < bornOn.slice(5) ? 1 : 0);

/** Nobody is entered twice: the same name and day of birth is one person. */
function twicePeople(members: readonly Read<MemberRow>[]): readonly Problem[] {
  const lines = new Map<string, number>();
  return members.flatMap(({ row, ...at }) => {
    const person = personIn(row);
    const before = lines.get(person);
    lines.set(person, before ?? at.line);
    const message = `${row.firstName} ${row.lastName}, born that day, stands on line ${before} already.`;
    return before === undefined ? [] : [{ ...at, column: "lastName", message }];
  });
}

/** Lists that were put together hold rows twice, and twice the same hours would be wrong. */
function twiceHours(hours: readonly Read<HoursRow>[]): readonly Problem[] {
  const lines = new Map<string, number>();
  return hours.flatMap(({ row, ...at }) => {
    const { provider, recipient, happenedOn, minutes, what } = row;
    const help = JSON.stringify([provider, recipient, happenedOn, minutes, what.toLowerCase()]);
    const before = lines.get(help);
    lines.set(help, before ?? at.line);
    const message = `The same help stands on line ${before} already. Take one of them out, or say in what how it was another time.`;
    return before === undefined ? [] : [{ ...at, column: "what", message }];
  });
}

function hoursProblems({ row, ...at }: Read<HoursRow>, { rules, today }: Known) {
  const problem = (column: keyof HoursRow, message: string) => ({ ...at, column, message });
  const { stepMinutes, longestExchangeMinutes: longest, latestEntryDays: days } = rules;
  const earliest = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  const found: Problem[] = [];
  if (row.happenedOn > today) found.push(problem("happenedOn", "This day has not come yet."));
  if (row.happenedOn < earliest) {
    const message = `The hub's policy lets help be entered ${days} days back, so from ${earliest} on. Keep older hours in your old list.`;
    found.push(problem("happenedOn", message));
  }
  if (row.minutes > longest || row.minutes % stepMinutes !== 0) {
    const message = `The hub's policy allows steps of ${stepMinutes} minutes, up to ${longest} at a time.`;
    found.push(problem("minutes", message));
  }
  if (row.provider === row.recipient) {
    found.push(problem("recipient", "Nobody gives hours to themselves."));
  }
  return found;
}

type Naming = {
  readonly file: string;
  readonly line: number;
  readonly column: string;
  readonly name: string;
};

/** Members are named by their row in the members' file, or by their id when they are in the hub. */
async function namedProblems(all: Everything, { ask }: Known): Promise<readonly Problem[]> {
  const namings: readonly Naming[] = [
    ...all.listings.map(({ row, ...at }) => ({ ...at, column: "member", name: row.member })),
    ...all.hours.flatMap(({ row, ...at }) => [
      { ...at, column: "provider", name: row.provider },
      { ...at, column: "recipient", name: row.recipient },
    ]),
  ];
  const waiting = new Set(all.members.flatMap(({ row }) => (row.letIn ? [] : [row.ref])));
  const strangers = new Set(namings.map(({ name }) => name).filter((name) => !all.refs.has(name)));
  const statuses = new Map<string, string | undefined>();
  for (const id of strangers) statuses.set(id, await statusOf(ask, id));
  const whyNot = (name: string): string | undefined => {
    if (waiting.has(name)) {
      return `Member ${name} is not let in by the members' file, and only active members can be named. Write yes under letIn; when they were let in by hand, write their id here.`;
    }
    if (all.refs.has(name)) return undefined;
    const status = statuses.get(name);
    if (status === undefined)
      return `There is no member “${name}” in the members' file or in the hub.`;
    return status === "ACTIVE" ? undefined : `Member ${name} is not active at the moment.`;
  };
  return namings.flatMap(({ name, ...at }) => {
    const message = whyNot(name);
    return message === undefined ? [] : [{ ...at, message }];
  });
}
