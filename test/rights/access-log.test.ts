import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { does } from "./asking.ts";
import { askBecause, logSeenBy, makeLead } from "./reading.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await makeLead(its.bank, "sadia", its.bra);
}, 60_000);

const memberQuery = "query ($id: ID!) { member(id: $id) { id firstName phone bornOn } }";

const opens = (persona: string, id: string, query = memberQuery) =>
  its.bank.as(persona).must(query, { id });

/** The lines that a deed of theirs added to somebody's log. */
async function added(memberId: string, as: string, deed: () => Promise<unknown>) {
  const before = (await logSeenBy(its.bank, as, memberId)) ?? [];
  await deed();
  const after = (await logSeenBy(its.bank, as, memberId)) ?? [];
  const known = new Set(before.map((line) => JSON.stringify(line)));
  return after.filter((line) => !known.has(JSON.stringify(line)));
}

describe("a broker who opens a member", () => {
  it("is written down for them: who, as what, what kinds of things, why and how often", async () => {
    const { bank, grace } = its;
    bank.at("2026-02-01T10:00:00.000Z");
    const first = await added(grace, "grace", () => opens("priya", grace));
    expect(first).toEqual([
      {
        ...{ day: "2026-02-01", readerName: "priya", readAs: "BROKER", times: 1 },
        ...{ what: ["BIRTH", "NAME"], why: "To run the hub and help its members." },
        ...{ isReasonGiven: false, wasInList: false },
        ...{ firstAt: "2026-02-01T10:00:00.000Z", lastAt: "2026-02-01T10:00:00.000Z" },
      },
    ]);
    bank.at("2026-02-01T11:30:00.000Z");
    const again = await added(grace, "grace", () =>
      opens("priya", grace, "query ($id: ID!) { member(id: $id) { references { note } } }"),
    );
    expect(again).toMatchObject([
      {
        ...{ times: 2, what: ["BIRTH", "NAME", "REFERENCES"] },
        ...{ firstAt: "2026-02-01T10:00:00.000Z", lastAt: "2026-02-01T11:30:00.000Z" },
      },
    ]);
    bank.at("2026-02-02T09:00:00.000Z");
    expect(await added(grace, "grace", () => opens("priya", grace))).toMatchObject([
      { day: "2026-02-02", times: 1 },
    ]);
  });

  it("can say why, and that has a line of its own", async () => {
    const { bank, grace } = its;
    const reason = encodeURIComponent("Called back about the café");
    const lines = await added(grace, "grace", () =>
      askBecause(
        bank,
        { persona: "priya", reason },
        { query: memberQuery, variables: { id: grace } },
      ),
    );
    expect(lines).toMatchObject([
      { why: "Called back about the café", isReasonGiven: true, times: 1 },
    ]);
  });

  it("is told when the reason cannot be kept, and reads nothing", async () => {
    const { bank, grace } = its;
    for (const reason of ["x".repeat(201), "%E0%A4%A", "two%0Alines"]) {
      const wish = { query: memberQuery, variables: { id: grace } };
      const { status, body } = await askBecause(bank, { persona: "priya", reason }, wish);
      expect(status, reason).toBe(400);
      expect(at(body, "data"), reason).toBeUndefined();
      expect(at(body, "errors.0.extensions.code")).toBe("BAD_REQUEST");
    }
  });

  it("reads nothing personal by an id, a version and the hub's name", async () => {
    const { grace } = its;
    const query = "query ($id: ID!) { member(id: $id) { id version hub { name } } }";
    expect(await added(grace, "grace", () => opens("priya", grace, query))).toEqual([]);
  });

  it("leaves the line whatever way leads to the member", async () => {
    const { grace, bank } = its;
    bank.at("2026-02-03T09:00:00.000Z");
    const ways: readonly [string, { readonly [name: string]: unknown }][] = [
      ["query ($id: ID!) { node(id: $id) { ... on Member { bornOn } } }", { id: grace }],
      ["query ($id: [ID!]!) { nodes(ids: $id) { ... on Member { bornOn } } }", { id: [grace] }],
      ["query ($id: ID!) { a: member(id: $id) { b: bornOn } }", { id: grace }],
      [
        "query ($id: ID!) { member(id: $id) { ...f } } fragment f on Member { bornOn }",
        { id: grace },
      ],
    ];
    for (const [query, variables] of ways) {
      const lines = await added(grace, "grace", () => bank.as("priya").must(query, variables));
      expect(lines, query).toMatchObject([{ what: ["BIRTH"], readAs: "BROKER" }]);
    }
    const input = { memberId: grace, offersInWords: ["Soup"] };
    const spoken = { channel: "PHONE", note: "Soup, she says.", readBack: true };
    const version = Number(at(await opens("grace", grace, versionOf), "member.version"));
    const changed = await added(grace, "grace", () =>
      bank
        .as("priya")
        .must(
          "mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { member { offersInWords } userErrors { code } } }",
          { input: { ...input, version, spoken, idempotencyKey: "a-change-by-the-broker" } },
        ),
    );
    expect(changed).toMatchObject([{ what: ["BIRTH", "WISHES"] }]);
  });
});

