import {
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Json } from "../support/api.ts";
import { askedOf, type Field, fieldsOf, isPaged, nodeTypes, sampleOf, written } from "./schema.ts";

/*
 * Selections that ask for everything a thing can tell: all its fields, all of what belongs to it,
 * and of every other thing it leads to the fields that stand there, since a way may show more than
 * the look-up does.
 */

/** How many rows of a list are looked at. Everything listed in the town is found in so many. */
export const rowsLookedAt = 3;

const noIds = (name: string): string => {
  throw new Error(`A field that wants the id ${name}: teach test/access/selections.ts.`);
};

/** The field with the arguments it cannot do without. */
function called(field: Field): string {
  const wanted = askedOf(field).filter(({ type }) => isNonNullType(type));
  const said = wanted.map(
    ({ name, type }) => `${name}: ${written(type, sampleOf(type, name, noIds))}`,
  );
  const all = isPaged(field) ? [...said, `first: ${rowsLookedAt}`] : said;
  return all.length === 0 ? field.name : `${field.name}(${all.join(", ")})`;
}

/** Everything of a thing. */
export const everything = (type: GraphQLObjectType): string => inside(type, [type.name]);

const inside = (type: GraphQLObjectType, trail: readonly string[]): string =>
  ["__typename", ...fieldsOf(type).map((field) => told(field, trail))].join(" ");

function told(field: Field, trail: readonly string[]): string {
  const type = getNamedType(field.type);
  if (isAbstractType(type)) return `${called(field)} { __typename }`;
  if (!isObjectType(type)) return called(field);
  return `${called(field)} { ${nested(type, trail)} }`;
}

export function nested(type: GraphQLObjectType, trail: readonly string[]): string {
  if (nodeTypes.has(type.name)) return atFirstSight(type);
  if (type.name === "PageInfo") return "hasNextPage";
  if (trail.includes(type.name)) return "__typename";
  if (type.name.endsWith("Connection")) return page(type, [...trail, type.name]);
  return inside(type, [...trail, type.name]);
}

/** What stands on a thing itself, and of the rest only whether it is there. */
const atFirstSight = (type: GraphQLObjectType): string =>
  [
    "__typename",
    ...fieldsOf(type).map((field) => {
      const isLeaf = !isObjectType(getNamedType(field.type));
      return isLeaf ? called(field) : `${called(field)} { __typename }`;
    }),
  ].join(" ");

/** Rows once with all they hold, and once more as edges to see that those are there. */
function page(type: GraphQLObjectType, trail: readonly string[]): string {
  const own = fieldsOf(type).map((field) =>
    field.name === "edges" ? "edges { cursor node { __typename } }" : told(field, trail),
  );
  return own.join(" ");
}

/** How often each path of an answer held something. Lists count what is in them. */
export type Found = ReadonlyMap<string, number>;

export function countIn(json: Json): Found {
  const found = new Map<string, number>();
  count(found, "", json);
  return found;
}

function count(found: Map<string, number>, path: string, json: Json): void {
  if (json === null || json === undefined) return;
  if (Array.isArray(json)) {
    for (const item of json) count(found, path, item);
    return;
  }
  found.set(path, (found.get(path) ?? 0) + 1);
  if (typeof json !== "object") return;
  for (const [name, value] of Object.entries(json)) {
    if (name !== "__typename") count(found, path === "" ? name : `${path}.${name}`, value);
  }
}
