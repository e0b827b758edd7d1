import * as z from "zod";
import { actKey } from "../../ledger/index.ts";
import type { Item } from "../../table/index.ts";
import {
  actors,
  channels,
  Exchange,
  type Mark,
  moneyLegPurposes,
  placeKinds,
} from "../model/index.ts";
import { agendaOf, agendaPk, momentIn, placeAt } from "./agenda.ts";

/*
 * An ordinary exchange has to stay under 1 KB, index keys and receipts included, because that is
 * what one write unit buys. So nothing is kept twice: what stands in an index key is read from
 * there, people are named once and meant by their place in that list, and moments are numbers.
 */

const givesPk = (partyId: string) => `GIVES#${partyId}`;
const getsPk = (partyId: string) => `GETS#${partyId}`;
const paysPk = (partyId: string) => `PAYS#${partyId}`;
const afterHash = (key: string) => key.slice(key.indexOf("#") + 1);

export const listPk = { i1: givesPk, i2: getsPk, i3: paysPk } as const;

/** Person, moment, part; then how a broker heard it, and what. */
const PackedMark = z.tuple([z.int(), z.int(), z.int()]).rest(z.union([z.int(), z.string()]));
type PackedMark = z.infer<typeof PackedMark>;

const said = z.string().optional();

const Packed = z.object({
  noun: z.literal("EXCHANGE"),
  i1pk: z.string(),
  i1sk: z.string(),
  i2pk: z.string(),
  i3pk: z.string().optional(),
  i4pk: z.string(),
  i4sk: z.string(),
  version: z.int(),
  receipts: z.array(z.string()),
  status: z.string(),
  minutes: z.int(),
  what: z.string(),
  others: z.array(z.string()).optional(),
  payer: z.string().optional(),
  providerHub: z.string().optional(),
  sponsored: z.boolean().optional(),
  listing: z.string().optional(),
  planned: z.int().optional(),
  channel: z.int().optional(),
  place: z.int().optional(),
  series: z.string().optional(),
  slot: z.string().optional(),
  people: z.array(z.string()),
  proposed: PackedMark,
  changed: PackedMark.optional(),
  yesProvider: PackedMark.optional(),
  yesPayer: PackedMark.optional(),
  delivered: PackedMark.optional(),
  deliveredMinutes: z.int().optional(),
  on: said,
  reminded: z.int().optional(),
  confirmed: PackedMark.optional(),
  confirmedMinutes: z.int().optional(),
  value: said,
  why: said,
  resolved: PackedMark.optional(),
  resolvedMinutes: z.int().optional(),
  note: said,
  ended: PackedMark.optional(),
  reason: said,
  legs: z
    .array(
      z.object({
        number: z.int(),
        purpose: z.enum(moneyLegPurposes),
        pence: z.int(),
        paidBy: z.string(),
        note: said,
        addedBy: z.int(),
      }),
    )
    .optional(),
  journal: z.object({ recordedAt: z.string() }).optional(),
});
type Packed = z.infer<typeof Packed>;

/** The exchange an item holds, or nothing when it holds another room's act. */
export function unpack(id: string, item: Item): Exchange | undefined {
  if (item["noun"] !== "EXCHANGE") return undefined;
  const packed = Packed.parse(item);
  return Exchange.parse(dropAbsent({ id, ...termsOf(packed), ...courseOf(packed) }));
}

function termsOf(packed: Packed) {
  const providerId = afterHash(packed.i1pk);
  const first = afterHash(packed.i2pk);
  const hubId = afterHash(packed.i4pk);
  return {
    status: packed.status,
    version: packed.version,
    receipts: packed.receipts,
    hubId,
    providerHubId: packed.providerHub ?? hubId,
    providerId,
    recipientIds: [first, ...(packed.others ?? [])],
    payerId: packed.payer ?? (packed.i3pk === undefined ? first : afterHash(packed.i3pk)),
    sponsored: packed.sponsored ?? false,
    minutes: packed.minutes,
    what: packed.what,
    listingId: packed.listing,
    plannedFor: packed.planned === undefined ? undefined : new Date(packed.planned).toISOString(),
    channel: channels[packed.channel ?? 0],
    placeKind: packed.place === undefined ? undefined : placeKinds[packed.place],
    seriesId: packed.series,
    slotId: packed.slot,
    legs: (packed.legs ?? []).map((leg) =>
      dropAbsent({ ...leg, addedBy: packed.people[leg.addedBy] }),
    ),
  };
}

