import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import {
  applicant,
  application,
  ask,
  assisted,
  idOf,
  marlshire,
  member,
  must,
  person,
  personIdOf,
  ready,
  type Setting,
} from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const reference = (refereeName: string) => ({
  refereeName,
  relation: "neighbour",
  takenOn: "2026-01-05",
});

describe("letting someone in", () => {
  it("goes from applied over interviewed to active once nothing is missing", async () => {
    const { bank } = setting;
    const priya = bank.as("priya");
    const memberId = await applicant(setting, "tom");
    const talk = { memberId, heldOn: "2026-01-05", note: "Drives, has a free seat." };
    expect(await must(priya, "recordInterview", talk)).toMatchObject({ status: "INTERVIEWED" });
    await must(priya, "addReference", { memberId, ...reference("Mrs Hill") });
    await must(priya, "addReference", { memberId, ...reference("Dr Brook") });
    await must(bank.as("tom"), "acceptCodeOfConduct", { memberId });
    const active = await must(priya, "activateMember", { memberId });
    expect(active).toMatchObject({ status: "ACTIVE", missingSteps: [], referenceCount: 2 });
    const again = await ask(priya, "activateMember", { memberId });
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("lists everything that is missing", async () => {
    const { bank, hubId } = setting;
    const bare = { ...application(hubId, "Una"), offersInWords: [], requestsInWords: [] };
    const memberId = idOf(await must(bank.as("una"), "apply", bare));
    const outcome = await ask(bank.as("priya"), "activateMember", { memberId });
    expect(outcome.codes).toEqual(["ONBOARDING_INCOMPLETE"]);
    expect(at(outcome.errors, "0.message")).toBe(
      "Still missing: a talk with a broker; two references; a yes to the code of conduct; something they could give; something they could use.",
    );
  });

  it("needs at least one offer and one request, unless a broker waives it with a reason", async () => {
    const { bank, hubId } = setting;
    const priya = bank.as("priya");
    const bare = { ...application(hubId, "Arthur"), offersInWords: [] };
    const memberId = idOf(await must(bank.as("arthur"), "apply", bare));
    await ready(bank, memberId);
    const outcome = await ask(priya, "activateMember", { memberId });
    expect(outcome.codes).toEqual(["ONBOARDING_INCOMPLETE"]);
    const waiver = { memberId, step: "OFFER", reason: "Lives with dementia." };
    await must(priya, "waiveRequirement", waiver);
    const active = await must(priya, "activateMember", { memberId });
    expect(active).toMatchObject({
      status: "ACTIVE",
      waivers: [{ step: "OFFER", reason: "Lives with dementia." }],
    });
  });

  it("lets the applicant add what is missing in their own words", async () => {
    const { bank, hubId } = setting;
    const bare = { ...application(hubId, "Ivy"), offersInWords: [] };
    const memberId = idOf(await must(bank.as("ivy"), "apply", bare));
    await ready(bank, memberId);
    const offersInWords = ["listening"];
    const wish = { memberId, version: 5, offersInWords };
    const changed = await must(bank.as("ivy"), "updateMember", wish);
    expect(changed).toMatchObject({ version: 6, offersInWords, missingSteps: [] });
    expect((await ask(bank.as("priya"), "activateMember", { memberId })).codes).toEqual([]);
  });
});

describe("a broker's work on an application", () => {
  it("is refused to the applicant", async () => {
    const { bank } = setting;
    const memberId = await applicant(setting, "grace");
    const grace = bank.as("grace");
    const talk = { memberId, heldOn: "2026-01-05", note: "With myself." };
    expect((await ask(grace, "recordInterview", talk)).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(grace, "activateMember", { memberId })).codes).toEqual(["FORBIDDEN"]);
    const own = { memberId, ...reference("Grace") };
    expect((await ask(grace, "addReference", own)).codes).toEqual(["FORBIDDEN"]);
  });

  it("is refused to a broker for their own membership and their own child's", async () => {
    const { bank, hubId } = setting;
    const priya = bank.as("priya");
    const born = { bornOn: "1980-04-01" };
    const own = { ...application(hubId, "Priya"), ...born };
    const memberId = idOf(await must(priya, "apply", own));
    const talk = { heldOn: "2026-01-05", note: "With myself." };
    expect((await ask(priya, "recordInterview", { memberId, ...talk })).codes).toEqual([
      "FORBIDDEN",
    ]);
    const child = application(hubId, "Asha", "2018-01-01");
    const childMemberId = idOf(await must(priya, "applyForChild", child));
    const guardian = {
      childMemberId,
      guardianPersonId: await personIdOf(priya),
      evidenceNote: "My own word.",
    };
    expect((await ask(priya, "linkGuardian", guardian)).codes).toEqual(["FORBIDDEN"]);
    const early = await ask(priya, "recordInterview", { memberId: childMemberId, ...talk });
    expect(early.codes).toEqual(["FORBIDDEN"]);
    const secondId = await person(bank, "second");
    await must(bank.steward, "grantRole", {
      personId: secondId,
      role: "BROKER",
      scopeId: hubId,
      reason: "A second pair of eyes.",
    });
    const second = await ask(bank.as("second"), "recordInterview", { memberId, ...talk });
    expect(second.codes).toEqual([]);
  });

  it("refuses days to come, the same referee twice, and a sixth reference", async () => {
    const priya = setting.bank.as("priya");
    const memberId = await assisted(setting, "Walter");
    const talk = { memberId, heldOn: "2026-01-06", note: "Tomorrow." };
    expect((await ask(priya, "recordInterview", talk)).codes).toEqual(["VALIDATION_FAILED"]);
    const tomorrow = { memberId, ...reference("Mrs Hill"), takenOn: "2026-01-06" };
    expect((await ask(priya, "addReference", tomorrow)).codes).toEqual(["VALIDATION_FAILED"]);
    for (const name of ["Ann", "Ben", "Cat", "Dan", "Eve"]) {
      await must(priya, "addReference", { memberId, ...reference(name) });
    }
    const codes = async (name: string) =>
      (await ask(priya, "addReference", { memberId, ...reference(name) })).codes;
    expect(await codes("ANN")).toEqual(["VALIDATION_FAILED"]);
    expect(await codes("Fay")).toEqual(["LIST_FULL"]);
  });

  it("notes one talk, waives a step once, and nothing after joining", async () => {
    const { bank } = setting;
    const priya = bank.as("priya");
    const memberId = await member(setting, "helen");
    const talk = { memberId, heldOn: "2026-01-05", note: "Again." };
    expect((await ask(priya, "recordInterview", talk)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const waiver = { memberId, step: "OFFER", reason: "Why not." };
    expect((await ask(priya, "waiveRequirement", waiver)).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const waiting = await assisted(setting, "Joan");
    await must(priya, "waiveRequirement", { ...waiver, memberId: waiting });
    const twice = await ask(priya, "waiveRequirement", { ...waiver, memberId: waiting });
    expect(twice.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("needs a note to say yes to the code of conduct for someone else", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Joan");
    const silent = await ask(bank.as("priya"), "acceptCodeOfConduct", { memberId });
    expect(at(silent.errors, "0")).toMatchObject({
      code: "VALIDATION_FAILED",
      path: ["input", "note"],
    });
    const said = { memberId, note: "Read to her; she said yes." };
    await must(bank.as("priya"), "acceptCodeOfConduct", said);
    const twice = await ask(bank.as("priya"), "acceptCodeOfConduct", said);
    expect(twice.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});

describe("changing what a person told the hub", () => {
  it("is for the member and the broker, and a new name is the person's name", async () => {
    const { bank } = setting;
    const memberId = await applicant(setting, "maria");
    const named = { memberId, version: 1, lastName: "Marsh-Lopez", email: "maria@example.org" };
    const changed = await must(bank.as("maria"), "updateMember", named);
    expect(changed).toMatchObject({
      lastName: "Marsh-Lopez",
      phone: "01234 567890",
      person: { lastName: "Marsh-Lopez" },
      version: 2,
    });
    await must(bank.as("maria"), "setCommunicationProfile", {
      memberId,
      version: 2,
      preferredContact: "EMAIL",
    });
    const wish = { memberId, version: 3, forget: ["PHONE"] };
    const unheard = await ask(bank.as("priya"), "updateMember", wish);
    expect(unheard.codes).toEqual(["FORBIDDEN"]);
    const spoken = { channel: "PHONE", note: "The number is not hers any more." };
    const wiped = await must(bank.as("priya"), "updateMember", { ...wish, spoken });
    expect(wiped).toMatchObject({ phone: null, email: "maria@example.org", version: 4 });
  });

  it("refuses an old version, and a way to reach someone that is not there", async () => {
    const maria = setting.bank.as("marta");
    const memberId = await applicant(setting, "marta");
    await must(maria, "updateMember", { memberId, version: 1, lastName: "Silva" });
    const stale = await ask(maria, "updateMember", { memberId, version: 1, lastName: "Costa" });
    expect(stale.codes).toEqual(["CONFLICT_VERSION"]);
    const wiped = { memberId, version: 2, forget: ["PHONE"] };
    expect((await ask(maria, "updateMember", wiped)).codes).toEqual(["VALIDATION_FAILED"]);
    await must(maria, "leaveHub", { memberId });
    const gone = await ask(maria, "updateMember", { memberId, version: 3, lastName: "Costa" });
    expect(gone.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});
