import { beforeAll, describe, expect, it } from "vitest";
import { beginClocks } from "../../src/issues/index.ts";
import { planTray } from "../../src/issues/repository/index.ts";
import { personIdOf } from "../circles/deciding.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { joined } from "../federation/closing-town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, codesOf, type Json, newRequestKey, textAt } from "../support/api.ts";

let its: Setting;
let county: string;
/** Everybody's own membership, by their persona. */
const members = new Map<string, string>();

beforeAll(async () => {
  its = await setting();
  const { bank, bra } = its;
  for (const name of ["amina", "grace", "tom", "kofi", "jack"] as const) {
    members.set(name, its[name]);
  }
  for (const name of ["una", "vera", "wanda", "xena", "yara"]) {
    members.set(name, await joined(its, name, [bra, "priya"]));
  }
  const hub = await bank.anonymous.must("query ($id: ID!) { hub(id: $id) { area { id } } }", {
    id: bra,
  });
  county = textAt(hub, "hub.area.id");
  await giveRole(bank, await person(bank, "david"), { role: "COMMISSIONER", scopeId: county });
});

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const ask = (persona: string, name: string, [field, input]: readonly [string, object]) =>
  its.bank.as(persona).ask(
    `mutation ($input: ${capital(name)}Input!) {
      ${name}(input: $input) { ${field} replayed userErrors { code } }
    }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );
const codes = async (persona: string, name: string, wish: readonly [string, object]) =>
  codesOf(await ask(persona, name, wish));

const raised = (more: object = {}) =>
  make(its.bank, "amina", [
    "raiseIssue",
    "issue",
    {
      ...{ memberId: its.amina, title: "Symbols", text: "On every door." },
      ...{ body: "The council", ...more },
    },
  ]);

const supports = (persona: string, issueId: string) =>
  ask(persona, "supportIssue", ["support { at }", { issueId, memberId: members.get(persona) }]);

const seen = async (issueId: string): Promise<Json> =>
  at(
    await its.bank.anonymous.must(
      `query ($id: ID!) { issue(id: $id) {
        status supporters version
        askings { body dueAt answer isSilent place { name } }
      } }`,
      { id: issueId },
    ),
    "issue",
  );

describe("an issue", () => {
  it("is raised by a member for themselves, and everyone reads it without them", async () => {
    const wish = { memberId: its.amina, title: "A", text: "B", body: "C" };
    expect(await codes("grace", "raiseIssue", ["issue { id }", wish])).toEqual(["NOT_FOUND"]);
    expect(await codes("priya", "raiseIssue", ["issue { id }", wish])).toEqual(["NOT_FOUND"]);
    expect(await seen(await raised())).toMatchObject({ status: "OPEN", supporters: 0 });
  });

  it("counts each person once, and tells nobody of a few", async () => {
    const issueId = await raised();
    expect(codesOf(await supports("grace", issueId))).toEqual([]);
    expect(codesOf(await supports("grace", issueId))).toEqual(["ALREADY_SUPPORTED"]);
    const others = { issueId, memberId: its.tom };
    expect(await codes("grace", "supportIssue", ["support { at }", others])).toEqual(["NOT_FOUND"]);
    expect(await seen(issueId)).toMatchObject({ supporters: null });
  });

  it("begins one clock when a crowd crosses the threshold at once", async () => {
    const issueId = await raised();
    const all = await Promise.all([...members.keys()].map((name) => supports(name, issueId)));
    expect(all.flatMap(codesOf)).toEqual([]);
    expect(await seen(issueId)).toMatchObject({
      ...{ status: "ASKED", supporters: 10, version: 2 },
      askings: [{ body: "The council", place: { name: "Marlshire" }, isSilent: false }],
    });
  });

  // A request can die between its support and the clock: whoever says so again begins it then.
  it("begins its clock when it was crossed and nobody began it", async () => {
    const issueId = await raised();
    await supports("grace", issueId);
    const table = its.bank.table();
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      expect(await table.commit([await planTray(table, issueId, number)])).toBe("COMMITTED");
    }
    expect(await seen(issueId)).toMatchObject({ status: "OPEN", supporters: 10 });
    expect(codesOf(await supports("grace", issueId))).toEqual(["ALREADY_SUPPORTED"]);
    expect(await seen(issueId)).toMatchObject({ status: "ASKED", version: 2 });
  });

  it("begins it by the clock when nobody else comes, once an hour and one", async () => {
    const { bank } = its;
    const issueId = await raised();
    const few = await raised();
    const table = bank.table();
    for (const number of [0, 1, 2, 3, 4, 5, 6, 7]) {
      expect(await table.commit([await planTray(table, issueId, number)])).toBe("COMMITTED");
    }
    await table.commit([await planTray(table, few, 1)]);
    const before = bank.now();
    const hour = before.slice(0, 14);
    expect(await beginClocks({ table, now: `${hour}59:00.000Z` })).toEqual({ BEGUN: 0, LEFT: 0 });
    const now = `${hour}00:10.000Z`;
    const all = await Promise.all([beginClocks({ table, now }), beginClocks({ table, now })]);
    expect(all.reduce((sum, { BEGUN }) => sum + BEGUN, 0)).toBe(1);
    expect(await seen(issueId)).toMatchObject({ status: "ASKED", version: 2, askings: [{}] });
    expect(await seen(few)).toMatchObject({ status: "OPEN" });
    expect(await beginClocks({ table, now })).toEqual({ BEGUN: 0, LEFT: 0 });
  });

  it("is answered for all to read, by the commissioner of the area", async () => {
    const issueId = await raised();
    for (const name of [...members.keys()].slice(0, 8)) await supports(name, issueId);
    const wish = { issueId, version: 2, answer: "By the summer." };
    expect(await codes("amina", "respondToIssue", ["issue { id }", wish])).toEqual(["FORBIDDEN"]);
    expect(await codes("david", "respondToIssue", ["issue { id }", wish])).toEqual([]);
    expect(await seen(issueId)).toMatchObject({
      ...{ status: "ANSWERED", askings: [{ answer: "By the summer." }] },
    });
  });
});

const nation = async () =>
  textAt(
    await its.bank.anonymous.must("query ($id: ID!) { area(id: $id) { parent { id } } }", {
      id: county,
    }),
    "area.parent.id",
  );

const askedOf = async (areaId: string): Promise<readonly Json[]> => {
  const found = await its.bank.anonymous.must(
    "query ($id: ID!) { issuesAsked(areaId: $id, first: 100) { nodes { id } } }",
    { id: areaId },
  );
  const nodes = at(found, "issuesAsked.nodes");
  return Array.isArray(nodes) ? nodes.map((one: Json) => at(one, "id")) : [];
};

describe("an answer that a broker writes down", () => {
  it("says so to everyone, and the answer of those who were asked does not", async () => {
    const said = async (persona: string) => {
      const issueId = await raised();
      for (const name of [...members.keys()].slice(0, 8)) await supports(name, issueId);
      const wish = { issueId, version: 2, answer: "By the summer." };
      expect(await codes(persona, "respondToIssue", ["issue { id }", wish])).toEqual([]);
      const answer = await its.bank.anonymous.must(
        "query ($id: ID!) { issue(id: $id) { askings { answer isWrittenByOther } } }",
        { id: issueId },
      );
      return at(answer, "issue.askings.0.isWrittenByOther");
    };
    expect(await said("priya")).toBe(true);
    expect(await said("david")).toBe(false);
  });
});

describe("silence", () => {
  it("is public, and goes up to the nation, where it stays", async () => {
    const { bank, bra } = its;
    bank.at("2026-02-02T09:00:00Z");
    const issueId = await raised({ title: "Money for symbols" });
    for (const name of members.keys()) await supports(name, issueId);
    const up = { issueId, version: 2, body: "The Department for Education" };
    const early = await codes("amina", "escalateIssue", ["issue { id }", up]);
    expect(early).toEqual(["STATE_TRANSITION_INVALID"]);
    bank.at("2026-03-17T09:00:00Z");
    expect(await seen(issueId)).toMatchObject({ status: "SILENT", askings: [{ isSilent: true }] });
    expect(await codes("grace", "escalateIssue", ["issue { id }", up])).toEqual(["FORBIDDEN"]);
    expect(await codes("amina", "escalateIssue", ["issue { id }", up])).toEqual([]);
    bank.at("2026-05-01T09:00:00Z");
    expect(await seen(issueId)).toMatchObject({
      status: "SILENT",
      askings: [
        { place: { name: "Marlshire" }, isSilent: true },
        { place: { name: "England" }, body: up.body, isSilent: true },
      ],
    });
    for (const areaId of [county, await nation()]) {
      expect(await askedOf(areaId)).toContain(issueId);
    }
    const theirs = { issueId, version: 3, answer: "In the nation's name: no." };
    expect(await codes("david", "respondToIssue", ["issue { id }", theirs])).toEqual(["FORBIDDEN"]);
    const further = { issueId, version: 3, body: "The world" };
    expect(await codes("amina", "escalateIssue", ["issue { id }", further])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const record = await bank.anonymous.must(
      `query ($id: ID!) { answersTo(placeId: $id, quarter: "2026-Q2") {
        due answeredInTime unanswered medianDays
      } }`,
      { id: bra },
    );
    expect(at(record, "answersTo")).toEqual({
      ...{ due: 1, answeredInTime: 0, unanswered: 1, medianDays: null },
    });
  });
});

describe("whose money it is", () => {
  it("is declared by the organisation and keeps a campaign from it", async () => {
    const money = { organisationId: its.school, funder: "The DfE", percent: 60 };
    const wish = { ...money, forbidsCampaigning: true };
    expect(await codes("amina", "declareFunding", ["funding { funder }", wish])).toEqual([
      "FORBIDDEN",
    ]);
    expect(await codes("nora", "declareFunding", ["funding { funder }", wish])).toEqual([]);
    const personId = await personIdOf(its.bank, "una");
    for (const organisationId of [its.school, its.cafe]) {
      const admin = { organisationId, personId };
      await make(its.bank, "priya", ["addOrganisationAdmin", "organisation", admin]);
    }
    const raises = (persona: string, ownerId: string) => {
      const told = { title: "A", text: "B", body: "C", isCampaign: true };
      const wish = { ...told, memberId: members.get(persona), ownerId };
      return codes(persona, "raiseIssue", ["issue { id }", wish]);
    };
    expect(await raises("una", its.school)).toEqual(["CAMPAIGN_NOT_ALLOWED"]);
    expect(await raises("amina", its.cafe)).toEqual(["FORBIDDEN"]);
    expect(await raises("una", its.cafe)).toEqual([]);
    const open = await its.bank.anonymous.must(
      "query ($id: ID!) { fundingDependence(organisationId: $id) { funder percent } }",
      { id: its.school },
    );
    expect(at(open, "fundingDependence")).toEqual([{ funder: "The DfE", percent: 60 }]);
  });
});