/** How far it has come, by the marks that people and time have left. */
function courseOf(packed: Packed) {
  const mark = (kept: PackedMark | undefined) => kept && openMark(packed.people, kept);
  const at = momentIn(packed.i4sk);
  return {
    proposed: mark(packed.proposed),
    changed: mark(packed.changed),
    agreed: dropAbsent({ PROVIDER: mark(packed.yesProvider), PAYER: mark(packed.yesPayer) }),
    dueAt: packed.i4pk.startsWith("OPEN#") ? at : undefined,
    needsBrokerSince: packed.i4pk.startsWith("BROKER#") ? at : undefined,
    remindedAt:
      packed.reminded === undefined ? undefined : new Date(packed.reminded).toISOString(),
    delivered: packed.delivered && {
      ...mark(packed.delivered),
      minutes: packed.deliveredMinutes,
      on: packed.on,
    },
    confirmed:
      packed.confirmed &&
      dropAbsent({
        ...mark(packed.confirmed),
        minutes: packed.confirmedMinutes,
        valueNote: packed.value,
        reason: packed.why,
      }),
    resolved: packed.resolved && {
      ...mark(packed.resolved),
      minutes: packed.resolvedMinutes,
      note: packed.note,
    },
    settledAt: packed.journal?.recordedAt,
    ended: dropAbsent({ ...mark(packed.ended), at, reason: packed.reason }),
  };
}

function openMark(people: readonly string[], [person, at, actor, channel, note]: PackedMark): object {
  return dropAbsent({
    by: people[person],
    at: new Date(at).toISOString(),
    as: actors[actor],
    heard: note === undefined ? undefined : { channel: channels[Number(channel)], note },
  });
}

/** The item of an exchange, index keys included. */
export function pack(exchange: Exchange): Item & { readonly version: number } {
  const people: string[] = [];
  const mark = (made: Mark | undefined) => made && closeMark(people, made);
  return {
    ...actKey(exchange.id),
    ...indexKeysOf(exchange),
    noun: "EXCHANGE",
    version: exchange.version,
    receipts: exchange.receipts,
    status: exchange.status,
    ...packTerms(exchange),
    proposed: closeMark(people, exchange.proposed),
    changed: mark(exchange.changed),
    yesProvider: mark(exchange.agreed.PROVIDER),
    yesPayer: mark(exchange.agreed.PAYER),
    ...packCourse(exchange, mark),
    legs: packLegs(exchange, people),
    people,
  };
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
    i1pk: givesPk(exchange.providerId),
    i1sk: place,
    i2pk: getsPk(exchange.recipientIds[0] ?? exchange.payerId),
    i2sk: place,
    ...(paysForOthers ? { i3pk: paysPk(exchange.payerId), i3sk: place } : {}),
    i4pk: agendaPk(part, exchange.hubId),
    i4sk: placeAt(at, exchange.id),
  };
}

function packTerms(exchange: Exchange) {
  const [first, ...others] = exchange.recipientIds;
  const payerIsNamed = exchange.payerId === first || !others.includes(exchange.payerId);
  return {
    minutes: exchange.minutes,
    what: exchange.what,
    others: others.length > 0 ? others : undefined,
    payer: payerIsNamed ? undefined : exchange.payerId,
    providerHub:
      exchange.providerHubId === exchange.hubId ? undefined : exchange.providerHubId,
    sponsored: exchange.sponsored ? true : undefined,
    listing: exchange.listingId,
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
    deliveredMinutes: delivered?.minutes,
    on: delivered?.on,
    confirmed: mark(confirmed),
    confirmedMinutes: confirmed?.minutes,
    value: confirmed?.valueNote,
    why: confirmed?.reason,
    ...packOutcome(exchange, mark),
  };
}

function packOutcome(exchange: Exchange, mark: Close) {
  switch (exchange.status) {
    case "DELIVERED":
      return {
        reminded:
          exchange.remindedAt === undefined ? undefined : Date.parse(exchange.remindedAt),
      };
    case "RESOLVED":
      return {
        resolved: mark(exchange.resolved),
        resolvedMinutes: exchange.resolved.minutes,
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

function closeMark(people: string[], { by, at, as, heard }: Mark): PackedMark {
  const kept: PackedMark = [placeOf(people, by), Date.parse(at), actors.indexOf(as)];
  return heard ? [...kept, channels.indexOf(heard.channel), heard.note] : kept;
}

/** The place of a person in the list, where they are put when they are new. */
function placeOf(people: string[], personId: string): number {
  const place = people.indexOf(personId);
  return place >= 0 ? place : people.push(personId) - 1;
}

const dropAbsent = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
