import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import { appointment } from "./acting-mutations.ts";
import {
  applicant,
  ask,
  assisted,
  childMember,
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

const evidence = { seen: "Ref. 7000", seenOn: "2026-01-02", channel: "IN_PERSON" };
const spoken = { channel: "PHONE", note: "Yes, Joan may help me." };
const named = { kind: "SUPPORTER", until: "2026-06-30", spoken, evidence };

const seen = `query ($id: ID!) { member(id: $id) { firstName phone supporters {
  kind scope until legalBasis person { firstName } evidence { seen } consentNote } } }`;

/** Joan supports a member who uses the phone, or another wish about them. */
async function supported(helper: string, wish: object = {}) {
  const memberId = await member(setting, `${helper}-arthur`, "1945-02-02");
  const personId = await person(setting.bank, helper);
  const input = { memberId, personId, ...named, scope: ["READ", "MANAGE_PROFILE"], ...wish };
  await must(setting.bank.as("priya"), "appointSupporter", input);
  return { memberId, personId };
}

describe("appointing a supporter", () => {
  it("is for a broker, and never about themselves, for a broker's own or to oneself", async () => {
    const { bank } = setting;
    const wish = await appointment(setting, "asker");
    const may = async (caller: string, input: object) =>
      (await ask(bank.as(caller), "appointSupporter", { ...wish, ...input })).codes;
    const ownId = await applicant(setting, "self-served");
    const personId = await personIdOf(bank.as("self-served"));
    expect(await may("self-served", { memberId: ownId })).toEqual(["FORBIDDEN"]);
    expect(await may("priya", { memberId: ownId, personId })).toEqual(["VALIDATION_FAILED"]);
    expect(await may("priya", { personId: await personIdOf(bank.as("priya")) })).toEqual([
      "FORBIDDEN",
    ]);
    expect(await may("asker", {})).toEqual(["NOT_FOUND"]);
    expect(await may("priya", { personId: "per_00000000000000000000000000" })).toEqual([
      "NOT_FOUND",
    ]);
  });

  it.each([
    ["a supporter without an end", { ...named, until: undefined }, "until"],
    ["a supporter without the member's own words", { ...named, spoken: undefined }, "spoken"],
    ["an end more than a year ahead", { ...named, until: "2027-06-30" }, "until"],
    ["an end that is over", { ...named, until: "2025-12-31" }, "until"],
    ["a scope without reading", { ...named, scope: ["SPEND"] }, "scope"],
    ["evidence from tomorrow", { evidence: { ...evidence, seenOn: "2026-01-06" } }, "evidence"],
    [
      "credits in the hands of an appointee",
      { kind: "APPOINTEE", scope: ["READ", "SPEND"] },
      "scope",
    ],
  ])("refuses %s", async (name, wish, field) => {
    const input = { ...(await appointment(setting, name)), ...wish };
    const { codes, errors } = await ask(setting.bank.as("priya"), "appointSupporter", input);
    expect(codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(errors, "0.path.1")).toBe(field);
  });

  it("refuses a child, who has guardians, a young supporter, a second time and a fifth", async () => {
    const { bank } = setting;
    await person(bank, "mother");
    const childId = await childMember(setting, { name: "Bo", guardian: "mother" });
    const wish = await appointment(setting, "first-helper");
    const codes = async (input: object) =>
      (await ask(bank.as("priya"), "appointSupporter", { ...wish, ...input })).codes;
    expect(await codes({ memberId: childId })).toEqual(["VALIDATION_FAILED"]);
    const teen = await person(bank, "teen-helper", "2009-01-01");
    expect(await codes({ personId: teen })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes({})).toEqual([]);
    expect(await codes({})).toEqual(["STATE_TRANSITION_INVALID"]);
    for (const name of ["h2", "h3", "h4"]) await codes({ personId: await person(bank, name) });
    expect(await codes({ personId: await person(bank, "h5") })).toEqual(["LIST_FULL"]);
  });

  it("shows who supports whom and in what, and the evidence to brokers alone", async () => {
    const { bank } = setting;
    const { memberId } = await supported("joan");
    const shown = at(await bank.as("joan").must(seen, { id: memberId }), "member.supporters.0");
    expect(shown).toMatchObject({
      kind: "SUPPORTER",
      scope: ["READ", "MANAGE_PROFILE"],
      until: "2026-06-30",
      person: { firstName: "joan" },
      evidence: null,
      consentNote: null,
    });
    expect(String(at(shown, "legalBasis"))).toContain("Mental Capacity Act 2005");
    expect(await bank.as("priya").must(seen, { id: memberId })).toMatchObject({
      member: { supporters: [{ evidence: { seen: "Ref. 7000" }, consentNote: spoken.note }] },
    });
    expect(await bank.as("joan").must("{ me { supported { id } } }")).toEqual({
      me: { supported: [{ id: memberId }] },
    });
    await member(setting, "nosy");
    expect(await bank.as("nosy").must(seen, { id: memberId })).toEqual({ member: null });
  });

  it("shows a supporter no other supporter", async () => {
    const { bank } = setting;
    const { memberId } = await supported("una");
    const personId = await person(bank, "vera");
    const input = { memberId, personId, ...named, scope: ["READ"] };
    await must(bank.as("priya"), "appointSupporter", input);
    const list = (json: Awaited<ReturnType<typeof bank.steward.must>>) =>
      at(json, "member.supporters");
    expect(list(await bank.as("una").must(seen, { id: memberId }))).toHaveLength(1);
    expect(list(await bank.as("una-arthur").must(seen, { id: memberId }))).toHaveLength(2);
  });
});

describe("acting within the scope", () => {
  it("does what is in it, and nothing that is not", async () => {
    const { bank } = setting;
    const { memberId } = await supported("pia");
    const pia = bank.as("pia");
    expect((await ask(pia, "pauseMembership", { memberId })).codes).toEqual([]);
    expect((await ask(pia, "resumeMembership", { memberId })).codes).toEqual([]);
    expect((await ask(pia, "leaveHub", { memberId })).codes).toEqual(["FORBIDDEN"]);
    const reader = await supported("quinn", { scope: ["READ"] });
    const pause = await ask(bank.as("quinn"), "pauseMembership", { memberId: reader.memberId });
    expect(pause.codes).toEqual(["FORBIDDEN"]);
    expect((await ask(pia, "pauseMembership", { memberId: reader.memberId })).codes).toEqual([
      "NOT_FOUND",
    ]);
  });

  it("begins when the member is let in", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Waiting", "1945-02-02");
    const personId = await person(bank, "early");
    const input = { memberId, personId, ...named, scope: ["READ"] };
    await must(bank.as("priya"), "appointSupporter", input);
    expect(await bank.as("early").must(seen, { id: memberId })).toEqual({ member: null });
  });

  it("is no way for a broker to work on the one they support", async () => {
    const { bank } = setting;
    const memberId = await member(setting, "priyas-friend");
    const personId = await personIdOf(bank.as("priya"));
    const second = await person(bank, "second-broker");
    await must(bank.steward, "grantRole", {
      personId: second,
      role: "BROKER",
      scopeId: setting.hubId,
      reason: "Helps out.",
    });
    const input = { memberId, personId, ...named, scope: ["READ"] };
    await must(bank.as("second-broker"), "appointSupporter", input);
    const limits = { memberId, version: 7, floorMinutes: -600, reason: "A friend." };
    expect((await ask(bank.as("priya"), "setMemberLimits", limits)).codes).toEqual(["FORBIDDEN"]);
    expect(await bank.as("priya").must(seen, { id: memberId })).toMatchObject({
      member: { supporters: [{ evidence: null }] },
    });
  });
});

