import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank, textAt } from "../support/api.ts";
import {
  application,
  ask,
  assisted,
  idOf,
  marlshire,
  member,
  must,
  person,
  ready,
  type Setting,
} from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const referral = () => ({
  hubId: setting.hubId,
  personName: "Beth",
  contact: "01234 111222, mornings",
  consentNote: "Said yes to me on Monday.",
  note: "Lost her husband in autumn.",
  yourName: "Dr Brook",
});

const entry = () => ({
  ...application(setting.hubId, "Beth", "1958-03-01"),
  channel: "PHONE",
  helperName: "Her neighbour",
  consentNote: "Said yes on the phone.",
});

describe("referring a person", () => {
  it("reaches the hub's brokers, and nobody else", async () => {
    const { bank, hubId } = setting;
    const sent = await must(bank.as("surgery"), "referPerson", referral());
    const list = `query ($hubId: ID!) { referrals(hubId: $hubId, status: OPEN) { nodes { id } } }`;
    const seen = await bank.as("priya").must(list, { hubId });
    expect(at(seen, "referrals.nodes")).toContainEqual({ id: idOf(sent) });
    for (const caller of [bank.as("surgery"), bank.as("rob"), bank.steward, bank.anonymous]) {
      expect(await caller.must(list, { hubId })).toEqual({ referrals: null });
    }
    const node = `query ($id: ID!) { node(id: $id) { id } }`;
    expect(await bank.as("surgery").must(node, { id: idOf(sent) })).toEqual({
      node: { id: idOf(sent) },
    });
    expect(await bank.as("rob").must(node, { id: idOf(sent) })).toEqual({ node: null });
  });

  it("needs the person's own yes", async () => {
    const outcome = await ask(setting.bank.as("surgery"), "referPerson", {
      ...referral(),
      consentNote: "",
    });
    expect(at(outcome.errors, "0.path")).toEqual(["input", "consentNote"]);
  });

  it("turns into a membership once", async () => {
    const { bank } = setting;
    const priya = bank.as("priya");
    const referralId = idOf(await must(bank.as("surgery"), "referPerson", referral()));
    const beth = await must(priya, "registerAssisted", { ...entry(), referralId });
    const seen = await priya.must(
      `query ($id: ID!) { node(id: $id) { ... on Referral { status member { id } } } }`,
      { id: referralId },
    );
    expect(at(seen, "node")).toEqual({ status: "JOINED", member: { id: idOf(beth) } });
    const again = await ask(priya, "registerAssisted", { ...entry(), referralId });
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const closed = await ask(priya, "closeReferral", { referralId, reason: "Done." });
    expect(closed.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("leaves no words about who did not join", async () => {
    const { bank } = setting;
    const referralId = idOf(await must(bank.as("surgery"), "referPerson", referral()));
    const mine = await ask(bank.as("surgery"), "closeReferral", { referralId, reason: "Mistake." });
    expect(mine.codes).toEqual(["FORBIDDEN"]);
    const closed = await must(bank.as("priya"), "closeReferral", { referralId, reason: "Moved." });
    expect(closed).toMatchObject({
      status: "CLOSED",
      personName: "",
      contact: "",
      note: null,
      closeReason: "Moved.",
    });
  });
});

describe("entering someone who has no login", () => {
  it("records the channel and the helper, and the person takes part like anyone else", async () => {
    const { bank } = setting;
    const beth = await must(bank.as("priya"), "registerAssisted", entry());
    expect(beth).toMatchObject({
      status: "APPLIED",
      channel: "PHONE",
      helperName: "Her neighbour",
    });
    await ready(bank, idOf(beth));
    const active = await must(bank.as("priya"), "activateMember", { memberId: idOf(beth) });
    expect(at(active, "status")).toBe("ACTIVE");
  });

  it("is broker's work in the own hub, with a referral of the own hub", async () => {
    const { bank, otherHubId } = setting;
    const elsewhere = { ...entry(), hubId: otherHubId };
    expect((await ask(bank.as("priya"), "registerAssisted", elsewhere)).codes).toEqual([
      "FORBIDDEN",
    ]);
    const theirs = await must(bank.as("surgery"), "referPerson", {
      ...referral(),
      hubId: otherHubId,
    });
    const mixed = { ...entry(), referralId: idOf(theirs) };
    expect((await ask(bank.as("priya"), "registerAssisted", mixed)).codes).toEqual(["NOT_FOUND"]);
  });
});

describe("linking a login later", () => {
  const codeFor = async (memberId: string) =>
    textAt(await must(setting.bank.as("priya"), "createLoginCode", { memberId }), "code");

  it("makes the login stand for the person, with all they had", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Nadia");
    await ready(bank, memberId);
    await must(bank.as("priya"), "activateMember", { memberId });
    const code = await codeFor(memberId);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    const spoken = code.toLowerCase().replaceAll("-", " ");
    await must(bank.as("nadia"), "linkLogin", { code: spoken });
    const me = await bank.as("nadia").must("{ me { person { firstName } memberships { id } } }");
    expect(me).toEqual({ me: { person: { firstName: "Nadia" }, memberships: [{ id: memberId }] } });
    const paused = await must(bank.as("nadia"), "pauseMembership", { memberId });
    expect(at(paused, "status")).toBe("PAUSED");
  });

  it("works once, for one login, within seven days", async () => {
    const { bank } = setting;
    const memberId = await assisted(setting, "Dilys");
    const code = await codeFor(memberId);
    const spare = await codeFor(memberId);
    await must(bank.as("dilys"), "linkLogin", { code });
    expect((await ask(bank.as("thief"), "linkLogin", { code })).codes).toEqual([
      "LOGIN_CODE_INVALID",
    ]);
    expect((await ask(bank.as("thief"), "linkLogin", { code: spare })).codes).toEqual([
      "LOGIN_ALREADY_LINKED",
    ]);
    const late = await codeFor(await assisted(setting, "Olive"));
    const now = bank.now();
    bank.at("2026-01-12T09:00:00.000Z");
    expect((await ask(bank.as("olive"), "linkLogin", { code: late })).codes).toEqual([
      "LOGIN_CODE_INVALID",
    ]);
    bank.at(now);
  });

  it("gives a code raced for by two logins to one of them", async () => {
    const { bank } = setting;
    const code = await codeFor(await assisted(setting, "Kofi"));
    const outcomes = await Promise.all([
      ask(bank.as("kofi"), "linkLogin", { code }),
      ask(bank.as("kofi-too"), "linkLogin", { code }),
    ]);
    expect(outcomes.filter((outcome) => outcome.codes.length === 0)).toHaveLength(1);
  });

  it("is not for someone who has a login, is under 13 or has left", async () => {
    const { bank } = setting;
    const priya = bank.as("priya");
    const codes = async (memberId: string) =>
      (await ask(priya, "createLoginCode", { memberId })).codes;
    expect(await codes(await member(setting, "grace"))).toEqual(["LOGIN_ALREADY_LINKED"]);
    expect(await codes(await assisted(setting, "Bo", "2014-01-01"))).toEqual(["VALIDATION_FAILED"]);
    const gone = await assisted(setting, "Ray");
    await must(priya, "leaveHub", { memberId: gone });
    expect(await codes(gone)).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("is not for a login that is somebody already", async () => {
    const { bank } = setting;
    await person(bank, "sam");
    const code = await codeFor(await assisted(setting, "Sam"));
    expect((await ask(bank.as("sam"), "linkLogin", { code })).codes).toEqual([
      "ALREADY_REGISTERED",
    ]);
  });
});
