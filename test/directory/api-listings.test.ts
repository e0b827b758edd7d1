import { beforeAll, describe, expect, it } from "vitest";
import { at, codesOf, newRequestKey, textAt } from "../support/api.ts";
import {
  change,
  closeListing,
  consentToListing,
  createListing,
  lists,
  mustTell,
  pauseListing,
  publishListing,
  type Town,
  tell,
  town,
  updateListing,
  windows,
} from "./town.ts";

const one =
  "query ($id: ID!) { listing(id: $id) { status title consent { note } } node(id: $id) { id } }";

let here: Town;

beforeAll(async () => {
  here = await town();
});

describe("listing an offer", () => {
  it("shows it at once, with a first name and the category for everything else", async () => {
    const data = await mustTell(here.bank.as("amina"), createListing, {
      ...windows,
      partyId: here.amina,
      around: "MB4",
      usualMinutes: 90,
    });
    expect(at(data, "createListing.listing")).toMatchObject({
      status: "PUBLISHED",
      consentNeeded: false,
      by: { name: "amina" },
      category: { slug: "other" },
      around: "MB4",
      version: 1,
    });
  });

  it("is done once for each key", async () => {
    const input = { ...windows, partyId: here.amina, idempotencyKey: newRequestKey() };
    const first = await mustTell(here.bank.as("amina"), createListing, input);
    const again = await mustTell(here.bank.as("amina"), createListing, input);
    expect(at(again, "createListing")).toMatchObject({
      replayed: true,
      listing: { id: at(first, "createListing.listing.id"), version: 1 },
    });
    const other = await tell(here.bank.as("amina"), createListing, { ...input, title: "Floors" });
    expect(codesOf(other)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it.each([
    ["a whole postcode", { around: "MB4 2QT" }, "VALIDATION_FAILED"],
    ["no title", { title: "" }, "VALIDATION_FAILED"],
    ["control characters", { title: "Win\u0007dows" }, "VALIDATION_FAILED"],
    ["minutes below zero", { usualMinutes: -15 }, "VALIDATION_FAILED"],
    ["over a day", { usualMinutes: 1455 }, "VALIDATION_FAILED"],
    ["goods", { kind: "GOODS" }, "GOODS_NOT_ENABLED"],
  ])("is refused with %s", async (_case, wrong, code) => {
    const wish = { ...windows, partyId: here.amina, ...wrong };
    const answer = await tell(here.bank.as("amina"), createListing, wish);
    expect(codesOf(answer)).toEqual([code]);
    expect(at(answer.data, "createListing.userErrors.0.remedy")).toMatch(/\.$/);
  });

  it("refuses help that needs a qualified person, at any depth", async () => {
    const categoryId = here.categories["wounds"];
    const wish = { ...windows, partyId: here.amina, title: "Wound care", categoryId };
    const answer = await tell(here.bank.as("amina"), createListing, wish);
    expect(codesOf(answer)).toEqual(["REGULATED_ACTIVITY"]);
  });

  it("is nobody else's business", async () => {
    const wish = { ...windows, partyId: here.amina };
    expect(codesOf(await tell(here.bank.anonymous, createListing, wish))).toEqual([
      "SIGN_IN_REQUIRED",
    ]);
    for (const persona of ["grace", "rob", "nobody", "steward"]) {
      const answer = await tell(here.bank.as(persona), createListing, wish);
      expect(codesOf(answer)).toEqual(["NOT_FOUND"]);
    }
    const ofCafe = { ...windows, partyId: here.cafe };
    const answer = await tell(here.bank.as("grace"), createListing, ofCafe);
    expect(codesOf(answer)).toEqual(["FORBIDDEN"]);
  });
});

describe("a broker's draft", () => {
  let listingId: string;

  it("is shown to nobody else until the author says yes", async () => {
    listingId = await lists(here.bank, "priya", { partyId: here.grace });
    const draft = await here.bank.as("grace").must(one, { id: listingId });
    expect(at(draft, "listing.status")).toBe("DRAFT");
    for (const persona of ["amina", "kofi", "rob", "steward"]) {
      const data = await here.bank.as(persona).must(one, { id: listingId });
      expect(data).toEqual({ listing: null, node: null });
    }
    const push = await tell(here.bank.as("priya"), publishListing, { listingId, version: 1 });
    expect(codesOf(push)).toEqual(["CONSENT_NEEDED"]);
  });

  it("is not said yes to by the broker alone, nor by anyone else", async () => {
    const yes = { listingId, version: 1 };
    const alone = await tell(here.bank.as("priya"), consentToListing, yes);
    expect(at(alone.data, "consentToListing.userErrors.0")).toMatchObject({
      ...{ code: "FORBIDDEN", path: ["input", "spoken"] },
      message: "You can only write down a yes that you heard.",
    });
    expect(codesOf(await tell(here.bank.as("amina"), consentToListing, yes))).toEqual([
      "NOT_FOUND",
    ]);
  });

  it("is published by the author's yes", async () => {
    const data = await mustTell(here.bank.as("grace"), consentToListing, { listingId, version: 1 });
    expect(at(data, "consentToListing.listing")).toMatchObject({
      status: "PUBLISHED",
      consentNeeded: false,
      consent: { by: "AUTHOR", spokenOver: null },
    });
    const seen = await here.bank.as("amina").must(one, { id: listingId });
    expect(at(seen, "listing")).toMatchObject({ status: "PUBLISHED", consent: null });
    const twice = await tell(here.bank.as("grace"), consentToListing, { listingId, version: 2 });
    expect(codesOf(twice)).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("goes back to a draft when the broker changes it, and out again by a yes on the phone", async () => {
    const changed = await mustTell(here.bank.as("priya"), updateListing, {
      listingId,
      version: 2,
      title: "Windows and floors",
    });
    expect(at(changed, "updateListing.listing.status")).toBe("DRAFT");
    expect(at(await here.bank.as("amina").must(one, { id: listingId }), "listing")).toBeNull();
    const spoken = { channel: "PHONE", note: "She said: yes, do." };
    const heard = { listingId, version: 3, spoken };
    const whose = await tell(here.bank.as("priya"), consentToListing, heard);
    expect(at(whose.data, "consentToListing.userErrors.0")).toMatchObject({
      ...{ code: "VALIDATION_FAILED", path: ["input", "spokenBy"] },
    });
    const yes = await mustTell(here.bank.as("priya"), consentToListing, {
      ...heard,
      spokenBy: "AUTHOR",
    });
    expect(at(yes, "consentToListing.listing")).toMatchObject({
      status: "PUBLISHED",
      consent: { by: "AUTHOR", spokenOver: "PHONE", note: spoken.note },
    });
  });
});

describe("a child's listing", () => {
  it("is seen by guardian and broker and nobody else", async () => {
    const id = await lists(here.bank, "amina", { partyId: here.ellie, title: "Reading aloud" });
    for (const persona of ["amina", "priya"]) {
      const data = await here.bank.as(persona).must(one, { id });
      expect(at(data, "listing.status")).toBe("PUBLISHED");
    }
    for (const caller of [here.bank.as("grace"), here.bank.as("kofi"), here.bank.anonymous]) {
      expect(at(await caller.must(one, { id }), "listing")).toBeNull();
    }
  });
});

describe("the life of a listing", () => {
  it("pauses, comes back and closes, each once and never behind someone's back", async () => {
    const by = here.bank.as("grace");
    const listingId = await lists(here.bank, "grace", { partyId: here.grace });
    const pausing = { listingId, version: 1, idempotencyKey: newRequestKey() };
    await mustTell(by, pauseListing, pausing);
    expect(at(await mustTell(by, pauseListing, pausing), "pauseListing.replayed")).toBe(true);
    const codes = async (document: string, version: number) =>
      codesOf(await tell(by, document, { listingId, version }));
    expect(await codes(pauseListing, 1)).toEqual(["CONFLICT_VERSION"]);
    expect(await codes(pauseListing, 2)).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(at(await here.bank.as("amina").must(one, { id: listingId }), "listing")).toBeNull();
    await mustTell(by, publishListing, { listingId, version: 2 });
    expect(await codes(publishListing, 3)).toEqual(["STATE_TRANSITION_INVALID"]);
    const foreign = await tell(here.bank.as("amina"), closeListing, { listingId, version: 3 });
    expect(codesOf(foreign)).toEqual(["FORBIDDEN"]);
    const closing = { listingId, version: 3, idempotencyKey: newRequestKey() };
    await mustTell(by, closeListing, closing);
    expect(at(await mustTell(by, closeListing, closing), "closeListing.replayed")).toBe(true);
    for (const document of [closeListing, pauseListing, publishListing]) {
      expect(await codes(document, 4)).toEqual(["STATE_TRANSITION_INVALID"]);
    }
    const change = { listingId, version: 4, title: "Floors" };
    expect(codesOf(await tell(by, updateListing, change))).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("keeps what an update leaves out, and refuses what a new one would be refused", async () => {
    const by = here.bank.as("grace");
    const listingId = await lists(here.bank, "grace", { partyId: here.grace, around: "MB4" });
    const input = { listingId, version: 1, title: "Floors", idempotencyKey: newRequestKey() };
    const data = await mustTell(by, updateListing, input);
    expect(at(data, "updateListing.listing")).toMatchObject({
      title: "Floors",
      around: "MB4",
      status: "PUBLISHED",
      version: 2,
    });
    expect(at(await mustTell(by, updateListing, input), "updateListing.replayed")).toBe(true);
    const reused = await tell(by, updateListing, { ...input, title: "Doors" });
    expect(codesOf(reused)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const codes = async (wish: object) =>
      codesOf(await tell(by, updateListing, { listingId, version: 2, ...wish }));
    expect(await codes({ kind: "GOODS" })).toEqual(["GOODS_NOT_ENABLED"]);
    expect(await codes({ categoryId: here.categories["care"] })).toEqual(["REGULATED_ACTIVITY"]);
    expect(await codes({ categoryId: here.bra })).toEqual(["NOT_FOUND"]);
    expect(await codes({ around: "12 Mill Lane" })).toEqual(["VALIDATION_FAILED"]);
  });

  it("is all in the author's own list, newest first, behind cursors for them alone", async () => {
    const own = `query ($partyId: ID!, $first: Int, $after: String) {
      listingsOf(partyId: $partyId, first: $first, after: $after) {
        nodes { id createdAt } pageInfo { endCursor hasNextPage }
      }
    }`;
    const asked = { partyId: here.grace, first: 2 };
    const page = await here.bank.as("grace").must(own, asked);
    expect(at(page, "listingsOf.pageInfo.hasNextPage")).toBe(true);
    const after = textAt(page, "listingsOf.pageInfo.endCursor");
    const next = await here.bank.as("grace").must(own, { ...asked, after });
    expect(at(next, "listingsOf.nodes.0.id")).not.toBe(at(page, "listingsOf.nodes.1.id"));
    const stolen = await here.bank.as("priya").ask(own, { ...asked, after });
    expect(stolen.errors).toHaveLength(1);
    expect(at(await here.bank.as("amina").must(own, asked), "listingsOf")).toBeNull();
    expect(at(await here.bank.anonymous.must(own, asked), "listingsOf")).toBeNull();
  });

  it("hides everything while the membership is paused, and keeps it", async () => {
    const id = await lists(here.bank, "grace", { partyId: here.grace, title: "Ironing" });
    const memberId = here.grace;
    await mustTell(here.bank.as("grace"), change("pauseMembership", "member { id }"), { memberId });
    expect(at(await here.bank.as("amina").must(one, { id }), "listing")).toBeNull();
    expect(at(await here.bank.as("grace").must(one, { id }), "listing.status")).toBe("PUBLISHED");
    const more = { ...windows, partyId: here.grace };
    const answer = await tell(here.bank.as("priya"), createListing, more);
    expect(codesOf(answer)).toEqual(["AUTHOR_NOT_ACTIVE"]);
    await mustTell(here.bank.as("grace"), change("resumeMembership", "member { id }"), {
      memberId,
    });
    expect(at(await here.bank.as("amina").must(one, { id }), "listing.status")).toBe("PUBLISHED");
  });
});
