import { beforeAll, describe, expect, it } from "vitest";
import { addListing } from "../../src/directory/repository/index.ts";
import { newId } from "../../src/kernel/index.ts";
import { mostWrites } from "../../src/table/index.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { listing } from "./build.ts";
import { lists, mustTell, pauseListing, type Town, town } from "./town.ts";

const search = `query (
  $place: ListingPlaceInput! $direction: ListingDirection! $words: String $categoryId: ID
  $channel: Channel $first: Int $after: String $last: Int $before: String
) {
  searchListings(
    place: $place direction: $direction words: $words categoryId: $categoryId channel: $channel
    first: $first after: $after last: $last before: $before
  ) {
    nodes { title }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

type Wish = { readonly [name: string]: unknown };

let here: Town;

const titles = (data: Json): readonly Json[] => {
  const nodes = at(data, "searchListings.nodes");
  return Array.isArray(nodes) ? nodes.map((node: Json) => at(node, "title")) : [];
};

const find = async (wish: Wish, persona = "grace") =>
  here.bank
    .as(persona)
    .must(search, { place: { areaId: here.areaId }, direction: "OFFER", ...wish });

const found = async (wish: Wish, persona?: string) => titles(await find(wish, persona));

beforeAll(async () => {
  here = await town();
  const { bank, categories } = here;
  const day = (number: number) => bank.at(`2026-01-0${number}T10:00:00Z`);
  const cleaning = { partyId: here.amina, categoryId: categories["cleaning"] };
  day(6);
  await lists(bank, "amina", { ...cleaning, title: "Clean windows" });
  day(7);
  await lists(bank, "kofi", {
    partyId: here.kofi,
    title: "Bicycle repair for Café folk",
    channels: ["IN_PERSON", "PHONE"],
  });
  day(8);
  await lists(bank, "amina", {
    partyId: here.amina,
    title: "Clean the garden",
    categoryId: categories["garden"],
  });
  await lists(bank, "amina", { ...cleaning, title: "A draft to clean", asDraft: true });
  const paused = await lists(bank, "amina", { ...cleaning, title: "Paused cleaning" });
  await mustTell(bank.as("amina"), pauseListing, { listingId: paused, version: 1 });
  await lists(bank, "amina", { partyId: here.ellie, title: "A child's clean drawing" });
  await lists(bank, "priya", { partyId: here.grace, title: "A broker's clean words" });
  await lists(bank, "grace", {
    partyId: here.grace,
    direction: "REQUEST",
    title: "Clean my gutter",
  });
});

describe("searching listings", () => {
  it("finds what is published in all hubs of an area, newest first, and never more", async () => {
    const all = ["Clean the garden", "Bicycle repair for Café folk", "Clean windows"];
    expect(await found({})).toEqual(all);
    expect(await found({}, "kofi")).toEqual(all);
    expect(await found({ place: { hubId: here.sal } })).toEqual(["Bicycle repair for Café folk"]);
    expect(await found({ direction: "REQUEST" })).toEqual(["Clean my gutter"]);
  });

  it("shows a child's listing to its guardian and its broker only", async () => {
    const words = { words: "drawing" };
    expect(await found(words, "amina")).toEqual(["A child's clean drawing"]);
    expect(await found(words, "priya")).toEqual(["A child's clean drawing"]);
    expect(await found(words, "rob")).toEqual([]);
    expect(await found(words, "grace")).toEqual([]);
  });

  it("is for people who take part", async () => {
    const asked = { place: { hubId: here.bra }, direction: "OFFER" };
    expect(at(await here.bank.anonymous.must(search, asked), "searchListings")).toBeNull();
    expect(at(await here.bank.as("nobody").must(search, asked), "searchListings")).toBeNull();
    expect(at(await here.bank.steward.must(search, asked), "searchListings")).toBeNull();
  });

  it("narrows by words, category with all under it, and channel", async () => {
    expect(await found({ words: "CLEA" })).toEqual(["Clean the garden", "Clean windows"]);
    expect(await found({ words: "cafe bicycle" })).toEqual(["Bicycle repair for Café folk"]);
    expect(await found({ words: "lean" })).toEqual([]);
    expect(await found({ categoryId: here.categories["home"] })).toEqual(["Clean windows"]);
    expect(await found({ channel: "PHONE" })).toEqual(["Bicycle repair for Café folk"]);
    expect(await found({ categoryId: here.bra })).toEqual([]);
  });

  it("pages forth and back over several hubs without gaps or doubles", async () => {
    const first = await find({ first: 2 });
    expect(titles(first)).toEqual(["Clean the garden", "Bicycle repair for Café folk"]);
    expect(at(first, "searchListings.pageInfo.hasNextPage")).toBe(true);
    const after = textAt(first, "searchListings.pageInfo.endCursor");
    const second = await find({ first: 2, after });
    expect(titles(second)).toEqual(["Clean windows"]);
    expect(at(second, "searchListings.pageInfo.hasNextPage")).toBe(false);
    const before = textAt(second, "searchListings.pageInfo.startCursor");
    const back = await find({ last: 1, before });
    expect(titles(back)).toEqual(["Bicycle repair for Café folk"]);
    expect(at(back, "searchListings.pageInfo.hasPreviousPage")).toBe(true);
    expect(titles(await find({ last: 2 }))).toEqual([
      "Bicycle repair for Café folk",
      "Clean windows",
    ]);
  });

  it("keeps a cursor to its search and its viewer", async () => {
    const after = textAt(await find({ first: 1 }), "searchListings.pageInfo.endCursor");
    const asked = { place: { areaId: here.areaId }, direction: "OFFER", after };
    const forged = [
      here.bank.as("grace").ask(search, { ...asked, words: "clean" }),
      here.bank.as("amina").ask(search, asked),
      here.bank.as("grace").ask(search, { ...asked, after: `${after}x` }),
    ];
    for (const answer of await Promise.all(forged)) expect(answer.errors).toHaveLength(1);
  });

  it.each([
    ["too many words", { words: "a b c d e f g h i" }],
    ["too long words", { words: "x".repeat(121) }],
    ["too many rows", { first: 101 }],
    ["an id that is none", { categoryId: "garden" }],
    ["two places", { place: { hubId: "a", areaId: "b" } }],
  ])("is a broken request with %s", async (_case, wrong) => {
    const asked = { place: { hubId: here.bra }, direction: "OFFER", ...wrong };
    const answer = await here.bank.as("grace").ask(search, asked);
    expect(answer.errors?.length).toBeGreaterThan(0);
  });

  it("costs a constant number of calls, however many rows it brings", async () => {
    const calls = async (first: number) => {
      here.bank.usage.reset();
      await find({ first });
      return here.bank.usage.calls().length;
    };
    expect(await calls(3)).toBeLessThanOrEqual((await calls(1)) + 1);
  });
});

describe("a long list", () => {
  it("is looked through in parts, with a cursor to go on from where the look ended", async () => {
    const store = here.bank.table();
    const old = (count: number) => new Date(Date.UTC(2025, 0, 1, 0, count)).toISOString();
    const many = Array.from({ length: 2100 }, (_, count) =>
      addListing(
        listing({
          id: newId("lst"),
          hubId: here.sal,
          partyId: here.kofi,
          title: count === 0 ? "A needle" : "Hay",
          publishedAt: old(count),
        }),
      ),
    );
    for (let from = 0; from < many.length; from += mostWrites) {
      await store.commit(many.slice(from, from + mostWrites));
    }
    const first = await find({ words: "needle" });
    expect(titles(first)).toEqual([]);
    expect(at(first, "searchListings.pageInfo.hasNextPage")).toBe(true);
    const after = textAt(first, "searchListings.pageInfo.endCursor");
    const second = await find({ words: "needle", after });
    expect(titles(second)).toEqual(["A needle"]);
    expect(at(second, "searchListings.pageInfo.hasNextPage")).toBe(false);
  });
});

const suggest = `query ($listingId: ID!) {
  suggestMatches(listingId: $listingId) { listing { title } reasons { kind text } }
}`;

describe("suggestions for a request", () => {
  it("names offers with reasons, best first, and never a child to an adult", async () => {
    const listingId = await lists(here.bank, "grace", {
      partyId: here.grace,
      direction: "REQUEST",
      title: "Clean windows at home",
      categoryId: here.categories["cleaning"],
    });
    const data = await here.bank.as("grace").must(suggest, { listingId });
    expect(at(data, "suggestMatches")).toMatchObject([
      {
        listing: { title: "Clean windows" },
        reasons: [{ kind: "SAME_CATEGORY" }, { kind: "SHARED_WORDS" }],
      },
      { listing: { title: "Clean the garden" }, reasons: [{ kind: "SHARED_WORDS" }] },
    ]);
    const forBroker = await here.bank.as("priya").must(suggest, { listingId });
    expect(forBroker).toEqual(data);
    for (const caller of [here.bank.as("amina"), here.bank.as("rob"), here.bank.anonymous]) {
      expect(at(await caller.must(suggest, { listingId }), "suggestMatches")).toBeNull();
    }
  });

  it("finds nothing alike in two things that fit no category", async () => {
    await lists(here.bank, "amina", { partyId: here.amina, title: "Baking bread" });
    const listingId = await lists(here.bank, "grace", {
      partyId: here.grace,
      direction: "REQUEST",
      title: "Lifts to hospital",
    });
    const data = await here.bank.as("grace").must(suggest, { listingId });
    expect(at(data, "suggestMatches")).toEqual([]);
  });

  it("never suggests an adult to a child", async () => {
    const listingId = await lists(here.bank, "amina", {
      partyId: here.ellie,
      direction: "REQUEST",
      title: "Clean windows with me",
    });
    const data = await here.bank.as("amina").must(suggest, { listingId });
    expect(at(data, "suggestMatches")).toEqual([]);
  });
});
