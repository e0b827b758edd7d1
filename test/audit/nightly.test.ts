import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { type Digest, runChecks } from "../../src/audit/index.ts";
import { accountOf } from "../../src/ledger/index.ts";
import type { Setting } from "../exchanges/town.ts";
import { helped } from "../ledger/helped.ts";
import { at, type Json } from "../support/api.ts";
import type { Contents } from "../support/copies.ts";
import { livedBooks } from "./books.ts";
import { exportOf, verdictOn } from "./exporting.ts";
import { entryKey, tamper } from "./tampering.ts";

let its: Setting;
let kept: Digest[];
let lived: Contents;
beforeAll(async () => {
  its = await livedBooks();
  lived = await tamper(its.bank).contents();
}, 60_000);
beforeEach(async () => {
  await tamper(its.bank).restore(lived);
  kept = [];
});

/** Never mind how long it takes: what a test wants is a number of steps. */
const patient = 600_000;
const keep = async (digest: Digest) => {
  kept.push(digest);
};
const hubIds = () => [its.bra, its.sal];

type Wish = Partial<Parameters<typeof runChecks>[0]> & { entries?: number; millis?: number };

/** One turn of the clock at a moment, in steps of so many entries: what it did, and the numbers it told. */
async function turn(now: string, wish: Wish = {}) {
  const { entries = 1_000, millis = patient, ...other } = wish;
  its.bank.at(now);
  const told: object[] = [];
  const measure = (numbers: object) => told.push(numbers);
  const own = { table: its.bank.table(), now, digests: { keep }, measure, ...other };
  const { checked } = await runChecks(own, hubIds(), { entries, millis });
  return { checked, told };
}

const query = `query ($hubId: ID!) { ledgerCheck(hubId: $hubId) {
  asOf checkedAt accountCount entryCount journalEntryCount sumMinutes unexplainedMinutes
  problemCount problems { accountId seq what } digest { day hash previousHash }
} }`;
const checkFor = async (persona: string): Promise<Json> =>
  at((await its.bank.as(persona).ask(query, { hubId: its.bra })).data, "ledgerCheck");
const digestsQuery = `query ($hubId: ID!) {
  ledgerDigests(hubId: $hubId) { nodes { day hash previousHash } }
}`;
const digests = async (): Promise<Json> =>
  at((await its.bank.anonymous.ask(digestsQuery, { hubId: its.bra })).data, "ledgerDigests.nodes");

const firstNight = "2026-01-07T00:15:00.000Z";
const secondNight = "2026-01-08T03:00:00.000Z";

describe("the check of a night", () => {
  it("is null before the first one", async () => {
    expect(await checkFor("priya")).toBeNull();
    expect(await digests()).toEqual([]);
  });

  it("says that all is well, as of the end of the day, to those who may read the books", async () => {
    expect(await turn(firstNight)).toEqual({
      checked: 2,
      told: [{ UnexplainedMinutes: 0, LedgerProblems: 0, NightsChecked: 1 }],
    });
    const found = await checkFor("priya");
    expect(found).toMatchObject({
      asOf: "2026-01-06T23:59:59.999Z",
      checkedAt: firstNight,
      accountCount: 5,
      journalEntryCount: 5,
      ...{ sumMinutes: 0, unexplainedMinutes: 0, problemCount: 0, problems: [] },
      digest: { day: "2026-01-06", previousHash: "" },
    });
    expect(await checkFor("vera")).toEqual(found);
    for (const other of ["amina", "rob", "steward"]) expect(await checkFor(other)).toBeNull();
    expect(at((await its.bank.anonymous.ask(query, { hubId: its.bra })).data, "ledgerCheck")).toBe(
      null,
    );
  });

  // Whatever was begun on the day has ended by then, so the books of the day are settled.
  it("waits until the day has been over for a quarter of an hour", async () => {
    await turn("2026-01-07T00:14:59.999Z");
    expect(await checkFor("priya")).toMatchObject({ asOf: "2026-01-05T23:59:59.999Z" });
  });

  it("is done once, and then costs one read", async () => {
    await turn(firstNight);
    its.bank.usage.reset();
    expect(await turn("2026-01-07T15:00:00.000Z")).toEqual({ checked: 0, told: [] });
    expect(its.bank.usage.readUnits()).toBeLessThanOrEqual(1);
    expect(its.bank.usage.writeUnits()).toBe(0);
  });

  it("comes to the same in steps of any size, killed between any two", async () => {
    await turn(firstNight);
    const [whole, inOne] = [await checkFor("priya"), kept];
    await tamper(its.bank).restore(lived);
    kept = [];
    for (let turns = 0; turns < 200; turns++) {
      // No time at all: each turn begins, or does one step, and is gone.
      const { checked } = await turn(firstNight, { entries: 2, millis: -1 });
      if (checked === 0 && kept.length === 2) break;
    }
    expect(await checkFor("priya")).toEqual(whole);
    expect(kept).toEqual(inOne);
  });

  it("comes to the same when two go on with it at once", async () => {
    const both = [turn(firstNight, { entries: 3 }), turn(firstNight, { entries: 3 })];
    await Promise.allSettled(both);
    expect(await checkFor("priya")).toMatchObject({ problemCount: 0, journalEntryCount: 5 });
    expect(await digests()).toHaveLength(1);
  });

  it("names what somebody changed, and tells whoever watches", async () => {
    const key = entryKey(accountOf(its.grace), 1);
    await tamper(its.bank).change(key, { balanceMinutes: 120 });
    expect(await turn(firstNight)).toMatchObject({ told: [{ LedgerProblems: 1 }] });
    expect(await checkFor("priya")).toMatchObject({
      problemCount: 1,
      problems: [{ accountId: accountOf(its.grace), seq: 1 }],
    });
  });
});

