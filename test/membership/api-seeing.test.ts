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
let graceId: string;

beforeAll(async () => {
  setting = await marlshire(await testBank());
  graceId = await member(setting, "grace");
  await member(setting, "walter");
});

const everything = `query ($id: ID!) { member(id: $id) {
  firstName lastName bornOn phone email interviewNote references { refereeName note }
  guardians { evidenceNote } hub { code } person { lastName }
} }`;

describe("seeing a member", () => {
  it("shows the member all about themselves but the broker's notes", async () => {
    const seen = await setting.bank.as("grace").must(everything, { id: graceId });
    expect(at(seen, "member")).toMatchObject({
      lastName: "Marsh",
      phone: "01234 567890",
      interviewNote: null,
      references: null,
    });
  });

  it("shows the hub's broker everything", async () => {
    const seen = await setting.bank.as("priya").must(everything, { id: graceId });
    expect(at(seen, "member")).toMatchObject({
      interviewNote: "A good talk.",
      references: [{ refereeName: "Mrs Hill" }, { refereeName: "Dr Brook" }],
    });
  });

  it("answers everyone else as if there were no such member", async () => {
    const { bank } = setting;
    for (const caller of [bank.as("walter"), bank.as("rob"), bank.steward, bank.anonymous]) {
      const unknown = await caller.ask(everything, { id: "mem_00000000000000000000000000" });
      const seen = await caller.ask(everything, { id: graceId });
      expect(seen.data).toEqual({ member: null });
      expect(seen.data).toEqual(unknown.data);
    }
  });
});

describe("listing members", () => {
  const list = `query ($hubId: ID!, $status: MemberStatus, $first: Int, $after: String) {
    members(hubId: $hubId, status: $status, first: $first, after: $after) {
      nodes { firstName status } edges { cursor } pageInfo { hasNextPage endCursor }
    }
  }`;

  it("is for the hub's brokers alone", async () => {
    const { bank, hubId } = setting;
    for (const caller of [bank.as("grace"), bank.as("rob"), bank.steward, bank.anonymous]) {
      expect(await caller.must(list, { hubId })).toEqual({ members: null });
    }
  });

  it("goes page by page, and by status", async () => {
    const { bank, hubId } = setting;
    await applicant(setting, "zoe");
    const priya = bank.as("priya");
    const first = await priya.must(list, { hubId, status: "ACTIVE", first: 1 });
    const after = at(first, "members.pageInfo.endCursor");
    const second = await priya.must(list, { hubId, status: "ACTIVE", first: 1, after });
    const names = [first, second].map((page) => at(page, "members.nodes.0.firstName"));
    expect(names.toSorted()).toEqual(["grace", "walter"]);
    expect(at(second, "members.pageInfo.hasNextPage")).toBe(false);
    const waiting = await priya.must(list, { hubId, status: "APPLIED" });
    expect(at(waiting, "members.nodes")).toEqual([{ firstName: "zoe", status: "APPLIED" }]);
    expect(at(await priya.must(list, { hubId }), "members.nodes")).toHaveLength(3);
  });

  it("takes no cursor of another list, and no page over 100", async () => {
    const { bank, hubId } = setting;
    const priya = bank.as("priya");
    const first = await priya.must(list, { hubId, status: "ACTIVE", first: 1 });
    const after = at(first, "members.pageInfo.endCursor");
    expect((await priya.ask(list, { hubId, first: 1, after })).errors).toHaveLength(1);
    expect((await priya.ask(list, { hubId, first: 1, after: "forged" })).errors).toHaveLength(1);
    expect((await priya.ask(list, { hubId, first: 101 })).errors).toHaveLength(1);
  });

  it("reads a page of fifty with nested names in a constant number of calls", async () => {
    const { bank, otherHubId } = setting;
    const enter = (place: number) =>
      must(bank.as("rob"), "registerAssisted", {
        ...application(otherHubId, `Member ${place}`),
        channel: "PAPER",
        consentNote: "Signed the form.",
      });
    await Promise.all(Array.from({ length: 50 }, (_, place) => enter(place)));
    const nested = `query ($hubId: ID!, $first: Int) { members(hubId: $hubId, first: $first) {
      nodes { firstName person { firstName } hub { name area { name } } } } }`;
    const callsFor = async (first: number) => {
      bank.usage.reset();
      const page = await bank.as("rob").must(nested, { hubId: otherHubId, first });
      expect(at(page, "members.nodes")).toHaveLength(first);
      return bank.usage.calls().length;
    };
    expect(await callsFor(50)).toBe(await callsFor(5));
  });
});

