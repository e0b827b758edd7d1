import { type GraphQLArgument, getNamedType, isNonNullType, isObjectType } from "graphql";
import type { Question } from "./asking.ts";
import {
  askedOf,
  type Field,
  isPaged,
  kindsOf,
  nodeTypes,
  objectType,
  queries,
  sampleOf,
  written,
} from "./schema.ts";
import { everything, nested, rowsLookedAt } from "./selections.ts";
import type { Things } from "./things.ts";

/** All things of a type; a type that has none in the town has to be taught. */
function thingsOf(things: Things, type: string): { readonly [name: string]: string } {
  const named = things[type];
  if (!named)
    throw new Error(`No thing of type ${type} in the town: add one in test/access/town.ts.`);
  return named;
}

/** Everything of each thing in the town. */
export const thingQuestions = (things: Things): readonly Question[] =>
  [...nodeTypes].toSorted().flatMap((type) =>
    Object.entries(thingsOf(things, type)).map(([name, id]) => ({
      name: `${type} ${name}`,
      field: `node(id: "${id}") { __typename ... on ${type} { ${everything(objectType(type))} } }`,
    })),
  );

/** A query that wants an id is asked about each thing that this can name. */
export const queryQuestions = (things: Things): readonly Question[] =>
  queries
    .filter(({ name }) => name !== "node" && name !== "nodes")
    .flatMap((field) => questionsOf(field, things));

function questionsOf(field: Field, things: Things): readonly Question[] {
  const [named] = idsOf(field);
  if (!named) return [questionOf(field, things)];
  const answered = getNamedType(field.type).name;
  const kinds = named.name === "id" ? [answered] : kindsOf(named.name);
  return kinds.flatMap((kind) =>
    Object.entries(thingsOf(things, kind)).map(([name, id]) =>
      questionOf(field, things, { name, id }),
    ),
  );
}

const wantedBy = (field: Field): readonly GraphQLArgument[] =>
  askedOf(field).filter(({ type }) => isNonNullType(type));

const idsOf = (field: Field) =>
  wantedBy(field).filter(({ type }) => getNamedType(type).name === "ID");

function questionOf(
  field: Field,
  things: Things,
  about?: { readonly name: string; readonly id: string },
): Question {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) throw new Error(`${field.name} answers no object.`);
  const naming = () => about?.id ?? things["Hub"]?.["bra"] ?? "";
  const said = wantedBy(field).map(
    (arg) => `${arg.name}: ${written(arg.type, sampleOf(arg.type, arg.name, naming))}`,
  );
  const all = isPaged(field) ? [...said, `first: ${rowsLookedAt}`] : said;
  const call = all.length === 0 ? field.name : `${field.name}(${all.join(", ")})`;
  return {
    name: about ? `${field.name} ${about.name}` : field.name,
    field: `${call} { ${nested(type, ["Query"])} }`,
  };
}
