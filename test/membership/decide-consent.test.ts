import { describe, expect, it } from "vitest";
import {
  allows,
  arrive,
  consentsNow,
  depart,
  giveConsent,
  whyNotAnswer,
  withdrawConsent,
} from "../../src/membership/decide/index.ts";
import {
  type ActiveMember,
  type ConsentPurpose,
  consentPurposes,
  consentText,
  type GivenConsent,
} from "../../src/membership/model/index.ts";
import { amina, bornYearsAgo, noon } from "./people.ts";

const contact = "SHARE_CONTACT_AFTER_AGREEMENT";
const talking = "SHARE_COMMUNICATION_AFTER_AGREEMENT";
const said: GivenConsent = { at: noon, textVersion: 1, byPersonId: "per_amina", as: "SELF" };
const yes = (purpose: ConsentPurpose, wish: Partial<GivenConsent> = {}): ActiveMember => ({
  ...amina,
  consents: { [purpose]: { ...said, ...wish } },
});
const answer = { textVersion: 1, byPersonId: "per_amina", as: "SELF" } as const;

describe("what is allowed", () => {
  it.each(consentPurposes)("is nothing at first: %s", (purpose) => {
    expect(allows(amina, purpose, noon)).toBe(false);
  });

  it.each(consentPurposes)("is what there is a yes to and nothing beside it: %s", (purpose) => {
    const allowed = consentPurposes.filter((one) => allows(yes(purpose), one, noon));
    expect(allowed).toEqual([purpose]);
  });

  it.each([
    ["somebody has left", { status: "LEFT" }, contact],
    ["the yes was given to another hub", yes(contact, { givenToHubId: "hub_sal" }), contact],
    ["a child's contact would be shared", { bornOn: bornYearsAgo(17) }, contact],
    ["a child would be profiled", { bornOn: bornYearsAgo(17) }, "SUGGEST_MATCHES"],
    ["nobody knows the birthday", { bornOn: undefined }, contact],
  ] as const)("is not, yes or no, when %s", (_case, change, purpose) => {
    expect(allows(yes(purpose), purpose, noon)).toBe(true);
    expect(allows({ ...yes(purpose), ...change }, purpose, noon)).toBe(false);
  });

  it("counts a guardian's yes until the child is 13, and the young person's own from then on", () => {
    const child = { ...yes(talking, { as: "GUARDIAN" }), bornOn: "2013-03-11" };
    expect(allows(child, talking, noon)).toBe(true);
    const birthday = "2026-03-11T00:00:00.000Z";
    expect(allows(child, talking, birthday)).toBe(false);
    const own = giveConsent(child, { purpose: talking, ...answer }, birthday);
    expect(own).toMatchObject({ consents: { [talking]: { as: "SELF", at: birthday } } });
    if ("kind" in own) throw new Error(own.message);
    expect(allows(own, talking, birthday)).toBe(true);
    expect(allows(own, talking, "2031-03-11T00:00:00.000Z")).toBe(true);
  });
});

describe("saying yes", () => {
  it("takes what was shown, who said it and in what capacity, and nothing else with it", () => {
    const broker = { textVersion: 1, byPersonId: "per_priya", as: "BROKER" } as const;
    const next = giveConsent(amina, { purpose: contact, ...broker }, noon);
    expect(next).toEqual({ ...amina, consents: { [contact]: { at: noon, ...broker } } });
  });

  it.each([
    ["they have left", { ...amina, status: "LEFT", leftAt: noon }, 1, "STATE_TRANSITION_INVALID"],
    [
      "a child is asked for an adult's yes",
      { ...amina, bornOn: bornYearsAgo(17) },
      1,
      "NOT_FOR_CHILDREN",
    ],
    ["old words were shown", amina, 2, "CONSENT_TEXT_CHANGED"],
    ["it is a yes already", yes(contact), 1, "STATE_TRANSITION_INVALID"],
  ] as const)("is refused when %s", (_case, member, textVersion, code) => {
    const wish = { ...answer, purpose: contact, textVersion } as const;
    expect(giveConsent(member, wish, noon)).toMatchObject({ kind: "Refusal", code });
  });

  it("is possible again for a yes that does not count in this hub", () => {
    const carried = yes(contact, { givenToHubId: "hub_sal" });
    const next = giveConsent(carried, { purpose: contact, ...answer }, noon);
    expect(next).toEqual({ ...amina, consents: { [contact]: said } });
  });
});

describe("taking a yes back", () => {
  it.each([
    ["while they take part", yes(contact)],
    ["after they have left", { ...yes(contact), status: "LEFT" as const, leftAt: noon }],
    ["when it came along from another hub", yes(contact, { givenToHubId: "hub_sal" })],
  ])("works %s", (_case, member) => {
    expect(withdrawConsent(member, contact)).toEqual({ ...member, consents: {} });
  });

  it("leaves the other answers as they are, and is refused when there is no yes", () => {
    const both = { ...amina, consents: { [contact]: said, [talking]: said } };
    expect(withdrawConsent(both, contact)).toEqual({ ...amina, consents: { [talking]: said } });
    expect(withdrawConsent(yes(talking), contact)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });
});

describe("who may answer", () => {
  const under13 = { ...amina, bornOn: bornYearsAgo(12) };
  const from13 = { ...amina, bornOn: bornYearsAgo(13) };
  const spoken = { channel: "PHONE", note: "Yes, tell them." } as const;

  it.each([
    ["the person", amina, { tie: "SELF" }],
    ["the guardian of a child under 13", under13, { tie: "GUARDIAN" }],
    ["a broker who heard it", from13, { tie: "BROKER", spoken }],
  ] as const)("is %s", (_case, member, by) => {
    expect(whyNotAnswer(member, by, noon)).toBeUndefined();
  });

  it.each([
    ["a guardian from 13 on", from13, { tie: "GUARDIAN" }],
    ["a broker who does not say how they heard it", amina, { tie: "BROKER" }],
    ["anybody else who says they heard it", amina, { tie: "SELF", spoken }],
  ] as const)("is not %s", (_case, member, by) => {
    expect(whyNotAnswer(member, by, noon)).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a move to another hub", () => {
  const move = { toId: "mem_2", toHubId: "hub_sal", at: noon, by: "per_rob" };

  it("takes the answers along, marked with the hub they were given to, and none of them counts", () => {
    const there = arrive(yes(contact), move);
    expect(there.consents).toEqual({ [contact]: { ...said, givenToHubId: "hub_bra" } });
    expect(consentsNow(there, noon).filter((one) => one.isInForce)).toEqual([]);
    const further = arrive(there, { ...move, toId: "mem_3", toHubId: "hub_tho" });
    expect(further.consents).toEqual(there.consents);
  });

  it("leaves none of them behind", () => {
    expect(depart(yes(contact), move).consents).toBeUndefined();
  });
});

describe("what is shown before a yes", () => {
  it.each(consentPurposes)("says that it can be taken back at any time: %s", (purpose) => {
    const { text, easyText, version } = consentText(purpose);
    expect(text).toMatch(/take a yes back at\s+any time/);
    expect(easyText.split(" ").length).toBeLessThan(20);
    expect(version).toBeGreaterThan(0);
  });
});
