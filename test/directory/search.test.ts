import { describe, expect, it } from "vitest";
import { filterOf, fits, promiseOf, reasonsFor } from "../../src/directory/decide/index.ts";
import { CreateListing, fold, lineOf, readLine } from "../../src/directory/model/index.ts";
import { listing } from "./build.ts";

const lineFor = (wish: Parameters<typeof listing>[0]) => readLine(lineOf(listing(wish)));
const filter = (words: string, slug?: string, channel?: "PHONE" | "IN_PERSON" | "ONLINE") => {
  const made = filterOf({ words, slug, channel });
  if (!made) throw new Error("too many words");
  return made;
};

describe("the line of a published listing", () => {
  it("says where, how and in which words, and stays below the limit of an index key", () => {
    const long = listing({ description: "unvergesslich übermäßig 日本語のことば ".repeat(100) });
    const words = Array.from({ length: 400 }, (_, count) => `word${count}`).join(" ");
    for (const given of [long, listing({ description: words })]) {
      expect(new TextEncoder().encode(lineOf(given)).length).toBeLessThanOrEqual(900);
    }
    expect(lineFor({})).toMatchObject({
      path: ["home", "cleaning"],
      channels: "I",
      words: ["window", "cleaning"],
    });
  });

  it("survives signs that mean something in it", () => {
    const line = lineFor({ title: "A | B # C / D", channels: ["PHONE", "ONLINE"] });
    expect(line).toMatchObject({ channels: "PO", words: ["a", "b", "c", "d"] });
  });

  it("is found without accents and capitals, in any script", () => {
    expect(fold("Café CRÈME")).toEqual(["cafe", "creme"]);
    expect(fold("বাংলা ভাষা")).toEqual(["বাংলা", "ভাষা"]);
  });
});

describe("searching lines", () => {
  const line = lineFor({ title: "Bicycle repair", channels: ["IN_PERSON", "PHONE"] });

  it.each([
    ["the beginning of a word", filter("bicy"), true],
    ["all words, in any order", filter("repair BICYCLE"), true],
    ["one word of two", filter("bicycle paint"), false],
    ["the middle of a word", filter("cycle"), false],
    ["the category", filter("", "cleaning"), true],
    ["a category above", filter("", "home"), true],
    ["another category", filter("", "garden"), false],
    ["a channel", filter("", undefined, "PHONE"), true],
    ["another channel", filter("", undefined, "ONLINE"), false],
    ["nothing at all", filter(""), true],
  ])("by %s", (_case, by, found) => {
    expect(fits(line, by)).toBe(found);
  });

  it("looks for at most 8 words", () => {
    expect(filterOf({ words: "a b c d e f g h i", slug: undefined, channel: undefined })).toBe(
      undefined,
    );
  });
});

describe("reasons for a suggestion", () => {
  const request = listing({
    direction: "REQUEST",
    title: "Somebody to clean the windows",
    access: ["QUIET_SPACE"],
    around: "MB4",
    availability: { weekly: [{ weekday: "MONDAY", part: "MORNING" }], dates: [] },
  });
  const kinds = (offer: Parameters<typeof listing>[0]) =>
    reasonsFor(request, listing(offer))?.map((reason) => reason.kind);

  it("names each, with a sentence", () => {
    const offer = listing({
      title: "I clean windows",
      access: ["QUIET_SPACE", "STEP_FREE"],
      around: "mb4",
      // The 9th of February 2026 is a Monday.
      availability: { weekly: [], dates: [{ date: "2026-02-09", part: "MORNING" }] },
    });
    const reasons = reasonsFor(request, offer) ?? [];
    expect(reasons.map((reason) => reason.kind)).toEqual([
      "SAME_CATEGORY",
      "SHARED_WORDS",
      "SAME_TIMES",
      "ACCESS_PROVIDED",
      "SAME_AREA",
    ]);
    expect(reasons.every((reason) => reason.text.endsWith("."))).toBe(true);
  });

  it("needs the kind of help or a telling word in common", () => {
    const elsewhere = { categoryId: "cat_lawn", categoryPath: ["garden", "lawn"] };
    expect(kinds({ ...elsewhere, title: "Somebody for the lawn" })).toBeUndefined();
    expect(kinds({ ...elsewhere, title: "Windows of greenhouses" })).toEqual(["SHARED_WORDS"]);
    expect(kinds({ categoryId: "cat_home", categoryPath: ["home"], title: "Odd jobs" })).toEqual([
      "CATEGORY_BRANCH",
    ]);
  });

  it("leaves out what can never meet", () => {
    expect(kinds({ channels: ["PHONE"] })).toBeUndefined();
    const evening = { weekly: [{ weekday: "MONDAY", part: "EVENING" }], dates: [] } as const;
    expect(kinds({ availability: evening })).toBeUndefined();
  });

  it("tells from the line alone what is worth reading", () => {
    expect(promiseOf(request, lineFor({ channels: ["PHONE"] }))).toBe(0);
    expect(promiseOf(request, lineFor({ categoryPath: ["garden"], title: "Lawn" }))).toBe(0);
    const good = promiseOf(request, lineFor({ title: "Windows" }));
    expect(good).toBeGreaterThan(promiseOf(request, lineFor({ title: "Floors" })));
  });
});

describe("the words of a listing", () => {
  const wish = {
    partyId: `mem_${"0".repeat(26)}`,
    direction: "OFFER",
    title: "Window cleaning",
    channels: ["IN_PERSON"],
    idempotencyKey: "key-for-a-test",
  };
  const read = (changed: object) => CreateListing.safeParse({ ...wish, ...changed }).success;

  it.each(["MB4", "mb12", "SW1A", "Saltmere", "St. Mary's & Old Town", "Bishop's-Green"])(
    "may say roughly where: %s",
    (around) => expect(read({ around })).toBe(true),
  );

  it.each([
    "MB4 2QT",
    "mb42qt",
    "12 Mill Lane",
    "Mill Lane",
    "51.507, -0.127",
    "Flat 3",
    "",
    "B\u202e4",
  ])("may not say exactly where: %s", (around) => expect(read({ around })).toBe(false));

  it.each([
    ["a whole postcode", { description: "Come to MB4 2QT on Monday." }],
    ["a house and street", { title: "Tea at 12 Mill Lane" }],
    ["a hidden character", { title: "Tea\u0007time" }],
    ["a title of two letters", { title: "Go" }],
    ["a long title", { title: "x".repeat(121) }],
    ["a long description", { description: "x".repeat(2001) }],
    ["no way of meeting", { channels: [] }],
    ["the same way twice", { channels: ["PHONE", "PHONE"] }],
    ["minutes off the quarter hour", { usualMinutes: 50 }],
    ["more than a day", { usualMinutes: 1455 }],
    ["no place at all", { capacity: { atOnce: 0 } }],
    [
      "a day that does not exist",
      { availability: { dates: [{ date: "2026-02-30", part: "EVENING" }] } },
    ],
  ])("are refused with %s", (_case, changed) => expect(read(changed)).toBe(false));

  it("may be plain numbers and an empty description", () => {
    expect(read({ title: "3 hours on Mondays", description: "  " })).toBe(true);
    expect(read({ description: "I can take 4 people by road at 10." })).toBe(true);
  });
});
