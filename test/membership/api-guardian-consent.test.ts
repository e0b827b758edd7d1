import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import {
  ask,
  assisted,
  childMember,
  marlshire,
  must,
  person,
  ready,
  type Setting,
} from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const seen = `query ($id: ID!) { member(id: $id) {
  status missingSteps account { balanceMinutes }
  guardianConsent {
    given { guardian { firstName } at channel note readBack slip recordedBy }
    withdrawn { guardian { firstName } channel }
  }
} }`;

const spoken = { channel: "PHONE", note: "Yes, she may.", readBack: true, slip: "S-7" };

/** A child whom a broker entered, with a guardian whose evidence is noted. */
async function entered(guardian: string, bornOn = "2016-09-01") {
  const { bank } = setting;
  const guardianPersonId = await person(bank, guardian);
  const childMemberId = await assisted(setting, "Bo", bornOn);
  const evidenceNote = "Birth certificate seen.";
  await must(bank.as("priya"), "linkGuardian", { childMemberId, guardianPersonId, evidenceNote });
  return { childMemberId, guardianPersonId };
}

const shown = (persona: string, id: string) =>
  setting.bank
    .as(persona)
    .must(seen, { id })
    .then((data) => at(data, "member"));

describe("a guardian's consent to the membership of a child under 13", () => {
  it("is given by applying for the child, and noted: who, when and how", async () => {
    await person(setting.bank, "amina");
    const id = await childMember(setting, { name: "Idris", guardian: "amina" });
    expect(at(await shown("amina", id), "guardianConsent")).toEqual({
      given: {
        guardian: { firstName: "amina" },
        at: "2026-01-05T09:00:00.000Z",
        channel: "ONLINE",
        note: null,
        readBack: false,
        slip: null,
        recordedBy: null,
      },
      withdrawn: null,
    });
  });

  it("is needed before a child whom a broker entered can take part", async () => {
    const { bank } = setting;
    const wish = await entered("gita");
    const memberId = wish.childMemberId;
    await ready(bank, memberId);
    expect(at(await shown("priya", memberId), "missingSteps")).toEqual(["GUARDIAN_CONSENT"]);
    const early = await ask(bank.as("priya"), "activateMember", { memberId });
    expect(early.codes).toEqual(["ONBOARDING_INCOMPLETE"]);
    await must(bank.as("priya"), "giveGuardianConsent", { ...wish, spoken });
    expect(at(await shown("priya", memberId), "guardianConsent.given")).toMatchObject({
      ...spoken,
      guardian: { firstName: "gita" },
      recordedBy: "priya",
    });
    expect((await ask(bank.as("priya"), "activateMember", { memberId })).codes).toEqual([]);
  });

  it("is said by a guardian, or heard from one by a broker who is none", async () => {
    const { bank } = setting;
    const wish = await entered("hana");
    const { childMemberId } = wish;
    const other = await person(bank, "no-guardian");
    const give = async (persona: string, input: object) =>
      (await ask(bank.as(persona), "giveGuardianConsent", { childMemberId, ...input })).codes;
    expect(await give("priya", {})).toEqual(["FORBIDDEN"]);
    expect(await give("priya", { spoken })).toEqual(["VALIDATION_FAILED"]);
    expect(await give("priya", { guardianPersonId: other, spoken })).toEqual(["NOT_FOUND"]);
    expect(await give("hana", { ...wish, spoken })).toEqual(["FORBIDDEN"]);
    expect(await give("no-guardian", {})).toEqual(["NOT_FOUND"]);
    expect(await give("hana", {})).toEqual([]);
    expect(await give("hana", {})).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("pauses the child's membership when it is taken back, and nobody but a guardian ends that", async () => {
    const { bank } = setting;
    await person(bank, "ines");
    const memberId = await childMember(setting, { name: "Ivo", guardian: "ines" });
    const before = at(await shown("priya", memberId), "account");
    await must(bank.as("ines"), "withdrawGuardianConsent", { childMemberId: memberId });
    expect(await shown("priya", memberId)).toMatchObject({
      status: "PAUSED",
      account: before,
      guardianConsent: { withdrawn: { guardian: { firstName: "ines" }, channel: "ONLINE" } },
    });
    for (const persona of ["priya", "ines"]) {
      const resumed = await ask(bank.as(persona), "resumeMembership", { memberId });
      expect(resumed.codes).toEqual(["ONBOARDING_INCOMPLETE"]);
    }
    const again = await ask(bank.as("ines"), "withdrawGuardianConsent", {
      childMemberId: memberId,
    });
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    await must(bank.as("ines"), "giveGuardianConsent", { childMemberId: memberId });
    expect((await ask(bank.as("ines"), "resumeMembership", { memberId })).codes).toEqual([]);
  });

  it("is nobody's to give or take from 13 on", async () => {
    const { bank } = setting;
    const { childMemberId } = await entered("jo", "2012-06-01");
    for (const mutation of ["giveGuardianConsent", "withdrawGuardianConsent"]) {
      const outcome = await ask(bank.as("jo"), mutation, { childMemberId });
      expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    }
    await ready(bank, childMemberId);
    const memberId = childMemberId;
    expect((await ask(bank.as("priya"), "activateMember", { memberId })).codes).toEqual([]);
  });

  it("is not needed any more once the child has turned 13", async () => {
    const { bank } = setting;
    await person(bank, "kate");
    const wish = { name: "Kit", guardian: "kate", bornOn: "2013-02-01" };
    const memberId = await childMember(setting, wish);
    await must(bank.as("kate"), "withdrawGuardianConsent", { childMemberId: memberId });
    bank.at("2026-02-01T12:00:00Z");
    expect((await ask(bank.as("priya"), "resumeMembership", { memberId })).codes).toEqual([]);
    bank.at("2026-01-05T09:00:00Z");
  });
});
