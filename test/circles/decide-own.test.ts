import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedBy, checkOwnChange, runs, takenOn } from "../../src/circles/decide/index.ts";
import type { Circle, CircleChange } from "../../src/circles/model/index.ts";
import { anonymous, type Viewer } from "../../src/kernel/index.ts";

const now = "2026-02-20T10:00:00.000Z";

const rules = fc.record({
  rule: fc.constantFrom("CONSENT", "CONSENSUS", "MAJORITY", "DOUBLE_MAJORITY"),
  minServiceUsers: fc.record({ part: fc.integer({ min: 1, max: 3 }), whole: fc.constant(3) }),
  minPresent: fc.integer({ min: 3, max: 9 }),
  noticeDays: fc.integer({ min: 5, max: 9 }),
});
const power = fc.record({
  isBinding: fc.boolean(),
  holdsBudget: fc.boolean(),
  vetoes: fc.array(fc.constant("The council"), { maxLength: 1 }),
  changesMinds: fc.boolean(),
});
const groups = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("Parents", "Children", "DfE", "Treasury"),
    side: fc.constantFrom("SERVICE_USER", "PROFESSIONAL"),
    wasInvited: fc.boolean(),
    fundsPercent: fc.option(fc.constantFrom(10, 60), { nil: undefined }),
  }),
  { selector: ({ name }) => name, minLength: 1 },
);
const model = fc.record({
  label: fc.constantFrom("FORUM", "NESTA"),
  evidence: fc.constantFrom("Seen.", "Heard."),
});
const purpose = fc.constantFrom("Plans", "Other plans");
const change: fc.Arbitrary<CircleChange> = fc.record(
  { purpose, model, rules, power, groups },
  { requiredKeys: [] },
);
const circle: fc.Arbitrary<Circle> = fc.record({
  ...{ id: fc.constant("cir_1"), hubId: fc.constant("hub_1"), name: fc.constant("SEND") },
  ...{ level: fc.constant("SERVICE" as const), purpose, model, rules, power, groups },
  ...{ runBy: fc.constant("FACILITATOR" as const), stepIns: fc.constant([]) },
  ...{ seatCount: fc.nat({ max: 3 }), createdAt: fc.constant(now) },
  ...{ version: fc.constant(1), receipts: fc.constant([]) },
});

describe("what whoever runs a circle changes alone", () => {
  it("is anything before the first seat is offered", () => {
    fc.assert(
      fc.property(circle, change, (before, wish) => {
        expect(checkOwnChange({ ...before, seatCount: 0 }, wish)).toBeUndefined();
      }),
    );
  });

  it("is afterwards neither what it is for, how it decides, who holds power, nor who is named", () => {
    fc.assert(
      fc.property(circle, change, (found, wish) => {
        const before = { ...found, seatCount: found.seatCount + 1 };
        if (checkOwnChange(before, wish)) return;
        const after = changedBy(before, wish);
        expect({ ...after, groups: [] }).toEqual({ ...before, groups: [] });
        for (const { name, side, wasInvited, fundsPercent } of before.groups) {
          const same = after.groups.find((one) => one.name === name && one.side === side);
          expect(same).toBeDefined();
          if (wasInvited) expect(same?.wasInvited).toBe(true);
          if (fundsPercent !== undefined) expect(same?.fundsPercent).toBe(fundsPercent);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("is another group, that one was asked to come, and whose money it is", () => {
    const [sample] = fc.sample(circle, 1);
    const parents = { name: "Parents", side: "SERVICE_USER" as const, wasInvited: false };
    const before = { ...sample, seatCount: 2, groups: [parents] } as Circle;
    const asked = { ...parents, wasInvited: true, fundsPercent: 40 };
    const more = { name: "DfE", side: "PROFESSIONAL" as const, wasInvited: false };
    expect(checkOwnChange(before, { groups: [asked, more] })).toBeUndefined();
    expect(checkOwnChange(before, { groups: [more] })?.code).toBe("CIRCLE_DECIDES");
  });
});

describe("running a circle", () => {
  const who = (role: "FACILITATOR" | "BROKER", scopeId = "hub_1"): Viewer => ({
    ...anonymous,
    roles: [{ role, scopeId }],
  });
  const its = (runBy: Circle["runBy"]) => ({ hubId: "hub_1", runBy });
  it.each([
    ["FACILITATOR", "BROKER", true],
    ["FACILITATOR", "FACILITATOR", true],
    ["BROKER", "BROKER", true],
    ["BROKER", "FACILITATOR", false],
  ] as const)("as %s, where it is run by %s: %s", (role, runBy, is) => {
    expect(runs(who(role), its(runBy))).toBe(is);
    expect(runs(who(role, "hub_2"), its(runBy))).toBe(false);
  });

  const [sample] = fc.sample(circle, 1);
  const held = (runBy: Circle["runBy"], times = 0) =>
    ({
      ...sample,
      runBy,
      stepIns: Array.from({ length: times }, () => ({ at: now, reason: "Ill." })),
    }) as Circle;
  const taking = { isFacilitator: false, reason: "Ill.", now };
  const wrong = { code: "STATE_TRANSITION_INVALID" };

  it("is taken on by a facilitator without a word, and by a broker with a reason for all to read", () => {
    expect(takenOn(held("BROKER"), { ...taking, isFacilitator: true })).toMatchObject({
      ...{ runBy: "FACILITATOR", stepIns: [] },
    });
    expect(takenOn(held("FACILITATOR"), taking)).toMatchObject({
      ...{ runBy: "BROKER", stepIns: [{ at: now, reason: "Ill." }] },
    });
    expect(takenOn(held("FACILITATOR"), { ...taking, reason: undefined })).toMatchObject({
      code: "VALIDATION_FAILED",
    });
    expect(takenOn(held("BROKER"), taking)).toMatchObject(wrong);
    expect(takenOn(held("FACILITATOR", 19), taking)).toMatchObject({ runBy: "BROKER" });
    expect(takenOn(held("FACILITATOR", 20), taking)).toMatchObject(wrong);
  });
});
