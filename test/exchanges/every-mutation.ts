import { agreed, cleaning, delivered, idOf, must, proposed, type Setting } from "./setting.ts";
import { make } from "./town.ts";

type Input = { readonly [field: string]: unknown };

/** A mutation with a wish that succeeds, and how to spoil it. */
export type Case = {
  readonly mutation: string;
  readonly persona: string;
  /** Brings about what the wish needs, anew for each test. */
  readonly wish: (its: Setting) => Promise<Input>;
  /** The field that names what it is about. */
  readonly about: string;
  /** Another wish, to send under the same key. */
  readonly other: Input;
};

const on = "2026-01-05";
const quarter = { minutes: 15 };

const ofExchange = async (made: Promise<Parameters<typeof idOf>[0]>): Promise<Input> => ({
  exchangeId: idOf(await made),
});

async function disputed(its: Setting): Promise<Input> {
  const wish = await ofExchange(delivered(its, quarter, 30));
  await must(its.bank, "amina", ["confirmExchange", { ...wish, minutes: 15 }]);
  return wish;
}

async function slot(its: Setting): Promise<Input> {
  const option = {
    organisationId: its.cafe,
    title: "Tea",
    askedMinutes: 15,
    channels: ["IN_PERSON"],
  };
  const spendOptionId = await make(its.bank, "cora", ["createSpendOption", "spendOption", option]);
  const place = { spendOptionId, startsAt: "2026-03-10T10:00:00Z", capacity: 2 };
  return { slotId: await make(its.bank, "cora", ["addSlot", "slot", place]), memberId: its.amina };
}

const plan = (its: Setting): Input => ({
  hubId: its.bra,
  organiserId: its.cafe,
  what: "Singing",
  plannedFor: "2026-01-06T15:00:00Z",
  givers: [{ partyId: its.grace, minutes: 15 }],
  receiverMinutes: 15,
});

async function activity(its: Setting): Promise<Input> {
  return { activityId: idOf(await must(its.bank, "cora", ["planGroupActivity", plan(its)])) };
}

async function joined(its: Setting): Promise<Input & { readonly activityId: unknown }> {
  const wish = await activity(its);
  await must(its.bank, "grace", [
    "joinGroupActivity",
    { ...wish, partyId: its.grace, role: "GIVER" },
  ]);
  await must(its.bank, "amina", ["joinGroupActivity", { ...wish, partyId: its.amina }]);
  return { activityId: wish["activityId"] };
}

const daysLearned = new WeakMap<Setting, number>();

/** Learning on a day that no other case has taken. */
function learning(its: Setting): Input {
  const day = (daysLearned.get(its) ?? 0) + 1;
  daysLearned.set(its, day);
  const sessions = [{ on: `2025-12-${String(day + 5).padStart(2, "0")}`, minutes: 15 }];
  return { learnerId: its.jack, organisationId: its.school, what: "Reading", sessions };
}

const mentoring = (its: Setting): Input => ({
  providerId: its.grace,
  recipientId: its.amina,
  what: "Maths",
  rhythm: "Tuesdays",
  sessionCount: 3,
  sessionMinutes: 15,
});

async function series(its: Setting): Promise<Input> {
  return { seriesId: idOf(await must(its.bank, "amina", ["startSeries", mentoring(its)])) };
}

async function agreedSeries(its: Setting): Promise<Input> {
  const wish = await series(its);
  await must(its.bank, "grace", ["agreeSeries", wish]);
  return wish;
}

/** Grace is with Amina. */
async function visiting(its: Setting): Promise<Input> {
  const wish = await ofExchange(agreed(its, quarter));
  await must(its.bank, "grace", ["checkIn", wish]);
  return wish;
}

const reason = { reason: "Another reason." };

