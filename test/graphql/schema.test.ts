import { globSync, readFileSync } from "node:fs";
import {
  buildSchema as buildFromText,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { baseResolvers } from "../../src/graphql/base.ts";
import { descriptions } from "../../src/graphql/generated/descriptions.ts";
import { schemaData } from "../../src/graphql/generated/schema.ts";
import { rooms } from "../../src/graphql/rooms.ts";
import { scalars } from "../../src/graphql/scalars.ts";
import { buildSchema, saidBy } from "../../src/graphql/schema/build.ts";
import { describeFor, describe as describeSchema } from "../../src/graphql/schema/describe.ts";

const text = globSync("schema/*.graphql").map((file) => readFileSync(file, "utf8"));
const printed = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));

describe("the schema that is served", () => {
  it("is the one in schema/*.graphql, word for word", () => {
    const schema = buildSchema(schemaData, saidBy([]));
    describeSchema(schema, descriptions);
    expect(printed(schema)).toBe(printed(buildFromText(text.join("\n"))));
  });

  // It is taken as valid at every start, so that is found out here.
  it("is valid", () => {
    expect(validateSchema(buildFromText(text.join("\n")))).toEqual([]);
  });

  it("gets its words only when somebody asks about the schema itself", async () => {
    const schema = buildSchema(schemaData, saidBy([]));
    await describeFor(schema, "{ me { id } }");
    expect(schema.getType("Account")?.description).toBeUndefined();
    await describeFor(schema, "{ __schema { types { name } } }");
    expect(schema.getType("Account")?.description).toBe(descriptions["Account"]);
  });

  it("knows which types an interface stands for", () => {
    const schema = buildSchema(schemaData, saidBy([]));
    const reference = buildFromText(text.join("\n"));
    const node = schema.getType("Node");
    const expected = reference.getType("Node");
    if (!isInterfaceType(node) || !isInterfaceType(expected)) throw new Error("Node is none.");
    const names = (types: readonly { readonly name: string }[]) =>
      types.map(({ name }) => name).sort();
    expect(names(schema.getPossibleTypes(node))).toEqual(
      names(reference.getPossibleTypes(expected)),
    );
    const [one] = schema.getPossibleTypes(node);
    expect(one && schema.isSubType(node, one)).toBe(true);
  });

  it("has every field that some room answers", () => {
    const schema = buildSchema(schemaData, saidBy([]));
    const maps: readonly object[] = [baseResolvers, ...rooms.map((room) => room.resolvers)];
    const missing = maps.flatMap((map) =>
      Object.entries(map).flatMap(([name, fields]) => {
        const type = schema.getType(name);
        const known = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
        return Object.keys(fields)
          .filter((field) => !(field in known || field.startsWith("__")))
          .map((field) => `${name}.${field}`);
      }),
    );
    expect(missing).toEqual([]);
    expect(Object.keys(scalars).filter((name) => schemaData[name]?.[0] !== "SCALAR")).toEqual([]);
  });
});
