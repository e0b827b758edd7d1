import { beforeAll, describe, expect, it } from "vitest";
import { hearEntries } from "../../src/insight/index.ts";
import { isRefusal, newId } from "../../src/kernel/index.ts";
import { type AccountRef, accountOf, planPosting } from "../../src/ledger/index.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json, type TestBank } from "../support/api.ts";
import { type Books, someBooks } from "./books.ts";

let books: Books;
let bank: TestBank;
let county = "";
let nation = "";
beforeAll(async () => {
  books = await someBooks();
  bank = books.bank;
  [, , , county = "", , nation = ""] = [...books.places.keys()];
  const [first = "", second = "", third = ""] = books.hubIds;
  // In the first hub ten members help one another, in the second two, in the third twelve.
  for (const [hubId, pairs] of [
    [first, 5],
    [second, 1],
    [third, 6],
  ] as const)
    await help(hubId, pairs);
  await officer("priya", "BROKER", first);
  await officer("audrey", "AUDITOR", first);
  await officer("ines", "INSIGHT_READER", first);
});

async function officer(persona: string, role: string, scopeId: string) {
  const person = { firstName: persona, lastName: "Test", bornOn: "1980-05-05" };
  const personId = await make(bank, persona, ["registerPerson", "person", person]);
  const grant = { personId, role, scopeId, reason: "Asked to." };
  await make(bank, "steward", ["grantRole", "role", grant]);
}

/** So many pairs of members, of whom each gives the other an hour, in January. */
async function help(hubId: string, pairs: number) {
  const table = bank.table();
  const member = (): AccountRef => ({
    ...{ id: accountOf(newId("mem")), hubId, kind: "MEMBER", floorMinutes: -300 },
  });
  for (let pair = 0; pair < pairs; pair++) {
    const [one, other] = [member(), member()];
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const planned = await planPosting(table, {
        ...{ actId: newId("exc"), kind: "EXCHANGE", now: "2026-01-20T10:00:00.000Z" },
        movements: [{ from, to, minutes: 60 }],
      });
      if (isRefusal(planned)) throw new Error(planned.message);
      await table.commit(planned.writes);
      const heads = await Promise.all(
        [from, to].map(({ id }) => table.walk({ pk: id, backwards: true, limit: 1 })),
      );
      await hearEntries(
        table,
        heads.flat().map((after) => ({ after })),
      );
    }
  }
}

const query = `query ($scopeId: ID!, $month: String!) {
  monthInNumbers(scopeId: $scopeId, month: $month) {
    isExact isOver definitionVersion measures { name value suppressed rounding n period } byCategory { minutes }
  }
}`;

async function ask(persona: string | undefined, scopeId: string, month = "2026-01"): Promise<Json> {
  const caller = persona === undefined ? bank.anonymous : bank.as(persona);
  return at(await caller.must(query, { scopeId, month }), "monthInNumbers");
}

async function numberOf(persona: string | undefined, scopeId: string, name: string): Promise<Json> {
  const measures = at(await ask(persona, scopeId), "measures");
  const found = Object.values(Object(measures)).find((one) => Object(one).name === name);
  return Object(found).suppressed ? "*" : Object(found).value;
}

describe("a month in numbers", () => {
  it("is exact for the hub's own broker and auditor, also while it is under way", async () => {
    const [hubId = ""] = books.hubIds;
    bank.at("2026-01-25T09:00:00Z");
    for (const persona of ["priya", "audrey"]) {
      expect(await ask(persona, hubId)).toMatchObject({ isExact: true, isOver: false });
      expect(await numberOf(persona, hubId, "PARTICIPATING_MEMBERS")).toBe(10);
      expect(await numberOf(persona, hubId, "MINUTES_GIVEN")).toBe(600);
      expect(await numberOf(persona, hubId, "MEMBERS_WITH_ACCOUNT")).toBe(10);
      expect(await numberOf(persona, hubId, "PARTICIPATION_PERCENT")).toBe(100);
      expect(await numberOf(persona, hubId, "VELOCITY_PER_YEAR")).toBeNull();
    }
  });

  it("is told to nobody else before it has been over for a day", async () => {
    const [hubId = "", other = ""] = books.hubIds;
    for (const moment of ["2026-01-25T09:00:00Z", "2026-02-01T23:59:59Z"]) {
      bank.at(moment);
      for (const persona of [undefined, "ines", "steward"]) {
        expect(await ask(persona, hubId)).toBeNull();
        expect(await ask(persona, nation)).toBeNull();
      }
      expect(await ask("priya", other)).toBeNull();
    }
    bank.at("2026-02-02T00:00:01Z");
    expect(await ask(undefined, nation)).toMatchObject({ isExact: false, isOver: true });
  });

  it("is rounded, and hidden wherever a few people could be recognised", async () => {
    bank.at("2026-02-10T09:00:00Z");
    const [first = "", second = "", third = ""] = books.hubIds;
    const all = "PARTICIPATING_MEMBERS";
    // Twelve and twelve: each county may be told, and so may the only hub of the other one.
    expect(await numberOf(undefined, nation, all)).toBe(25);
    expect(await numberOf(undefined, county, all)).toBe(10);
    expect(await numberOf(undefined, third, all)).toBe(10);
    // Two members, who are what the county's number less the other hub's would be.
    expect(await numberOf(undefined, second, all)).toBe("*");
    expect(await numberOf(undefined, first, all)).toBe("*");
    // Even the insight reader of the first hub, and the broker of the first about the second.
    expect(await numberOf("ines", first, all)).toBe("*");
    expect(await numberOf("priya", second, all)).toBe("*");
    expect(await numberOf("priya", first, all)).toBe(10);
    expect(await numberOf(undefined, county, "MINUTES_GIVEN")).toBe(600);
    expect(await numberOf(undefined, county, "TWO_WAY_PERCENT")).toBe(100);
  });

  it("holds nothing but what may be told, with its rounding and how many stand behind it", async () => {
    const told = await ask(undefined, county);
    expect(told).toMatchObject({ definitionVersion: 1, byCategory: [] });
    expect(Object.values(Object(at(told, "measures"))).map((one) => Object(one).name)).toEqual([
      "PARTICIPATING_MEMBERS",
      "TWO_WAY_MEMBERS",
      "MINUTES_GIVEN",
      "TIMES_GIVEN",
      "MINUTES_RECOGNISED",
      "TWO_WAY_PERCENT",
    ]);
    expect(at(told, "measures.0")).toEqual({
      ...{ name: "PARTICIPATING_MEMBERS", value: 10, suppressed: false, rounding: 5, n: 10 },
      period: "2026-01",
    });
  });

  it("is nothing of a place that is not there, and a month that is none is no question", async () => {
    expect(await ask("priya", `hub_${"0".repeat(26)}`)).toBeNull();
    const [scopeId] = books.hubIds;
    for (const month of ["2026-13", "January", "2026-1", "2026-01-01"]) {
      const answer = await bank.as("priya").ask(query, { scopeId, month });
      expect(answer.errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    }
  });
});
