import { derivedId, hasPrefix, type Role, standsFor, type Viewer } from "../../kernel/index.ts";
import type { AccessLine, PersonalData, Read, ReadAs } from "../model/index.ts";

/** Up to so many people are written down one by one; more, as those who were looked at together. */
const mostSingly = 3;

/** The most people of one line, so that it stays small. */
const mostTogether = 150;

/** Roles by what they read for: the first that a reader has in the place counts. */
const inOrder: readonly Role[] = [
  "SAFEGUARDING_LEAD",
  "BROKER",
  "AUDITOR",
  "FACILITATOR",
  "COMMISSIONER",
  "INSIGHT_READER",
  "STEWARD",
];

/** As what somebody reads about people of this hub; where no role is for it, by any that they have. */
function readAsOf(viewer: Viewer, hubId: string | undefined): ReadAs {
  if (viewer.machine) return "MACHINE";
  const here = viewer.roles.filter((held) => held.scopeId === hubId);
  const held = new Set((here.length > 0 ? here : viewer.roles).map(({ role }) => role));
  const role = inOrder.find((one) => held.has(one));
  if (role) return role;
  if (viewer.isFirstSteward) return "STEWARD";
  return viewer.actsFor.some((party) => party.as === "ADMIN") ? "ADMIN" : "OTHER";
}

/** Is this the viewer, or somebody they speak for? */
export const isTheirOwn = (viewer: Viewer, subjectId: string): boolean =>
  viewer.personId === subjectId || viewer.login === subjectId || standsFor(viewer, subjectId);

/** The names of those one meets are not written down: only who reads with a role reads *about* them. */
const isNoted = (what: readonly PersonalData[], readAs: ReadAs): boolean =>
  what.some((one) => one !== "NAME") || (readAs !== "OTHER" && readAs !== "ADMIN");

export type Reader = {
  readonly viewer: Viewer;
  readonly readerId: string;
  readonly reason: string | undefined;
  readonly now: string;
};

/** What stands for somebody in a line about many: nobody can turn it back into their id. */
export const markOf = (subjectId: string): string =>
  derivedId("per", "seen", subjectId).slice(4, 16);

/** The lines that one request adds to the log. */
export function linesOf(reads: readonly Read[], reader: Reader): readonly AccessLine[] {
  const { viewer } = reader;
  const everybody = reads.filter(({ id }) => hasPrefix(id, "hub"));
  const whole = everybody.map((read) => ({ ...read, readAs: readAsOf(viewer, read.id) }));
  return [...whole.map((read) => lineOfAll(read, reader)), ...linesOfPeople(reads, reader)];
}

function linesOfPeople(reads: readonly Read[], reader: Reader): readonly AccessLine[] {
  const { viewer } = reader;
  const noted = reads
    .filter(({ id }) => !hasPrefix(id, "hub"))
    .map((read) => ({ ...read, readAs: read.readAs ?? readAsOf(viewer, read.hubId) }))
    .filter(({ what, readAs }) => isNoted(what, readAs));
  if (noted.length <= mostSingly) return noted.map((read) => lineOfOne(read, reader));
  const together = new Map<string, typeof noted>();
  for (const read of noted) {
    const key = `${read.hubId ?? read.id} ${read.readAs}`;
    together.set(key, [...(together.get(key) ?? []), read]);
  }
  return [...together.values()].flatMap((some) => linesOfSome(some, reader));
}

type Noted = Read & { readonly readAs: ReadAs };

function linesOfSome(some: readonly Noted[], reader: Reader): readonly AccessLine[] {
  const [first] = some;
  if (!first) return [];
  const { hubId, readAs } = first;
  if (hubId === undefined || some.length === 1) return some.map((one) => lineOfOne(one, reader));
  // What was looked for, even where somebody on the page has no telephone.
  const what = [...new Set(some.flatMap((one) => one.what))].sort();
  const seen = some.map(({ id }) => markOf(id)).sort();
  const lines: AccessLine[] = [];
  for (let start = 0; start < seen.length; start += mostTogether) {
    const part = seen.slice(start, start + mostTogether);
    lines.push({ kind: "MANY", ...lineBy(reader), hubId, readAs, what, seen: part });
  }
  return lines;
}

const lineOfOne = ({ id, readAs, what, reason }: Noted, reader: Reader): AccessLine => ({
  kind: "ONE",
  ...lineBy(reason === undefined ? reader : { ...reader, reason }),
  subjectId: id,
  readAs,
  what,
});

const lineOfAll = ({ id, readAs, what }: Noted, reader: Reader): AccessLine => ({
  kind: "ALL",
  ...lineBy(reader),
  ...{ hubId: id, readAs, what },
});

const lineBy = ({ readerId, reason, now }: Reader) => ({
  day: now.slice(0, 10),
  readerId,
  reason,
  times: 1,
  firstAt: now,
  lastAt: now,
  version: 1,
});

/** What stands in the log already, with what is read now. */
export const readAgain = (found: AccessLine, line: AccessLine): AccessLine => ({
  ...found,
  what: [...new Set([...found.what, ...line.what])].sort(),
  times: found.times + 1,
  firstAt: found.firstAt < line.firstAt ? found.firstAt : line.firstAt,
  lastAt: found.lastAt > line.lastAt ? found.lastAt : line.lastAt,
  version: found.version + 1,
});

/** What a role reads for, where the reader did not say. */
const purposes: { readonly [as in ReadAs]: string } = {
  BROKER: "To run the hub and help its members.",
  SAFEGUARDING_LEAD: "To keep people in the hub safe.",
  AUDITOR: "To check that the hub's books are right.",
  FACILITATOR: "To lead the work of a circle.",
  COMMISSIONER: "To find out what help an area needs.",
  INSIGHT_READER: "To learn how the hub is doing.",
  STEWARD: "To look after hubs and who has which role in them.",
  ADMIN: "To do an organisation's work with members.",
  GUARDIAN: "To look after a child of theirs.",
  MACHINE: "To do what the hub registered it for.",
  OTHER: "To arrange help with each other.",
};

export const whyOf = ({ reason, readAs }: Pick<AccessLine, "reason" | "readAs">): string =>
  reason ?? purposes[readAs];
