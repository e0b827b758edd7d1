import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import {
  agreed,
  ask,
  balance,
  codes,
  delivered,
  idOf,
  must,
  type Setting,
  setting,
  versionOf,
} from "./setting.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
});

const minutesOf = async (persona: string, partyId: string) =>
  Number(at(await balance(its.bank, persona, partyId), "balanceMinutes") ?? 0);

describe("delivering", () => {
  it("says how long and when, for the provider's side only", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 15 }));
    const wish = { exchangeId, minutes: 15, happenedOn: "2026-01-04" };
    expect(await codes(its.bank, "amina", ["markDelivered", wish])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["markDelivered", wish])).toEqual(["NOT_FOUND"]);
    for (const happenedOn of ["2026-01-06", "2025-12-04"]) {
      expect(await codes(its.bank, "grace", ["markDelivered", { ...wish, happenedOn }])).toEqual([
        "VALIDATION_FAILED",
      ]);
    }
    expect(await must(its.bank, "grace", ["markDelivered", wish])).toMatchObject({
      status: "DELIVERED",
      deliveredMinutes: 15,
      happenedOn: "2026-01-04",
      dueAt: "2026-01-12T09:00:00.000Z",
    });
    expect(await codes(its.bank, "grace", ["markDelivered", wish])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    await must(its.bank, "grace", ["cancelExchange", { exchangeId }]);
  });
});

describe("confirming", () => {
  it("settles at once when both say the same", async () => {
    const [payer, provider] = [
      await minutesOf("amina", its.amina),
      await minutesOf("grace", its.grace),
    ];
    const exchangeId = idOf(await delivered(its, { minutes: 30 }, 30));
    const settled = await must(its.bank, "amina", [
      "confirmExchange",
      { exchangeId, minutes: 30, valueNote: "I could see out again." },
    ]);
    expect(settled).toMatchObject({
      status: "SETTLED",
      settledMinutes: 30,
      valueNote: "I could see out again.",
      journalEntryId: `jrn${exchangeId.slice(3)}`,
      dueAt: null,
    });
    expect(await balance(its.bank, "amina", its.amina)).toEqual({
      balanceMinutes: payer - 30,
      reservedMinutes: 0,
    });
    expect(await minutesOf("grace", its.grace)).toBe(provider + 30);
  });

  it("is never for the provider, and for strangers not even to be known", async () => {
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 15));
    const wish = { exchangeId, minutes: 15 };
    expect(await codes(its.bank, "grace", ["confirmExchange", wish])).toEqual([
      "CONFIRMER_IS_PROVIDER",
    ]);
    expect(await codes(its.bank, "tom", ["confirmExchange", wish])).toEqual(["NOT_FOUND"]);
    expect(await codes(its.bank, "priya", ["confirmExchange", wish])).toEqual(["FORBIDDEN"]);
    await must(its.bank, "grace", ["cancelExchange", { exchangeId }]);
  });

  it("needs delivered help", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 15 }));
    expect(
      await codes(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 15 }]),
    ).toEqual(["STATE_TRANSITION_INVALID"]);
    await must(its.bank, "amina", ["cancelExchange", { exchangeId }]);
  });

  it("moves less than was set aside and frees the rest", async () => {
    const before = await minutesOf("amina", its.amina);
    const exchangeId = idOf(await delivered(its, { minutes: 60 }, 45));
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 45 }]);
    expect(await balance(its.bank, "amina", its.amina)).toEqual({
      balanceMinutes: before - 45,
      reservedMinutes: 0,
    });
  });

  it("is done once however many ask at the same moment", async () => {
    const before = await minutesOf("amina", its.amina);
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 15));
    const wish = { exchangeId, minutes: 15, idempotencyKey: "amina-confirms-once" };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ask(its.bank, "amina", ["confirmExchange", wish])),
    );
    const statuses = answers.map((answer) => at(answer.data, "confirmExchange.exchange.status"));
    expect(statuses).toEqual(Array(6).fill("SETTLED"));
    expect(
      answers.filter((answer) => at(answer.data, "confirmExchange.replayed") === false),
    ).toHaveLength(1);
    expect(await minutesOf("amina", its.amina)).toBe(before - 15);
  });
});

describe("a dispute", () => {
  it("keeps both figures and ends by a broker who takes no part", async () => {
    const before = await minutesOf("grace", its.grace);
    const exchangeId = idOf(await delivered(its, { minutes: 60 }, 75));
    const disputed = await must(its.bank, "amina", [
      "confirmExchange",
      { exchangeId, minutes: 45 },
    ]);
    expect(disputed).toMatchObject({
      status: "DISPUTED",
      needsBroker: true,
      deliveredMinutes: 75,
      confirmedMinutes: 45,
      settledMinutes: null,
    });
    const end = { exchangeId, minutes: 60, note: "They agreed on an hour with me." };
    expect(await codes(its.bank, "amina", ["resolveDispute", end])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "rob", ["resolveDispute", end])).toEqual(["NOT_FOUND"]);
    for (const minutes of [30, 90]) {
      expect(await codes(its.bank, "priya", ["resolveDispute", { ...end, minutes }])).toEqual([
        "VALIDATION_FAILED",
      ]);
    }
    expect(await must(its.bank, "priya", ["resolveDispute", end])).toMatchObject({
      status: "RESOLVED",
      settledMinutes: 60,
      needsBroker: false,
    });
    expect(await minutesOf("grace", its.grace)).toBe(before + 60);
    expect(await codes(its.bank, "priya", ["resolveDispute", end])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });
});