/** Every mutation of this room that can succeed at the first moment of a test. */
export const cases: readonly Case[] = [
  {
    ...{ mutation: "proposeExchange", persona: "amina", about: "providerId" },
    ...{ wish: async (its) => cleaning(its, quarter), other: { minutes: 30 } },
  },
  {
    ...{ mutation: "agreeExchange", persona: "grace", about: "exchangeId" },
    wish: async (its) => ({ ...(await ofExchange(proposed(its, quarter))), version: 1 }),
    other: { version: 2 },
  },
  {
    ...{ mutation: "declineExchange", persona: "grace", about: "exchangeId", other: reason },
    wish: (its) => ofExchange(proposed(its, quarter)),
  },
  {
    ...{ mutation: "cancelExchange", persona: "grace", about: "exchangeId", other: reason },
    wish: (its) => ofExchange(agreed(its, quarter)),
  },
  {
    ...{ mutation: "proposeExchangeChange", persona: "grace", about: "exchangeId" },
    wish: async (its) => ({
      ...(await ofExchange(proposed(its, quarter))),
      version: 1,
      minutes: 30,
    }),
    other: { minutes: 45 },
  },
  {
    ...{ mutation: "markDelivered", persona: "grace", about: "exchangeId" },
    wish: async (its) => ({
      ...(await ofExchange(agreed(its, quarter))),
      minutes: 15,
      happenedOn: on,
    }),
    other: { minutes: 30 },
  },
  {
    ...{ mutation: "confirmExchange", persona: "amina", about: "exchangeId" },
    wish: async (its) => ({ ...(await ofExchange(delivered(its, quarter, 15))), minutes: 15 }),
    other: { minutes: 30 },
  },
  {
    ...{ mutation: "resolveDispute", persona: "priya", about: "exchangeId" },
    wish: async (its) => ({ ...(await disputed(its)), minutes: 15, note: "Half way." }),
    other: { minutes: 30 },
  },
  {
    ...{ mutation: "addMoneyLeg", persona: "amina", about: "exchangeId" },
    wish: async (its) => ({
      ...(await ofExchange(proposed(its, quarter))),
      ...{ purpose: "FUEL", pence: 640, paidById: its.amina },
    }),
    other: { pence: 650 },
  },
  {
    ...{ mutation: "bookSpendOption", persona: "amina", about: "slotId", wish: slot },
    other: { memberId: "mem_00000000000000000000000000" },
  },
  {
    ...{ mutation: "planGroupActivity", persona: "cora", about: "hubId" },
    ...{ wish: async (its) => plan(its), other: { what: "Dancing" } },
  },
  {
    ...{ mutation: "joinGroupActivity", persona: "amina", about: "activityId" },
    wish: async (its) => ({ ...(await activity(its)), partyId: its.amina }),
    other: { role: "GIVER" },
  },
  {
    ...{ mutation: "leaveGroupActivity", persona: "amina", about: "activityId" },
    wish: async (its) => ({ ...(await joined(its)), partyId: its.amina }),
    other: { activityId: "grp_00000000000000000000000000" },
  },
  {
    ...{ mutation: "runGroupActivity", persona: "cora", about: "activityId" },
    wish: async (its) => ({
      ...(await joined(its)),
      happenedOn: on,
      attendeeIds: [its.grace, its.amina],
    }),
    other: { happenedOn: "2026-01-04" },
  },
  {
    ...{ mutation: "cancelGroupActivity", persona: "cora", about: "activityId", other: reason },
    wish: activity,
  },
  {
    ...{ mutation: "recordLearning", persona: "tom", about: "organisationId" },
    ...{ wish: async (its) => learning(its), other: { what: "Writing" } },
  },
  {
    ...{ mutation: "verifyLearning", persona: "omar", about: "recordId" },
    wish: async (its) => ({
      recordId: idOf(await must(its.bank, "tom", ["recordLearning", learning(its)])),
    }),
    other: { recordId: "lrn_00000000000000000000000000" },
  },
  {
    ...{ mutation: "startSeries", persona: "amina", about: "providerId" },
    ...{ wish: async (its) => mentoring(its), other: { rhythm: "Mondays" } },
  },
  {
    ...{ mutation: "agreeSeries", persona: "grace", about: "seriesId", wish: series },
    other: { onBehalfOfId: "mem_00000000000000000000000000" },
  },
  {
    ...{ mutation: "startSeriesSession", persona: "grace", about: "seriesId", wish: agreedSeries },
    other: { plannedFor: "2026-01-08T10:00:00Z" },
  },
  {
    ...{ mutation: "endSeries", persona: "grace", about: "seriesId", wish: agreedSeries },
    other: { seriesId: "ser_00000000000000000000000000" },
  },
  {
    ...{ mutation: "checkIn", persona: "grace", about: "exchangeId" },
    wish: (its) => ofExchange(agreed(its, quarter)),
    other: { expectedEndAt: "2026-01-05T16:00:00Z" },
  },
  {
    ...{ mutation: "checkOut", persona: "grace", about: "exchangeId", wish: visiting },
    other: { spoken: { channel: "PHONE", note: "Rang." } },
  },
  {
    ...{ mutation: "logVisitMoney", persona: "amina", about: "exchangeId" },
    wish: async (its) => ({
      ...(await visiting(its)),
      ...{ step: "GIVEN", pence: 500, what: "Milk", seenBy: "Nobody" },
    }),
    other: { pence: 501 },
  },
];
