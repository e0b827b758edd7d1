import { beforeAll, describe, expect, it } from "vitest";
import { isMembershipOver, isOver, isPersonOver } from "../../src/rights/decide/index.ts";
import { keepToSchedule, runErasures } from "../../src/rights/index.ts";
import type { Table } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, traces } from "./asking.ts";
import { makeLead } from "./reading.ts";

describe("what is over", () => {
  it.each([
    ["LEFT", "2020-01-05T10:00:00.000Z", "1985-05-05", "2026-01-04", false],
    ["LEFT", "2020-01-05T10:00:00.000Z", "1985-05-05", "2026-01-05", true],
    ["LEFT", "2020-01-05T10:00:00.000Z", "2010-06-01", "2034-05-31", false],
    ["LEFT", "2020-01-05T10:00:00.000Z", "2010-06-01", "2034-06-01", true],
    ["WAITING", "2025-01-05", "2010-06-01", "2026-01-04", false],
    ["WAITING", "2025-01-05", "2010-06-01", "2026-01-05", true],
    ["IN", "1990-01-05", "1950-06-01", "2026-01-05", false],
  ] as const)("%s since %s, born on %s, on %s: %s", (...[standing, since, bornOn, day, over]) => {
    expect(isMembershipOver({ standing, since, bornOn }, day)).toBe(over);
  });

  it("is nobody who is needed, or whose time is not over in another hub", () => {
    const old = { standing: "LEFT", since: "2010-01-01", bornOn: "1980-01-01" } as const;
    const memberships = [old];
    const day = "2026-01-05";
    expect(isPersonOver({ memberships, isNeeded: false }, day)).toBe(true);
    expect(isPersonOver({ memberships, isNeeded: true }, day)).toBe(false);
    const inToo = [old, { ...old, standing: "IN" } as const];
    expect(isPersonOver({ memberships: inToo, isNeeded: false }, day)).toBe(false);
    expect(isOver("ACCESS_LINE", "2024-01-06", day)).toBe(false);
  });
});

