import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type Json, testBank } from "../support/api.ts";
import { ask, idOf, marlshire, must, type Setting } from "./setting.ts";

let setting: Setting;
let hubId: string;
let version = 0;
let hubsMade = 0;

beforeAll(async () => {
  setting = await marlshire(await testBank());
});

beforeEach(async () => {
  const { bank, areaId } = setting;
  hubsMade += 1;
  const code = `L${String.fromCharCode(65 + hubsMade)}X`;
  hubId = idOf(await must(bank.steward, "createHub", { areaId, name: "Limits hub", code }));
  version = 1;
});

/** Sets these values from a second later on; answers with what came of it. */
async function set(policy: object) {
  const { bank } = setting;
  bank.at(new Date(Date.parse(bank.now()) + 1000).toISOString());
  const outcome = await ask(bank.steward, "setHubPolicy", {
    ...{ hubId, version, policy },
    reason: "The circle decided it.",
  });
  if (outcome.codes.length === 0) version += 1;
  return outcome;
}

const inForce = async (): Promise<Json> =>
  at(
    await setting.bank.anonymous.must(
      `query ($hubId: ID!) { hubPolicy(hubId: $hubId) {
        isCeilingHard leastGapMinutes leavingBalance leavingShortfall
        givingLimits { dayMinutes weekMinutes monthMinutes yearMinutes }
        spendingLimits { dayMinutes weekMinutes monthMinutes yearMinutes }
      } }`,
      { hubId },
    ),
    "hubPolicy",
  );

const none = { dayMinutes: null, weekMinutes: null, monthMinutes: null, yearMinutes: null };
const usual = {
  isCeilingHard: false,
  leastGapMinutes: 0,
  leavingBalance: "HOLDER_CHOOSES",
  leavingShortfall: "POT_THEN_ISSUANCE",
  givingLimits: none,
  spendingLimits: none,
};

describe("limits in a hub's policy", () => {
  it("are none until the hub decides on some", async () => {
    expect(await inForce()).toEqual(usual);
  });

  it("stay as they are when left out, and go with a zero", async () => {
    const givingLimits = { dayMinutes: 240, monthMinutes: 1200 };
    await set({ isCeilingHard: true, leastGapMinutes: 30, givingLimits });
    await set({ spendingLimits: { weekMinutes: 600 }, floorMinutes: -600 });
    const both = {
      ...usual,
      isCeilingHard: true,
      leastGapMinutes: 30,
      givingLimits: { ...none, ...givingLimits },
      spendingLimits: { ...none, weekMinutes: 600 },
    };
    expect(await inForce()).toEqual(both);
    await set({ givingLimits: { dayMinutes: 0 }, leastGapMinutes: 0, isCeilingHard: false });
    expect(await inForce()).toEqual({
      ...both,
      isCeilingHard: false,
      leastGapMinutes: 0,
      givingLimits: { ...none, monthMinutes: 1200 },
    });
  });

  it("are dated like the rest, so each day keeps the ones it had", async () => {
    const { bank } = setting;
    const before = bank.now();
    await set({ leavingBalance: "TO_POT", leavingShortfall: "ISSUANCE" });
    const then = await bank.anonymous.must(
      `query ($hubId: ID!, $at: DateTime) { hubPolicy(hubId: $hubId, at: $at) { leavingBalance } }`,
      { hubId, at: before },
    );
    expect(at(then, "hubPolicy.leavingBalance")).toBe("HOLDER_CHOOSES");
    expect(await inForce()).toMatchObject({
      leavingBalance: "TO_POT",
      leavingShortfall: "ISSUANCE",
    });
  });

  it.each([
    ["leastGapMinutes", -15],
    ["leastGapMinutes", 1455],
    ["leastGapMinutes", 20],
    ["givingLimits.dayMinutes", 1455],
    ["givingLimits.dayMinutes", 20],
    ["givingLimits.weekMinutes", 10_095],
    ["spendingLimits.monthMinutes", 44_655],
    ["spendingLimits.yearMinutes", 525_615],
    ["spendingLimits.yearMinutes", -15],
  ])("refuse %s of %i, and say where", async (field, value) => {
    const [list = "", cap] = field.split(".");
    const outcome = await set({ [list]: cap === undefined ? value : { [cap]: value } });
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(outcome.errors, "0.path")).toEqual(["input", "policy", ...field.split(".")]);
  });

  it("refuse a day that would allow more than its week, and say what to do", async () => {
    await set({ spendingLimits: { weekMinutes: 120 } });
    const outcome = await set({ spendingLimits: { dayMinutes: 135 } });
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(outcome.errors, "0")).toMatchObject({
      path: ["input", "policy", "spendingLimits", "dayMinutes"],
      remedy: "Let dayMinutes be at most weekMinutes, or take one of them away with 0.",
    });
    expect((await set({ spendingLimits: { dayMinutes: 120 } })).codes).toEqual([]);
  });
});