describe("the end of support", () => {
  it.each(["the member", "the supporter", "a broker"])("is in the hands of %s", async (who) => {
    const { bank } = setting;
    const helper = `helper-${who.replace(" ", "-")}`;
    const { memberId, personId } = await supported(helper);
    const caller = { "the member": `${helper}-arthur`, "the supporter": helper }[who] ?? "priya";
    const ending = { memberId, personId, reason: "Not needed any more." };
    expect((await ask(bank.as(caller), "endSupporter", ending)).codes).toEqual([]);
    expect(await bank.as(helper).must(seen, { id: memberId })).toEqual({ member: null });
    expect((await ask(bank.as("priya"), "endSupporter", ending)).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is not in the hands of another supporter", async () => {
    const { bank } = setting;
    const { memberId, personId } = await supported("rita");
    const other = await person(bank, "sue");
    const input = { memberId, personId: other, ...named, scope: ["READ"] };
    await must(bank.as("priya"), "appointSupporter", input);
    const ending = { memberId, personId, reason: "I know better." };
    expect((await ask(bank.as("sue"), "endSupporter", ending)).codes).toEqual(["FORBIDDEN"]);
  });

  it("comes by itself on the day after the last one, and then it can be made new", async () => {
    const { bank } = setting;
    const { memberId, personId } = await supported("tess");
    bank.at("2026-06-30T23:00:00Z");
    expect(at(await bank.as("tess").must(seen, { id: memberId }), "member.phone")).toBe(
      "01234 567890",
    );
    bank.at("2026-07-01T00:30:00Z");
    expect(await bank.as("tess").must(seen, { id: memberId })).toEqual({ member: null });
    expect(await bank.as("tess").must("{ me { supported { id } } }")).toEqual({
      me: { supported: [] },
    });
    const again = { memberId, personId, ...named, until: "2026-12-31", scope: ["READ"] };
    expect((await ask(bank.as("priya"), "appointSupporter", again)).codes).toEqual([]);
    expect(await bank.as("tess").must(seen, { id: memberId })).toMatchObject({
      member: { supporters: [{ until: "2026-12-31", scope: ["READ"] }] },
    });
    bank.at("2026-01-05T09:00:00Z");
  });
});