describe("me", () => {
  const me =
    "{ me { person { id } memberships { id } roles { role } wards { id } organisations { id } } }";

  it("is null for nobody, and empty for a login that is no person yet", async () => {
    const { bank } = setting;
    expect(await bank.anonymous.must(me)).toEqual({ me: null });
    expect(await bank.as("new").must(me)).toEqual({
      me: { person: null, memberships: [], roles: [], wards: [], organisations: [] },
    });
  });

  it("lets people look up themselves by id, and nobody else", async () => {
    const { bank } = setting;
    const id = await personIdOf(bank.as("grace"));
    const node = `query ($id: ID!) { node(id: $id) { id } }`;
    expect(await bank.as("grace").must(node, { id })).toEqual({ node: { id } });
    expect(await bank.as("priya").must(node, { id })).toEqual({ node: null });
  });
});

describe("organisations", () => {
  const school = () => ({ hubId: setting.hubId, name: "Millbrook Primary", kind: "SCHOOL" });
  const seen = `query ($id: ID!) { organisation(id: $id) { name kind hub { code } admins { id } } }`;

  it("are open to everyone; who speaks for them is not", async () => {
    const { bank, hubId } = setting;
    const headId = await person(bank, "head");
    const input = { ...school(), adminPersonId: headId };
    const id = idOf(await must(bank.as("priya"), "createOrganisation", input));
    const open = { name: "Millbrook Primary", kind: "SCHOOL", hub: { code: "BRA" } };
    expect(await bank.anonymous.must(seen, { id })).toEqual({
      organisation: { ...open, admins: null },
    });
    const whole = { organisation: { ...open, admins: [{ id: headId }] } };
    expect(await bank.as("head").must(seen, { id })).toEqual(whole);
    expect(await bank.as("priya").must(seen, { id })).toEqual(whole);
    const list = `query ($hubId: ID!) { organisations(hubId: $hubId) { nodes { id } } }`;
    expect(at(await bank.anonymous.must(list, { hubId }), "organisations.nodes")).toEqual([{ id }]);
    expect(await bank.as("head").must("{ me { organisations { id } } }")).toEqual({
      me: { organisations: [{ id }] },
    });
  });

  it("let an admin name another, who loses it from the next request on", async () => {
    const { bank } = setting;
    const adminPersonId = await person(bank, "owner");
    const shop = { ...school(), name: "Copper Kettle", kind: "BUSINESS", adminPersonId };
    const organisationId = idOf(await must(bank.as("priya"), "createOrganisation", shop));
    const wish = { organisationId, personId: await person(bank, "helper") };
    const codes = async (name: string, mutation: string) =>
      (await ask(bank.as(name), mutation, wish)).codes;
    expect(await codes("helper", "addOrganisationAdmin")).toEqual(["FORBIDDEN"]);
    expect(await codes("owner", "addOrganisationAdmin")).toEqual([]);
    expect(await codes("owner", "addOrganisationAdmin")).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await codes("helper", "removeOrganisationAdmin")).toEqual([]);
    expect(await codes("helper", "removeOrganisationAdmin")).toEqual(["FORBIDDEN"]);
    expect(await codes("owner", "removeOrganisationAdmin")).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("refuse a hub or a person that does not exist", async () => {
    const priya = setting.bank.as("priya");
    const unknown = "00000000000000000000000000";
    const nowhere = { ...school(), hubId: `hub_${unknown}` };
    expect((await ask(priya, "createOrganisation", nowhere)).codes).toEqual(["NOT_FOUND"]);
    const nobody = { ...school(), adminPersonId: `per_${unknown}` };
    expect((await ask(priya, "createOrganisation", nobody)).codes).toEqual(["NOT_FOUND"]);
  });
});
