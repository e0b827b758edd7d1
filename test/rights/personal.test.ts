import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { personalData } from "../../src/rights/model/index.ts";
import {
  impersonalTypes,
  partsOfPersonal,
  personalTypes,
} from "../../src/rights/personal/index.ts";
import type { Told } from "../../src/rights/personal/rule.ts";
import { filesUnder, textOf } from "../architecture/modules.ts";

const schema = buildSchema(
  filesUnder(["schema"], /\.graphql$/)
    .map(textOf)
    .join("\n"),
);

/** Every type of things: not the roots, and not what pages and payloads wrap things in. */
const things: readonly GraphQLObjectType[] = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !/^__|(?:Payload|Connection|Edge)$/.test(name))
  .filter(({ name }) => !["Query", "Mutation", "PageInfo", "UserError"].includes(name));

const personal: ReadonlyMap<string, Readonly<Record<string, Told>>> = new Map(
  Object.entries(personalTypes).map(([name, { fields }]) => [name, fields]),
);
const parts: readonly string[] = partsOfPersonal;
const impersonal: readonly string[] = impersonalTypes;

/** Every field that leads to a type, through pages of it too: `Type.field`. */
function waysTo(name: string): readonly (readonly [string, string])[] {
  const owners = Object.values(schema.getTypeMap()).filter(isObjectType);
  return owners.flatMap((owner) =>
    Object.values(owner.getFields())
      .filter((field) => getNamedType(field.type).name.replace(/(?:Connection|Edge)$/, "") === name)
      .filter(() => !/(?:Connection|Edge)$/.test(owner.name))
      .map((field) => [owner.name, field.name] as const),
  );
}

describe("the list of what is personal", () => {
  it("looks at the whole schema", () => {
    expect(things.length).toBeGreaterThan(70);
  });

  it("tells of every type, once, whether it is about people", () => {
    const told = [...personal.keys(), ...parts, ...impersonal];
    expect([...told].sort()).toEqual(things.map(({ name }) => name).sort());
  });

  it.each([...personal])("tells of every field of %s what it tells", (name, fields) => {
    const type = schema.getType(name);
    const known = isObjectType(type) ? Object.keys(type.getFields()) : [];
    expect(Object.keys(fields).sort()).toEqual([...known].sort());
  });

  it.each(parts)("lets nobody come to %s but through what is written down", (name) => {
    const ways = waysTo(name);
    expect(ways).not.toEqual([]);
    const unseen = ways.filter(([type, field]) => {
      const told = personal.get(type)?.[field];
      return !parts.includes(type) && (told === undefined || told === "OPEN");
    });
    expect(unseen).toEqual([]);
  });

  it("says in the schema what kinds of things there are", () => {
    const type = schema.getType("PersonalData");
    const values = type && "getValues" in type ? type.getValues().map(({ name }) => name) : [];
    expect(values).toEqual([...personalData]);
  });
});
