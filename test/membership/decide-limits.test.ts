import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitsInForce, mergeCaps, nextPolicy } from "../../src/membership/decide/index.ts";
import {
  defaultPolicy,
  HubPolicy,
  type LimitException,
  type Party,
  type PolicyValues,
} from "../../src/membership/model/index.ts";
import { accountRefOf } from "../../src/membership/service/account.ts";

const now = "2026-03-10T12:00:00.000Z";

const party = (limits?: LimitException, more: Partial<Party> = {}): Party => ({
  id: "mem_amina",
  kind: "MEMBER",
  hubId: "hub_bra",
  name: "Amina",
  status: "ACTIVE",
  bornOn: "1990-01-01",
  guardianPersonIds: [],
  ...(limits ? { limits } : {}),
  ...more,
});

const policyWith = (values: Partial<PolicyValues>): HubPolicy => ({
  ...defaultPolicy,
  hubId: "hub_bra",
  effectiveFrom: "2026-01-01T00:00:00.000Z",
  setBy: "per_steward",
  setAt: "2026-01-01T00:00:00.000Z",
  version: 1,
  ...values,
});

const hub = policyWith({
  givingLimits: { dayMinutes: 240, weekMinutes: 600 },
  leastGapMinutes: 30,
});

describe("the limits in force for a member", () => {
  it("are the hub's where nothing was set, each as such", () => {
    const limits = limitsInForce(party(), hub, now);
    expect(limits).toMatchObject({
      floor: { minutes: -300, source: "HUB" },
      ceiling: { minutes: 2400, source: "HUB" },
      isCeilingHard: false,
      isCeilingHardFrom: "HUB",
      giving: {
        day: { minutes: 240, source: "HUB" },
        week: { minutes: 600, source: "HUB" },
        month: { source: "HUB" },
      },
      spending: { day: { source: "HUB" } },
      leastGap: { minutes: 30, source: "HUB" },
    });
    expect(limits.giving.month).not.toHaveProperty("minutes");
  });

  it("are the member's own one by one, and zero means none", () => {
    const own = party({
      floorMinutes: 0,
      isCeilingHard: true,
      givingLimits: { dayMinutes: 0, monthMinutes: 900 },
      leastGapMinutes: 0,
    });
    expect(limitsInForce(own, hub, now)).toEqual({
      memberId: "mem_amina",
      floor: { minutes: 0, source: "MEMBER" },
      ceiling: { minutes: 2400, source: "HUB" },
      isCeilingHard: true,
      isCeilingHardFrom: "MEMBER",
      giving: {
        day: { source: "MEMBER" },
        week: { minutes: 600, source: "HUB" },
        month: { minutes: 900, source: "MEMBER" },
        year: { source: "HUB" },
      },
      spending: {
        day: { source: "HUB" },
        week: { source: "HUB" },
        month: { source: "HUB" },
        year: { source: "HUB" },
      },
      leastGap: { source: "MEMBER" },
    });
  });

  it("are the hub's again from the very moment the exception ends", () => {
    const until = "2026-03-10T12:00:00.000Z";
    const own = party({ floorMinutes: -600, until });
    const floorAt = (moment: string) => limitsInForce(own, hub, moment).floor;
    expect(floorAt("2026-03-10T11:59:59.999Z")).toEqual({ minutes: -600, source: "MEMBER" });
    expect(floorAt(until)).toEqual({ minutes: -300, source: "HUB" });
    expect(limitsInForce(own, hub, "2026-03-10T11:59:59.999Z").until).toBe(until);
    expect(limitsInForce(own, hub, until)).not.toHaveProperty("until");
  });

  it("never let a child under 13 go below zero, whatever is set", () => {
    const floorOf = (bornOn: string) =>
      limitsInForce(party({ floorMinutes: -600 }, { bornOn }), hub, now).floor;
    expect(floorOf("2013-03-11")).toEqual({ minutes: 0, source: "AGE" });
    expect(floorOf("2013-03-10")).toEqual({ minutes: -600, source: "MEMBER" });
  });
});