describe("the clock", () => {
  let its: Setting;
  beforeAll(async () => {
    its = await setting();
    const { bank, bra, grace } = its;
    await does(bank, "grace", ["leaveHub", { memberId: grace }]);
    const wish = { hubId: bra, firstName: "Zqxwaits", lastName: "Test", bornOn: "1985-05-05" };
    await does(bank, "waits", ["apply", wish]);
    const sent = {
      ...{ hubId: bra, personName: "Nora Field", contact: "01632 960000" },
      ...{ consentNote: "Said yes.", yourName: "Zqxsender" },
    };
    const referralId = await does(bank, "tom", ["referPerson", sent], "referral");
    await does(bank, "priya", ["closeReferral", { referralId, reason: "Zqxreason" }]);
    await does(bank, "priya", ["createLoginCode", { memberId: its.nadia }]);
    const correction = { memberId: its.amina, subject: "OTHER", statement: "Zqxwrong." };
    const asked = await does(bank, "amina", ["requestCorrection", correction], "correctionRequest");
    const answer = { correctionId: asked, isCorrected: false, answer: "No.", version: 1 };
    await does(bank, "priya", ["decideCorrection", answer]);
    await bank.as("priya").must("query ($id: ID!) { member(id: $id) { bornOn } }", { id: its.tom });
    await makeLead(bank, "leah", bra);
  });

  const all = () => itemsOf(its.bank.client, its.bank.tableName);
  const linesLeft = async () => (await all()).filter(({ pk }) => String(pk).startsWith("READS#"));
  const run = (table: Table = its.bank.table()) =>
    keepToSchedule({ table, now: its.bank.now() }, [its.bra, its.sal]);

  /** A process that ends after its first commit. */
  const dying = (): Table => {
    const table = its.bank.table();
    const commit: Table["commit"] = async (writes) => {
      await table.commit(writes);
      throw new Error("The process has ended.");
    };
    return { ...table, commit };
  };

  const dueFor = async (persona: string): Promise<Json> =>
    at(
      await its.bank
        .as(persona)
        .must("query ($id: ID!) { retentionDue(hubId: $id) { kind count isComplete } }", {
          id: its.bra,
        }),
      "retentionDue",
    );
  const due = (left: number, application: number, referral: number, correction: number) => [
    { kind: "LEFT_MEMBER", count: left, isComplete: true },
    { kind: "APPLICATION", count: application, isComplete: true },
    { kind: "REFERRAL", count: referral, isComplete: true },
    { kind: "CORRECTION", count: correction, isComplete: true },
    { kind: "OBJECTION", count: 0, isComplete: true },
    { kind: "CLEARANCE", count: 0, isComplete: true },
  ];
  // Not even how many there are is for anybody else.
  const forLead = [
    { kind: "INTERIM_MEASURE", count: 0, isComplete: true },
    { kind: "AT_RISK_NOTE", count: 0, isComplete: true },
  ];

  it("tells everybody the schedule, and what is over to those who run and check the hub", async () => {
    const data = await its.bank.anonymous.must("{ retentionSchedule { kind months what why } }");
    expect(at(data, "retentionSchedule.0")).toMatchObject({ kind: "LEFT_MEMBER", months: 72 });
    expect(await dueFor("priya")).toEqual(due(0, 0, 0, 0));
    expect(await dueFor("leah")).toEqual([...due(0, 0, 0, 0), ...forLead]);
    for (const persona of ["rob", "tom", "steward"]) expect(await dueFor(persona)).toBeNull();
  });

  it("lets nothing go before its time, and looks once a day", async () => {
    its.bank.at("2027-01-04T09:00:00.000Z");
    expect(await run()).toEqual({});
    its.bank.usage.reset();
    expect(await run()).toEqual({});
    expect(its.bank.usage.writeUnits()).toBe(0);
    expect(traces(await all(), "Zqxwaits")).not.toEqual([]);
  });

  it("lets go what is over after a year, once, however many run at once", async () => {
    its.bank.at("2027-01-05T09:00:00.000Z");
    expect(await dueFor("priya")).toEqual(due(0, 1, 1, 0));
    const tallies = await Promise.all([run(), run(), run()]);
    await run();
    const sum = (kind: string) => tallies.reduce((one, tally) => one + (tally[kind] ?? 0), 0);
    expect([sum("APPLICATION"), sum("REFERRAL")]).toEqual([1, 1]);
    await runErasures({ table: its.bank.table(), now: its.bank.now() });
    for (const word of ["Zqxwaits", "Zqxsender", "Zqxreason"]) {
      expect(traces(await all(), word), word).toEqual([]);
    }
    expect(await dueFor("priya")).toEqual(due(0, 0, 0, 0));
  });

  it("lets old lines of the log go, and goes on where a process ended", async () => {
    const before = (await linesLeft()).filter(({ day }) => day === "2026-01-05");
    expect(before.length).toBeGreaterThan(0);
    its.bank.at("2028-01-05T09:00:00.000Z");
    const isAlive = (): Promise<boolean> =>
      run(dying()).then(
        () => true,
        () => false,
      );
    let deaths = 0;
    while (deaths < 30 && !(await isAlive())) deaths++;
    expect(deaths).toBeGreaterThan(1);
    expect(deaths).toBeLessThan(30);
    expect(await run()).toEqual({});
    expect((await linesLeft()).filter(({ day }) => day === "2026-01-05")).toEqual([]);
  });

  it("erases who left six years ago and what was answered then, and nobody who is needed", async () => {
    its.bank.at("2032-01-05T09:00:00.000Z");
    expect(await dueFor("priya")).toEqual(due(1, 0, 0, 1));
    expect(await run()).toMatchObject({ LEFT_MEMBER: 1, CORRECTION: 1 });
    await runErasures({ table: its.bank.table(), now: its.bank.now() });
    const items = await all();
    expect(traces(items, "Zqxwrong")).toEqual([]);
    const [shell] = items.filter(({ pk, sk }) => pk === its.grace && sk === "MEMBER");
    expect(shell).toHaveProperty("erasedAt");
    const erasures = items.filter(({ sk }) => sk === "ERASURE");
    expect(erasures.map(({ askedBy, status }) => [askedBy, status])).toEqual([
      ["SCHEDULE", "FINISHED"],
      ["SCHEDULE", "FINISHED"],
    ]);
    for (const id of [its.amina, its.tom, its.nadia]) {
      const [member] = items.filter(({ pk, sk }) => pk === id && sk === "MEMBER");
      expect(member).toHaveProperty("firstName");
    }
  });

  it("leaves it to the engine to take codes away that cannot be used", async () => {
    const [code] = (await all()).filter(({ sk }) => sk === "CODE");
    expect(Number(code?.["ttl"]) * 1000).toBe(Date.parse(String(code?.["expiresAt"])));
  });
});
