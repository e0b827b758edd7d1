import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { baseResolvers } from "../../src/graphql/base.ts";
import { rooms } from "../../src/graphql/rooms.ts";
import { scalars } from "../../src/graphql/scalars.ts";
import { filesUnder, textOf } from "./modules.ts";
import { schemaRules, unknownResolvers, unresolved } from "./schema-rules.ts";

const files = filesUnder(["schema"], /\.graphql$/);
const schema = buildSchema(files.map(textOf).join("\n"));
const resolvers = [baseResolvers, scalars, ...rooms.map((room) => room.resolvers)];

describe("the schema", () => {
  it("is really looked at", () => {
    expect(files.length).toBeGreaterThanOrEqual(7);
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {}).length).toBeGreaterThan(10);
  });

  it.each(Object.entries(schemaRules))("keeps the rule: %s", (_name, rule) => {
    expect(rule(schema)).toEqual([]);
  });

  it("has a resolver wherever one is needed", () => {
    expect(unresolved(schema, resolvers)).toEqual([]);
  });

  it("has a field for each resolver", () => {
    expect(unknownResolvers(schema, resolvers)).toEqual([]);
  });
});

/** A schema in which all is well, in the smallest words. Each example below spoils one thing. */
const good = `
  "What can be asked."
  type Query {
    "The helps, newest first."
    helps("Rows." first: Int, "From." after: String, "Rows." last: Int, "To." before: String): HelpConnection
    "The newest helps. At most 5."
    newest: [Help!]!
  }

  "What can be done. BUSY_TRY_AGAIN comes last."
  type Mutation {
    """
    Gives help.

    Refused with, in this order: SIGN_IN_REQUIRED; FORBIDDEN unless you may; BUSY_TRY_AGAIN.
    """
    giveHelp("What to give." input: GiveHelpInput!): GiveHelpPayload
  }

  "Some help."
  type Help { "How long, in minutes." minutes: Int! }
  "A page of helps."
  type HelpConnection { "The edges." edges: [HelpEdge!]! "The helps." nodes: [Help!]! "Where it stands." pageInfo: PageInfo! }
  "A help in its list."
  type HelpEdge { "Its place." cursor: String! "The help." node: Help! }
  "Where a page stands."
  type PageInfo { "More?" hasNextPage: Boolean! }
  "What to give."
  input GiveHelpInput { "Makes a retry safe." idempotencyKey: String! }
  "What came of it."
  type GiveHelpPayload { "The help." help: Help "Done before?" replayed: Boolean! "Why not." userErrors: [UserError!]! }
  "Why not."
  type UserError { "The kind." code: ErrorCode! }
  "Kinds of no."
  enum ErrorCode { "Nobody is here." SIGN_IN_REQUIRED "Not you." FORBIDDEN "Too many." BUSY_TRY_AGAIN }
`;

/** For each rule: what to find in the good schema, what to write instead, what the rule then says. */
const spoiled: readonly (readonly [keyof typeof schemaRules, string, string, string])[] = [
  ["everything is described in sentences", '"Some help."', "", "Help"],
  [
    "everything is described in sentences",
    '"What to give." input:',
    "input:",
    "Mutation.giveHelp(input:)",
  ],
  ["everything is described in sentences", '"Not you."', '"Not you"', "ErrorCode.FORBIDDEN"],
  [
    "everything is described in sentences",
    '"Makes a retry safe."',
    "",
    "GiveHelpInput.idempotencyKey",
  ],
  ["a list is a connection or says how long it can get", "At most 5.", "Some.", "Query.newest"],
  [
    "a list is a connection or says how long it can get",
    '"From." after: String',
    '"From." after: [ID!]',
    "Query.helps(after:)",
  ],
  ["a connection is paged both ways", ', "To." before: String', "", "Query.helps"],
  ["a connection is paged both ways", '"The helps." nodes: [Help!]!', "", "HelpConnection"],
  [
    "a mutation takes one input with an idempotencyKey",
    "idempotencyKey: String!",
    "idempotencyKey: String",
    "Mutation.giveHelp",
  ],
  [
    "a mutation takes one input with an idempotencyKey",
    "input: GiveHelpInput!",
    "input: GiveHelpInput",
    "Mutation.giveHelp",
  ],
  [
    "a mutation answers with a nullable payload",
    "): GiveHelpPayload",
    "): GiveHelpPayload!",
    "Mutation.giveHelp",
  ],
  [
    "a mutation answers with a nullable payload",
    "help: Help ",
    "help: Help! ",
    "Mutation.giveHelp",
  ],
  [
    "a mutation answers with a nullable payload",
    '"Done before?" replayed: Boolean!',
    "",
    "Mutation.giveHelp",
  ],
  ["types are named for their use", "type Help {", "type HelpInput {", "HelpInput"],
  ["types are named for their use", "): GiveHelpPayload", "): Help", "Mutation.giveHelp"],
  ["a mutation's types are named after it", "giveHelp(", "offerHelp(", "Mutation.offerHelp"],
  ["a mutation's types are named after it", "): GiveHelpPayload", "): Help", "Mutation.giveHelp"],
  [
    "a word that means the same everywhere has one sentence",
    '"The newest helps. At most 5."',
    '"Older helps, oldest first. At most 5." older("How many." first: Int): [Help!]! "The newest helps. At most 5."',
    "Query.older(first:)",
  ],
  [
    "a word that means the same everywhere has one sentence",
    '"What came of it."',
    '"Takes it back." input TakeHelpInput { "A key." idempotencyKey: String! } "What came of it."',
    "TakeHelpInput.idempotencyKey",
  ],
  [
    "every code is explained by a mutation",
    '"Not you." FORBIDDEN',
    '"Not you." FORBIDDEN "New." NEW_CODE',
    "NEW_CODE",
  ],
  [
    "a mutation lists what it can be refused with",
    "Refused with, in this order:",
    "Often refused:",
    "Mutation.giveHelp",
  ],
  [
    "every refusal a mutation lists is a real code",
    "FORBIDDEN unless",
    "FORBIDEN unless",
    "Mutation.giveHelp names FORBIDEN",
  ],
  [
    "refusals are listed in the order of checking",
    "SIGN_IN_REQUIRED; FORBIDDEN unless you may",
    "FORBIDDEN; SIGN_IN_REQUIRED",
    "Mutation.giveHelp",
  ],
];

describe("each rule about the schema", () => {
  it("has an example that breaks it", () => {
    expect(new Set(spoiled.map(([name]) => name))).toEqual(new Set(Object.keys(schemaRules)));
  });

  it.each(Object.entries(schemaRules))("lets a good schema pass: %s", (_name, rule) => {
    expect(rule(buildSchema(good))).toEqual([]);
  });

  it.each(spoiled)("bites: %s (%s)", (name, found, written, answer) => {
    expect(good).toContain(found);
    const renamed = written.startsWith("type ") ? good.replaceAll(/\bHelp\b/g, "HelpInput") : good;
    expect(schemaRules[name]?.(buildSchema(renamed.replace(found, written)))).toContain(answer);
  });

  it("finds a field that nobody resolves, and a resolver of no field", () => {
    const maps = [
      { Query: { helps: () => [], gone: () => [] }, Mutation: { giveHelp: () => ({}) } },
    ];
    expect(unresolved(buildSchema(good), maps)).toEqual(["Query.newest"]);
    expect(unknownResolvers(buildSchema(good), maps)).toEqual(["Query.gone"]);
  });
});
