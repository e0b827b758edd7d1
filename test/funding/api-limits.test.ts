import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decidedIn } from "../circles/deciding.ts";
import { limit, nextDay, standing } from "../exchanges/limited.ts";
import { codes, idOf, must as mustExchange } from "../exchanges/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { ask, type FundingMutation, must, thisQuarter } from "./credits.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
  its.bank.at("2026-02-09T12:00:00.000Z");
  const decisionId = await decidedIn(its.bank, its.bra);
  for (const purpose of ["CARE", "PARTICIPATION"]) {
    const mandate = { hubId: its.bra, purpose, quarter: thisQuarter, minutes: 3000, decisionId };
    await must(its.bank.as("priya"), "grantMandate", mandate);
  }
  await credit(240);
  const gift = { fromId: its.grace, to: { potOfHubId: its.bra }, minutes: 15 };
  await must(its.bank.as("grace"), "giveCredits", gift);
});

beforeEach(() => nextDay(its));

const tried = async (persona: string, mutation: FundingMutation, input: object) =>
  (await ask(its.bank.as(persona), mutation, { ...input })).codes;

const taking = (minutes: number) => ({
  ...{ memberId: its.grace, purpose: "PARTICIPATION", minutes, what: "A seat in the circle" },
  happenedOn: its.bank.now().slice(0, 10),
});

const credit = (minutes: number) =>
  must(its.bank.as("priya"), "recogniseActivity", taking(minutes));

const inHand = async (): Promise<Json> =>
  at(await standing(its, "grace", its.grace), "balanceMinutes");

describe("a member at a hard ceiling", () => {
  beforeEach(() => limit(its, its.grace, { ceilingMinutes: 300, isCeilingHard: true }));

  it("is not credited for taking part, caring or learning, and asks nothing of the pot", async () => {
    const room = 300 - Number(await inHand());
    expect(await tried("priya", "recogniseActivity", taking(room + 15))).toEqual([
      "CEILING_REACHED",
    ]);
    await credit(room);
    const weeks = [{ weekStarting: "2026-02-02", reportedMinutes: 60 }];
    expect(await tried("priya", "recogniseCare", { memberId: its.grace, weeks })).toEqual([
      "CEILING_REACHED",
    ]);
    const sessions = [{ on: its.bank.now().slice(0, 10), minutes: 15 }];
    const record = await mustExchange(its.bank, "grace", [
      "recordLearning",
      { learnerId: its.grace, organisationId: its.school, what: "Reading", sessions },
    ]);
    const verifying = ["verifyLearning", { recordId: idOf(record) }] as const;
    expect(await codes(its.bank, "nora", verifying)).toEqual(["CEILING_REACHED"]);
    const need = { memberId: its.grace, minutes: 15, reason: "A hard week." };
    const asked = await must(its.bank.as("grace"), "requestPotSupport", need);
    const yes = { potRequestId: idOf(asked), approve: true };
    expect(await tried("priya", "decidePotSupport", yes)).toEqual(["CEILING_REACHED"]);
    expect(await inHand()).toBe(300);
  });

  it("can give some away and then has room again", async () => {
    const gift = { fromId: its.grace, to: { memberId: its.tom }, minutes: 30 };
    await must(its.bank.as("grace"), "giveCredits", gift);
    await credit(15);
    expect(await inHand()).toBe(285);
  });
});

describe("gifts", () => {
  const gift = (minutes: number) => ({
    ...{ fromId: its.grace, to: { potOfHubId: its.bra }, minutes },
  });

  it("count as spending, up to the limit of the day", async () => {
    await limit(its, its.grace, { spendingLimits: { dayMinutes: 60 } });
    expect(await tried("grace", "giveCredits", gift(75))).toEqual(["SPENDING_LIMIT_REACHED"]);
    expect(await tried("grace", "giveCredits", gift(45))).toEqual([]);
    expect(await tried("grace", "giveCredits", gift(30))).toEqual(["SPENDING_LIMIT_REACHED"]);
    nextDay(its);
    expect(await tried("grace", "giveCredits", gift(30))).toEqual([]);
  });

  it("wait for the least gap", async () => {
    await limit(its, its.grace, { leastGapMinutes: 60 });
    expect(await tried("grace", "giveCredits", gift(15))).toEqual([]);
    its.bank.at(new Date(Date.parse(its.bank.now()) + 59 * 60_000).toISOString());
    expect(await tried("grace", "giveCredits", gift(15))).toEqual(["TOO_SOON"]);
    its.bank.at(new Date(Date.parse(its.bank.now()) + 60_000).toISOString());
    expect(await tried("grace", "giveCredits", gift(15))).toEqual([]);
  });

  it("are not counted as help, so no limit on giving stops them from coming", async () => {
    await limit(its, its.grace, { givingLimits: { dayMinutes: 15 } });
    const toGrace = { fromId: its.tom, to: { memberId: its.grace }, minutes: 30 };
    expect(await tried("tom", "giveCredits", toGrace)).toEqual([]);
    await credit(30);
  });
});
