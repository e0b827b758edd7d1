import { describe, expect, it } from "vitest";
import { lastSchoolDay } from "../../src/safeguarding/decide/index.ts";
import type { Meeting } from "../../src/safeguarding/model/index.ts";
import { arthur, child, codes, type Held, helen, joan, organisation } from "./build.ts";

const ordinary = {};

describe("ordinary help", () => {
  it.each([
    ["in public", ordinary],
    ["at home", { placeKind: "RECIPIENT_HOME" }],
    ["at a place nobody named", { placeKind: undefined }],
    ["by an organisation", { provider: organisation("shed", "COMMUNITY_GROUP") }],
    ["by a business", { provider: organisation("cafe", "BUSINESS") }],
    ["paid by a school", { payer: organisation("school", "SCHOOL") }],
  ] as const)("%s meets nothing in its way", (_case, wish) => {
    expect(codes(wish)).toEqual([]);
  });
});

describe("a child with an adult", () => {
  const ellie = child("ellie", 8);
  const taught = { provider: helen, payer: ellie, recipients: [ellie] };

  it.each([
    ["at home", { placeKind: "RECIPIENT_HOME" }, ["SUPERVISION_REQUIRED"]],
    ["in public", { placeKind: "PUBLIC_PLACE" }, ["SUPERVISION_REQUIRED"]],
    ["at a place nobody named", { placeKind: undefined }, ["SUPERVISION_REQUIRED"]],
    ["at a supervised place", { placeKind: "SUPERVISED_PLACE" }, []],
    ["in an organisation's rooms", { placeKind: "ORGANISATION_ROOMS" }, []],
    ["by phone", { channel: "PHONE" }, []],
    ["online", { channel: "ONLINE" }, []],
    ["who is the guardian", { provider: joan }, []],
    ["with the guardian there", { recipients: [ellie, joan] }, []],
    ["as a guest of an organisation", { provider: organisation("shed", "CHARITY") }, []],
  ] as const)("%s", (_case, wish, expected) => {
    expect(codes({ ...taught, ...wish })).toEqual(expected);
  });

  it("needs the same when the child is the one who helps", () => {
    expect(codes({ provider: ellie, recipients: [arthur] })).toEqual(["SUPERVISION_REQUIRED"]);
  });

  it("is not so for two children, whoever sponsors it", () => {
    const payer = organisation("school", "SCHOOL");
    expect(codes({ provider: child("jack", 15), payer, recipients: [ellie] })).toEqual([]);
  });

  it("is not helped by the guardian of another child", () => {
    const other = { ...child("kit", 8), guardianPersonIds: ["per_tom"] };
    expect(codes({ ...taught, recipients: [other, joan] })).toEqual(["SUPERVISION_REQUIRED"]);
  });

  it("ends on the eighteenth birthday", () => {
    const almost = { ...child("sam", 17), bornOn: "2008-03-19" };
    expect(codes({ recipients: [almost] })).toEqual(["SUPERVISION_REQUIRED"]);
    expect(codes({ recipients: [{ ...almost, bornOn: "2008-03-18" }] })).toEqual([]);
  });
});

describe("minding", () => {
  const small = child("rosa", 5);
  const minding: Partial<Meeting> = {
    ...{ provider: helen, payer: joan, recipients: [small], categoryPath: ["minding"] },
    ...{ placeKind: "PROVIDER_HOME", dayMinutes: 180 },
  };
  const needed = ["CHILDCARE_REGISTRATION_REQUIRED"];

  it.each([
    ["three hours in the minder's home", {}, needed],
    ["somewhere nobody named", { placeKind: undefined }, needed],
    ["a quarter hour too long", { dayMinutes: 135 }, needed],
    ["just two hours", { dayMinutes: 120 }, []],
    ["in the child's own home", { placeKind: "RECIPIENT_HOME" }, []],
    ["among friends", { isBetweenFriends: true }, []],
    ["of a child of eight", { recipients: [child("ellie", 8)] }, []],
    ["of one of eight and one of seven", { recipients: [child("e", 8), child("f", 7)] }, needed],
    ["by an organisation", { provider: organisation("nursery", "CHARITY") }, []],
    ["under a kind of help below", { categoryPath: ["home", "babysitting", "evenings"] }, needed],
  ] as const)("%s", (_case, wish, expected) => {
    expect(codes({ ...minding, ...wish })).toEqual(expected);
  });

  it("is for registered childminders without end", () => {
    expect(codes(minding, {}, { mem_helen: ["CHILDCARE_REGISTRATION"] })).toEqual([]);
    expect(codes(minding, {}, { mem_joan: ["CHILDCARE_REGISTRATION"] })).toEqual(needed);
  });
});

describe("work for a business", () => {
  const cafe = organisation("cafe", "BUSINESS");
  const work = { payer: cafe, recipients: [cafe], placeKind: "ORGANISATION_ROOMS" } as const;
  const jack = child("jack", 15);

  it("waits for a broker to see that nobody's paid work is lost", () => {
    expect(codes(work)).toEqual(["DISPLACEMENT_NOT_CLEARED"]);
    expect(codes({ ...work, isDisplacementCleared: true })).toEqual([]);
    expect(codes({ ...work, payer: arthur })).toEqual(["DISPLACEMENT_NOT_CLEARED"]);
  });

  it("is not for whoever still goes to school without a permit", () => {
    const cleared = { ...work, isDisplacementCleared: true, provider: jack };
    const permit: Held = { mem_jack: ["WORK_PERMIT"] };
    expect(codes(cleared)).toEqual(["AGE_RESTRICTED"]);
    expect(codes({ ...cleared, isDisplacementCleared: false })[0]).toBe("AGE_RESTRICTED");
    expect(codes(cleared, {}, permit)).toEqual([]);
    expect(codes({ ...cleared, weekMinutes: 735 }, {}, permit)).toEqual(["AGE_RESTRICTED"]);
    expect(codes({ ...cleared, weekMinutes: 720 }, {}, permit)).toEqual([]);
  });

  it("is not for a child under thirteen at all", () => {
    const provider = child("ellie", 12);
    const cleared = { ...work, isDisplacementCleared: true, provider };
    expect(codes(cleared, {}, { mem_ellie: ["WORK_PERMIT"] })).toEqual(["AGE_RESTRICTED"]);
  });

  it("is free of a permit from the day after school ends", () => {
    const provider = { ...child("leo", 16), bornOn: "2009-12-01" };
    const cleared = { ...work, isDisplacementCleared: true, provider };
    expect(codes({ ...cleared, at: "2026-06-26T12:00:00.000Z" })).toEqual(["AGE_RESTRICTED"]);
    expect(codes({ ...cleared, at: "2026-06-27T12:00:00.000Z" })).toEqual([]);
  });

  it("is the last Friday in June of the school year in which somebody turns sixteen", () => {
    expect(lastSchoolDay("2010-08-31")).toBe("2026-06-26");
    expect(lastSchoolDay("2010-09-01")).toBe("2027-06-25");
    expect(lastSchoolDay("2008-01-01")).toBe("2024-06-28");
    expect(lastSchoolDay("2007-06-30")).toBe("2023-06-30");
  });
});
