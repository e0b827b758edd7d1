import type { StoryEntry, Telling } from "./journal/index.ts";
import { categoryOf, slotOn } from "./names.ts";
import { before, minutesOf, party, settling } from "./parties.ts";
import type { Slug } from "./places.ts";
import type { IdOf, Step } from "./step.ts";

type Of<How extends Telling["how"]> = Extract<Telling, { readonly how: How }>;

const exchangeOf = (entry: StoryEntry) => `exchange ${entry.id}`;

export function exchange(entry: StoryEntry, told: Of<"EXCHANGE">): readonly Step[] {
  const { hours, proposedBy, provider, payer, recipient, valueNote, fuelPence, how, ...said } =
    told;
  const { category, cleared: reason, ...words } = said;
  const as = proposedBy ?? party(payer).voice;
  const proposal: Step = {
    ...{ at: before(entry, 1, "10:00"), as, does: "proposeExchange" },
    ...{ about: entry.id, makes: exchangeOf(entry) },
    input: (idOf) => ({
      ...words,
      ...{ providerId: idOf(provider), payerId: idOf(payer), minutes: minutesOf(hours) },
      ...sorted(category, idOf),
      recipientIds: [idOf(recipient ?? payer)],
      plannedFor: `${entry.on}T14:00:00Z`,
    }),
  };
  const waiting = [payer, provider].filter((id) => party(id).approver !== as);
  const fuel: readonly Step[] = fuelPence === undefined ? [] : [fuelSpent(entry, told, fuelPence)];
  const looked = reason === undefined ? [] : [clearing(entry, told, reason)];
  return [
    proposal,
    ...looked,
    ...waiting.map((id, place) => yes(entry, id, place + looked.length + 1)),
    delivery(entry, provider, hours),
    ...fuel,
    confirmation(entry, told),
  ];
}

const sorted = (category: Slug | undefined, idOf: IdOf) =>
  category === undefined ? {} : { categoryId: idOf(categoryOf(category)) };

/** A broker of the payer's hub sees that nobody's paid work is lost by it. */
function clearing(entry: StoryEntry, { payer }: Of<"EXCHANGE">, reason: string): Step {
  return {
    ...{ at: before(entry, 1, "11:00"), as: party(payer).broker, does: "clearDisplacement" },
    about: entry.id,
    input: (idOf) => ({ exchangeId: idOf(exchangeOf(entry)), version: 1, reason }),
  };
}

/** What a broker heard is read back, and the number of the slip that goes by post is noted. */
const heard = ({ id }: StoryEntry, note: string) => ({
  ...{ channel: "PHONE", note, readBack: true },
  slip: `SLIP-${id}`,
});

/** The n-th yes is said to the n-th version. A broker writes down the yes of who has no login. */
function yes(entry: StoryEntry, id: string, version: number): Step {
  const { approver, isHeard } = party(id);
  const spoken = heard(entry, "Said yes on the phone.");
  return {
    ...{ at: before(entry, 1, `12:0${version}`), as: approver, does: "agreeExchange" },
    about: `${entry.id}-${id}`,
    input: (idOf) => ({
      ...{ exchangeId: idOf(exchangeOf(entry)), version, onBehalfOfId: idOf(id) },
      ...(isHeard ? { spoken } : {}),
    }),
  };
}

function delivery(entry: StoryEntry, provider: string, hours: number): Step {
  return {
    ...{ at: `${entry.on}T16:00:00Z`, as: party(provider).voice, does: "markDelivered" },
    about: entry.id,
    input: (idOf) => ({
      ...{ exchangeId: idOf(exchangeOf(entry)), minutes: minutesOf(hours), happenedOn: entry.on },
    }),
  };
}

function fuelSpent(entry: StoryEntry, { payer }: Of<"EXCHANGE">, pence: number): Step {
  return {
    ...{ at: `${entry.on}T17:00:00Z`, as: party(payer).voice, does: "addMoneyLeg" },
    about: entry.id,
    input: (idOf) => ({
      ...{ exchangeId: idOf(exchangeOf(entry)), purpose: "FUEL", pence, paidById: idOf(payer) },
    }),
  };
}

function confirmation(
  entry: StoryEntry,
  { payer, hours, valueNote }: Pick<Of<"EXCHANGE">, "payer" | "hours" | "valueNote">,
): Step {
  const { voice, isHeard } = party(payer);
  const spoken = heard(entry, "Said on the phone that it was so.");
  return {
    ...{ ...settling(entry), as: voice, does: "confirmExchange" },
    input: (idOf) => ({
      ...{ exchangeId: idOf(exchangeOf(entry)), minutes: minutesOf(hours) },
      ...(valueNote === undefined ? {} : { valueNote }),
      ...(isHeard ? { onBehalfOfId: idOf(payer), spoken } : {}),
    }),
  };
}

export function booking(entry: StoryEntry, told: Of<"BOOKING">): readonly Step[] {
  const { payer, provider, hours } = told;
  return [
    {
      ...{ at: before(entry, 3, "10:00"), as: party(payer).voice, does: "bookSpendOption" },
      ...{ about: entry.id, makes: exchangeOf(entry) },
      input: (idOf) => ({ slotId: idOf(slotOn(entry.on)), memberId: idOf(payer) }),
    },
    delivery(entry, provider, hours),
    confirmation(entry, told),
  ];
}

export function series(entry: StoryEntry, told: Of<"SERIES">): readonly Step[] {
  const { provider, payer, recipient, hours, what, category, rhythm, sessions } = told;
  const named = `series ${entry.id}`;
  return [
    {
      ...{ at: before(entry, 14, "10:00"), as: party(payer).voice, does: "startSeries" },
      ...{ about: entry.id, makes: named },
      input: (idOf) => ({
        ...{ providerId: idOf(provider), payerId: idOf(payer), recipientId: idOf(recipient) },
        ...{ sponsored: true, what, rhythm, placeKind: "SUPERVISED_PLACE" },
        ...{ sessionCount: sessions, sessionMinutes: minutesOf(hours) },
        ...sorted(category, idOf),
      }),
    },
    {
      ...{ at: before(entry, 13, "10:00"), as: party(provider).voice, does: "agreeSeries" },
      about: entry.id,
      input: (idOf) => ({ seriesId: idOf(named) }),
    },
    {
      ...{ at: before(entry, 1, "10:00"), as: party(provider).voice, does: "startSeriesSession" },
      ...{ about: entry.id, makes: exchangeOf(entry) },
      input: (idOf) => ({ seriesId: idOf(named), plannedFor: `${entry.on}T13:00:00Z` }),
    },
    delivery(entry, provider, hours),
    confirmation(entry, { payer, hours }),
  ];
}
