import { ageOn, BadRequest, dateOf, readInput, sealFor } from "../../../kernel/index.ts";
import { findLeaver, findMember, type Leaver, personLines } from "../../../membership/index.ts";
import type { Context, Portion, Table } from "../../../table/index.ts";
import { needsTheirWord, withheld, withheldFrom } from "../../decide/index.ts";
import { Agreed, ExportPlace, type PersonalDataPage, type Taker } from "../../model/index.ts";
import { isKeptFrom, ofEachMembership, ofPerson } from "./parts.ts";

/** A page ends at so many lines, or when so many parts were looked into. */
const enoughLines = 100;
const mostParts = 40;

type Asked = {
  readonly memberId?: string | null | undefined;
  readonly agreed?: object | null | undefined;
  readonly after?: string | null | undefined;
};

/** Whose data are taken, by whom, and of which memberships. */
type Taking = {
  readonly by: Taker;
  readonly personId: string;
  readonly login?: string | undefined;
  readonly members: readonly { readonly id: string; readonly hubId: string }[];
  readonly memberId?: string;
  readonly hubId?: string;
  readonly reason?: string;
};

/** All that is held on a person, page by page, or nothing for who may not have it. */
export async function exportPersonalData(
  context: Context,
  { memberId, agreed, after }: Asked,
): Promise<PersonalDataPage | undefined> {
  const leaver = await findLeaver(context, memberId ?? undefined);
  if (!leaver?.isTieNoted) return undefined;
  const taking = await takingOf(context, leaver, { memberId, agreed });
  const seal = sealFor(context, `personalDataExport ${taking.personId} ${taking.by}`);
  const isBegun = after !== undefined && after !== null;
  const start: ExportPlace = isBegun
    ? ExportPlace.parse(JSON.parse(seal.open(after)))
    : { asOf: context.now, at: 0 };
  const first = isBegun ? [] : [beginning(taking, start.asOf)];
  const { lines, place } = await fill(context.table, taking, start);
  const last = place === undefined ? endOf(taking) : [];
  const { by, memberId: of, hubId, reason } = taking;
  return {
    asOf: start.asOf,
    lines: [...first, ...lines, ...last].map((line) => JSON.stringify(line)),
    isComplete: place === undefined,
    ...(place === undefined ? {} : { next: seal.close(JSON.stringify(place)) }),
    by,
    ...(of === undefined ? {} : { memberId: of }),
    ...(hubId === undefined ? {} : { hubId }),
    ...(reason === undefined ? {} : { reason }),
  };
}

async function takingOf(
  { table, now }: Context,
  { person, tie }: Leaver,
  { memberId, agreed }: Pick<Asked, "memberId" | "agreed">,
): Promise<Taking> {
  const word = wordOf(agreed);
  if (needsTheirWord(tie, ageOn(person.bornOn, dateOf(now))) && !word) {
    throw new BadRequest(
      "It is not said that the person wants this.",
      "Ask them, and say in agreed how they told you.",
    );
  }
  const member = memberId ? await findMember(table, memberId) : undefined;
  const { rights } = await personLines(table, person.id);
  const all = rights.flatMap((right) =>
    right.kind === "MEMBERSHIP" ? [{ id: right.memberId, hubId: right.hubId }] : [],
  );
  return {
    by: tie,
    personId: person.id,
    login: person.login,
    members: tie === "BROKER" && member ? [member] : all,
    ...(member ? { memberId: member.id, hubId: member.hubId } : {}),
    ...(word ? { reason: word.note } : {}),
  };
}

function wordOf(agreed: object | null | undefined): Agreed {
  if (agreed === undefined || agreed === null) return undefined;
  const read = readInput(Agreed, agreed);
  if (read.ok) return read.input;
  const [refusal] = read.refusals;
  throw new BadRequest(refusal?.message ?? "", refusal?.remedy ?? "");
}

const beginning = ({ by, personId, members }: Taking, asOf: string) => ({
  kind: "EXPORT",
  format: "corehours-personal-data-1",
  asOf,
  takenBy: by,
  ...(by === "BROKER" ? {} : { personId }),
  memberships: members.map(({ id, hubId }) => ({ id, hubId })),
});

const endOf = ({ by }: Taking) =>
  [...withheld, ...withheldFrom(by)].map((one) => ({
    kind: "WITHHELD",
    ...one,
  }));

/** Goes on part by part until the page is full. Without a place, nothing is left. */
async function fill(table: Table, taking: Taking, start: ExportPlace) {
  const lines: Portion["lines"][number][] = [];
  let place = start;
  for (let looked = 0; looked < mostParts && lines.length < enoughLines; looked++) {
    const portion = await partAt(table, taking, place);
    if (!portion) return { lines };
    lines.push(...portion.lines);
    const { asOf, at } = place;
    place = portion.after === undefined ? { asOf, at: at + 1 } : { asOf, at, after: portion.after };
  }
  return { lines, place };
}

/** What is told at this place, or nothing when all was told. A hub's broker is told of no person. */
async function partAt(
  table: Table,
  { by, personId, login, members }: Taking,
  { at, after }: ExportPlace,
): Promise<Portion | undefined> {
  const first = by === "BROKER" ? [] : ofPerson;
  const once = first[at];
  if (once) return isKeptFrom(by, once) ? { lines: [] } : once(table, { personId, login }, after);
  const number = at - first.length;
  const member = members[Math.floor(number / ofEachMembership.length)];
  const exporter = ofEachMembership[number % ofEachMembership.length];
  if (!member || !exporter) return undefined;
  if (isKeptFrom(by, exporter)) return { lines: [] };
  const { id: memberId, hubId } = member;
  return exporter(table, { personId, login, memberId, hubId }, after);
}