const versionOf = "query ($id: ID!) { member(id: $id) { version } }";

describe("what is nobody else's reading", () => {
  it("is not written down: one's own, a guardian's of their child, and whom one meets", async () => {
    const { bank, grace, amina, ellie } = its;
    bank.at("2026-02-04T09:00:00.000Z");
    expect(await added(grace, "grace", () => opens("grace", grace))).toEqual([]);
    expect(await added(ellie, "amina", () => opens("amina", ellie))).toEqual([]);
    const wish = { providerId: grace, recipientIds: [amina], minutes: 30, what: "Windows" };
    const exchange = await does(bank, "amina", ["proposeExchange", wish], "exchange");
    const read =
      "query ($id: ID!) { exchange(id: $id) { what provider { name } payer { name } steps { by } } }";
    for (const [persona, memberId] of [
      ["amina", grace],
      ["grace", amina],
    ] as const) {
      const other = persona === "amina" ? "grace" : "amina";
      const lines = await added(memberId, other, () => opens(persona, exchange, read));
      expect(lines, persona).toEqual([]);
    }
    const lines = await added(grace, "grace", () => opens("priya", exchange, read));
    expect(lines).toMatchObject([{ what: ["HELP"], readAs: "BROKER" }]);
  });

  it("is written for a child, where the guardian sees it, when a broker reads", async () => {
    const { ellie } = its;
    const lines = await added(ellie, "amina", () => opens("priya", ellie));
    expect(lines).toMatchObject([{ readerName: "priya", what: ["BIRTH", "NAME"] }]);
  });
});

describe("the log", () => {
  it("is for the person, a guardian and the safeguarding lead, and for nobody else there is one", async () => {
    const { bank, grace, ellie, jack } = its;
    await opens("priya", grace);
    for (const persona of ["grace", "sadia"]) {
      expect(await logSeenBy(bank, persona, grace), persona).not.toEqual([]);
    }
    expect(await logSeenBy(bank, "amina", ellie)).not.toBeNull();
    expect(await logSeenBy(bank, "tom", jack)).not.toBeNull();
    for (const persona of ["priya", "rob", "amina", "steward", "stranger", "cora"]) {
      expect(await logSeenBy(bank, persona, grace), persona).toBeNull();
    }
    const query = "query ($id: ID) { dataAccessLog(memberId: $id) { nodes { day } } }";
    for (const id of [grace, "mem_0123456789ABCDEFGHJKMNPQRS", null]) {
      expect((await bank.anonymous.ask(query, { id })).data).toEqual({ dataAccessLog: null });
    }
  });

  it("says who looked into it as well", async () => {
    const { grace, bank } = its;
    const lines = await added(grace, "grace", () => logSeenBy(bank, "sadia", grace));
    expect(lines).toMatchObject([{ readAs: "SAFEGUARDING_LEAD", what: ["ACCESS_LOG"] }]);
  });

  it("tells all that was read of somebody when no membership is named", async () => {
    const { bank, grace } = its;
    const all = await logSeenBy(bank, "grace");
    const one = await logSeenBy(bank, "grace", grace);
    expect(all).toEqual(one);
    const query =
      "query ($id: ID!) { roles(scopeId: $id) { nodes { reason person { firstName } } } }";
    await bank.as("steward").must(query, { id: its.bra });
    expect(await logSeenBy(bank, "priya")).toMatchObject([
      { readAs: "STEWARD", what: ["NAME", "ROLES"] },
    ]);
  });

  it("is paged both ways, and every line comes once", async () => {
    const { bank, grace } = its;
    const whole = (await logSeenBy(bank, "grace", grace)) ?? [];
    expect(whole.length).toBeGreaterThan(4);
    const pages: Json[] = [];
    let after: Json = null;
    do {
      const data: Json = await bank.as("grace").must(pageQuery, { id: grace, after });
      const nodes = at(data, "dataAccessLog.nodes");
      pages.push(...(Array.isArray(nodes) ? nodes : []));
      after = at(data, "dataAccessLog.pageInfo.endCursor") ?? null;
      if (at(data, "dataAccessLog.pageInfo.hasNextPage") !== true) break;
    } while (after !== null);
    expect(pages.map((line) => at(line, "lastAt"))).toEqual(
      whole.map((line) => at(line, "lastAt")),
    );
    const last = await bank
      .as("grace")
      .must("query ($id: ID) { dataAccessLog(memberId: $id, last: 2) { nodes { lastAt } } }", {
        id: grace,
      });
    expect(at(last, "dataAccessLog.nodes")).toEqual(
      whole.slice(-2).map((line) => ({ lastAt: at(line, "lastAt") })),
    );
  });
});

const pageQuery = `query ($id: ID, $after: String) {
  dataAccessLog(memberId: $id, first: 2, after: $after) {
    nodes { lastAt } pageInfo { hasNextPage endCursor }
  }
}`;
