import * as z from "zod";
import { actKey } from "../../ledger/index.ts";
import type { Item, Value } from "../../table/index.ts";
import {
  actors,
  channels,
  Exchange,
  type Mark,
  moneyLegPurposes,
  placeKinds,
  statuses,
} from "../model/index.ts";
import { agendaOf, agendaPk, momentIn, placeAt } from "./agenda.ts";

/*
 * An ordinary exchange has to stay under 1 KB, index keys, receipts and journal entry included,
 * because that is what one write unit buys. So nothing is kept twice: what stands in an index key
 * is read from there, people are named once and meant by their place in that list, moments are
 * numbers, and names of attributes, which count too, are letters.
 */

const givesPk = (partyId: string) => `GIVES#${partyId}`;
const getsPk = (partyId: string) => `GETS#${partyId}`;
const paysPk = (partyId: string) => `PAYS#${partyId}`;
const afterHash = (key: string) => key.slice(key.indexOf("#") + 1);

export const listPk = { i1: givesPk, i2: getsPk, i3: paysPk } as const;

/** Person, moment, part; minutes where minutes were said; then how a broker heard it, and what. */
const PackedMark = z.tuple([z.int(), z.int(), z.int()]).rest(z.union([z.int(), z.string()]));
type PackedMark = z.infer<typeof PackedMark>;

const said = z.string().optional();

const dayMillis = 86_400_000;
const dayOf = (day: number | undefined) =>
  day === undefined ? undefined : new Date(day * dayMillis).toISOString().slice(0, 10);

const Packed = z.object({
  i1pk: z.string(),
  i1sk: z.string(),
  i2pk: z.string(),
  i3pk: z.string().optional(),
  i4pk: z.string(),
  i4sk: z.string(),
  version: z.int(),
  receipts: z.string(),
  status: z.int(),
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
  proposed: PackedMark.optional(),
  changed: PackedMark.optional(),
  yesProvider: PackedMark.optional(),
  yesPayer: PackedMark.optional(),
  delivered: PackedMark.optional(),
  on: z.int().optional(),
  reminded: z.int().optional(),
  confirmed: PackedMark.optional(),
  value: said,
  why: said,
  resolved: PackedMark.optional(),
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

/** What each attribute is called in the table. Those not named here are called as they are. */
const letters = {
  receipts: "r",
  status: "s",
  minutes: "m",
  what: "w",
  others: "o",
  payer: "y",
  providerHub: "h",
  sponsored: "n",
  listing: "l",
  planned: "f",
  channel: "c",
  place: "k",
  series: "e",
  slot: "t",
  people: "p",
  proposed: "q",
  changed: "x",
  yesProvider: "a",
  yesPayer: "b",
  delivered: "d",
  on: "on",
  reminded: "i",
  confirmed: "g",
  value: "v",
  why: "u",
  resolved: "j",
  note: "z",
  ended: "ended",
  reason: "reason",
  legs: "legs",
} as const satisfies { readonly [name in keyof Packed]?: string };

const fullNames = new Map<string, string>(
  Object.entries(letters).map(([name, letter]) => [letter, name]),
);

/** The exchange an item holds, or nothing when it holds another room's act. */
export function unpack(id: string, item: Item): Exchange | undefined {
  if (typeof item["i1pk"] !== "string" || !item["i1pk"].startsWith("GIVES#")) return undefined;
  const packed = Packed.parse(
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => [fullNames.get(name) ?? name, value]),
    ),
  );
  return Exchange.parse(dropAbsent({ id, ...termsOf(packed), ...courseOf(packed) }));
}

function termsOf(packed: Packed) {
  const providerId = afterHash(packed.i1pk);
  const first = afterHash(packed.i2pk);
  const hubId = afterHash(packed.i4pk);
  return {
    status: statuses[packed.status],
    version: packed.version,
    receipts: packed.receipts.split(" "),
    hubId,
    providerHubId: packed.providerHub === undefined ? hubId : `hub_${packed.providerHub}`,
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
      dropAbsent({ ...leg, addedBy: personOf(packed.people, leg.addedBy) }),
    ),
  };
}

/** How far it has come, by the marks that people and time have left. */
function courseOf(packed: Packed) {
  const mark = (kept: PackedMark | undefined) => kept && openMark(packed.people, kept);
  const at = momentIn(packed.i4sk);
  const yes = { PROVIDER: mark(packed.yesProvider), PAYER: mark(packed.yesPayer) };
  const proposedAt = momentIn(packed.i1sk);
  return {
    proposed:
      mark(packed.proposed) ?? (yes.PAYER?.at === proposedAt ? yes.PAYER : yes.PROVIDER),
    changed: mark(packed.changed),
    agreed: dropAbsent(yes),
    dueAt: packed.i4pk.startsWith("OPEN#") ? at : undefined,
    needsBrokerSince: packed.i4pk.startsWith("BROKER#") ? at : undefined,
    remindedAt:
      packed.reminded === undefined ? undefined : new Date(packed.reminded).toISOString(),
    delivered: packed.delivered && { ...mark(packed.delivered), on: dayOf(packed.on) },
    confirmed:
      packed.confirmed &&
      dropAbsent({ ...mark(packed.confirmed), valueNote: packed.value, reason: packed.why }),
    resolved: packed.resolved && { ...mark(packed.resolved), note: packed.note },
    settledAt: packed.journal?.recordedAt,
    ended: dropAbsent({ ...mark(packed.ended), at, reason: packed.reason }),
  };
}

function openMark(people: readonly string[], kept: PackedMark) {
  const [person, moment, actor, minutes, channel, note] = kept;
  const at = new Date(moment).toISOString();
  return {
    at,
    ...dropAbsent({
      by: personOf(people, person),
      as: actors[actor],
      minutes,
      heard: note === undefined ? undefined : { channel: channels[Number(channel)], note },
    }),
  };
}

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

type Named = { readonly [name in keyof typeof letters]?: Value | undefined };

const lettered = (packed: Named): { readonly [letter: string]: Value | undefined } =>
  Object.fromEntries(
    Object.entries(packed).map(([name, value]) => [isName(name) ? letters[name] : name, value]),
  );

const isName = (name: string): name is keyof typeof letters => Object.hasOwn(letters, name);

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
      exchange.providerHubId === exchange.hubId ? undefined : exchange.providerHubId.slice(4),
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
        reminded:
          exchange.remindedAt === undefined ? undefined : Date.parse(exchange.remindedAt),
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
  const { by, at, as, heard, minutes } = made;
  const kept: PackedMark = [placeOf(people, by), Date.parse(at), actors.indexOf(as)];
  const said = minutes === undefined ? [] : [minutes];
  return heard
    ? [...kept, minutes ?? 0, channels.indexOf(heard.channel), heard.note]
    : [...kept, ...said];
}

const personPrefix = "per_";

/** The place of a person in the list, where they are put when they are new. */
function placeOf(people: string[], id: string): number {
  // Nearly all are persons, so only others, such as an organisation, are kept with their prefix.
  const short = id.startsWith(personPrefix) ? id.slice(personPrefix.length) : id;
  const place = people.indexOf(short);
  return place >= 0 ? place : people.push(short) - 1;
}

function personOf(people: readonly string[], place: number): string | undefined {
  const kept = people[place];
  return kept === undefined || kept.includes("_") ? kept : `${personPrefix}${kept}`;
}

const dropAbsent = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
