import { findCircle, heardAtSeat } from "../../circles/index.ts";
import { findDecision, heardOfPosition } from "../../decisions/index.ts";
import { listingById } from "../../directory/index.ts";
import { exchangeById, groupById, seriesById } from "../../exchanges/index.ts";
import { moveById } from "../../federation/index.ts";
import { potRequestById } from "../../funding/index.ts";
import {
  type Connection,
  connection,
  erasedName,
  invariant,
  isBroker,
  type PageArgs,
} from "../../kernel/index.ts";
import {
  type AssistedRecord,
  anyTieTo,
  findMember,
  findParty,
  findRecord,
  nameOfPerson,
  objectionsForHub,
  recordsForMember,
} from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { howToObject, isOpen } from "../decide.ts";
import type { Tie } from "../model.ts";

/** A record with what the viewer is to the member; nothing for who may not see that member. */
export async function findVisible(
  context: Context,
  recordId: string,
): Promise<{ readonly record: AssistedRecord; readonly tie: Tie } | undefined> {
  const record = await findRecord(context.table, recordId);
  const tie = record && (await tieToMember(context, record.memberId));
  return record && tie ? { record, tie } : undefined;
}

async function tieToMember(
  { table, viewer, now }: Context,
  memberId: string,
): Promise<Tie | undefined> {
  const member = await findMember(table, memberId);
  return member && anyTieTo(viewer, member, now);
}

export const recordById = async (
  context: Context,
  id: string,
): Promise<AssistedRecord | undefined> => (await findVisible(context, id))?.record;

/** What others did in a member's name, newest first, for those who may see the member. */
export async function recordsMadeFor(
  context: Context,
  { memberId, args }: { readonly memberId: string; readonly args: PageArgs },
): Promise<Connection<AssistedRecord> | null> {
  if (!(await tieToMember(context, memberId))) return null;
  return connection(context, { list: `recordsMadeFor ${memberId}`, args }, (walk) =>
    recordsForMember(context.table, memberId, walk),
  );
}

/** What members of a hub objected to, newest first, for its brokers. */
export async function objectionsIn(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<AssistedRecord> | null> {
  if (!isBroker(context.viewer, hubId)) return null;
  return connection(context, { list: `objections ${hubId}`, args }, (walk) =>
    objectionsForHub(context.table, hubId, walk),
  );
}

export async function whoseRecord({ table }: Context, memberId: string) {
  const party = await findParty(table, memberId);
  invariant(party, "whose record it is exists");
  return party;
}

/** A first name, or what stands there once the person was erased. */
export const nameOf = async ({ table }: Context, personId: string): Promise<string> =>
  (await nameOfPerson(table, personId)) ?? erasedName;

/** What it speaks of, as far as the viewer may see it. */
export const thingOf = {
  listing: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "LISTING" ? listingById(context, thingId) : undefined,
  exchange: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "AGREEMENT" || kind === "CONFIRMATION" ? exchangeById(context, thingId) : undefined,
  series: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "SERIES" ? seriesById(context, thingId) : undefined,
  groupActivity: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "GROUP" ? groupById(context, thingId) : undefined,
  moveRequest: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "MOVE" ? moveById(context, thingId) : undefined,
  potRequest: (context: Context, { kind, thingId }: AssistedRecord) =>
    kind === "POT_REQUEST" ? potRequestById(context, thingId) : undefined,
  circle: ({ table }: Context, { kind, thingId }: AssistedRecord) =>
    kind === "SEAT" ? findCircle(table, thingId) : undefined,
  decision: ({ table }: Context, { kind, thingId }: AssistedRecord) =>
    kind === "POSITION" ? findDecision(table, thingId) : undefined,
};

/** What was said, from where it was written down. */
export async function noteOf(context: Context, record: AssistedRecord) {
  if (record.kind === "PROFILE") return record.note;
  if (record.kind === "SEAT" || record.kind === "POSITION") return circleNoteOf(context, record);
  const [listing, exchange, series, move] = await Promise.all([
    thingOf.listing(context, record),
    thingOf.exchange(context, record),
    thingOf.series(context, record),
    thingOf.moveRequest(context, record),
  ]);
  if (move) return move.asked.at === record.createdAt ? move.asked.spoken?.note : undefined;
  if (record.kind === "JOINING" || record.kind === "CODE_OF_CONDUCT") {
    return joiningNoteOf(context, record);
  }
  if (listing) return listing.consent?.at === record.createdAt ? listing.consent.note : undefined;
  const marks = [
    ...Object.values(exchange?.agreed ?? series?.agreed ?? {}),
    ...(exchange && "confirmed" in exchange ? [exchange.confirmed] : []),
  ];
  return marks.find((mark) => mark?.at === record.createdAt && mark.by === record.byPersonId)
    ?.spoken?.note;
}

/** What was heard in a circle stands with the seat or the position. */
async function circleNoteOf({ table }: Context, record: AssistedRecord) {
  const { kind, thingId, personId, createdAt: at } = record;
  const heard =
    kind === "SEAT"
      ? await heardAtSeat(table, { circleId: thingId, personId, at })
      : await heardOfPosition(table, { decisionId: thingId, personId, at });
  return heard?.note;
}

/** What was said on joining stands with the membership. */
async function joiningNoteOf({ table }: Context, { kind, memberId, createdAt }: AssistedRecord) {
  const member = await findMember(table, memberId);
  if (kind === "JOINING") return member?.entry.consentNote;
  const yes = member?.codeOfConduct;
  return yes?.acceptedAt === createdAt ? yes.note : undefined;
}

export const isStillOpen = ({ now }: Context, record: AssistedRecord): boolean =>
  isOpen(record, now);

export const howTo = (record: AssistedRecord): string => howToObject(record);
