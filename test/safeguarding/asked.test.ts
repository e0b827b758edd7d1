import { describe, expect, it } from "vitest";
import { findingsOn, has } from "../../src/safeguarding/decide/index.ts";
import type { ClearanceKind, MeasureKind } from "../../src/safeguarding/model/index.ts";
import {
  arthur,
  asks,
  board,
  child,
  codes,
  helen,
  joan,
  meeting,
  noon,
  organisation,
} from "./build.ts";

describe("what a hub asks for", () => {
  const caring = { categoryPath: ["home", "caring"] };

  it.each([
    ["by kind of help", { categorySlug: "caring" }, caring, true],
    ["by a kind of help above it", { categorySlug: "home" }, caring, true],
    ["by another kind of help", { categorySlug: "garden" }, caring, false],
    ["where no kind was named", { categorySlug: "caring" }, {}, false],
    ["of all help", {}, {}, true],
    ["by place", { placeKind: "PUBLIC_PLACE" }, {}, true],
    ["by another place", { placeKind: "RECIPIENT_HOME" }, {}, false],
    [
      "by both, one of them other",
      { categorySlug: "caring", placeKind: "RECIPIENT_HOME" },
      caring,
      false,
    ],
    [
      "of lone visits, in a home",
      { circumstance: "LONE_VISIT" },
      { placeKind: "RECIPIENT_HOME" },
      true,
    ],
    [
      "of lone visits, at no named place",
      { circumstance: "LONE_VISIT" },
      { placeKind: undefined },
      true,
    ],
    [
      "of lone visits, with a second one there",
      { circumstance: "LONE_VISIT" },
      { placeKind: "RECIPIENT_HOME", recipients: [arthur, joan] },
      false,
    ],
    [
      "of lone visits, on the phone",
      { circumstance: "LONE_VISIT" },
      { channel: "PHONE", placeKind: undefined },
      false,
    ],
    ["of lone visits, in public", { circumstance: "LONE_VISIT" }, {}, false],
    [
      "of money, where it is handled",
      { circumstance: "MONEY_HANDLING" },
      { handlesMoney: true },
      true,
    ],
    [
      "of money, for shopping",
      { circumstance: "MONEY_HANDLING" },
      { categoryPath: ["shopping"] },
      true,
    ],
    ["of money, where there is none", { circumstance: "MONEY_HANDLING" }, {}, false],
    ["from tomorrow on", { from: "2026-03-19T12:00:00.000Z" }, {}, false],
  ] as const)("%s", (_case, line, wish, isAsked) => {
    const requirements = [asks(line)];
    expect(codes(wish, { requirements })).toEqual(isAsked ? ["CLEARANCE_REQUIRED"] : []);
    expect(codes(wish, { requirements }, { mem_helen: ["SAFE_SUPPORT"] })).toEqual([]);
    expect(codes(wish, { requirements }, { mem_helen: ["FIRST_AID"] })).toHaveLength(
      isAsked ? 1 : 0,
    );
  });

  it("is asked of the helper, and with a child of each adult but the guardian", () => {
    const requirements = [asks({ circumstance: "WITH_CHILD" })];
    const ellie = child("ellie", 8);
    const placeKind = "SUPERVISED_PLACE";
    const reading = { provider: ellie, payer: arthur, recipients: [arthur], placeKind } as const;
    expect(codes(reading, { requirements })).toEqual(["CLEARANCE_REQUIRED"]);
    expect(codes(reading, { requirements }, { mem_arthur: ["SAFE_SUPPORT"] })).toEqual([]);
    const withMother = { ...reading, provider: joan, recipients: [ellie] };
    expect(codes(withMother, { requirements })).toEqual([]);
  });

  it("is not asked of an organisation, which answers for its own people", () => {
    const provider = organisation("shed", "CHARITY");
    expect(codes({ provider }, { requirements: [asks({})] })).toEqual([]);
  });

  it("can be a supervised place", () => {
    const requirements = [asks({ need: "SUPERVISED_PLACE", clearance: undefined })];
    expect(codes({}, { requirements })).toEqual(["SUPERVISION_REQUIRED"]);
    expect(codes({ placeKind: "SUPERVISED_PLACE" }, { requirements })).toEqual([]);
    expect(codes({ channel: "ONLINE" }, { requirements })).toEqual([]);
  });

  it("takes a wider check for a narrower one, and never the other way round", () => {
    const held = (kind: ClearanceKind) => [{ id: "clr_1", kind, expiresOn: "2026-12-31" }];
    expect(has(held("DBS_ENHANCED"), "DBS_BASIC", noon)).toBe(true);
    expect(has(held("DBS_ENHANCED"), "DBS_STANDARD", noon)).toBe(true);
    expect(has(held("DBS_BASIC"), "DBS_STANDARD", noon)).toBe(false);
    expect(has(held("DBS_STANDARD"), "DBS_ENHANCED", noon)).toBe(false);
  });

  it("takes a clearance until its last day", () => {
    const lines = [{ id: "clr_1", kind: "FIRST_AID", expiresOn: "2026-03-18" }] as const;
    expect(has(lines, "FIRST_AID", "2026-03-18T23:59:59.999Z")).toBe(true);
    expect(has(lines, "FIRST_AID", "2026-03-19T00:00:00.000Z")).toBe(false);
  });
});

