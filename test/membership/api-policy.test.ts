import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, newRequestKey, testBank } from "../support/api.ts";
import { ask, idOf, marlshire, must, type Setting } from "./setting.ts";

let setting: Setting;
let hubId: string;
let hubsMade = 0;

beforeAll(async () => {
  setting = await marlshire(await testBank());
});

beforeEach(async () => {
  const { bank, areaId } = setting;
  hubsMade += 1;
  const letter = (place: number) => String.fromCharCode(65 + (place % 26));
  const code = `P${letter(hubsMade)}${letter(Math.floor(hubsMade / 26))}`;
  hubId = idOf(await must(bank.steward, "createHub", { areaId, name: "Policy hub", code }));
});

const change = (policy: object, more: object = {}) => ({
  hubId,
  version: 1,
  policy,
  reason: "The circle decided it.",
  ...more,
});

const floorAt = async (moment: string) =>
  at(
    await setting.bank.anonymous.must(
      `query ($hubId: ID!, $at: DateTime) { hubPolicy(hubId: $hubId, at: $at) { floorMinutes } }`,
      { hubId, at: moment },
    ),
    "hubPolicy.floorMinutes",
  );

describe("setting a hub's policy", () => {
  it("starts at the moment given and leaves what was before as it was", async () => {
    const effectiveFrom = "2026-02-01T00:00:00.000Z";
    await must(
      setting.bank.steward,
      "setHubPolicy",
      change({ floorMinutes: -600 }, { effectiveFrom }),
    );
    expect(await floorAt("2026-01-31T23:59:59.999Z")).toBe(-300);
    expect(await floorAt(effectiveFrom)).toBe(-600);
    expect(await floorAt("2027-01-01T00:00:00.000Z")).toBe(-600);
  });

  it("keeps each version whole, so what is left out stays", async () => {
    const { bank } = setting;
    bank.at("2026-01-05T09:00:01.000Z");
    await must(bank.steward, "setHubPolicy", change({ floorMinutes: -600 }));
    bank.at("2026-01-05T09:00:02.000Z");
    await must(bank.steward, "setHubPolicy", change({ weeklyCareMinutes: 240 }, { version: 2 }));
    const seen = await bank.anonymous.must(
      `query ($id: ID!) { hub(id: $id) { version policyVersions(last: 3) {
        nodes { floorMinutes weeklyCareMinutes reason } } } }`,
      { id: hubId },
    );
    expect(at(seen, "hub")).toEqual({
      version: 3,
      policyVersions: {
        nodes: [
          { floorMinutes: -300, weeklyCareMinutes: 180, reason: null },
          { floorMinutes: -600, weeklyCareMinutes: 180, reason: "The circle decided it." },
          { floorMinutes: -600, weeklyCareMinutes: 240, reason: "The circle decided it." },
        ],
      },
    });
    bank.at("2026-01-05T09:00:00.000Z");
  });

  it.each([
    [
      "a moment ago",
      { floorMinutes: 0 },
      { effectiveFrom: "2026-01-05T08:59:59.999Z" },
      "POLICY_BACKDATED",
    ],
    [
      "in two years",
      { floorMinutes: 0 },
      { effectiveFrom: "2028-01-05T09:00:00Z" },
      "VALIDATION_FAILED",
    ],
    ["when a version starts", { floorMinutes: 0 }, {}, "VALIDATION_FAILED"],
  ])("refuses a policy that starts %s", async (_when, policy, more, code) => {
    expect((await ask(setting.bank.steward, "setHubPolicy", change(policy, more))).codes).toEqual([
      code,
    ]);
  });

  it.each([
    ["floorMinutes", -1215],
    ["floorMinutes", 15],
    ["floorMinutes", -100],
    ["ceilingMinutes", 285],
    ["ceilingMinutes", 12015],
    ["stepMinutes", 20],
    ["longestExchangeMinutes", 45],
    ["longestExchangeMinutes", 1455],
    ["childDailyLearningMinutes", 255],
    ["weeklyCareMinutes", 615],
    ["proposalExpiryDays", 0],
    ["proposalExpiryDays", 61],
    ["agreedExpiryDays", 121],
    ["confirmReminderDays", 0],
    ["visitGraceMinutes", 16],
    ["visitGraceMinutes", -1],
    ["incidentReplyDays", 6],
    ["incidentReplyDays", 29],
    ["confirmByBrokerDays", 1],
    ["latestEntryDays", 93],
    ["latestEntryDays", -1],
    ["objectionDays", 6],
    ["objectionDays", 61],
  ])("refuses %s of %i, and says where", async (field, value) => {
    const outcome = await ask(setting.bank.steward, "setHubPolicy", change({ [field]: value }));
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(outcome.errors, "0.path")).toEqual(["input", "policy", field]);
  });

  it("refuses a reminder that would come when a broker may confirm already", async () => {
    const values = { confirmReminderDays: 14, confirmByBrokerDays: 14 };
    const later = { effectiveFrom: "2026-02-01T00:00:00Z" };
    const outcome = await ask(setting.bank.steward, "setHubPolicy", change(values, later));
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
  });

  it("needs a notice to members before goods are allowed, and keeps it", async () => {
    const { bank } = setting;
    const effectiveFrom = "2026-02-01T00:00:00Z";
    const goods = change({ goodsAllowed: true }, { effectiveFrom });
    const silent = await ask(bank.steward, "setHubPolicy", goods);
    expect(silent.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(silent.errors, "0.path")).toEqual(["input", "goodsNotice"]);
    const goodsNotice = "A letter to all members on 5 January.";
    await must(bank.steward, "setHubPolicy", { ...goods, goodsNotice });
    bank.at("2026-02-02T00:00:00Z");
    const next = await must(
      bank.steward,
      "setHubPolicy",
      change({ floorMinutes: 0 }, { version: 2 }),
    );
    expect(at(next, "policy")).toEqual({ floorMinutes: 0, goodsAllowed: true, goodsNotice });
    bank.at("2026-01-05T09:00:00.000Z");
  });

  it("refuses a version that was read before someone else's change", async () => {
    const { steward } = setting.bank;
    const on = (day: string) => ({ effectiveFrom: `2026-02-0${day}T00:00:00Z` });
    await must(steward, "setHubPolicy", change({ floorMinutes: -150 }, on("1")));
    const late = await ask(steward, "setHubPolicy", change({ floorMinutes: -300 }, on("2")));
    expect(late.codes).toEqual(["CONFLICT_VERSION"]);
  });

  it("is for the hub's own broker and stewards, not for the broker next door", async () => {
    const { bank } = setting;
    const input = {
      ...change({ floorMinutes: -450 }, { effectiveFrom: "2026-02-01T00:00:00Z" }),
      hubId: setting.hubId,
    };
    expect((await ask(bank.as("rob"), "setHubPolicy", input)).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(bank.as("priya"), "setHubPolicy", input)).codes).toEqual([]);
  });

  it("keeps one of two policies set at once, and tells the other", async () => {
    const { steward } = setting.bank;
    const wish = (floorMinutes: number) =>
      ask(steward, "setHubPolicy", {
        ...change({ floorMinutes }, { effectiveFrom: "2026-02-01T00:00:00Z" }),
        idempotencyKey: newRequestKey(),
      });
    const outcomes = await Promise.all([wish(-150), wish(-450)]);
    const codes = outcomes.map((outcome) => outcome.codes[0] ?? "DONE");
    expect(codes.toSorted()).toEqual(["CONFLICT_VERSION", "DONE"]);
  });
});
