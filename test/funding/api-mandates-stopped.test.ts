import { beforeEach, describe, expect, it } from "vitest";
import { agreedDecision, must as circle } from "../circles/deciding.ts";
import type { Town } from "../directory/town.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { slowly } from "../support/slowly.ts";
import { ask, februaryTown, idOf, must, thisQuarter } from "./credits.ts";

let place: Town;
let decisionId: string;
let mandate: Json;

beforeEach(async () => {
  place = await februaryTown();
  decisionId = await agreedDecision(place.bank, { runner: "priya", hubId: place.bra });
  mandate = await must(place.bank.as("priya"), "grantMandate", {
    ...{ hubId: place.bra, purpose: "LEARNING", quarter: thisQuarter, minutes: 1200, decisionId },
  });
});

const priya = () => place.bank.as("priya");
const override = () =>
  circle(place.bank, "priya", [
    "overrideDecision",
    { decisionId, version: 2, body: "The council", reason: "There is no money." },
  ]);
const handsOut = (minutes = 60) => ({
  ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes },
});
const stand = async () =>
  at(
    await place.bank.anonymous.must(
      "query ($id: ID!) { mandate(id: $id) { isStopped issuedMinutes remainingMinutes } }",
      { id: idOf(mandate) },
    ),
    "mandate",
  );

describe("a mandate whose decision is overridden", () => {
  it("gives out nothing more from that moment; what was given out stays, and can go back", async () => {
    await must(priya(), "allocate", handsOut());
    expect(await stand()).toEqual({ isStopped: false, issuedMinutes: 60, remainingMinutes: 1140 });
    await override();
    expect(await stand()).toEqual({ isStopped: true, issuedMinutes: 60, remainingMinutes: 0 });
    const refused = await ask(priya(), "allocate", handsOut());
    expect(refused.codes).toEqual(["MANDATE_NOT_AGREED"]);
    expect(textAt(refused.errors, "0.message")).toContain("overridden");
    await must(priya(), "returnCredits", handsOut(30));
    expect(await stand()).toEqual({ isStopped: true, issuedMinutes: 30, remainingMinutes: 0 });
  });

  it("credits no care and no activity either", async () => {
    for (const purpose of ["CARE", "TRAINING"]) {
      await must(priya(), "grantMandate", {
        ...{ hubId: place.bra, purpose, quarter: thisQuarter, minutes: 600, decisionId },
      });
    }
    await override();
    const weeks = [{ weekStarting: "2026-01-12", reportedMinutes: 120 }];
    const care = { memberId: place.grace, weeks };
    expect((await ask(priya(), "recogniseCare", care)).codes).toEqual(["MANDATE_NOT_AGREED"]);
    const training = {
      ...{ purpose: "TRAINING", memberId: place.grace, minutes: 60 },
      ...{ what: "Safe support", happenedOn: "2026-02-07" },
    };
    expect((await ask(priya(), "recogniseActivity", training)).codes).toEqual([
      "MANDATE_NOT_AGREED",
    ]);
  });

  it("goes on when people decided again", async () => {
    await override();
    const again = await agreedDecision(place.bank, { runner: "priya", hubId: place.bra });
    const amended = { mandateId: idOf(mandate), version: 1, minutes: 600, decisionId: again };
    await must(priya(), "amendMandate", amended);
    expect(await stand()).toEqual({ isStopped: false, issuedMinutes: 0, remainingMinutes: 600 });
    await must(priya(), "allocate", handsOut());
  });

  it("gives out nothing to a request that read it before and was kept after", async () => {
    const late = await ask(slowly(place.bank, "priya", override), "allocate", handsOut());
    expect(late.codes).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await stand()).toEqual({ isStopped: true, issuedMinutes: 0, remainingMinutes: 0 });
  });

  it("counts whatever was given out while many asked and somebody overrode it", async () => {
    const [, ...asked] = await Promise.all([
      override(),
      ...Array.from({ length: 8 }, () => ask(priya(), "allocate", handsOut(15))),
    ]);
    const given = asked.filter(({ codes }) => codes.length === 0).length;
    for (const { codes } of asked) expect([[], ["MANDATE_NOT_AGREED"]]).toContainEqual(codes);
    expect(await stand()).toMatchObject({ isStopped: true, issuedMinutes: given * 15 });
  });
});