/** Numbers that one turn and the next tell, whatever becomes of the turns. */
async function toldBy(first: Wish, second: Wish = {}): Promise<readonly object[]> {
  const told: object[] = [];
  const measure = (numbers: object) => told.push(numbers);
  await turn(firstNight, { ...first, measure }).catch(() => undefined);
  await turn(firstNight, { ...second, measure }).catch(() => undefined);
  return told;
}

describe("what a check has found", () => {
  beforeEach(async () => {
    const key = entryKey(accountOf(its.grace), 1);
    await tamper(its.bank).change(key, { balanceMinutes: 120 });
  });

  it("is told though another hub cannot be done, in this turn and the next", async () => {
    const broken = {
      keep: async ({ hubId }: Digest) => {
        if (hubId === its.sal) throw new Error("The store is away.");
      },
    };
    const told = await toldBy({ digests: broken }, { digests: broken });
    expect(told.length).toBeGreaterThan(0);
    for (const numbers of told) {
      expect(numbers).toMatchObject({ LedgerProblems: 1 });
      expect(numbers).not.toHaveProperty("NightsChecked");
    }
  });

  it("is told though the turn is cut off before the night is noted as done", async () => {
    const inner = its.bank.table();
    const commit: typeof inner.commit = async (writes) => {
      if (JSON.stringify(writes).includes("NIGHT")) throw new Error("The function is cut off.");
      return inner.commit(writes);
    };
    const told = await toldBy({ table: { ...inner, commit } });
    expect(told).toHaveLength(2);
    for (const numbers of told)
      expect(numbers).toMatchObject({ LedgerProblems: 1, NightsChecked: 1 });
  });

  it("is told though the store keeps no digest at all", async () => {
    const away = {
      keep: async () => {
        throw new Error("The store is away.");
      },
    };
    expect(await toldBy({ digests: away })).toMatchObject([
      { LedgerProblems: 1 },
      { LedgerProblems: 1 },
    ]);
  });
});

describe("the digests of the days", () => {
  it("are for everybody, build on each other and are kept outside the table", async () => {
    await turn(firstNight);
    await turn(secondNight);
    const [second, first] = Object(await digests());
    expect([first.day, second.day]).toEqual(["2026-01-06", "2026-01-07"]);
    expect(first.previousHash).toBe("");
    expect(second.previousHash).toBe(first.hash);
    expect(kept.filter(({ hubId }) => hubId === its.bra)).toEqual([
      { hubId: its.bra, ...first },
      { hubId: its.bra, ...second },
    ]);
    const nobody = await its.bank.anonymous.ask(digestsQuery, { hubId: "hub_none" });
    expect(nobody.data).toEqual({ ledgerDigests: null });
  });

  it("come out of an export as they were made", async () => {
    await turn(firstNight);
    its.bank.at("2026-01-07T09:00:00.000Z");
    await helped(its, { provider: "grace", payer: "amina", minutes: 15 });
    await turn(secondNight);
    const lines = await exportOf(its.bank.as("priya").must, its.bra);
    expect(verdictOn(lines)).toMatchObject({ problemCount: 0, counts: { digestCount: 2 } });
    const asOf = "2026-01-07T12:00:00.000Z";
    const earlier = await exportOf(its.bank.as("priya").must, its.bra, { asOf });
    expect(verdictOn(earlier)).toMatchObject({ problemCount: 0, counts: { digestCount: 1 } });
  });

  // Whoever takes the end of every chain away leaves books that add up, but not that digest.
  it("show that a history was cut short, though what is left is without a flaw", async () => {
    its.bank.at("2026-01-06T10:00:00.000Z");
    const id = await helped(its, { provider: "grace", payer: "amina", minutes: 15 });
    await turn(firstNight);
    await cutShort(id);
    await turn(secondNight);
    expect(await checkFor("priya")).toMatchObject({
      sumMinutes: 0,
      unexplainedMinutes: 0,
      problems: [{ accountId: null, what: expect.stringContaining("digest of 2026-01-06") }],
    });
    const verdict = verdictOn(await exportOf(its.bank.as("priya").must, its.bra));
    expect(verdict.problems).toContainEqual({
      line: 2,
      what: "The digest of 2026-01-06 is another than the accounts come to.",
    });
  });
});

/** Takes the last entries of both sides away, and the act with them. */
async function cutShort(journalId: string) {
  const lines = await exportOf(its.bank.as("priya").must, its.bra);
  const body = journalId.slice(4);
  for (const line of lines.filter((one) => one.includes(`exc_${body}`))) {
    const [accountId, seq] = JSON.parse(line).entry;
    await tamper(its.bank).remove(entryKey(accountId, seq));
  }
  await tamper(its.bank).remove({ pk: body, sk: "ACT" });
}

describe("the schedule", () => {
  it("checks the books, keeps the digests and tells the numbers", async () => {
    const numbers: object[] = [];
    its.bank.at(firstNight);
    const handler = createScheduleHandler({
      table: its.bank.table,
      now: its.bank.now,
      digests: { keep },
      measure: (metrics) => numbers.push(metrics),
    });
    await handler();
    await handler();
    expect(kept.map(({ day }) => day)).toEqual(["2026-01-06", "2026-01-06"]);
    const visits = { OverdueVisits: 0 };
    expect(numbers).toEqual([
      ...[visits, { UnexplainedMinutes: 0, LedgerProblems: 0, NightsChecked: 1 }],
      visits,
    ]);
  });
});
