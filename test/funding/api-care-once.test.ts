import { beforeAll, describe, expect, it } from "vitest";
import { quarterOf } from "../../src/kernel/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { joined } from "../federation/closing-town.ts";
import { moved, type Setting, setting } from "../federation/moves.ts";
import { ask, must } from "./credits.ts";

/* A week of care is one week, in however many hubs somebody is, and wherever they move to. */

let its: Setting;

beforeAll(async () => {
  its = await setting();
  for (const [broker, hubId] of [
    ["priya", its.bra],
    ["rob", its.sal],
  ] as const) {
    const quarter = quarterOf(its.bank.now());
    const decisionId = await decidedIn(its.bank, hubId, broker);
    const wish = { hubId, purpose: "CARE", quarter, minutes: 1440, decisionId };
    await must(its.bank.as(broker), "grantMandate", wish);
  }
});

const recognise = (broker: string, memberId: string, weekStarting: string) =>
  ask(its.bank.as(broker), "recogniseCare", {
    ...{ memberId, weeks: [{ weekStarting, reportedMinutes: 2700 }] },
  });

describe("a week of care that one hub credited", () => {
  it("is credited by no other hub that the carer is a member of", async () => {
    const inSal = await joined(its, "grace", [its.sal, "rob"]);
    expect((await recognise("priya", its.grace, "2026-01-05")).codes).toEqual([]);
    expect((await recognise("rob", inSal, "2026-01-05")).codes).toEqual(["ALREADY_RECOGNISED"]);
  });

  it("is credited by no hub that the carer moves to", async () => {
    expect((await recognise("priya", its.amina, "2026-01-05")).codes).toEqual([]);
    const inSal = await moved(its, "amina", its.amina);
    expect((await recognise("rob", inSal, "2026-01-05")).codes).toEqual(["ALREADY_RECOGNISED"]);
  });
});
