import { buildSchema, GraphQLError, Kind, parse } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { costOf } from "../../src/graphql/cost.ts";
import { formatError } from "../../src/graphql/errors.ts";
import { BadRequest } from "../../src/kernel/index.ts";
import { Busy } from "../../src/table/index.ts";
import { type TestBank, testBank } from "../support/api.ts";

const schema = buildSchema(`
  type Query { me: Person things(first: Int, after: String, last: Int): ThingConnection nodes(ids: [ID!]!): [Thing]! }
  type Mutation { change(input: String): Person }
  type Person { name: String friend: Person things(first: Int = 5): ThingConnection }
  type ThingConnection { nodes: [Thing!]! }
  type Thing { id: ID! owner: Person }
`);

function weigh(text: string, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error("no operation");
  return costOf(schema, document, { operation, variables });
}

describe("the cost of an operation", () => {
  it.each([
    ["fields of one thing are one point", "{ me { name } }", 2],
    ["a page counts as full", "{ things(first: 10) { nodes { id } } }", 1 + 10 * 2],
    ["a page without a size has 20 rows", "{ things { nodes { id } } }", 1 + 20 * 2],
    ["a default in the schema counts", "{ me { things { nodes { id } } } }", 1 + (1 + 5 * 2)],
    [
      "pages in pages multiply",
      "{ things(first: 100) { nodes { owner { things(first: 100) { nodes { id } } } } } }",
      1 + 100 * (1 + (1 + (1 + 100 * 2))),
    ],
    ["each alias counts", "{ a: me { name } b: me { name } }", 4],
    [
      "a mutation weighs 100 beside what it brings",
      'mutation { change(input: "x") { name } }',
      102,
    ],
    ["ids count as many as they are", '{ nodes(ids: ["a", "b", "c"]) { id } }', 1 + 3],
  ])("%s", (_case, text, points) => {
    expect(weigh(text).points).toBe(points);
  });

  it("cannot be hidden in a variable, its default or a fragment", () => {
    const query =
      "query($n: Int = 100) { things(first: $n) { ...f } } fragment f on ThingConnection { nodes { id } }";
    expect(weigh(query, { n: 100 }).points).toBe(201);
    expect(weigh(query).points).toBe(201);
    expect(weigh(query, { n: 10 }).points).toBe(21);
    expect(weigh("query($n: Int) { things(last: $n) { nodes { id } } }", { n: 50 }).points).toBe(
      101,
    );
  });

  it("of a bomb of fragments is known without exploding", () => {
    const levels = Array.from(
      { length: 40 },
      (_, at) =>
        `fragment f${at} on Person { a: friend { ...f${at + 1} } b: friend { ...f${at + 1} } }`,
    );
    const bomb = `{ me { ...f0 } } ${levels.join(" ")} fragment f40 on Person { name }`;
    expect(weigh(bomb).points).toBeGreaterThan(1_000_000);
  });

  it("of fragments of mutations is known without counting them out", () => {
    const levels = Array.from({ length: 30 }, (_, at) => {
      const next = `...f${at + 1}`;
      return `fragment f${at} on Mutation { ${next} ${next} }`;
    });
    const bomb = `mutation { ...f0 } ${levels.join(" ")} fragment f30 on Mutation { __typename }`;
    expect(weigh(bomb).points).toBeGreaterThan(1_000_000);
  });

  it("tells how deep it reaches", () => {
    expect(weigh("{ me { friend { friend { name } } } }").depth).toBe(4);
  });
});

describe("the server", () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = await testBank();
  });
  const code = async (query: string) =>
    (await bank.anonymous.ask(query)).errors?.[0]?.["extensions"];

  it("refuses what costs too much before it runs", async () => {
    const many = Array.from(
      { length: 30 },
      (_, at) => `a${at}: areas(first: 100) { nodes { id } }`,
    );
    expect(await code(`{ ${many.join(" ")} }`)).toMatchObject({ code: "QUERY_TOO_COSTLY" });
  });

  it("refuses what reaches too deep, in both media types", async () => {
    const deep = `{ areas { nodes { ${"parent { ".repeat(12)} id ${"} ".repeat(12)} } } }`;
    expect(await code(deep)).toMatchObject({ code: "QUERY_TOO_COSTLY" });
    const accept = "application/graphql-response+json";
    const headers = { "content-type": "application/json", accept };
    const answer = await bank.send({ headers, body: JSON.stringify({ query: deep }) });
    expect(answer.status).toBe(400);
  });

  it("refuses introspection that goes round in circles", async () => {
    const circle =
      "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }";
    expect(await code(circle)).toMatchObject({ code: "GRAPHQL_VALIDATION_FAILED" });
  });

  it("answers the introspection query that every tool sends", async () => {
    const { getIntrospectionQuery } = await import("graphql");
    const answer = await bank.anonymous.ask(getIntrospectionQuery());
    expect(answer.errors).toBeUndefined();
  });

  it("takes at most 100 ids", async () => {
    const ids = JSON.stringify(Array.from({ length: 101 }, () => "mem_00000000000000000000000000"));
    expect(await code(`{ nodes(ids: ${ids}) { id } }`)).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("answers ids of nothing, of no known kind and of the object's own with null", async () => {
    const ids = [
      "mem_00000000000000000000000000",
      "",
      "xyz_1",
      "__proto___1",
      "constructor_1",
      "\u0000",
    ];
    const answer = await bank
      .as("amina")
      .ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(answer.data).toEqual({ nodes: ids.map(() => null) });
  });
});

describe("an error on its way out", () => {
  const said: unknown[] = [];
  const format = formatError("REQ1", (fault) => said.push(fault));
  const out = (error: Error, code?: string) =>
    format(
      { message: error.message, ...(code ? { extensions: { code } } : {}) },
      new GraphQLError(error.message, { originalError: error, path: ["me"] }),
    );

  it("keeps nothing of a fault of ours but a reference, and logs it whole", () => {
    const fault = new Error("the secret of Amina");
    expect(JSON.stringify(out(fault))).not.toContain("Amina");
    expect(out(fault).extensions).toEqual({ code: "INTERNAL", requestId: "REQ1" });
    expect(said).toContain(fault);
  });

  it("masks a code nobody promised", () => {
    expect(out(new Error("x"), "SOMETHING_ELSE").extensions).toMatchObject({ code: "INTERNAL" });
  });

  it("explains a broken request and a busy moment", () => {
    expect(out(new BadRequest("No.", "Do this.")).extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      remedy: "Do this.",
    });
    expect(out(new Busy()).extensions).toMatchObject({ code: "BUSY_TRY_AGAIN" });
  });
});
