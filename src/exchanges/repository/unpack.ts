import { channels, placeKinds } from "../../kernel/index.ts";
import type { Item } from "../../table/index.ts";
import { actors, Exchange, Packed, type PackedMark, statuses } from "../model/index.ts";
import { momentIn } from "./agenda.ts";
import { dayMillis, fullNames, listPk, personPrefix } from "./packing.ts";

const afterHash = (key: string) => key.slice(key.indexOf("#") + 1);

/** The exchange an item holds, or nothing when it holds another room's act. */
export function unpack(id: string, item: Item): Exchange | undefined {
  if (typeof item["i1pk"] !== "string" || !item["i1pk"].startsWith(listPk.i1(""))) return undefined;
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
    isPromised: packed.promised,
    what: packed.what,
    listingId: packed.listing,
    categoryId: packed.category === undefined ? undefined : `cat_${packed.category}`,
    betweenFriends: flagOf(packed, 1),
    handlesMoney: flagOf(packed, 2),
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

/** A flag that is not set is not there, as when the exchange was made. */
const flagOf = ({ flags = 0 }: Packed, bit: 1 | 2): true | undefined =>
  Math.floor(flags / bit) % 2 === 1 || undefined;

/** How far it has come, by the marks that people and time have left. */
function courseOf(packed: Packed) {
  const mark = (kept: PackedMark | undefined) => kept && openMark(packed.people, kept);
  const at = momentIn(packed.i4sk);
  const yes = { PROVIDER: mark(packed.yesProvider), PAYER: mark(packed.yesPayer) };
  const proposedAt = momentIn(packed.i1sk);
  return {
    proposed: mark(packed.proposed) ?? (yes.PAYER?.at === proposedAt ? yes.PAYER : yes.PROVIDER),
    changed: mark(packed.changed),
    displacement: packed.cleared && { ...mark(packed.cleared), reason: packed.clearedWhy },
    agreed: dropAbsent(yes),
    dueAt: packed.i4pk.startsWith("OPEN#") ? at : undefined,
    needsBrokerSince: packed.i4pk.startsWith("BROKER#") ? at : undefined,
    remindedAt: packed.reminded === undefined ? undefined : new Date(packed.reminded).toISOString(),
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
      spoken: note === undefined ? undefined : { channel: channels[Number(channel)], note },
    }),
  };
}

function personOf(people: readonly string[], place: number): string | undefined {
  const kept = people[place];
  return kept === undefined || kept.includes("_") ? kept : `${personPrefix}${kept}`;
}

const dayOf = (day: number | undefined) =>
  day === undefined ? undefined : new Date(day * dayMillis).toISOString().slice(0, 10);

const dropAbsent = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
