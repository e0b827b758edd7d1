import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import {
  applicant,
  application,
  ask,
  assisted,
  childApplicant,
  childMember,
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

const link = (childMemberId: string, guardianPersonId: string) => ({
  childMemberId,
  guardianPersonId,
  evidenceNote: "Birth certificate seen.",
});

describe("linking a guardian", () => {
  it("lets a child under 13 in only with a guardian whose evidence is noted", async () => {
    const { bank, hubId } = setting;
    const priya = bank.as("priya");
    await person(bank, "amina");
    const child = application(hubId, "Idris", "2016-09-01");
    const memberId = idOf(await must(bank.as("amina"), "applyForChild", child));
    await ready(bank, memberId);
    const early = await ask(priya, "activateMember", { memberId });
    expect(at(early.errors, "0.message")).toBe("Still missing: evidence for a guardian.");
    await must(priya, "linkGuardian", link(memberId, await personIdOf(bank.as("amina"))));
    expect((await ask(priya, "activateMember", { memberId })).codes).toEqual([]);
  });

  it("lets a young person of 13 in without one", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Jack", "2010-05-05");
    await ready(bank, memberId);
    expect((await ask(bank.as("priya"), "activateMember", { memberId })).codes).toEqual([]);
  });

  it("refuses the child, a guardian under 18, a grown child, and a link that is there", async () => {
    const { bank } = setting;
    const codes = async (childId: string, guardianId: string) =>
      (await ask(bank.as("priya"), "linkGuardian", link(childId, guardianId))).codes;
    const jack = await applicant(setting, "jack", "2010-05-05");
    expect(await codes(jack, await personIdOf(bank.as("jack")))).toEqual(["VALIDATION_FAILED"]);
    const teen = await person(bank, "teen", "2009-01-01");
    expect(await codes(jack, teen)).toEqual(["VALIDATION_FAILED"]);
    const tom = await person(bank, "tom");
    expect(await codes(await applicant(setting, "grown"), tom)).toEqual(["VALIDATION_FAILED"]);
    expect(await codes(jack, "per_00000000000000000000000000")).toEqual(["NOT_FOUND"]);
    expect(await codes(jack, tom)).toEqual([]);
    expect(await codes(jack, tom)).toEqual(["STATE_TRANSITION_INVALID"]);
    for (const name of ["ann", "ben", "cat"]) await codes(jack, await person(bank, name));
    expect(await codes(jack, await person(bank, "dan"))).toEqual(["LIST_FULL"]);
  });

  it("is refused to the child's own guardian and to the member", async () => {
    const { bank } = setting;
    const childId = await childApplicant(setting, { name: "Bo", guardian: await named("gia") });
    const other = await person(bank, "other");
    const outcome = await ask(bank.as("gia"), "linkGuardian", link(childId, other));
    expect(outcome.codes).toEqual(["FORBIDDEN"]);
  });
});

/** A persona who is a person. */
async function named(name: string): Promise<string> {
  await person(setting.bank, name);
  return name;
}

describe("acting for a child", () => {
  const seen = `query ($id: ID!) { member(id: $id) { firstName bornOn } }`;

  it("ends on the day the child turns 18", async () => {
    const { bank } = setting;
    const guardian = await named("halima");
    const child = { name: "Zed", guardian, bornOn: "2008-03-01" };
    const id = await childMember(setting, child);
    const pause = () => ask(bank.as(guardian), "pauseMembership", { memberId: id });
    bank.at("2026-02-28T12:00:00Z");
    expect((await pause()).codes).toEqual([]);
    await must(bank.as(guardian), "resumeMembership", { memberId: id });
    bank.at("2026-03-01T12:00:00Z");
    expect((await pause()).codes).toEqual(["NOT_FOUND"]);
    expect(await bank.as(guardian).must(seen, { id })).toEqual({ member: null });
    expect(await bank.as(guardian).must("{ me { wards { id } } }")).toEqual({ me: { wards: [] } });
    bank.at("2026-01-05T09:00:00Z");
  });

  it("ends when the guardian lays it down, but not for the last one of a young child", async () => {
    const { bank } = setting;
    const guardian = await named("sandra");
    const childId = await childMember(setting, { name: "Ellie", guardian });
    const sandra = bank.as("sandra");
    const own = await personIdOf(sandra);
    const end = (guardianPersonId: string) => ({
      childMemberId: childId,
      guardianPersonId,
      reason: "Moved away.",
    });
    expect((await ask(sandra, "endGuardian", end(own))).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const aunt = await person(bank, "aunt");
    await must(bank.as("priya"), "linkGuardian", link(childId, aunt));
    expect((await ask(sandra, "endGuardian", end(aunt))).codes).toEqual(["FORBIDDEN"]);
    await must(sandra, "endGuardian", end(own));
    expect(await sandra.must(seen, { id: childId })).toEqual({ member: null });
    expect(at(await bank.as("aunt").must(seen, { id: childId }), "member.firstName")).toBe("Ellie");
    const twice = await ask(bank.as("priya"), "endGuardian", end(own));
    expect(twice.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("keeps a young child without a guardian on a break until there is one", async () => {
    const { bank } = setting;
    const guardian = await named("walt");
    const memberId = await childMember(setting, { name: "Ivo", guardian });
    const priya = bank.as("priya");
    await must(priya, "pauseMembership", { memberId });
    const guardianPersonId = await personIdOf(bank.as("walt"));
    const end = { childMemberId: memberId, guardianPersonId, reason: "Court order." };
    await must(priya, "endGuardian", end);
    const alone = await ask(priya, "resumeMembership", { memberId });
    expect(alone.codes).toEqual(["ONBOARDING_INCOMPLETE"]);
    await must(priya, "linkGuardian", link(memberId, await person(bank, "foster")));
    expect((await ask(priya, "resumeMembership", { memberId })).codes).toEqual([]);
    const resumed = await bank.as("foster").must("{ me { wards { id status } } }");
    expect(resumed).toEqual({ me: { wards: [{ id: memberId, status: "ACTIVE" }] } });
  });

  it("shows a child to nobody but the child's guardians and the hub's brokers", async () => {
    const { bank } = setting;
    const id = await childMember(setting, { name: "Noor", guardian: await named("maryam") });
    await member(setting, "neighbour");
    const whole = { member: { firstName: "Noor", bornOn: "2016-09-01" } };
    expect(await bank.as("maryam").must(seen, { id })).toEqual(whole);
    expect(await bank.as("priya").must(seen, { id })).toEqual(whole);
    for (const caller of [bank.as("neighbour"), bank.as("rob"), bank.steward, bank.anonymous]) {
      expect(await caller.must(seen, { id })).toEqual({ member: null });
      const node = await caller.must(`query ($id: ID!) { node(id: $id) { id } }`, { id });
      expect(node).toEqual({ node: null });
    }
  });
});
