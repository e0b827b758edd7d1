import { getIntrospectionQuery } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { asking, expectPlain, expectTurnedAway, many, type Target, target } from "./attacking.ts";

/* Documents that ask for more than anyone needs. The row of each test is in src/graphql/ATTACKS.md. */

let its: Target;
beforeAll(async () => {
  its = await target();
});

const ask = (query: string, variables?: object) =>
  its.attack({ send: asking(query, variables), as: "amina" });

const apply = (number: number) =>
  `a${number}: apply(input: { idempotencyKey: "key-${1000 + number}", hubId: "hub_00000000000000000000000000", firstName: "A", lastName: "B", bornOn: "1990-01-01" }) { replayed }`;

describe("documents", () => {
  it("with a flood of aliases are too many words", async () => {
    const flood = many(200, (at) => `a${at}: areas(first: 20) { nodes { id } }`);
    expectTurnedAway(await ask(`{ ${flood} }`), "GRAPHQL_PARSE_FAILED");
  });

  it("with a flood of costly aliases cost too much", async () => {
    const flood = many(100, (at) => `a${at}: areas { nodes { id } }`);
    expectTurnedAway(await ask(`{ ${flood} }`), "QUERY_TOO_COSTLY");
  });

  it("with a flood of cheap aliases are one small read", async () => {
    const flood = many(
      120,
      (at) => `a${at}: node(id: "mem_0000000000000000000000000${at % 10}") { id }`,
    );
    const met = await ask(`{ ${flood} }`);
    expect(met.errors).toBeUndefined();
    expect(met.calls).toEqual(["BatchGetItem"]);
  });

  it("with a flood of searches behind single values cost too much", async () => {
    const flood = many(210, (at) => `a${at}: balanceAt(at: "2026-01-01T00:00:00Z")`);
    const query = `{ node(id: "acc_00000000000000000000000000") { ... on Account { ${flood} } } }`;
    expectTurnedAway(await ask(query), "QUERY_TOO_COSTLY");
  });

  it("with fifty mutations under aliases run none of them", async () => {
    expectTurnedAway(await ask(`mutation { ${many(50, apply)} }`), "QUERY_TOO_COSTLY");
  });

  it("with fifty mutations hidden in fragments run none of them", async () => {
    const fragments = many(
      25,
      (at) => `fragment f${at} on Mutation { ${apply(at)} ${apply(at + 25)} }`,
    );
    const query = `mutation { ${many(25, (at) => `...f${at}`)} } ${fragments}`;
    expectTurnedAway(await ask(query), "QUERY_TOO_COSTLY");
  });

  it("that say the same field again and again are answered once", async () => {
    const met = await ask(
      `{ ${many(300, () => "areas { pageInfo { hasNextPage } }").slice(0, 10_000)} }`,
    );
    expectTurnedAway(met, "GRAPHQL_PARSE_FAILED");
    const same = await ask(
      `{ ${many(600, () => "__typename")} ${many(40, () => "areas(first: 1) { nodes { id } }")} }`,
    );
    expect(same).toMatchObject({ data: { __typename: "Query", areas: { nodes: [] } } });
    expect(same.calls).toEqual(["Query"]);
  });

  it("with a flood of directives are too many words", async () => {
    const flood = many(600, () => "@skip(if: false)");
    expectTurnedAway(await ask(`{ me ${flood} { person { id } } }`), "GRAPHQL_PARSE_FAILED");
  });

  it("with a flood of unknown directives get twenty errors and no more", async () => {
    const met = await ask(`{ me ${many(900, (at) => `@d${at}`)} { person { id } } }`);
    expectTurnedAway(met, "GRAPHQL_VALIDATION_FAILED");
    expect(met.errors).toHaveLength(21);
  });

  it("that ask for an answer in pieces are not understood", async () => {
    for (const query of [
      "{ ... @defer { me { person { id } } } }",
      "{ areas { nodes @stream { id } } }",
    ]) {
      expectTurnedAway(await ask(query), "GRAPHQL_VALIDATION_FAILED");
    }
  });

  it("that are huge are not read", async () => {
    const huge = await ask(`{ ${many(9_000, (at) => `a${at}: __typename`)} }`);
    expectTurnedAway(huge, "BAD_REQUEST", 413);
  });

  it("that reach too deep cost too much or are told so", async () => {
    const deep = (levels: number) =>
      `{ area(id: "are_00000000000000000000000000") { ${"parent { ".repeat(levels)} id ${"} ".repeat(levels)} } }`;
    for (const levels of [12, 600]) expectTurnedAway(await ask(deep(levels)), "QUERY_TOO_COSTLY");
  });

  it("with values nested without end are not understood", async () => {
    const list = `{ nodes(ids: ${"[".repeat(900)}${"]".repeat(900)}) { id } }`;
    const object = `mutation { apply(input: ${"{a:".repeat(450)}1${"}".repeat(450)}) { replayed } }`;
    for (const query of [list, object])
      expectTurnedAway(await ask(query), "GRAPHQL_VALIDATION_FAILED");
  });

  it("whose fragments go round in circles are not understood", async () => {
    const query = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
    expectTurnedAway(await ask(query), "GRAPHQL_VALIDATION_FAILED");
  });

  it("whose fragments are bombs are not carried out", async () => {
    const on = (type: string, field: (at: number) => string, last: string) =>
      `${many(40, (at) => `fragment f${at} on ${type} { ${field(at)} }`)} fragment f40 on ${type} { ${last} }`;
    const spread = (at: number) => `...f${at + 1} ...f${at + 1}`;
    const nested = (at: number) => `a: parent { ...f${at + 1} } b: parent { ...f${at + 1} }`;
    for (const bomb of [
      `{ me { ...f0 } } ${on("Me", spread, "person { id }")}`,
      `{ areas { nodes { ...f0 } } } ${on("Area", nested, "id")}`,
      `mutation { ...f0 } ${on("Mutation", spread, "__typename")}`,
    ]) {
      expectTurnedAway(await ask(bomb), "GRAPHQL_VALIDATION_FAILED");
    }
  });

  it("whose fragments are small bombs cost too much", async () => {
    const levels = many(14, (at) => `fragment f${at} on Mutation { ...f${at + 1} ...f${at + 1} }`);
    const bomb = `mutation { ...f0 } ${levels} fragment f14 on Mutation { ${apply(1)} }`;
    expectTurnedAway(await ask(bomb), "QUERY_TOO_COSTLY");
  });

  it("that ask the schema about itself in circles are not carried out", async () => {
    const round = "fields { type { ".repeat(6);
    const query = `{ __schema { types { ${round} name ${"} } ".repeat(6)} } } }`;
    expectTurnedAway(await ask(query), "GRAPHQL_VALIDATION_FAILED");
  });

  it("that ask the schema about itself again and again cost too much", async () => {
    for (const query of [
      "{ a: __schema { types { name } } b: __schema { types { name } } }",
      `{ __schema { types { ${many(300, (at) => `a${at}: name`)} } } }`,
      "{ __schema { a: types { name } b: types { name } } }",
      `{ ${many(50, (at) => `a${at}: __type(name: "Member") { fields { name } }`)} }`,
    ]) {
      expectTurnedAway(await ask(query), "QUERY_TOO_COSTLY");
    }
    expect((await ask(getIntrospectionQuery())).errors).toBeUndefined();
  });

  it("that subscribe are told that there is nothing to subscribe to", async () => {
    const query = "subscription { me { person { id } } }";
    expectTurnedAway(await ask(query), "OPERATION_RESOLUTION_FAILURE");
    expect(its.bank.log).toEqual([]);
  });

  it("that provoke many errors get a short answer", async () => {
    const wrong = many(130, (at) => `a${at}: areas(first: 0) { nodes { id } }`);
    const paged = await ask(`{ ${wrong} }`);
    expectPlain(paged, "BAD_USER_INPUT");
    expect(paged.calls).toEqual([]);
    expect(paged.text.length).toBeLessThan(10_000);
    const unknown = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`k${at}`, "z"]));
    const input = { x: "y".repeat(30_000), ...unknown };
    const query = "mutation ($input: ApplyInput!) { apply(input: $input) { replayed } }";
    const echoed = await ask(query, { input });
    expectTurnedAway(echoed, "BAD_USER_INPUT");
    expect(echoed.text.length).toBeLessThan(12_000);
    expectTurnedAway(await ask(`{ ${many(900, (at) => `x${at}`)} }`), "GRAPHQL_VALIDATION_FAILED");
    expect(its.bank.log).toEqual([]);
  });
});
