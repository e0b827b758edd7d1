import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { raiseVisitAlarms, runDeadlines } from "../../src/exchanges/index.ts";
import { at, type Json, newRequestKey } from "../support/api.ts";
import {
  agreed,
  balance,
  codes,
  delivered,
  idOf,
  must,
  proposed,
  type Setting,
  setting,
} from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;
const start = "2026-01-05T09:00:00.000Z";

beforeAll(async () => {
  its = await setting();
});

// Each test begins with a clean agenda: what the ones before left has run out by its day.
let month = 0;
beforeEach(async () => {
  const now = new Date(Date.parse(start) + month++ * 60 * 86_400_000).toISOString();
  its.bank.at(now);
  await run();
});

const run = () =>
  runDeadlines({ table: its.bank.table(), now: its.bank.now() }, [its.bra, its.sal]);

const daysPass = (days: number) =>
  its.bank.at(new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString());

async function find(id: string): Promise<Json> {
  const answer = await its.bank.as("amina").must(
    `query ($id: ID!) { exchange(id: $id) {
      status needsBroker dueAt settledMinutes steps { status by }
    } }`,
    { id },
  );
  return at(answer, "exchange");
}

const reserved = async () =>
  at(await balance(its.bank, "amina", its.amina), "reservedMinutes") ?? 0;

describe("thousands of hubs", () => {
  // One after another, those of a nation would take all of the minute that a turn has.
  it("are asked many at once, and not all", async () => {
    const ids = Array.from({ length: 50 }, (_none, place) => `hub_${place}`);
    const inner = its.bank.table();
    for (const work of [runDeadlines, raiseVisitAlarms]) {
      let [underWay, most] = [0, 0];
      const walkIndex: typeof inner.walkIndex = async (walk) => {
        most = Math.max(most, ++underWay);
        return inner.walkIndex(walk).finally(() => underWay--);
      };
      await work({ table: { ...inner, walkIndex }, now: its.bank.now() }, ids);
      expect(most).toBe(16);
    }
  });
});

describe("what nobody takes up", () => {
  it("ends, and frees what was set aside, once", async () => {
    const proposal = idOf(await proposed(its, { minutes: 15 }));
    const agreement = idOf(await agreed(its, { minutes: 15 }));
    expect(await reserved()).toBe(15);
    daysPass(13);
    expect(await run()).toMatchObject({ EXPIRED: 0 });
    daysPass(1);
    expect(await run()).toMatchObject({ EXPIRED: 1 });
    expect(await find(proposal)).toMatchObject({
      status: "EXPIRED",
      dueAt: null,
      steps: [{ by: "PAYER" }, { status: "EXPIRED", by: null }],
    });
    daysPass(16);
    expect(await run()).toMatchObject({ EXPIRED: 1 });
    expect(await find(agreement)).toMatchObject({ status: "EXPIRED" });
    expect(await reserved()).toBe(0);
    expect(await run()).toMatchObject({ EXPIRED: 0, NOTHING: 0 });
  });

  it("ends once though several runs meet", async () => {
    for (let count = 0; count < 5; count++) await agreed(its, { minutes: 15 });
    daysPass(31);
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.reduce((sum, tally) => sum + tally.EXPIRED, 0)).toBe(5);
    expect(runs.reduce((sum, tally) => sum + tally.LEFT, 0)).toBe(0);
    expect(await reserved()).toBe(0);
  });

  it("gives a booked place back", async () => {
    const option = {
      organisationId: its.cafe,
      title: "Tea",
      askedMinutes: 15,
      channels: ["IN_PERSON"],
    };
    const spendOptionId = await make(its.bank, "cora", [
      "createSpendOption",
      "spendOption",
      option,
    ]);
    const startsAt = new Date(Date.parse(its.bank.now()) + 86_400_000).toISOString();
    const slot = { spendOptionId, startsAt, capacity: 1 };
    const slotId = await make(its.bank, "cora", ["addSlot", "slot", slot]);
    await must(its.bank, "amina", ["bookSpendOption", { slotId, memberId: its.amina }]);
    daysPass(32);
    expect(await run()).toMatchObject({ EXPIRED: 1 });
    const answer = await its.bank.anonymous.must(
      "query ($id: ID!) { node(id: $id) { ... on SpendSlot { free } } }",
      { id: slotId },
    );
    expect(at(answer, "node.free")).toBe(1);
  });

  it("ends a group activity nobody ran", async () => {
    const activity = await must(its.bank, "cora", [
      "planGroupActivity",
      {
        hubId: its.bra,
        organiserId: its.cafe,
        what: "Singing",
        plannedFor: its.bank.now(),
        givers: [{ partyId: its.grace, minutes: 15 }],
        receiverMinutes: 15,
      },
    ]);
    const me = { activityId: idOf(activity), partyId: its.amina };
    await must(its.bank, "amina", ["joinGroupActivity", me]);
    expect(await reserved()).toBe(15);
    daysPass(31);
    expect(await run()).toMatchObject({ EXPIRED: 1 });
    expect(await reserved()).toBe(0);
  });
});