describe("an account as the ledger is told of it", () => {
  it("has a member's limits, and nothing that is not limited", () => {
    const bare = accountRefOf(party(), policyWith({}), now);
    expect(bare).toMatchObject({ floorMinutes: -300, ceilingMinutes: 2400, isCeilingHard: false });
    expect(bare.limits?.giving).toBeUndefined();
    expect(bare.limits?.spending).toBeUndefined();
    expect(bare.limits?.leastGapMinutes).toBeUndefined();
    const limited = accountRefOf(party({ spendingLimits: { yearMinutes: 900 } }), hub, now);
    expect(limited.limits).toEqual({
      giving: { day: 240, week: 600 },
      spending: { year: 900 },
      leastGapMinutes: 30,
    });
  });

  it("has only a floor and a ceiling that prompts where an organisation holds it", () => {
    const organisation = party(undefined, { id: "org_cafe", kind: "ORGANISATION" });
    const tight = policyWith({ ...hub, isCeilingHard: true, spendingLimits: { dayMinutes: 15 } });
    expect(accountRefOf(organisation, tight, now)).toEqual({
      id: "acc_cafe",
      hubId: "hub_bra",
      kind: "ORGANISATION",
      floorMinutes: -300,
      ceilingMinutes: 2400,
    });
  });
});

describe("caps that are said", () => {
  const cap = fc.option(fc.constantFrom(0, 60, 120), { nil: undefined });
  const caps = fc.record({
    dayMinutes: cap,
    weekMinutes: cap,
    monthMinutes: cap,
    yearMinutes: cap,
  });

  it("take the place of what was, keep the rest, and leave no zero behind", () => {
    fc.assert(
      fc.property(caps, caps, (before, said) => {
        const merged = mergeCaps(before, said);
        for (const name of ["dayMinutes", "weekMinutes", "monthMinutes", "yearMinutes"] as const) {
          expect(merged[name]).toBe((said[name] ?? before[name]) || undefined);
        }
        expect(Object.values(merged)).not.toContain(0);
      }),
    );
  });

  it.each([
    ["dayMinutes", "weekMinutes"],
    ["weekMinutes", "monthMinutes"],
    ["monthMinutes", "yearMinutes"],
    ["dayMinutes", "yearMinutes"],
  ] as const)("cannot have more for %s than for %s, and point at what was said", (short, long) => {
    const silent = { goodsWereAllowed: false };
    const decide = (before: object, said: object) =>
      nextPolicy({ ...defaultPolicy, givingLimits: before }, { givingLimits: said }, silent);
    const both = decide({}, { [short]: 75, [long]: 60 });
    expect(both).toMatchObject({
      code: "VALIDATION_FAILED",
      path: ["input", "policy", "givingLimits", short],
    });
    expect(decide({ [short]: 75 }, { [long]: 60 })).toMatchObject({
      path: ["input", "policy", "givingLimits", long],
    });
    expect(decide({ [long]: 60 }, { [short]: 60 })).toMatchObject({
      givingLimits: { [short]: 60, [long]: 60 },
    });
    expect(decide({ [short]: 75 }, { [long]: 60, [short]: 0 })).toMatchObject({
      givingLimits: { [long]: 60 },
    });
  });
});

it("reads policies from before there were limits, with none in force", () => {
  const { isCeilingHard, givingLimits, spendingLimits, leastGapMinutes, ...older } = policyWith({});
  const { leavingBalance, leavingShortfall, ...oldest } = older;
  expect(HubPolicy.parse(oldest)).toEqual(policyWith({}));
  expect([isCeilingHard, givingLimits, spendingLimits, leastGapMinutes]).toEqual([
    false,
    {},
    {},
    0,
  ]);
  expect([leavingBalance, leavingShortfall]).toEqual(["HOLDER_CHOOSES", "POT_THEN_ISSUANCE"]);
});
