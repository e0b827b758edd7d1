import { beforeAll, describe, expect, it } from "vitest";
import { proposed, type Setting, setting } from "../exchanges/setting.ts";
import { at, textAt } from "../support/api.ts";
import {
  type Attack,
  asking,
  expectPlain,
  expectTurnedAway,
  type Target,
  target,
} from "./attacking.ts";

/* Pages nobody can read, and cursors from elsewhere. The row of each test is in src/graphql/ATTACKS.md. */

let its: Setting;
let aim: Target;
beforeAll(async () => {
  its = await setting();
  for (let count = 0; count < 3; count++) await proposed(its);
  aim = await target(its.bank);
});

const ask = (query: string, variables?: object, as = "amina") =>
  aim.attack({ send: asking(query, variables), as });

describe("pages", () => {
  const nested = "{ nodes { children(first: $n) { nodes { id } } } }";

  it("of 100 by 100 cost too much, written out, in variables and in their defaults", async () => {
    const written = `{ areas(first: 100) ${nested.replace("$n", "100")} }`;
    expectTurnedAway(await ask(written), "QUERY_TOO_COSTLY");
    const variable = `query ($n: Int) { areas(first: $n) ${nested} }`;
    expectTurnedAway(await ask(variable, { n: 100 }), "QUERY_TOO_COSTLY");
    const byDefault = `query ($n: Int = 100) { areas(first: $n) ${nested} }`;
    expectTurnedAway(await ask(byDefault), "QUERY_TOO_COSTLY");
    expectTurnedAway(await ask(byDefault, { n: 90 }), "QUERY_TOO_COSTLY");
    const backwards = `query ($n: Int = 100) { areas(last: $n) ${nested.replace("first", "last")} }`;
    expectTurnedAway(await ask(backwards), "QUERY_TOO_COSTLY");
    const inFragment = `query ($n: Int = 100) { areas(first: $n) { ...f } } fragment f on AreaConnection ${nested}`;
    expectTurnedAway(await ask(inFragment), "QUERY_TOO_COSTLY");
  });

  it("of a hundred thousand rows, or of a thousand ids, read nothing", async () => {
    expectTurnedAway(await ask("{ areas(first: 100000) { nodes { id } } }"), "QUERY_TOO_COSTLY");
    const ids = Array.from({ length: 1500 }, () => its.amina);
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    expectTurnedAway(await ask(query, { ids }), "BAD_USER_INPUT");
  });

  it("of no row, of fewer, of too many and from both ends read nothing", async () => {
    for (const page of [
      "first: 0",
      "first: -1",
      "last: -2147483648",
      "first: 101",
      "first: 1, last: 1",
    ]) {
      const met = await ask(`{ areas(${page}) { pageInfo { hasNextPage } } }`);
      expectTurnedAway(met, "BAD_USER_INPUT");
    }
  });

  it("of half a row, of words and of what no number holds are not understood", async () => {
    for (const rows of ["1.5", '"10"', "2147483648", "1e400", "true", "{a: 1}"]) {
      const met = await ask(`{ areas(first: ${rows}) { nodes { id } } }`);
      expectTurnedAway(met, "GRAPHQL_VALIDATION_FAILED");
      const variable = "query ($n: Int) { areas(first: $n) { nodes { id } } }";
      if (rows === '"10"') expectTurnedAway(await ask(variable, { n: "10" }), "BAD_USER_INPUT");
    }
  });
});

describe("cursors", () => {
  const list =
    "query ($id: ID!, $status: ExchangeStatus, $after: String) { exchanges(partyId: $id, status: $status, first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }";
  const cursorOf = async (variables: object, as = "amina") =>
    textAt((await ask(list, variables, as)).data, "exchanges.pageInfo.endCursor");

  const notHere = "This cursor does not belong to this list.";
  const expectNotHere = async (variables: object, as?: string, query = list) => {
    const met = await ask(query, variables, as);
    expectPlain(met, "BAD_USER_INPUT");
    expect(met.errors?.[0]?.message).toBe(notHere);
  };

  it("that are forged open nothing", async () => {
    const good = await cursorOf({ id: its.amina });
    expect(
      at((await ask(list, { id: its.amina, after: good })).data, "exchanges.nodes.0.id"),
    ).toBeTruthy();
    const bytes = Buffer.from(good, "base64url");
    const flipped = [0, 12, 28, bytes.length - 1].map((place) => {
      const other = Buffer.from(bytes);
      other[place] = (other[place] ?? 0) ^ 1;
      return other.toString("base64url");
    });
    const plain = Buffer.from("2026-01-05T09:00:00.000Z#exc").toString("base64url");
    for (const after of [
      ...flipped,
      good.slice(0, -4),
      plain,
      "",
      "x",
      "../../",
      "\u0000",
      "9".repeat(5000),
    ]) {
      await expectNotHere({ id: its.amina, after });
    }
  });

  it("of another list open nothing", async () => {
    const ofGrace = await cursorOf({ id: its.grace }, "grace");
    await expectNotHere({ id: its.grace, after: await cursorOf({ id: its.amina }) }, "grace");
    await expectNotHere({ id: its.amina, after: ofGrace });
    const agenda =
      "query ($id: ID!, $after: String) { hubExchanges(hubId: $id, first: 1, after: $after) { nodes { id } } }";
    await expectNotHere(
      { id: its.bra, after: await cursorOf({ id: its.amina }, "priya") },
      "priya",
      agenda,
    );
  });

  it("of another viewer open nothing", async () => {
    await expectNotHere({ id: its.amina, after: await cursorOf({ id: its.amina }) }, "priya");
    await expectNotHere({ id: its.amina, after: await cursorOf({ id: its.amina }, "priya") });
  });

  it("of another filter open nothing", async () => {
    const all = await cursorOf({ id: its.amina });
    await expectNotHere({ id: its.amina, status: "PROPOSED", after: all });
    const few = await cursorOf({ id: its.amina, status: "PROPOSED" });
    await expectNotHere({ id: its.amina, after: few });
    await expectNotHere({ id: its.amina, status: "AGREED", after: few });
  });

  it("in the wrong direction are told so", async () => {
    const after = await cursorOf({ id: its.amina });
    const wish: Attack["send"] = asking(
      "query ($id: ID!, $after: String) { exchanges(partyId: $id, last: 1, after: $after) { nodes { id } } }",
      { id: its.amina, after },
    );
    const met = await aim.attack({ send: wish, as: "amina" });
    expectPlain(met, "BAD_USER_INPUT");
    expect(met.errors?.[0]?.message).toBe("This cursor does not fit the direction.");
  });
});