describe("silence", () => {
  it("brings a reminder, then a broker, and is never taken for a yes", async () => {
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 15));
    const wish = { exchangeId, minutes: 15, reason: "Her daughter told me on the phone." };
    daysPass(7);
    expect(await run()).toMatchObject({ REMINDED: 1 });
    expect(await run()).toMatchObject({ REMINDED: 0 });
    expect(await codes(its.bank, "priya", ["confirmOnBehalf", wish])).toEqual([
      "WAITING_TIME_NOT_OVER",
    ]);
    daysPass(7);
    expect(await run()).toMatchObject({ NEEDS_BROKER: 1, SETTLED: 0 });
    expect(await find(exchangeId)).toMatchObject({ status: "DELIVERED", needsBroker: true });
    expect(await run()).toMatchObject({ NEEDS_BROKER: 0 });
    expect(await codes(its.bank, "amina", ["confirmOnBehalf", wish])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "rob", ["confirmOnBehalf", wish])).toEqual(["NOT_FOUND"]);
    expect(await codes(its.bank, "priya", ["confirmOnBehalf", { ...wish, minutes: 30 }])).toEqual([
      "VALIDATION_FAILED",
    ]);
    const key = { ...wish, idempotencyKey: "priya-confirms-once" };
    expect(await must(its.bank, "priya", ["confirmOnBehalf", key])).toMatchObject({
      status: "SETTLED",
      settledMinutes: 15,
    });
    expect(await must(its.bank, "priya", ["confirmOnBehalf", key])).toMatchObject({
      status: "SETTLED",
    });
    expect(await codes(its.bank, "priya", ["confirmOnBehalf", { ...key, minutes: 30 }])).toEqual([
      "IDEMPOTENCY_KEY_REUSED",
    ]);
  });
});

const keyed = (input: object) => ({ input: { ...input, idempotencyKey: newRequestKey() } });
const changeFreeze = (
  name: "FreezeAccount" | "UnfreezeAccount",
) => `mutation ($input: ${name}Input!) {
  ${name.slice(0, 1).toLowerCase()}${name.slice(1)}(input: $input) { account { id } userErrors { code } }
}`;

describe("an account that is stopped", () => {
  it("puts settling off until it can be used again", async () => {
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 15));
    const account = { accountId: `acc${its.grace.slice(3)}`, reason: "Asked for by the family." };
    await its.bank.as("priya").must(changeFreeze("FreezeAccount"), keyed(account));
    const confirmed = await must(its.bank, "amina", [
      "confirmExchange",
      { exchangeId, minutes: 15 },
    ]);
    expect(confirmed).toMatchObject({ status: "CONFIRMED", settledMinutes: null });
    daysPass(1);
    expect(await run()).toMatchObject({ WAITING: 1, SETTLED: 0 });
    await its.bank.as("priya").must(changeFreeze("UnfreezeAccount"), keyed(account));
    daysPass(1);
    expect(await run()).toMatchObject({ WAITING: 0, SETTLED: 1 });
    expect(await find(exchangeId)).toMatchObject({ status: "SETTLED", settledMinutes: 15 });
    expect(await reserved()).toBe(0);
  });
});