describe("insurance", () => {
  const requirements = [asks({ need: "COVER", clearance: undefined })];
  const cover = {
    ...{ id: "cov_1", holderId: "hub_tho", categorySlugs: [] },
    ...{ from: "2026-01-01", until: "2026-03-18" },
  };

  it.each([
    ["none", [], {}, false],
    ["the hub's, for all help", [cover], {}, true],
    ["the day after its last", [cover], { at: "2026-03-19T08:00:00.000Z" }, false],
    ["the day before its first", [{ ...cover, from: "2026-03-19" }], {}, false],
    ["another hub's", [{ ...cover, holderId: "hub_bra" }], {}, false],
    [
      "for this kind of help",
      [{ ...cover, categorySlugs: ["home"] }],
      { categoryPath: ["home", "caring"] },
      true,
    ],
    [
      "for another kind of help",
      [{ ...cover, categorySlugs: ["garden"] }],
      { categoryPath: ["home"] },
      false,
    ],
    ["for some kinds, where none was named", [{ ...cover, categorySlugs: ["home"] }], {}, false],
    ["an organisation's, for a member", [{ ...cover, holderId: "org_shed" }], {}, false],
    [
      "an organisation's own",
      [{ ...cover, holderId: "org_shed" }],
      { provider: organisation("shed", "CHARITY") },
      true,
    ],
  ] as const)("%s", (_case, covers, wish, isCovered) => {
    expect(codes(wish, { requirements, covers })).toEqual(isCovered ? [] : ["COVER_REQUIRED"]);
  });

  it("is asked for only where the hub asks for it", () => {
    expect(codes({}, { covers: [] })).toEqual([]);
  });
});

describe("measures in force", () => {
  const hold = (kind: MeasureKind, memberId = "mem_helen") => ({
    measures: [...[{ id: "itm_1", kind, memberId, from: noon, until: "2026-04-01T12:00:00.000Z" }]],
  });
  const home = { placeKind: "RECIPIENT_HOME" } as const;
  const not = ["NOT_POSSIBLE_NOW"];

  it.each([
    ["a lone visit by the member", hold("NO_LONE_VISITS"), home, not],
    ["a lone visit to the member", hold("NO_LONE_VISITS", "mem_arthur"), home, not],
    ["a visit to a place nobody named", hold("NO_LONE_VISITS"), { placeKind: undefined }, not],
    ["a visit in public", hold("NO_LONE_VISITS"), {}, []],
    [
      "a visit that somebody else pays for",
      hold("NO_LONE_VISITS", "mem_joan"),
      { ...home, payer: joan },
      [],
    ],
    [
      "a visit after its end",
      hold("NO_LONE_VISITS"),
      { ...home, at: "2026-04-01T12:00:00.000Z" },
      [],
    ],
    ["handling money", hold("NO_MONEY_HANDLING"), { handlesMoney: true }, not],
    ["having money handled", hold("NO_MONEY_HANDLING", "mem_arthur"), { handlesMoney: true }, []],
    ["help without money", hold("NO_MONEY_HANDLING"), {}, []],
    ["anything new by the member", hold("NO_NEW_EXCHANGES"), { channel: "PHONE" }, not],
    ["anything new for the member", hold("NO_NEW_EXCHANGES", "mem_arthur"), {}, not],
    ["anything new paid by the member", hold("NO_NEW_EXCHANGES", "mem_joan"), { payer: joan }, not],
    ["anything new of others", hold("NO_NEW_EXCHANGES", "mem_joan"), {}, []],
  ] as const)("%s", (_case, given, wish, expected) => {
    expect(codes(wish, given)).toEqual(expected);
  });

  it("follow the member to another hub", () => {
    const provider = { ...helen, id: "mem_new", earlierIds: ["mem_helen"] };
    expect(codes({ ...home, provider }, hold("NO_LONE_VISITS"))).toEqual(not);
  });

  it("are told in the same words whichever it is, and before all else", () => {
    const requirements = [asks({})];
    const told = (kind: MeasureKind) =>
      findingsOn(meeting({ ...home, handlesMoney: true }), [
        board({ ...hold(kind), requirements }),
      ]);
    const [visits, money, all] = [
      told("NO_LONE_VISITS"),
      told("NO_MONEY_HANDLING"),
      told("NO_NEW_EXCHANGES"),
    ];
    expect(visits[0]).toEqual(money[0]);
    expect(money[0]).toEqual(all[0]);
    expect(visits.map(({ gap }) => gap.code)).toEqual(["NOT_POSSIBLE_NOW", "CLEARANCE_REQUIRED"]);
    expect(visits[0]?.unless).toBeUndefined();
  });
});