describe("money beside an exchange", () => {
  it("is noted in pence and never becomes minutes", async () => {
    const exchange = await agreed(its, { minutes: 15 });
    const exchangeId = idOf(exchange);
    const wish = {
      exchangeId,
      purpose: "FUEL",
      pence: 640,
      paidById: its.amina,
      note: "To the clinic",
    };
    expect(await must(its.bank, "amina", ["addMoneyLeg", wish])).toMatchObject({
      minutes: 15,
      moneyLegs: [{ number: 1, purpose: "FUEL", pence: 640, paidBy: { partyId: its.amina } }],
    });
    const stranger = { ...wish, paidById: its.tom };
    expect(await codes(its.bank, "amina", ["addMoneyLeg", stranger])).toEqual([
      "VALIDATION_FAILED",
    ]);
    for (const pence of [0, -1, 1_000_001]) {
      expect(await codes(its.bank, "amina", ["addMoneyLeg", { ...wish, pence }])).toEqual([
        "VALIDATION_FAILED",
      ]);
    }
    const leg = { exchangeId, number: 1 };
    expect(await codes(its.bank, "grace", ["removeMoneyLeg", leg])).toEqual(["FORBIDDEN"]);
    const removal = { ...leg, idempotencyKey: "amina-removes-once" };
    expect(await must(its.bank, "amina", ["removeMoneyLeg", removal])).toMatchObject({
      moneyLegs: [],
    });
    expect(await must(its.bank, "amina", ["removeMoneyLeg", removal])).toMatchObject({
      moneyLegs: [],
    });
    expect(await codes(its.bank, "amina", ["removeMoneyLeg", leg])).toEqual(["NOT_FOUND"]);
    await must(its.bank, "amina", ["cancelExchange", { exchangeId }]);
    expect(await codes(its.bank, "amina", ["addMoneyLeg", wish])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("holds ten notes", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 15 }));
    const wish = { exchangeId, purpose: "MATERIALS", pence: 100, paidById: its.grace };
    for (let count = 0; count < 10; count++) await must(its.bank, "grace", ["addMoneyLeg", wish]);
    expect(await codes(its.bank, "grace", ["addMoneyLeg", wish])).toEqual(["TOO_MANY_MONEY_LEGS"]);
    await must(its.bank, "amina", ["cancelExchange", { exchangeId }]);
  });
});

describe("across hubs", () => {
  it("keeps both hubs' books at zero", async () => {
    const before = await minutesOf("kofi", its.kofi);
    const exchange = await must(its.bank, "tom", [
      "proposeExchange",
      { providerId: its.kofi, recipientIds: [its.tom], minutes: 120, what: "A bicycle mended" },
    ]);
    const exchangeId = idOf(exchange);
    await must(its.bank, "kofi", ["agreeExchange", { exchangeId, version: versionOf(exchange) }]);
    const given = { exchangeId, minutes: 120, happenedOn: "2026-01-05" };
    await must(its.bank, "kofi", ["markDelivered", given]);
    await must(its.bank, "tom", ["confirmExchange", { exchangeId, minutes: 120 }]);
    expect(await minutesOf("kofi", its.kofi)).toBe(before + 120);
    for (const [broker, hubId] of [
      ["priya", its.bra],
      ["rob", its.sal],
    ] as const) {
      expect(await sumOf(broker, hubId)).toBe(0);
    }
  });

  it("is refused beyond what the hubs agreed on", async () => {
    const exchange = await must(its.bank, "amina", [
      "proposeExchange",
      { providerId: its.kofi, recipientIds: [its.amina], minutes: 195, what: "Bicycles" },
    ]);
    const yes = { exchangeId: idOf(exchange), version: 1 };
    const refused = await codes(its.bank, "kofi", ["agreeExchange", yes]);
    expect(["FEDERATION_LIMIT", "INSUFFICIENT_CREDIT"]).toContain(refused[0]);
  });
});

async function sumOf(broker: string, hubId: string): Promise<Json> {
  const answer = await its.bank
    .as(broker)
    .must("query ($hubId: ID!) { hubTrialBalance(hubId: $hubId) { sumMinutes } }", { hubId });
  return at(answer, "hubTrialBalance.sumMinutes");
}
