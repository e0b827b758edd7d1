import { channels, placeKinds } from "../../kernel/index.ts";
import { actKey } from "../../ledger/index.ts";
import type { Item } from "../../table/index.ts";
import { actors, type Exchange, type Mark, type PackedMark, statuses } from "../model/index.ts";
import { agendaOf, agendaPk, placeAt } from "./agenda.ts";
import { dayMillis, lettered, listPk, personPrefix } from "./packing.ts";

/** The item of an exchange, index keys included. */
export function pack(exchange: Exchange): Item & { readonly version: number } {
  const people: string[] = [];
  const mark = (made: Mark | undefined) => made && closeMark(people, made);
  const packed = {
    receipts: exchange.receipts.join(" "),
    status: statuses.indexOf(exchange.status),
    ...packTerms(exchange),
    proposed: cameWithYes(exchange) ? undefined : closeMark(people, exchange.proposed),
    changed: mark(exchange.changed),
    cleared: mark(exchange.displacement),
    clearedWhy: exchange.displacement?.reason,
    yesProvider: mark(exchange.agreed.PROVIDER),
    yesPayer: mark(exchange.agreed.PAYER),
    ...packCourse(exchange, mark),
    legs: packLegs(exchange, people),
    people,
  };
  return {
    ...actKey(exchange.id),
    ...indexKeysOf(exchange),
    version: exchange.version,
    ...lettered(packed),
  };
}

/** The proposer's own yes is the same mark, so it is kept once. */
function cameWithYes({ proposed, agreed }: Exchange): boolean {
  const yes = agreed.PAYER?.at === proposed.at ? agreed.PAYER : agreed.PROVIDER;
  return yes?.at === proposed.at && yes.by === proposed.by && yes.as === proposed.as;
}

function packLegs(exchange: Exchange, people: string[]) {
  if (exchange.legs.length === 0) return undefined;
  return exchange.legs.map((leg) => ({ ...leg, addedBy: placeOf(people, leg.addedBy) }));
}

function indexKeysOf(exchange: Exchange) {
  const place = placeAt(exchange.proposed.at, exchange.id);
  const { part, at } = agendaOf(exchange);
  const paysForOthers = !exchange.recipientIds.includes(exchange.payerId);
  return {
    i1pk: listPk.i1(exchange.providerId),
    i1sk: place,
    i2pk: listPk.i2(exchange.recipientIds[0] ?? exchange.payerId),
    i2sk: place,
    ...(paysForOthers ? { i3pk: listPk.i3(exchange.payerId), i3sk: place } : {}),
    i4pk: agendaPk(part, exchange.hubId),
    i4sk: placeAt(at, exchange.id),
  };
}

function packTerms(exchange: Exchange) {
  const [first, ...others] = exchange.recipientIds;
  const payerIsNamed = exchange.payerId === first || !others.includes(exchange.payerId);
  return {
    minutes: exchange.minutes,
    promised: exchange.isPromised ? true : undefined,
    what: exchange.what,
    others: others.length > 0 ? others : undefined,
    payer: payerIsNamed ? undefined : exchange.payerId,
    providerHub:
      exchange.providerHubId === exchange.hubId ? undefined : exchange.providerHubId.slice(4),
    sponsored: exchange.sponsored ? true : undefined,
    listing: exchange.listingId,
    category: exchange.categoryId?.slice(4),
    flags: (exchange.betweenFriends ? 1 : 0) + (exchange.handlesMoney ? 2 : 0) || undefined,
    planned: exchange.plannedFor === undefined ? undefined : Date.parse(exchange.plannedFor),
    channel: channels.indexOf(exchange.channel) || undefined,
    place: exchange.placeKind === undefined ? undefined : placeKinds.indexOf(exchange.placeKind),
    series: exchange.seriesId,
    slot: exchange.slotId,
  };
}

type Close = (made: Mark | undefined) => PackedMark | undefined;

function packCourse(exchange: Exchange, mark: Close) {
  const delivered = "delivered" in exchange ? exchange.delivered : undefined;
  const confirmed = "confirmed" in exchange ? exchange.confirmed : undefined;
  return {
    delivered: mark(delivered),
    on: delivered && Date.parse(delivered.on) / dayMillis,
    confirmed: mark(confirmed),
    value: confirmed?.valueNote,
    why: confirmed?.reason,
    ...packOutcome(exchange, mark),
  };
}

function packOutcome(exchange: Exchange, mark: Close) {
  switch (exchange.status) {
    case "DELIVERED":
      return {
        reminded: exchange.remindedAt === undefined ? undefined : Date.parse(exchange.remindedAt),
      };
    case "RESOLVED":
      return {
        resolved: mark(exchange.resolved),
        note: exchange.resolved.note,
      };
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED": {
      const { by, at, as, reason } = exchange.ended;
      return { ended: by !== undefined && as ? mark({ by, at, as }) : undefined, reason };
    }
    default:
      return {};
  }
}

function closeMark(people: string[], made: Mark & { readonly minutes?: number }): PackedMark {
  const { by, at, as, spoken, minutes } = made;
  const kept: PackedMark = [placeOf(people, by), Date.parse(at), actors.indexOf(as)];
  const said = minutes === undefined ? [] : [minutes];
  return spoken
    ? [...kept, minutes ?? 0, channels.indexOf(spoken.channel), spoken.note]
    : [...kept, ...said];
}

/** The place of a person in the list, where they are put when they are new. */
function placeOf(people: string[], id: string): number {
  const short = id.startsWith(personPrefix) ? id.slice(personPrefix.length) : id;
  const place = people.indexOf(short);
  return place >= 0 ? place : people.push(short) - 1;
}
