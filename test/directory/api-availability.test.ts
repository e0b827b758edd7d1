import { beforeAll, describe, expect, it } from "vitest";
import { at, codesOf } from "../support/api.ts";
import { change, lists, mustTell, type Town, tell, town, windows } from "./town.ts";

let here: Town;

beforeAll(async () => {
  here = await town();
});

const fields = `listing {
  id version around access capacity { atOnce perMonth }
  availability { weekly { weekday part } dates { date part } }
}`;
const create = change("createListing", fields);
const update = change("updateListing", fields);

const said = {
  around: "MB4",
  access: ["STEP_FREE", "HEARING_LOOP"],
  capacity: { atOnce: 2, perMonth: 8 },
  availability: {
    weekly: [{ weekday: "TUESDAY", part: "EVENING" }],
    dates: [{ date: "2026-01-05", part: "MORNING" }],
  },
};
const onDay = (date: string) => ({
  availability: { weekly: [], dates: [{ date, part: "MORNING" }] },
});

describe("when, for whom and how much", () => {
  it("is read back as it was sent, changed part by part, and emptied", async () => {
    const by = here.bank.as("amina");
    const data = await mustTell(by, create, { ...windows, ...said, partyId: here.amina });
    const listing = at(data, "createListing.listing");
    expect(listing).toMatchObject(said);
    const listingId = at(listing, "id");
    const changed = await mustTell(by, update, {
      ...{ listingId, version: 1, access: ["QUIET_SPACE"], capacity: { perMonth: 1 } },
    });
    expect(at(changed, "updateListing.listing")).toMatchObject({
      ...said,
      access: ["QUIET_SPACE"],
      capacity: { atOnce: null, perMonth: 1 },
    });
    const emptied = await mustTell(by, update, {
      ...{ listingId, version: 2, access: [], availability: {} },
    });
    expect(at(emptied, "updateListing.listing")).toMatchObject({
      access: [],
      availability: { weekly: [], dates: [] },
    });
  });

  it("is anytime, by anyone and unsaid when it is left out", async () => {
    const wish = { ...windows, partyId: here.amina };
    const data = await mustTell(here.bank.as("amina"), create, wish);
    expect(at(data, "createListing.listing")).toMatchObject({
      around: null,
      access: [],
      capacity: { atOnce: null, perMonth: null },
      availability: { weekly: [], dates: [] },
    });
  });

  it.each([
    ["yesterday", "2026-01-04"],
    ["401 days ahead", "2027-02-10"],
  ])("is refused %s, and nothing is written", async (_case, date) => {
    const { bank, amina } = here;
    const by = bank.as("amina");
    const listingId = await lists(bank, "amina", { partyId: amina });
    bank.usage.reset();
    for (const [document, wish] of [
      [create, { ...windows, partyId: amina }],
      [update, { listingId, version: 1 }],
    ] as const) {
      const answer = await tell(by, document, { ...wish, ...onDay(date) });
      expect(codesOf(answer)).toEqual(["VALIDATION_FAILED"]);
      const [payload] = Object.values(answer.data ?? {});
      expect(at(payload, "userErrors.0.path")).toEqual([
        ...["input", "availability", "dates", "0", "date"],
      ]);
      expect(at(payload, "userErrors.0.remedy")).toMatch(/\.$/);
    }
    expect(bank.usage.writeUnits()).toBe(0);
  });

  it("may be 400 days ahead", async () => {
    const wish = { ...windows, partyId: here.amina, ...onDay("2027-02-09") };
    const data = await mustTell(here.bank.as("amina"), create, wish);
    expect(at(data, "createListing.listing")).toMatchObject(onDay("2027-02-09"));
  });
});

describe("the reasons of a suggestion", () => {
  it("name the access, the times and the area, once each", async () => {
    const about = { title: "Piano lessons", categoryId: here.categories["garden"] };
    await lists(here.bank, "amina", { ...said, ...about, partyId: here.amina });
    const listingId = await lists(here.bank, "grace", {
      ...{ ...about, partyId: here.grace, direction: "REQUEST", around: "mb4" },
      access: ["HEARING_LOOP"],
      // A Tuesday, on which the offer comes back every week.
      availability: { dates: [{ date: "2026-01-13", part: "EVENING" }] },
    });
    const data = await here.bank
      .as("grace")
      .must("query ($id: ID!) { suggestMatches(listingId: $id) { reasons { kind } } }", {
        id: listingId,
      });
    expect(at(data, "suggestMatches")).toEqual([
      {
        reasons: [
          { kind: "SAME_CATEGORY" },
          { kind: "SHARED_WORDS" },
          { kind: "SAME_TIMES" },
          { kind: "ACCESS_PROVIDED" },
          { kind: "SAME_AREA" },
        ],
      },
    ]);
  });
});
