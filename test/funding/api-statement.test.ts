import { describe, expect, it } from "vitest";
import { februaryTown, grant, must } from "./credits.ts";

const statement = `{ me { memberships { account { statement { nodes {
  minutes exchange { what } careRecognition { creditedMinutes } activityRecognition { what }
} } } } } }`;

describe("a statement", () => {
  it("says of each line which care or activity it recognised", async () => {
    const place = await februaryTown();
    await grant(place, "CARE", 1440);
    await grant(place, "TRAINING", 360);
    const [priya, memberId] = [place.bank.as("priya"), place.grace];
    const weeks = [{ weekStarting: "2026-01-26", reportedMinutes: 2700 }];
    await must(priya, "recogniseCare", { memberId, weeks });
    const trained = { purpose: "TRAINING", what: "Safe support", happenedOn: "2026-02-07" };
    await must(priya, "recogniseActivity", { ...trained, memberId, minutes: 90 });
    const line = { exchange: null, careRecognition: null, activityRecognition: null };
    expect(await place.bank.as("grace").must(statement)).toEqual({
      me: {
        memberships: [
          {
            account: {
              statement: {
                nodes: [
                  { ...line, minutes: 90, activityRecognition: { what: "Safe support" } },
                  { ...line, minutes: 180, careRecognition: { creditedMinutes: 180 } },
                ],
              },
            },
          },
        ],
      },
    });
  });
});
