import { describe, expect, it } from "vitest";
import {
  addTo,
  closeOption,
  consentTo,
  draw,
  type Facts,
  freePlace,
  grow,
  maySeeListing,
  pause,
  publish,
  redraw,
  takePlace,
  whyNoSlot,
} from "../../src/directory/decide/index.ts";
import type { CreateListing, Skill } from "../../src/directory/model/index.ts";
import { anonymous, type Viewer } from "../../src/kernel/index.ts";
import { category, listing, now, option, slot } from "./build.ts";

const facts: Facts = {
  category: category({ id: "cat_cleaning", path: ["home", "cleaning"] }),
  authorIsActive: true,
  goodsAllowed: false,
  actsForAuthor: true,
  now,
};
const byBroker = { ...facts, actsForAuthor: false };
const regulated = { ...facts, category: category({ regulated: true }) };
const away = { ...facts, authorIsActive: false };

const wish: Omit<CreateListing, "idempotencyKey"> = {
  partyId: "mem_amina",
  direction: "OFFER",
  kind: "SERVICE",
  title: "Window cleaning",
  description: "",
  channels: ["IN_PERSON"],
  access: [],
  asDraft: false,
};
const hubId = "hub_bra";

describe("a new category", () => {
  it("stands under its parent, and is regulated when that is", () => {
    const care = category({ id: "cat_care", path: ["care"], regulated: true });
    const grown = grow(care, { ...category(), name: "Wounds", slug: "wounds", regulated: false });
    expect(grown).toMatchObject({
      path: ["care", "wounds"],
      parentId: "cat_care",
      regulated: true,
    });
  });

  it.each([
    ["under a hub's own leaf", category({ hubId })],
    ["six levels deep", category({ path: ["a", "b", "c", "d", "e", "f"] })],
  ])("is refused %s", (_case, parent) => {
    expect(grow(parent, category())).toMatchObject({ code: "CATEGORY_CANNOT_GROW" });
  });
});

describe("a new listing", () => {
  it("is shown at once when its author speaks, unless they want a draft", () => {
    const shown = draw("lst_1", wish, { ...facts, hubId });
    expect(shown).toMatchObject({ status: "PUBLISHED", publishedAt: now, consentNeeded: false });
    const hidden = draw("lst_1", { ...wish, asDraft: true }, { ...facts, hubId });
    expect(hidden).toMatchObject({ status: "DRAFT", consentNeeded: false });
  });

  it("waits for a yes when a broker wrote it", () => {
    const draft = draw("lst_1", wish, { ...byBroker, hubId });
    expect(draft).toMatchObject({ status: "DRAFT", consentNeeded: true });
    expect(draft).not.toHaveProperty("publishedAt");
  });

  it.each([
    ["the author is away", wish, away, "AUTHOR_NOT_ACTIVE"],
    ["it needs a qualified person", wish, regulated, "REGULATED_ACTIVITY"],
    ["goods are off", { ...wish, kind: "GOODS" as const }, facts, "GOODS_NOT_ENABLED"],
  ])("is refused when %s", (_case, wanted, given, code) => {
    expect(draw("lst_1", wanted, { ...given, hubId })).toMatchObject({ code });
  });

  it("may be goods where the hub allows them", () => {
    const given = { ...facts, goodsAllowed: true, hubId };
    expect(draw("lst_1", { ...wish, kind: "GOODS" }, given)).toMatchObject({ kind: "GOODS" });
  });
});

