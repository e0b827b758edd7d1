import {
  type Connection,
  callerOf,
  changedSince,
  connection,
  dateOf,
  invalid,
  isRefusal,
  nextOf,
  notFound,
  type PageArgs,
  replayOf,
  wrongState,
} from "../../kernel/index.ts";
import { findMember, findParty, holdsPowerInLaw, type Party } from "../../membership/index.ts";
import { type Asked, byRequest, type Context, type Table, type Write } from "../../table/index.ts";
import {
  noteAtRisk as decideNote,
  endAtRisk,
  idsOf,
  isChild,
  isLead,
  notesReplacedBy,
  sayerOf,
  whyNotTakeBack,
} from "../decide/index.ts";
import type { AtRiskNote, EndAtRisk, MeetingParty, NoteAtRisk, SaidBy } from "../model/index.ts";
import {
  atRiskLines,
  atRiskNotesIn,
  atRiskNotesOf,
  closeAtRiskNote,
  createAtRiskNote,
  findAtRiskNote,
} from "../repository/index.ts";
import { birthOf } from "./making.ts";

/** More care is to be taken of an adult, until a day: who may say it, and who it is. */
export const noteAtRisk = (context: Context, input: NoteAtRisk) =>
  byRequest(context, { operation: "noteAtRisk", input }, noting);

async function noting(context: Context, { input, request }: Asked<NoteAtRisk>) {
  const { table, viewer, now } = context;
  const birth = birthOf("arn", request, now);
  const [known, found] = await Promise.all([
    knownTo(context, input.memberId),
    findAtRiskNote(table, birth.id),
  ]);
  if (!known) return notFound("memberId");
  const replay = replayOf(found, request);
  if (replay) return replay;
  const { member, sayer: saidBy } = known;
  if (member.status === "LEFT") {
    return wrongState("This member has left the hub.", "Choose somebody who takes part.");
  }
  if (isChild(member, now)) return childrenApart();
  const by = { hubId: member.hubId, notedBy: callerOf(viewer), saidBy };
  const thing = decideNote(input, birth, by);
  if (isRefusal(thing)) return thing;
  const writes = [...createAtRiskNote(thing), ...(await replacing(table, thing, now))];
  return { writes, answer: { thing, replayed: false } };
}

const childrenApart = () =>
  invalid(
    "This member is under 18: children have rules of their own.",
    "Nothing needs to be noted for that.",
    "memberId",
  );

async function replacing(table: Table, next: AtRiskNote, now: string): Promise<readonly Write[]> {
  const lines = notesReplacedBy(next, await atRiskLines(table, next.memberId, dateOf(now)));
  const older = await Promise.all(lines.map(({ id }) => findAtRiskNote(table, id)));
  return older.flatMap((one) => {
    const ended = one && endAtRisk(one, now);
    return ended && !isRefusal(ended)
      ? closeAtRiskNote({ ...ended, version: ended.version + 1 })
      : [];
  });
}

/** It counts no more, from now on. */
export const endAtRiskNote = (context: Context, input: EndAtRisk) =>
  byRequest(context, { operation: "endAtRisk", input }, ending);

async function ending(context: Context, { input, request }: Asked<EndAtRisk>) {
  const { table, now } = context;
  const found = await findAtRiskNote(table, input.noteId);
  const known = found && (await knownTo(context, found.memberId));
  if (!found || !known) return notFound("noteId");
  const forbidden = whyNotTakeBack(found, known.sayer);
  if (forbidden) return forbidden;
  const replay = replayOf(found, request);
  if (replay) return replay;
  if (found.version !== input.version) return changedSince();
  const ended = endAtRisk(found, now);
  if (isRefusal(ended)) return ended;
  const thing = nextOf(ended, request);
  return { writes: closeAtRiskNote(thing), answer: { thing, replayed: false } };
}

/** A member, and as what the viewer may know of this about them; nothing for everybody else. */
async function knownTo(
  { table, viewer, now }: Context,
  memberId: string,
): Promise<{ readonly member: Party; readonly sayer: SaidBy } | undefined> {
  const [member, whole] = await Promise.all([
    findParty(table, memberId),
    findMember(table, memberId),
  ]);
  if (member?.kind !== "MEMBER" || !whole) return undefined;
  const supports = viewer.supports?.some(({ id }) => id === memberId) ?? false;
  const sayer = sayerOf(
    viewer,
    member,
    supports && holdsPowerInLaw(whole, viewer.personId ?? "", now),
  );
  return sayer && { member, sayer };
}

/** A note, for those who may know of it. */
export async function atRiskNoteById(
  context: Context,
  id: string,
): Promise<AtRiskNote | undefined> {
  const found = await findAtRiskNote(context.table, id);
  return found && (await knownTo(context, found.memberId)) ? found : undefined;
}

/** What was noted of a member, for those who may say it. */
export async function atRiskNotesFor(
  context: Context,
  { memberId, args }: { readonly memberId: string; readonly args: PageArgs },
): Promise<Connection<AtRiskNote> | null> {
  if (!(await knownTo(context, memberId))) return null;
  return connection(context, { list: `atRiskNotes ${memberId}`, args }, (walk) =>
    atRiskNotesOf(context.table, memberId, walk),
  );
}

/** What counts in a hub, the soonest to end first: whom its lead looks at again. */
export async function adultsAtRisk(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<AtRiskNote> | null> {
  const { table, viewer, now } = context;
  if (!isLead(viewer, hubId)) return null;
  return connection(context, { list: `adultsAtRisk ${hubId}`, args }, (walk) =>
    atRiskNotesIn(table, { hubId, from: dateOf(now) }, walk),
  );
}

/** Which of these are adults of whom more care is taken, in this hub or one they came from. */
export async function atRiskAmong(
  { table, now }: Pick<Context, "table" | "now">,
  parties: readonly MeetingParty[],
): Promise<readonly string[]> {
  const members = parties.filter((party) => party.kind === "MEMBER" && !isChild(party, now));
  const found = await Promise.all(
    [...new Map(members.map((party) => [party.id, party])).values()].map(async (party) => {
      const lines = await Promise.all(
        idsOf(party).map((id) => atRiskLines(table, id, dateOf(now))),
      );
      return lines.flat().length > 0 ? [party.id] : [];
    }),
  );
  return found.flat();
}
