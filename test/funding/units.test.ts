import { beforeAll, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import type { Caller } from "../support/api.ts";
import {
  ask,
  type FundingMutation,
  februaryTown,
  grant,
  idOf,
  must,
  thisQuarter,
} from "./credits.ts";

/*
 * Write units are exact: 2 for each item of a transaction up to 1 KB, 1 for each index line. The
 * first entry of an account also puts it in its hub's list, so every account is used once before.
 * Where a broker is shown something of a member, the log of reads costs 3 units at first and then 1.
 */
const newLine = 3;
const sameLine = 1;

let place: Town;
beforeAll(async () => {
  place = await februaryTown();
  const { bank, grace, amina, kofi, cafe, bra } = place;
  const give = (to: object) =>
    must(bank.as("grace"), "giveCredits", { fromId: grace, to, minutes: 15 });
  await give({ memberId: amina });
  await give({ memberId: kofi });
  await give({ organisationId: cafe });
  await give({ potOfHubId: bra });
  for (const purpose of ["LEARNING", "CARE", "TRAINING"]) await grant(place, purpose, 1200);
  await must(bank.as("priya"), "allocate", {
    ...{ organisationId: cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 60 },
  });
  await recognise("2026-01-05");
  await train();
});

const recognise = (weekStarting: string) =>
  must(place.bank.as("priya"), "recogniseCare", {
    ...{ memberId: place.grace, weeks: [{ weekStarting, reportedMinutes: 120 }] },
  });

const trained = () => ({
  ...{ purpose: "TRAINING", memberId: place.grace, minutes: 60 },
  ...{ what: "Safe support", happenedOn: "2026-02-07" },
});
const train = () => must(place.bank.as("priya"), "recogniseActivity", trained());

async function units(caller: Caller, mutation: FundingMutation, input: object): Promise<number> {
  const { usage } = place.bank;
  usage.reset();
  const outcome = await ask(caller, mutation, { ...input });
  expect(outcome.codes).toEqual([]);
  return usage.writeUnits();
}

describe("write units", () => {
  it("of a gift are 6: two entries and the gift", async () => {
    const grace = place.bank.as("grace");
    const fromId = place.grace;
    const words = {
      minutes: 15,
      note: "For the lovely afternoon, and for coming back with the cake.",
    };
    const toMember = { fromId, to: { memberId: place.amina }, ...words };
    expect(await units(grace, "giveCredits", toMember)).toBe(6);
    const toPot = { fromId, to: { potOfHubId: place.bra }, ...words };
    expect(await units(grace, "giveCredits", toPot)).toBe(6);
  });

  it("of a gift to another hub are 10: four entries and the gift", async () => {
    const wish = { fromId: place.grace, to: { memberId: place.kofi }, minutes: 15 };
    expect(await units(place.bank.as("grace"), "giveCredits", wish)).toBe(10);
  });

  it("of an allocation are 12: two entries, mandate, its decision, allotment and the allocation", async () => {
    const wish = {
      ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 60 },
    };
    expect(await units(place.bank.as("priya"), "allocate", wish)).toBe(12);
    expect(await units(place.bank.as("priya"), "returnCredits", wish)).toBe(10);
  });

  it("of a week of care are 21: two entries, mandate, its decision, week, recognition, its line, month and counts", async () => {
    const weeks = [{ weekStarting: "2026-01-12", reportedMinutes: 120 }];
    const wish = { memberId: place.grace, weeks };
    expect(await units(place.bank.as("priya"), "recogniseCare", wish)).toBe(21 + sameLine);
  });

  it("of an activity are 11: two entries, mandate, its decision, recognition and its line", async () => {
    expect(await units(place.bank.as("priya"), "recogniseActivity", trained())).toBe(11 + sameLine);
  });

  it("of a pot request are 3 to ask and 7 to say yes", async () => {
    const amina = place.bank.as("amina");
    const wish = { memberId: place.amina, minutes: 15, reason: "A week without a car." };
    expect(await units(amina, "requestPotSupport", wish)).toBe(3);
    const { thing } = await ask(amina, "requestPotSupport", wish);
    const yes = { potRequestId: idOf(thing), approve: true };
    expect(await units(place.bank.as("priya"), "decidePotSupport", yes)).toBe(7 + newLine);
  });
});