describe("changing a listing", () => {
  const change = { listingId: "lst_1", version: 1, idempotencyKey: "key", title: "Windows" };

  it("keeps what was left out", () => {
    const next = redraw(listing({ description: "All sizes." }), { ...change }, facts);
    expect(next).toMatchObject({
      title: "Windows",
      description: "All sizes.",
      status: "PUBLISHED",
    });
    expect(next).not.toHaveProperty("idempotencyKey");
  });

  it("takes a broker's words off the page until the author says yes to them", () => {
    const consent = { by: "AUTHOR" as const, recordedBy: "per_1", at: now };
    const next = redraw(listing({ consent }), change, byBroker);
    expect(next).toMatchObject({ status: "DRAFT", consentNeeded: true });
    expect(next).not.toHaveProperty("consent");
  });

  it("keeps its place in the list when it is shown again", () => {
    const paused = pause(listing({ publishedAt: "2026-01-01T00:00:00.000Z" }));
    expect(paused).toMatchObject({ status: "PAUSED" });
    const again = publish(
      { ...listing(), publishedAt: "2026-01-01T00:00:00.000Z", status: "PAUSED" },
      facts,
    );
    expect(again).toMatchObject({ status: "PUBLISHED", publishedAt: "2026-01-01T00:00:00.000Z" });
  });

  it.each([
    ["it is shown", listing(), facts, "STATE_TRANSITION_INVALID"],
    ["it is closed", listing({ status: "CLOSED" }), facts, "STATE_TRANSITION_INVALID"],
    ["nobody said yes", listing({ status: "DRAFT", consentNeeded: true }), facts, "CONSENT_NEEDED"],
    ["the author is away", listing({ status: "PAUSED" }), away, "AUTHOR_NOT_ACTIVE"],
    [
      "its category became regulated",
      listing({ status: "DRAFT" }),
      regulated,
      "REGULATED_ACTIVITY",
    ],
  ])("is not published when %s", (_case, given, known, code) => {
    expect(publish(given, known)).toMatchObject({ code });
  });

  it("is shown as soon as the yes is there, and asks for it once", () => {
    const consent = { by: "GUARDIAN" as const, recordedBy: "per_1", at: now };
    const draft = listing({ status: "DRAFT", consentNeeded: true });
    const next = consentTo(draft, consent, facts);
    expect(next).toMatchObject({ status: "PUBLISHED", consentNeeded: false, consent });
    expect(consentTo(listing(), consent, facts)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });
});

describe("the single days of a listing", () => {
  const on = (date: string) => ({
    availability: {
      weekly: [],
      dates: [
        { date: "2026-02-03", part: "EVENING" as const },
        { date, part: "MORNING" as const },
      ],
    },
  });
  const change = { listingId: "lst_1", version: 1, idempotencyKey: "key" };

  it.each([
    ["2026-01-31", "This day is already past."],
    ["2027-03-09", "This day is too far ahead."],
  ])("are refused on %s, new and changed", (date, message) => {
    const refused = {
      code: "VALIDATION_FAILED",
      message,
      path: ["input", "availability", "dates", "1", "date"],
    };
    expect(draw("lst_1", { ...wish, ...on(date) }, { ...facts, hubId })).toMatchObject(refused);
    expect(redraw(listing(), { ...change, ...on(date) }, facts)).toMatchObject(refused);
  });

  it.each(["2026-02-01", "2027-03-08"])("may be %s", (date) => {
    const drawn = draw("lst_1", { ...wish, ...on(date) }, { ...facts, hubId });
    expect(drawn).toMatchObject(on(date));
    expect(redraw(listing(), { ...change, ...on(date) }, facts)).toMatchObject(on(date));
  });

  it("may lie in the past once they are kept", () => {
    const kept = listing(on("2026-01-02"));
    expect(redraw(kept, { ...change, title: "Doors" }, facts)).toMatchObject(on("2026-01-02"));
  });
});

describe("seeing a listing", () => {
  const author = {
    id: "mem_jack",
    hubId,
    kind: "MEMBER" as const,
    status: "ACTIVE",
    bornOn: "1985-05-05",
  };
  const child = { ...author, bornOn: "2010-05-05" };
  const member: Viewer = {
    ...anonymous,
    login: "per_1",
    actsFor: [{ id: "mem_other", hubId, as: "SELF" }],
  };
  const guardian: Viewer = { ...member, actsFor: [{ id: "mem_jack", hubId, as: "GUARDIAN" }] };
  const broker: Viewer = {
    ...anonymous,
    login: "per_2",
    roles: [{ role: "BROKER", scopeId: hubId }],
  };
  const steward: Viewer = { ...anonymous, login: "per_3", isFirstSteward: true };

  const sees = (viewer: Viewer, by: typeof author, status: "DRAFT" | "PUBLISHED" | "PAUSED") =>
    maySeeListing(viewer, { listing: { status }, author: by, now });

  it("is for members who look at adults' published listings", () => {
    expect(sees(member, author, "PUBLISHED")).toBe(true);
    expect(sees(member, author, "DRAFT")).toBe(false);
    expect(sees(member, author, "PAUSED")).toBe(false);
    expect(sees(member, { ...author, status: "PAUSED" }, "PUBLISHED")).toBe(false);
  });

  it("is for nobody but guardian and broker when a child wrote it", () => {
    expect(sees(member, child, "PUBLISHED")).toBe(false);
    expect(sees(guardian, child, "DRAFT")).toBe(true);
    expect(sees(broker, child, "PUBLISHED")).toBe(true);
  });

  it("is not for stewards and the public", () => {
    expect(sees(steward, author, "PUBLISHED")).toBe(false);
    expect(sees(anonymous, author, "PUBLISHED")).toBe(false);
  });
});

describe("booking a place", () => {
  it("takes one place, and frees one, never below none", () => {
    expect(takePlace(slot(), { option: option(), now })).toMatchObject({ taken: 1, version: 2 });
    expect(freePlace(slot({ taken: 1 }))).toMatchObject({ taken: 0, version: 2 });
    expect(freePlace(slot())).toMatchObject({ taken: 0 });
  });

  it.each([
    ["every place is taken", slot({ taken: 2 }), option(), "CAPACITY_FULL"],
    ["the option is closed", slot(), option({ status: "CLOSED" }), "STATE_TRANSITION_INVALID"],
    ["it has begun", slot({ startsAt: now }), option(), "STATE_TRANSITION_INVALID"],
  ])("is refused when %s", (_case, given, of, code) => {
    expect(takePlace(given, { option: of, now })).toMatchObject({ code });
  });

  it.each([
    ["past", now, option(), "VALIDATION_FAILED"],
    ["over 400 days ahead", "2027-04-01T10:00:00.000Z", option(), "VALIDATION_FAILED"],
    [
      "of a closed option",
      "2026-03-01T10:00:00.000Z",
      option({ status: "CLOSED" }),
      "STATE_TRANSITION_INVALID",
    ],
  ])("offers no slot that is %s", (_case, startsAt, of, code) => {
    expect(whyNoSlot(of, { startsAt, now })).toMatchObject({ code });
  });

  it("ends once", () => {
    expect(closeOption(option())).toMatchObject({ status: "CLOSED" });
    expect(closeOption(option({ status: "CLOSED" }))).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });
});

describe("a list of skills", () => {
  const skill: Skill = { id: "skl_1", level: "HAVE", words: "Makaton", addedAt: now, receipts: [] };

  it("holds at most 40", () => {
    expect(addTo(Array(39).fill(skill), skill)).toHaveLength(40);
    expect(addTo(Array(40).fill(skill), skill)).toMatchObject({ code: "TOO_MANY_SKILLS" });
  });
});
