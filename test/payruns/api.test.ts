import { beforeAll, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { change, mustTell, type Town } from "../directory/town.ts";
import { books, postingsOf } from "../funding/credits.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { checkBooks } from "../support/books.ts";
import {
  account,
  crowd,
  draft,
  forum,
  freeze,
  joined,
  must,
  read,
  rehearse,
  rowsOf,
  start,
} from "./setting.ts";

let place: Town;
beforeAll(async () => {
  place = await forum();
});

const cora = () => place.bank.as("cora");
const clock = () => createScheduleHandler({ table: place.bank.table, now: place.bank.now })();
const wrong = () => checkBooks(place.bank.client, place.bank.tableName);

describe("a pay-run", () => {
  it("is written, rehearsed, started and paid, and returns what it did not need", async () => {
    const { bank, cafe, grace, kofi } = place;
    const sam = await joined(place, "sam");
    await start(place, rowsOf([sam]));
    const before = at(await account(place, cafe), "balanceMinutes");
    await freeze(place, "freeze", sam);
    const payRunId = await draft(place, [...rowsOf([grace], 60), ...rowsOf([sam, kofi], 30)]);

    const rehearsal = await rehearse(place, payRunId);
    expect(rehearsal).toMatchObject({
      ...{ status: "DRAFT", rowCount: 3, totalMinutes: 120, hasEnough: true, version: 3 },
      rehearsal: {
        ...{ isComplete: true, wouldPayCount: 1, wouldPayMinutes: 60 },
        ...{ wouldRefuseCount: 2, wouldRefuseMinutes: 60 },
      },
    });
    const refused = (outcome: string) => [
      { memberId: sam, outcome, refusalCode: "ACCOUNT_FROZEN", member: { name: "sam" } },
      { memberId: kofi, outcome, refusalCode: "NOT_FOUND", member: null },
    ];
    const first = { memberId: grace, minutes: 60, member: { name: "grace" }, refusalCode: null };
    expect(await read(cora(), payRunId)).toMatchObject({
      rows: {
        nodes: [
          { ...first, outcome: "WOULD_BE_PAID", journalEntryId: null },
          ...refused("WOULD_BE_REFUSED"),
        ],
      },
    });

    expect(await must(cora(), "startPayRun", { payRunId, version: 3 })).toMatchObject({
      ...{ status: "FINISHED", rowCount: 3, totalMinutes: 120, hasEnough: null, rehearsal: null },
      ...{ paidCount: 1, paidMinutes: 60, refusedCount: 2, refusedMinutes: 60 },
      ...{ returnedMinutes: 60, startedAt: bank.now(), endedAt: bank.now() },
    });
    const entry = { journalEntryId: expect.stringMatching(/^jrn_/) };
    expect(await read(cora(), payRunId)).toMatchObject({
      rows: { nodes: [{ ...first, outcome: "PAID", ...entry }, ...refused("REFUSED")] },
    });
    expect(await account(place, cafe)).toMatchObject({
      ...{ balanceMinutes: Number(before) - 60, reservedMinutes: 0 },
    });
    expect(at(await account(place, grace), "statement.nodes.0")).toMatchObject({
      ...{ kind: "SPONSORED", minutes: 60, counterpart: { name: "Copper Kettle" }, ...entry },
    });
    expect(at(await books(place, "priya", place.bra), "SUM")).toBe(0);
    expect(await wrong()).toEqual([]);
  });

  it("pays 5 parts at once, and the others when the clock calls", async () => {
    place.bank.at("2026-02-10T09:00:00Z");
    const many = await crowd(place.bank.table(), place.grace, 23);
    const run = await start(place, rowsOf(many), 4);
    expect(run).toMatchObject({ status: "RUNNING", rowCount: 23, paidCount: 20, paidMinutes: 300 });
    expect(await account(place, place.cafe)).toMatchObject({ reservedMinutes: 45 });
    const ending = await read(cora(), textAt(run, "id"), "last: 4");
    const outcomes = (at(ending, "rows.nodes") as readonly Json[]).map((row) => at(row, "outcome"));
    expect(outcomes).toEqual(["PAID", "WAITING", "WAITING", "WAITING"]);
    await clock();
    expect(await read(cora(), textAt(run, "id"), "first: 1")).toMatchObject({
      ...{ status: "FINISHED", paidCount: 23, refusedCount: 0, returnedMinutes: 0 },
    });
    place.bank.usage.reset();
    await clock();
    expect(place.bank.usage.writeUnits()).toBe(0);
    expect(await account(place, place.cafe)).toMatchObject({ reservedMinutes: 0 });
    expect(await wrong()).toEqual([]);
  });
});

describe("the journal entry of a part", () => {
  it("shows each payee their own side, the organisation its own, and brokers all", async () => {
    const { bank, amina, grace } = place;
    const run = await start(place, rowsOf([grace, amina], 30));
    const id = textAt(await read(cora(), textAt(run, "id")), "rows.nodes.0.journalEntryId");
    const seenBy = async (persona: string) => {
      const postings = at(await postingsOf(bank.as(persona), id), "postings");
      return Array.isArray(postings) ? postings.map((one: Json) => at(one, "minutes")) : postings;
    };
    expect(await seenBy("grace")).toEqual([30]);
    expect(await seenBy("amina")).toEqual([30]);
    expect(await seenBy("cora")).toEqual([-60]);
    expect(await seenBy("priya")).toEqual([-60, 30, 30]);
    expect(await seenBy("kofi")).toBeUndefined();
    const line = at(await account(place, place.cafe), "statement.nodes.0");
    expect(line).toMatchObject({ minutes: -60, journalEntryId: id, counterpart: null });
  });

  it("is taken back whole, in one entry of the organisation", async () => {
    const { bank, cafe } = place;
    const many = await crowd(bank.table(), place.grace, 96);
    const before = at(await account(place, cafe), "balanceMinutes");
    const run = await start(place, rowsOf(many, 30));
    const journalEntryId = textAt(
      await read(cora(), textAt(run, "id"), "first: 1"),
      "rows.nodes.0.journalEntryId",
    );
    await mustTell(bank.as("priya"), change("reverseEntry", "journalEntry { id }"), {
      ...{ journalEntryId, reason: "The list was last year's." },
    });
    const after = await account(place, cafe);
    expect(at(after, "balanceMinutes")).toBe(before);
    const line = { kind: "REVERSAL", minutes: 2880, counterpart: null };
    expect(at(after, "statement.nodes.0")).toMatchObject(line);
    expect(await account(place, many[95] ?? "")).toMatchObject({ balanceMinutes: 0 });
    expect(await wrong()).toEqual([]);
  });
});
