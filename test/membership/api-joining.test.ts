import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import {
  applicant,
  application,
  ask,
  idOf,
  marlshire,
  member,
  must,
  person,
  personIdOf,
  type Setting,
} from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

describe("applying", () => {
  it("needs no e-mail address and makes the login a person", async () => {
    const { bank, hubId } = setting;
    const applied = await must(bank.as("amina"), "apply", application(hubId, "Amina"));
    expect(applied).toMatchObject({
      status: "APPLIED",
      firstName: "Amina",
      email: null,
      communication: { preferredContact: "PHONE", languages: ["en"], readingFormats: [] },
      channel: "ONLINE",
      missingSteps: ["INTERVIEW", "REFERENCES", "CODE_OF_CONDUCT"],
      version: 1,
    });
    const me = await bank.as("amina").must("{ me { person { firstName } memberships { id } } }");
    expect(me).toEqual({
      me: { person: { firstName: "Amina" }, memberships: [{ id: idOf(applied) }] },
    });
  });

  it("keeps one identity for a person in several hubs, and one membership in each", async () => {
    const { bank, hubId, otherHubId } = setting;
    const amir = bank.as("amir");
    const here = await must(amir, "apply", application(hubId, "Amir"));
    const there = await must(amir, "apply", application(otherHubId, "Amir"));
    expect(at(there, "person.id")).toBe(at(here, "person.id"));
    const again = await ask(amir, "apply", application(hubId, "Amir"));
    expect(again.codes).toEqual(["ALREADY_MEMBER"]);
    const otherBirthday = application(otherHubId, "Amir", "1990-01-01");
    expect((await ask(amir, "apply", otherBirthday)).codes).toEqual(["VALIDATION_FAILED"]);
  });

  it("makes one membership of two applications sent at once", async () => {
    const { bank, hubId } = setting;
    const send = () => ask(bank.as("bo"), "apply", application(hubId, "Bo"));
    const outcomes = await Promise.all([send(), send()]);
    const codes = outcomes.map((outcome) => outcome.codes[0] ?? "DONE");
    expect(codes.toSorted()).toEqual(["ALREADY_MEMBER", "DONE"]);
  });

  it.each([
    ["a child under 13", { bornOn: "2013-01-06" }, "bornOn"],
    ["a date of birth to come", { bornOn: "2026-01-06" }, "bornOn"],
    ["a date of birth nobody has", { bornOn: "1890-01-01" }, "bornOn"],
    ["e-mail without an address", { communication: { preferredContact: "EMAIL" } }, "email"],
    ["no phone for a call", { phone: null, communication: { preferredContact: "PHONE" } }, "phone"],
    ["an address that is none", { email: "amina" }, "email"],
    ["a number that is none", { phone: "+12" }, "phone"],
    ["an empty name", { firstName: " " }, "firstName"],
    ["a name too long", { lastName: "x".repeat(81) }, "lastName"],
    ["hidden characters", { lastName: "Mar\u202Esh" }, "lastName"],
    ["the same offer twice", { offersInWords: ["tea", "tea"] }, "offersInWords"],
    [
      "a language that is none",
      { communication: { languages: ["Bengali"] } },
      "communication.languages.0",
    ],
  ])("refuses %s, and says where", async (_case, change, field) => {
    const { bank, hubId } = setting;
    const input = { ...application(hubId, "Cam"), ...change };
    const outcome = await ask(bank.as("cam"), "apply", input);
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(outcome.errors, "0.path")).toEqual(["input", ...field.split(".")]);
  });

  it("refuses more than ten offers", async () => {
    const offersInWords = Array.from({ length: 11 }, (_, place) => `help ${place}`);
    const input = { ...application(setting.hubId, "Cam"), offersInWords };
    expect((await ask(setting.bank.as("cam"), "apply", input)).codes).toEqual([
      "VALIDATION_FAILED",
    ]);
  });

  it("takes a young person of 13", async () => {
    const { bank, hubId } = setting;
    const young = application(hubId, "Jack", "2013-01-05");
    expect((await ask(bank.as("jack"), "apply", young)).codes).toEqual([]);
  });

  it("refuses a hub that does not exist", async () => {
    const nowhere = application("hub_00000000000000000000000000", "Cam");
    expect((await ask(setting.bank.as("cam"), "apply", nowhere)).codes).toEqual(["NOT_FOUND"]);
  });
});

