import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkBirth,
  checkReach,
  checkStart,
  nextPolicy,
  wayToReach,
} from "../../src/membership/decide/index.ts";
import { defaultPolicy, policyFields } from "../../src/membership/model/index.ts";

const noon = "2026-03-10T12:00:00.000Z";

describe("the next policy", () => {
  const silent = { goodsWereAllowed: false };

  it("changes what was said and keeps the rest, whatever was said", () => {
    const change = fc.record(
      {
        floorMinutes: fc.integer({ min: -80, max: 0 }).map((quarters) => quarters * 15),
        weeklyCareMinutes: fc.integer({ min: 0, max: 40 }).map((quarters) => quarters * 15),
        latestEntryDays: fc.integer({ min: 0, max: 92 }),
        objectionDays: fc.integer({ min: 7, max: 60 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, (said) => {
        expect(nextPolicy(defaultPolicy, said, silent)).toEqual({ ...defaultPolicy, ...said });
      }),
    );
  });

  it("is not wiped by a field that was left out", () => {
    const said = { floorMinutes: undefined, ceilingMinutes: 600 };
    expect(nextPolicy(defaultPolicy, said, silent)).toMatchObject({ floorMinutes: -300 });
  });

  it("needs a notice to switch goods on, none to keep them on or switch them off", () => {
    const on = { ...defaultPolicy, goodsAllowed: true };
    const kept = { goodsWereAllowed: true };
    expect(nextPolicy(defaultPolicy, { goodsAllowed: true }, silent)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
    expect(nextPolicy(on, { floorMinutes: 0 }, kept)).toMatchObject({ goodsAllowed: true });
    expect(nextPolicy(on, { goodsAllowed: false }, kept)).toMatchObject({ goodsAllowed: false });
  });

  it("starts now or later, and at most a year ahead", () => {
    expect(checkStart(noon, noon)).toBeUndefined();
    expect(checkStart("2026-03-10T11:59:59.999Z", noon)).toMatchObject({
      code: "POLICY_BACKDATED",
    });
    expect(checkStart("2027-03-11T12:00:00.000Z", noon)).toBeUndefined();
    expect(checkStart("2027-03-12T12:00:00.000Z", noon)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });

  it("has usual values that lie in their own ranges", () => {
    for (const [name, field] of Object.entries(policyFields)) {
      const value = Object.entries(defaultPolicy).find(([key]) => key === name)?.[1];
      expect(field.safeParse(value), name).toMatchObject({ success: true });
    }
  });
});

describe("dates of birth and ways to reach someone", () => {
  it.each([
    ["tomorrow", "2026-03-11", {}, false],
    ["today", "2026-03-10", {}, true],
    ["13 today", "2013-03-10", { least: 13 }, true],
    ["13 tomorrow", "2013-03-11", { least: 13 }, false],
    ["18 today", "2008-03-10", { below: 18 }, false],
    ["18 tomorrow", "2008-03-11", { below: 18 }, true],
    ["200 years ago", "1826-03-10", {}, false],
  ])("takes a birthday %s as it should", (_when, bornOn, range, fits) => {
    expect(checkBirth(bornOn, noon, range) === undefined).toBe(fits);
  });

  it("chooses a way that works when none is said", () => {
    expect(wayToReach({ phone: "01234", email: "a@b.org" })).toBe("PHONE");
    expect(wayToReach({ email: "a@b.org" })).toBe("EMAIL");
    expect(wayToReach({})).toBe("IN_PERSON");
    expect(checkReach({ preferredContact: "TEXT" })).toMatchObject({ path: ["input", "phone"] });
    expect(checkReach({ preferredContact: "THROUGH_SOMEONE" })).toBeUndefined();
  });
});
