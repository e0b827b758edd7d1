import { beforeAll, describe, expect, it } from "vitest";
import { at, type Caller, type Json, testBank } from "../support/api.ts";
import {
  applicant,
  ask,
  assisted,
  childMember,
  marlshire,
  member,
  must,
  person,
  type Setting,
} from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
  await person(setting.bank, "sandra");
});

const contact = "SHARE_CONTACT_AFTER_AGREEMENT";
const talking = "SHARE_COMMUNICATION_AFTER_AGREEMENT";
const textVersion = 1;
const spoken = { channel: "PHONE", note: "Yes, go ahead." };

const answers = `query ($id: ID!) { member(id: $id) {
  consents { purpose isInForce isOpenToThem givenAt as textVersion by { firstName } givenTo { id } }
  consentChanges { nodes { purpose isYes at as textVersion spokenOver spokenNote by { firstName } } }
} }`;
const read = async (caller: Caller, id: string): Promise<Json> =>
  at(await caller.must(answers, { id }), "member");
const inForce = (json: Json): readonly Json[] => {
  const consents = at(json, "consents");
  return (Array.isArray(consents) ? consents : [])
    .filter((one) => at(one, "isInForce") === true)
    .map((one) => at(one, "purpose"));
};

describe("what people are shown first", () => {
  it("is open to everyone, one text for each purpose, each with its version", async () => {
    const data = await setting.bank.anonymous.must(
      "{ consentTexts { purpose version text easyText isForAdultsOnly } demographicsText { version text } }",
    );
    const texts = at(data, "consentTexts");
    expect(Array.isArray(texts) ? texts.map((text: Json) => at(text, "purpose")) : []).toEqual([
      contact,
      talking,
      "SHARE_CONTACT_AS_GUARDIAN",
      "SUGGEST_MATCHES",
    ]);
    expect(at(data, "demographicsText.version")).toBe(1);
  });
});

describe("the answers of a member", () => {
  it("are no to everything at first, and each counts from the next request on", async () => {
    const { bank } = setting;
    const amina = bank.as("amina");
    const memberId = await member(setting, "amina");
    expect(inForce(await read(amina, memberId))).toEqual([]);
    await must(amina, "giveConsent", { memberId, purpose: contact, textVersion });
    expect(await read(amina, memberId)).toMatchObject({
      consents: [
        {
          ...{ purpose: contact, isInForce: true, isOpenToThem: true, givenAt: bank.now() },
          ...{ as: "SELF", textVersion: 1, by: { firstName: "amina" }, givenTo: null },
        },
        { purpose: talking, isInForce: false, givenAt: null, as: null, by: null },
        { purpose: "SHARE_CONTACT_AS_GUARDIAN", isInForce: false },
        { purpose: "SUGGEST_MATCHES", isInForce: false },
      ],
    });
    await must(amina, "withdrawConsent", { memberId, purpose: contact });
    expect(inForce(await read(amina, memberId))).toEqual([]);
  });

  it("keep who said what, how and when, newest first and page by page", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Nadia");
    const priya = bank.as("priya");
    await must(priya, "giveConsent", { memberId, purpose: talking, textVersion, spoken });
    const no = { channel: "IN_PERSON", note: "Not any more." };
    await must(priya, "withdrawConsent", { memberId, purpose: talking, spoken: no });
    const heard = { purpose: talking, as: "BROKER", by: { firstName: "priya" }, at: bank.now() };
    expect(at(await read(priya, memberId), "consentChanges.nodes")).toEqual([
      {
        ...{ ...heard, isYes: false, textVersion: null },
        ...{ spokenOver: "IN_PERSON", spokenNote: "Not any more." },
      },
      {
        ...{ ...heard, isYes: true, textVersion: 1 },
        ...{ spokenOver: "PHONE", spokenNote: "Yes, go ahead." },
      },
    ]);
    const page = await priya.must(
      `query ($id: ID!) { member(id: $id) { consentChanges(first: 1) {
        nodes { isYes } pageInfo { hasNextPage endCursor } } } }`,
      { id: memberId },
    );
    expect(at(page, "member.consentChanges")).toMatchObject({
      ...{ nodes: [{ isYes: false }], pageInfo: { hasNextPage: true } },
    });
  });

  it.each([
    ["old words", { textVersion: 2 }, "CONSENT_TEXT_CHANGED"],
    ["a broker's note by somebody who is none", { spoken }, "FORBIDDEN"],
  ])("are not taken after %s", async (name, change, code) => {
    const memberId = await applicant(setting, `cam ${name}`);
    const wish = { memberId, purpose: contact, textVersion, ...change };
    expect((await ask(setting.bank.as(`cam ${name}`), "giveConsent", wish)).codes).toEqual([code]);
  });

  it("are refused when they are there already, or the member has left", async () => {
    const bo = setting.bank.as("bo");
    const memberId = await applicant(setting, "bo");
    const yes = { memberId, purpose: contact, textVersion };
    const no = { memberId, purpose: contact };
    const state = ["STATE_TRANSITION_INVALID"];
    expect((await ask(bo, "withdrawConsent", no)).codes).toEqual(state);
    await must(bo, "giveConsent", yes);
    expect((await ask(bo, "giveConsent", yes)).codes).toEqual(state);
    await must(bo, "leaveHub", { memberId });
    expect(inForce(await read(bo, memberId))).toEqual([]);
    const other = { ...yes, purpose: talking };
    expect((await ask(bo, "giveConsent", other)).codes).toEqual(state);
    expect((await ask(bo, "withdrawConsent", no)).codes).toEqual([]);
  });

  it("keep both of two that are said at the same moment", async () => {
    const dee = setting.bank.as("dee");
    const memberId = await applicant(setting, "dee");
    const both = await Promise.all(
      [contact, talking].map((purpose) =>
        ask(dee, "giveConsent", { memberId, purpose, textVersion }),
      ),
    );
    expect(both.map(({ codes }) => codes)).toEqual([[], []]);
    expect(inForce(await read(dee, memberId))).toEqual([contact, talking]);
  });

  it("are heard by a broker only with how they were said, and not for themselves", async () => {
    const memberId = await assisted(setting, "Beth");
    const wish = { memberId, purpose: contact, textVersion };
    const silent = await ask(setting.bank.as("priya"), "giveConsent", wish);
    expect(silent.codes).toEqual(["FORBIDDEN"]);
    expect(at(silent.errors, "0.path")).toEqual(["input", "spoken"]);
    expect((await ask(setting.bank.as("rob"), "giveConsent", { ...wish, spoken })).codes).toEqual([
      "NOT_FOUND",
    ]);
  });
});

