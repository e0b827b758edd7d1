import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { agreeing, limit, nextDay, standing } from "./limited.ts";
import { codes, idOf, must, type Setting, setting } from "./setting.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
  await limit(its, its.amina, { floorMinutes: -1200 });
});

beforeEach(() => nextDay(its));

const promised = async () => at(await standing(its, "grace", its.grace), "promisedMinutes") ?? 0;
const today = () => its.bank.now().slice(0, 10);

describe("a giver in a group whose giving is limited", () => {
  const planned = async (minutes: number, more: object = {}) =>
    must(its.bank, "cora", [
      "planGroupActivity",
      {
        hubId: its.bra,
        organiserId: its.cafe,
        what: "Singing together",
        plannedFor: its.bank.now(),
        givers: [{ partyId: its.grace, minutes }],
        receiverMinutes: minutes,
        ...more,
      },
    ]);
  const joining = (activity: Json) =>
    [
      "joinGroupActivity",
      { activityId: idOf(activity), partyId: its.grace, role: "GIVER" },
    ] as const;
  const joined = async (minutes: number, more: object = {}) => {
    const activity = await planned(minutes, more);
    await must(its.bank, "grace", joining(activity));
    return activity;
  };

  beforeEach(() => limit(its, its.grace, { givingLimits: { dayMinutes: 60 } }));

  it("is promised their minutes with their yes, and no more than the limit", async () => {
    const activity = await joined(45);
    expect(await promised()).toBe(45);
    const more = await planned(30);
    expect(await codes(its.bank, "grace", joining(more))).toEqual(["GIVING_LIMIT_REACHED"]);
    const leave = { activityId: idOf(activity), partyId: its.grace };
    await must(its.bank, "grace", ["leaveGroupActivity", leave]);
    expect(await promised()).toBe(0);
    await must(its.bank, "grace", joining(activity));
    expect(await promised()).toBe(45);
    await must(its.bank, "cora", ["cancelGroupActivity", { activityId: idOf(activity) }]);
    expect(await promised()).toBe(0);
  });

  it("receives them when it takes place, and the promise is used up", async () => {
    const activity = await joined(60);
    const yes = { activityId: idOf(activity), partyId: its.amina };
    await must(its.bank, "amina", ["joinGroupActivity", yes]);
    const attendeeIds = [its.grace, its.amina];
    const run = { activityId: idOf(activity), happenedOn: today(), attendeeIds };
    await must(its.bank, "cora", ["runGroupActivity", run]);
    expect(await promised()).toBe(0);
    expect(await agreeing(its, 15)).toBe("GIVING_LIMIT_REACHED");
  });

  it("is free again of what was promised when they stayed away", async () => {
    const givers = [its.grace, its.tom].map((partyId) => ({ partyId, minutes: 30 }));
    const activity = await joined(30, { givers, receiverMinutes: 30 });
    const activityId = idOf(activity);
    const tom = { activityId, partyId: its.tom, role: "GIVER" };
    await must(its.bank, "tom", ["joinGroupActivity", tom]);
    await must(its.bank, "amina", ["joinGroupActivity", { activityId, partyId: its.amina }]);
    expect(await promised()).toBe(30);
    const attendeeIds = [its.tom, its.amina];
    await must(its.bank, "cora", [
      "runGroupActivity",
      { activityId, happenedOn: today(), attendeeIds },
    ]);
    expect(await promised()).toBe(0);
  });
});

it("promises the sessions of a series like any other help", async () => {
  await limit(its, its.grace, { givingLimits: { dayMinutes: 60 } });
  const wish = {
    providerId: its.grace,
    recipientId: its.amina,
    what: "Reading",
    rhythm: "Fridays",
  };
  const series = { ...wish, sessionCount: 3, sessionMinutes: 45 };
  const seriesId = idOf(await must(its.bank, "amina", ["startSeries", series]));
  await must(its.bank, "grace", ["agreeSeries", { seriesId }]);
  const session = await must(its.bank, "amina", ["startSeriesSession", { seriesId }]);
  expect(await promised()).toBe(45);
  expect(await codes(its.bank, "amina", ["startSeriesSession", { seriesId }])).toEqual([
    "GIVING_LIMIT_REACHED",
  ]);
  await must(its.bank, "amina", ["cancelExchange", { exchangeId: idOf(session) }]);
  expect(await promised()).toBe(0);
});

describe("however many agree at once", () => {
  const ceilingMinutes = 300;
  const dayMinutes = 120;

  /** Help for Amina or Tom by Grace, each some quarter hours, all agreed and settled at once. */
  const wishes = fc.array(fc.record({ who: fc.nat(1), quarters: fc.integer({ min: 1, max: 6 }) }), {
    minLength: 4,
    maxLength: 8,
  });

  it("the ceiling holds, and the limit of the day", async () => {
    await limit(its, its.tom, { floorMinutes: -1200 });
    await limit(its, its.grace, {
      ceilingMinutes,
      isCeilingHard: true,
      givingLimits: { dayMinutes },
    });
    await fc.assert(fc.asyncProperty(wishes, round), { numRuns: 4 });
  });

  async function round(list: readonly { readonly who: number; readonly quarters: number }[]) {
    nextDay(its);
    const before = Number(at(await standing(its, "grace", its.grace), "balanceMinutes"));
    await Promise.all(list.map(helping));
    const after = await standing(its, "grace", its.grace);
    const balance = Number(at(after, "balanceMinutes"));
    expect(balance).toBeLessThanOrEqual(ceilingMinutes);
    expect(balance - before).toBeLessThanOrEqual(dayMinutes);
    expect(at(after, "promisedMinutes")).toBe(0);
  }

  /** From the proposal to the settlement, or as far as it is allowed. */
  async function helping({ who, quarters }: { readonly who: number; readonly quarters: number }) {
    const [persona, payerId] = who === 0 ? ["amina", its.amina] : ["tom", its.tom];
    const minutes = quarters * 15;
    const wish = { providerId: its.grace, recipientIds: [payerId], minutes, what: "Help" };
    const exchangeId = idOf(await must(its.bank, persona ?? "", ["proposeExchange", wish]));
    const refused = await codes(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    if (refused.length > 0) {
      expect(["CEILING_REACHED", "GIVING_LIMIT_REACHED"]).toContain(refused[0]);
      return;
    }
    await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes, happenedOn: today() }]);
    await must(its.bank, persona ?? "", ["confirmExchange", { exchangeId, minutes }]);
  }
});
