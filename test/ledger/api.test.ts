import { beforeAll, describe, expect, it } from "vitest";
import { accountOf, potOf } from "../../src/ledger/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { account, helped } from "./helped.ts";

let its: Setting;

const list = (json: Json): readonly Json[] => (Array.isArray(json) ? json : []);

describe("an account's past", () => {
  beforeAll(async () => {
    its = await setting();
    for (const [day, minutes] of [
      ["2026-01-05", 60],
      ["2026-01-12", 30],
      ["2026-01-20", 15],
    ] as const) {
      its.bank.at(`${day}T09:00:00Z`);
      await helped(its, { provider: "grace", payer: "amina", minutes });
    }
  });

  /** The lines of Amina's statement with these arguments, or the code of the error. */
  const lines = async (page: string, persona = "amina", partyId = its.amina): Promise<Json> => {
    const answer = await its.bank.as(persona).ask(
      `query ($id: ID!) {
        account(id: $id) { statement${page} { nodes { seq } pageInfo { endCursor hasNextPage } } }
      }`,
      { id: accountOf(partyId) },
    );
    const found = at(answer.data, "account.statement");
    return answer.errors ? at(answer.errors[0], "extensions.code") : found;
  };
  const seqs = async (page: string): Promise<Json> =>
    list(at(await lines(page), "nodes")).map((line) => at(line, "seq"));

  it.each([
    ["before the first entry", "2026-01-05T08:59:59Z", 0],
    ["at the very moment of one", "2026-01-05T09:00:00Z", -60],
    ["between two entries", "2026-01-11T00:00:00Z", -60],
    ["at the moment of the second", "2026-01-12T09:00:00Z", -90],
    ["after the last", "2027-01-01T00:00:00Z", -105],
  ])("tells the balance %s", async (_when, moment, minutes) => {
    const wish = { id: accountOf(its.amina), fields: `balanceAt(at: "${moment}")` };
    expect(await account(its, "amina", wish)).toEqual({ balanceAt: minutes });
  });

  it("is listed newest first, with both days of a span included", async () => {
    expect(await seqs("")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await seqs('(from: "2026-01-12", to: "2026-01-12")')).toEqual([4, 3]);
    expect(await seqs('(from: "2026-01-05", to: "2026-01-12")')).toEqual([4, 3, 2, 1]);
    expect(await seqs('(from: "2026-01-13")')).toEqual([6, 5]);
    expect(await seqs('(to: "2026-01-11")')).toEqual([2, 1]);
    expect(await seqs('(from: "2026-01-06", to: "2026-01-11")')).toEqual([]);
    expect(await seqs('(to: "2026-01-04")')).toEqual([]);
    expect(await lines('(from: "2026-01-12", to: "2026-01-05")')).toBe("BAD_USER_INPUT");
  });

  it("goes on from a cursor, which fits its own list and reader alone", async () => {
    const span = 'from: "2026-01-05", to: "2026-01-12"';
    const after = textAt(await lines(`(${span}, first: 3)`), "pageInfo.endCursor");
    const second = await lines(`(${span}, first: 3, after: "${after}")`);
    expect(second).toMatchObject({ nodes: [{ seq: 1 }], pageInfo: { hasNextPage: false } });
    const forged = `${after.slice(0, -2)}${after.endsWith("AA") ? "BB" : "AA"}`;
    for (const page of [`(after: "${after}")`, `(${span}, after: "${forged}")`]) {
      expect(await lines(page)).toBe("BAD_USER_INPUT");
    }
    const page = `(${span}, after: "${after}")`;
    expect(await lines(page, "priya")).toBe("BAD_USER_INPUT");
    expect(await lines(page, "priya", its.grace)).toBe("BAD_USER_INPUT");
  });

  it("names what each line was for and who stood on the other side", async () => {
    const fields = `statement(to: "2026-01-05") { nodes {
      kind counterpart { name } exchange { what } journalEntry { kind postings { minutes } }
    } }`;
    const exchange = { what: "Help" };
    const seen = await account(its, "amina", { id: accountOf(its.amina), fields });
    expect(at(seen, "statement.nodes")).toEqual([
      {
        ...{ kind: "EXCHANGE", counterpart: { name: "grace" }, exchange },
        journalEntry: { kind: "EXCHANGE", postings: [{ minutes: -60 }] },
      },
      { kind: "HOLD", counterpart: null, exchange, journalEntry: null },
    ]);
  });

  it("does not lead from the pot's statement to who gave", async () => {
    const to = { potOfHubId: its.bra };
    const gift = { fromId: its.grace, to, minutes: 15, note: "For whoever needs it." };
    await make(its.bank, "grace", ["giveCredits", "gift", gift]);
    const fields = `statement { nodes {
      minutes counterpart { name } exchange { id } journalEntry { postings { account { kind } } }
    } }`;
    const pot = await account(its, "priya", { id: potOf(its.bra).id, fields });
    const journalEntry = { postings: [{ account: { kind: "POT" } }] };
    expect(at(pot, "statement.nodes")).toEqual([
      { minutes: 15, counterpart: null, exchange: null, journalEntry },
    ]);
  });
});