describe("the answers of a child", () => {
  it("under 13 are the guardian's to give and to read", async () => {
    const memberId = await childMember(setting, { name: "Ellie", guardian: "sandra" });
    const sandra = setting.bank.as("sandra");
    await must(sandra, "giveConsent", { memberId, purpose: talking, textVersion });
    const answered = await read(sandra, memberId);
    expect(at(answered, "consents.1")).toMatchObject({ isInForce: true, as: "GUARDIAN" });
    expect(at(answered, "consents")).toMatchObject(
      [contact, talking, "SHARE_CONTACT_AS_GUARDIAN", "SUGGEST_MATCHES"].map((purpose) => ({
        purpose,
        isOpenToThem: purpose === talking,
      })),
    );
  });

  it.each([contact, "SHARE_CONTACT_AS_GUARDIAN", "SUGGEST_MATCHES"])(
    "cannot be yes to what is for adults, whoever says it: %s",
    async (purpose) => {
      const guardian = `sandra ${purpose}`;
      await person(setting.bank, guardian);
      const memberId = await childMember(setting, { name: "Ellie", guardian });
      const wish = { memberId, purpose, textVersion };
      const byGuardian = await ask(setting.bank.as(guardian), "giveConsent", wish);
      expect(byGuardian.codes).toEqual(["NOT_FOR_CHILDREN"]);
      const heard = await ask(setting.bank.as("priya"), "giveConsent", { ...wish, spoken });
      expect(heard.codes).toEqual(["NOT_FOR_CHILDREN"]);
    },
  );

  it("from 13 on are their own: the guardian neither gives nor reads nor takes them back", async () => {
    const { bank } = setting;
    const jack = { name: "Jack", guardian: "sandra", bornOn: "2010-06-01" };
    const memberId = await childMember(setting, jack);
    const sandra = bank.as("sandra");
    const wish = { memberId, purpose: talking };
    const yes = { ...wish, textVersion };
    expect((await ask(sandra, "giveConsent", yes)).codes).toEqual(["FORBIDDEN"]);
    await must(bank.as("priya"), "giveConsent", { ...yes, spoken });
    expect((await ask(sandra, "withdrawConsent", wish)).codes).toEqual(["FORBIDDEN"]);
    expect(await read(sandra, memberId)).toEqual({ consents: null, consentChanges: null });
    expect(inForce(await read(bank.as("priya"), memberId))).toEqual([talking]);
  });
});

describe("how somebody likes to talk", () => {
  const profile = `query ($id: ID!) { member(id: $id) { version communication {
    preferredContact isPhoneOnly languages needsInterpreter speakingWays readingFormats helperName bestTimes
  } } }`;

  it("is said as a whole, and read by the member and the broker", async () => {
    const { bank } = setting;
    const memberId = await applicant(setting, "nadia");
    const said = {
      ...{ preferredContact: "PHONE", isPhoneOnly: true, languages: ["bn", "en"] },
      ...{ needsInterpreter: true, speakingWays: ["AAC"], readingFormats: ["LARGE_PRINT"] },
      ...{ helperName: "Rahima", bestTimes: ["EVENING"] },
    };
    await must(bank.as("nadia"), "setCommunicationProfile", { memberId, version: 1, ...said });
    for (const caller of [bank.as("nadia"), bank.as("priya")]) {
      const data = await caller.must(profile, { id: memberId });
      expect(at(data, "member.communication")).toEqual(said);
    }
    expect(await bank.as("rob").must(profile, { id: memberId })).toEqual({ member: null });
    await must(bank.as("nadia"), "setCommunicationProfile", { memberId, version: 2 });
    const data = await bank.as("nadia").must(profile, { id: memberId });
    expect(at(data, "member.communication")).toEqual({
      ...{ preferredContact: "PHONE", isPhoneOnly: false, languages: ["en"] },
      ...{ needsInterpreter: false, speakingWays: [], readingFormats: [] },
      ...{ helperName: null, bestTimes: [] },
    });
  });

  it("is refused when the way needs what is not there, or the member has left", async () => {
    const memberId = await applicant(setting, "olu");
    const olu = setting.bank.as("olu");
    const wish = { memberId, version: 1, preferredContact: "EMAIL" };
    const refused = await ask(olu, "setCommunicationProfile", wish);
    expect(refused.codes).toEqual(["VALIDATION_FAILED"]);
    await must(olu, "leaveHub", { memberId });
    const gone = await ask(olu, "setCommunicationProfile", { memberId, version: 2 });
    expect(gone.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});
