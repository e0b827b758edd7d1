import { describe, expect, it } from "vitest";
import { whatIsSeen } from "../../src/membership/decide/index.ts";
import type {
  ActiveMember,
  CommunicationProfile,
  ConsentPurpose,
  Party,
} from "../../src/membership/model/index.ts";
import { partyOfMember } from "../../src/membership/repository/index.ts";
import { amina, bornYearsAgo, noon } from "./people.ts";

const contact = "SHARE_CONTACT_AFTER_AGREEMENT";
const talking = "SHARE_COMMUNICATION_AFTER_AGREEMENT";
const asGuardian = "SHARE_CONTACT_AS_GUARDIAN";

const said = { at: noon, textVersion: 1, byPersonId: "per_amina", as: "SELF" } as const;
const allowing = (member: ActiveMember, ...purposes: readonly ConsentPurpose[]): ActiveMember => ({
  ...member,
  consents: Object.fromEntries(purposes.map((purpose) => [purpose, said])),
});

const all = allowing(amina, contact, talking, asGuardian, "SUGGEST_MATCHES");
const guardians = [
  { personId: "per_omar", linkedAt: noon },
  {
    ...{ personId: "per_amina", linkedAt: noon },
    evidence: { note: "Birth certificate seen.", byPersonId: "per_priya", at: noon },
  },
];
const ellie: ActiveMember = {
  ...allowing(amina, contact, talking, asGuardian),
  ...{ id: "mem_ellie", personId: "per_ellie", firstName: "Ellie", bornOn: bornYearsAgo(9) },
  ...{ phone: "01234 999999", email: "ellie@example.org", guardians },
};

/** What is seen of a member by somebody who has come so far with them. */
const seen = (
  member: ActiveMember,
  acquaintance?: Party["acquaintance"],
  theirGuardians: readonly ActiveMember[] = [],
) =>
  whatIsSeen(
    { ...partyOfMember(member), ...(acquaintance ? { acquaintance } : {}) },
    { member, guardians: theirGuardians, now: noon },
  );

const atFirst = { name: "Amina", hubId: "hub_bra" };
const reach = { way: "PHONE", reach: "01234 567890", of: "THEMSELVES", firstName: "Amina" };

describe("what is seen of somebody", () => {
  it("is a first name and a hub before both have agreed, whatever they allow", () => {
    expect(seen(all)).toEqual(atFirst);
  });

  it("is still no more after both have agreed, when they allow nothing", () => {
    expect(seen(amina, "AGREED")).toEqual(atFirst);
  });

  it("is the one way they like best after both have agreed, when they allow it", () => {
    expect(seen(allowing(amina, contact), "AGREED")).toEqual({ ...atFirst, contact: reach });
  });

  it.each([
    ["PHONE", "01234 567890"],
    ["TEXT", "01234 567890"],
    ["EMAIL", "amina@example.org"],
    ["IN_PERSON", undefined],
    ["THROUGH_SOMEONE", undefined],
  ] as const)("is only what the way needs, never the other: %s", (preferredContact, needed) => {
    const communication = { ...amina.communication, preferredContact };
    const { contact: shown } = seen(allowing({ ...amina, communication }, contact), "AGREED");
    expect(shown?.reach).toBe(needed);
  });

  it("is of how they talk only what helps to meet, with a yes of its own", () => {
    const communication: CommunicationProfile = {
      ...amina.communication,
      languages: ["bn", "en"],
      speakingWays: ["AAC"],
      isPhoneOnly: true,
      readingFormats: ["BRAILLE"],
      helperName: "Rahima",
    };
    const shown = seen(allowing({ ...amina, communication }, talking), "AGREED");
    expect(shown).toEqual({
      ...atFirst,
      communication: {
        ...{ languages: ["bn", "en"], speakingWays: ["AAC"], isPhoneOnly: true },
        ...{ needsInterpreter: false, bestTimes: [], isThroughHelper: true },
      },
    });
  });

  it("is for a young person how to talk, and never how to reach", () => {
    expect(seen(all, "AGREED_AS_CHILD")).toMatchObject({ communication: { languages: ["en"] } });
    expect(seen(all, "AGREED_AS_CHILD")).not.toHaveProperty("contact");
  });
});

describe("what is seen of a child after both have agreed", () => {
  it("is never how to reach them, whatever a yes says", () => {
    expect(seen(ellie, "AGREED")).not.toHaveProperty("contact");
  });

  it("is how to reach a guardian whose evidence is noted, with the guardian's own yes", () => {
    const { contact: shown } = seen(ellie, "AGREED", [all]);
    expect(shown).toEqual({ ...reach, of: "GUARDIAN" });
  });

  it.each([
    ["said yes to something else only", allowing(amina, contact)],
    ["said nothing", amina],
    ["has no noted evidence", { ...all, personId: "per_omar" }],
    ["is no guardian of the child", { ...all, personId: "per_grace" }],
    ["has left", { ...all, status: "LEFT" as const, leftAt: noon }],
  ])("is not how to reach somebody who %s", (_case, guardian) => {
    const party: Party = { ...partyOfMember(ellie), acquaintance: "AGREED" };
    const shown = whatIsSeen(party, { member: ellie, guardians: [guardian], now: noon });
    expect(shown).not.toHaveProperty("contact");
  });

  it("is their own affair from the 18th birthday on", () => {
    const grown = { ...ellie, bornOn: bornYearsAgo(18) };
    const { contact: shown } = seen(grown, "AGREED", [all]);
    expect(shown).toEqual({
      ...{ way: "PHONE", reach: "01234 999999" },
      ...{ of: "THEMSELVES", firstName: "Ellie" },
    });
  });
});