describe("registering without applying", () => {
  it("is for logins that are nobody yet, and adults or young people", async () => {
    const { bank } = setting;
    await person(bank, "david");
    const david = { firstName: "David", lastName: "Cole", bornOn: "1970-01-01" };
    expect((await ask(bank.as("david"), "registerPerson", david)).codes).toEqual([
      "ALREADY_REGISTERED",
    ]);
    const child = { ...david, bornOn: "2020-01-01" };
    expect((await ask(bank.as("kid"), "registerPerson", child)).codes).toEqual([
      "VALIDATION_FAILED",
    ]);
  });
});

describe("applying for a child", () => {
  const child = () => application(setting.hubId, "Idris", "2016-09-01");

  it("ties the child to the guardian, who cannot act before evidence is noted", async () => {
    const { bank } = setting;
    const guardianId = await person(bank, "halima");
    const idris = await must(bank.as("halima"), "applyForChild", child());
    expect(idris).toMatchObject({
      status: "APPLIED",
      guardians: [{ person: { id: guardianId }, isEvidenceNoted: false }],
      missingSteps: ["INTERVIEW", "REFERENCES", "CODE_OF_CONDUCT", "GUARDIAN"],
    });
    const mine = await bank.as("halima").must("{ me { wards { id } memberships { id } } }");
    expect(mine).toEqual({ me: { wards: [{ id: idOf(idris) }], memberships: [] } });
  });

  it("knows the child again, in this hub and in the next", async () => {
    const { bank, otherHubId } = setting;
    await person(bank, "sandra");
    const sandra = bank.as("sandra");
    const here = await must(sandra, "applyForChild", { ...child(), firstName: "Ellie" });
    const again = await ask(sandra, "applyForChild", { ...child(), firstName: "Ellie" });
    expect(again.codes).toEqual(["ALREADY_MEMBER"]);
    const there = { ...child(), firstName: "Ellie", hubId: otherHubId };
    expect(at(await must(sandra, "applyForChild", there), "person.id")).toBe(at(here, "person.id"));
    const twin = await must(sandra, "applyForChild", { ...child(), firstName: "Ella" });
    expect(at(twin, "person.id")).not.toBe(at(here, "person.id"));
  });

  it("is not for someone of 18, and not by someone under 18 or unknown", async () => {
    const { bank } = setting;
    await person(bank, "tom");
    const grown = { ...child(), bornOn: "2008-01-05" };
    expect((await ask(bank.as("tom"), "applyForChild", grown)).codes).toEqual([
      "VALIDATION_FAILED",
    ]);
    await person(bank, "teen", "2010-01-01");
    expect((await ask(bank.as("teen"), "applyForChild", child())).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(bank.as("unknown"), "applyForChild", child())).codes).toEqual(["FORBIDDEN"]);
  });
});

describe("coming back after leaving", () => {
  it("is a new membership of the same person", async () => {
    const { bank, hubId } = setting;
    const first = await member(setting, "walter");
    const before = await personIdOf(bank.as("walter"));
    await must(bank.as("walter"), "leaveHub", { memberId: first });
    const second = await applicant({ ...setting, hubId }, "walter");
    expect(second).not.toBe(first);
    expect(await personIdOf(bank.as("walter"))).toBe(before);
    const mine = await bank.as("walter").must("{ me { memberships { id status } } }");
    expect(mine).toEqual({ me: { memberships: [{ id: second, status: "APPLIED" }] } });
  });
});
