import { beforeAll, describe, expect, it } from "vitest";
import { accountOf, potOf } from "../../src/ledger/index.ts";
import { create, mostWrites } from "../../src/table/index.ts";
import type { Setting } from "../exchanges/town.ts";
import { helped } from "../ledger/helped.ts";
import { at, type Json } from "../support/api.ts";
import { livedBooks } from "./books.ts";
import { endOf, madeUpItems } from "./made-books.ts";
import { actKey, entryKey, tamper } from "./tampering.ts";

let its: Setting;
let lastHelp: string;
const now = "2026-01-08T09:00:00.000Z";
beforeAll(async () => {
  its = await livedBooks();
  lastHelp = await helped(its, { provider: "grace", payer: "amina", minutes: 15 });
  its.bank.at(now);
});

const query = `query ($hubId: ID!, $after: String) {
  ledgerVerification(hubId: $hubId, after: $after) {
    asOf accountCount entryCount journalEntryCount sumMinutes unexplainedMinutes problemCount
    problems { accountId seq what } isComplete next
  }
}`;
const verify = (persona: string, variables: object = {}) =>
  its.bank.as(persona).ask(query, { hubId: its.bra, ...variables });

async function verdict(): Promise<Json> {
  const { data, errors } = await verify("priya");
  if (errors) throw new Error(JSON.stringify(errors));
  return at(data, "ledgerVerification");
}

describe("verifying the table", () => {
  it("finds all well, for the broker and the auditor", async () => {
    const well = {
      asOf: "2026-01-08T08:59:00.000Z",
      accountCount: 5,
      sumMinutes: 0,
      unexplainedMinutes: 0,
      problemCount: 0,
      problems: [],
      isComplete: true,
      next: null,
    };
    expect(await verdict()).toMatchObject(well);
    expect((await verify("vera")).data).toMatchObject({ ledgerVerification: well });
  });

  it.each(["amina", "rob", "steward"])("is not for anyone else: %s", async (persona) => {
    expect(await verify(persona)).toMatchObject({ data: { ledgerVerification: null } });
  });

  it("takes no cursor that it did not give", async () => {
    const { errors } = await verify("priya", { after: "made-up" });
    expect(at(errors?.[0], "message")).toBe("This cursor does not belong to this list.");
  });
});

/** Spoils one thing, looks, and puts it right again. */
async function spoiled(
  key: ReturnType<typeof entryKey>,
  fields: Readonly<Record<string, string | number>>,
  right: Readonly<Record<string, string | number | undefined>>,
): Promise<Json> {
  await tamper(its.bank).change(key, fields);
  const found = await verdict();
  await tamper(its.bank).change(key, right);
  return found;
}

describe("verifying more than fits into one request", () => {
  const wish = { accounts: 4, times: 90, hubId: "" };

  beforeAll(async () => {
    const table = its.bank.table();
    const items = [...madeUpItems({ ...wish, hubId: its.sal })];
    for (let start = 0; start < items.length; start += mostWrites) {
      await table.commit(items.slice(start, start + mostWrites).map(create));
    }
  });

  it("goes on where the page before has ended, in the midst of an account", async () => {
    const hubId = its.sal;
    its.bank.at(endOf(wish));
    const first = at((await verify("rob", { hubId })).data, "ledgerVerification");
    expect(first).toMatchObject({ isComplete: false, problemCount: 0, next: expect.any(String) });
    expect(at(first, "entryCount")).toBeGreaterThanOrEqual(500);
    const after = at(first, "next");
    const second = at((await verify("rob", { hubId, after })).data, "ledgerVerification");
    expect(second).toMatchObject({
      asOf: at(first, "asOf"),
      isComplete: true,
      entryCount: 4 * 90 * 1.5 + 3,
      accountCount: 6,
      ...{ sumMinutes: 0, unexplainedMinutes: 0, problemCount: 0, next: null },
    });
    const stranger = await verify("priya", { after });
    expect(at(stranger.errors?.[0], "message")).toContain("does not belong to this list");
    its.bank.at(now);
  });
});

describe("what somebody changed in the table", () => {
  const grace = () => accountOf(its.grace);

  it.each([
    ["minutes", 60, 61],
    ["balanceMinutes", 60, 120],
    ["floorMinutes", -300, -900],
    ["status", "OPEN", "FROZEN"],
    ["recordedAt", "2026-01-05T09:00:00.000Z", "2026-01-04T09:00:00.000Z"],
    // As if it were not yet there, and nothing of what came after it.
    ["recordedAt", "2026-01-05T09:00:00.000Z", "2027-01-05T09:00:00.000Z"],
  ])("is named by its entry: %s", async (name, right, wrong) => {
    const found = await spoiled(entryKey(grace(), 1), { [name]: wrong }, { [name]: right });
    expect(found).toMatchObject({
      problems: [{ accountId: grace(), seq: 1, what: expect.stringContaining("was changed") }],
      isComplete: true,
    });
  });

  it("is named by its entry even if that is no entry any more", async () => {
    const found = await spoiled(entryKey(grace(), 1), { minutes: "many" }, { minutes: 60 });
    expect(found).toMatchObject({ problems: [{ seq: 1, what: "It cannot be read." }] });
  });

  it("is named where an act says other minutes than its entries", async () => {
    const act = actKey(lastHelp);
    const name = "journal.movements.0.minutes";
    expect(await spoiled(act, { [name]: 75 }, { [name]: 15 })).toMatchObject({
      problemCount: 2,
      unexplainedMinutes: 120,
      problems: [
        { accountId: accountOf(its.amina), what: expect.stringContaining("says -75") },
        { accountId: grace(), what: expect.stringContaining("says 75") },
      ].sort((a, b) => (a.accountId < b.accountId ? -1 : 1)),
    });
  });
});

describe("what somebody took away", () => {
  it("is missed by both entries when it is the act they rest on", async () => {
    await tamper(its.bank).remove(actKey(lastHelp));
    expect(await verdict()).toMatchObject({
      problemCount: 2,
      unexplainedMinutes: 30,
      problems: [
        { what: `Its journal entry ${lastHelp} is missing.` },
        { what: `Its journal entry ${lastHelp} is missing.` },
      ],
    });
  });

  it("is missed by the entry after it, or by the sum and the other side", async () => {
    const pot = potOf(its.bra).id;
    await tamper(its.bank).remove(entryKey(accountOf(its.grace), 2));
    await tamper(its.bank).remove(entryKey(pot, 1));
    const found = await verdict();
    expect(at(found, "sumMinutes")).toBe(-15);
    expect(at(found, "problems")).toContainEqual({
      accountId: accountOf(its.grace),
      seq: 3,
      what: "Entry 2 before it is missing.",
    });
    expect(at(found, "problems")).toContainEqual({
      accountId: accountOf(its.amina),
      seq: expect.any(Number),
      what: expect.stringContaining(`names entry 1 of ${pot}, which`),
    });
  });
});