describe("a hub's books", () => {
  beforeAll(async () => {
    its = await setting();
    await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    its.bank.at("2026-01-20T09:00:00Z");
    const mandate = { hubId: its.bra, purpose: "PARTICIPATION", quarter: "2026-Q1" };
    const decisionId = await decidedIn(its.bank, its.bra);
    const granted = { ...mandate, minutes: 3000, decisionId };
    await make(its.bank, "priya", ["grantMandate", "mandate", granted]);
    const { purpose, quarter } = mandate;
    const share = { purpose, quarter, organisationId: its.cafe, minutes: 2415 };
    await make(its.bank, "priya", ["allocate", "allocation", share]);
    const personId = await person(its.bank, "audrey");
    await giveRole(its.bank, personId, { role: "AUDITOR", scopeId: its.bra });
  });

  const books = `query ($id: ID!, $after: String) { hubTrialBalance(hubId: $id) {
    sumMinutes totals { kind accountCount minutes }
    accounts(first: 3, after: $after) {
      nodes { kind balanceMinutes mandateLabel isAboveCeiling isBelowFloor }
      pageInfo { endCursor hasNextPage }
    }
  } }`;
  const line = (kind: string, balanceMinutes: number, more: object = {}) => ({
    ...{ kind, balanceMinutes, mandateLabel: null, isAboveCeiling: false, isBelowFloor: false },
    ...more,
  });
  const read = async (persona: string, after?: string): Promise<Json> =>
    at(await its.bank.as(persona).must(books, { id: its.bra, after }), "hubTrialBalance");

  it.each(["priya", "audrey"])("sum to zero and are listed in pages, for %s", async (persona) => {
    const first = await read(persona);
    expect(first).toMatchObject({
      sumMinutes: 0,
      totals: expect.arrayContaining([
        { kind: "ISSUANCE", accountCount: 1, minutes: -2415 },
        { kind: "MEMBER", accountCount: 2, minutes: 0 },
        { kind: "ORGANISATION", accountCount: 1, minutes: 2415 },
      ]),
    });
    const second = await read(persona, textAt(first, "accounts.pageInfo.endCursor"));
    expect(at(second, "accounts.pageInfo.hasNextPage")).toBe(false);
    const all = [...list(at(first, "accounts.nodes")), ...list(at(second, "accounts.nodes"))];
    expect(all).toHaveLength(4);
    expect(all).toEqual(
      expect.arrayContaining([
        line("ISSUANCE", -2415, { mandateLabel: "PARTICIPATION 2026-Q1" }),
        ...[line("MEMBER", -60), line("MEMBER", 60)],
        line("ORGANISATION", 2415, { isAboveCeiling: true }),
      ]),
    );
  });

  it("are nobody else's to read", async () => {
    for (const persona of ["amina", "rob", "cora", "stranger"]) {
      expect(await read(persona)).toBeNull();
    }
    const data = await its.bank.anonymous.must(books, { id: its.bra });
    expect(data).toEqual({ hubTrialBalance: null });
  });
});
