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
  return kindsNamed(field, named.name).flatMap((kind) =>
    Object.entries(thingsOf(things, kind)).map(([name, id]) =>
      questionOf(field, things, { name, id }),
    ),
  );
}

const wantedBy = (field: Field): readonly GraphQLArgument[] =>
  askedOf(field).filter(({ type }) => isNonNullType(type));

const idsOf = (field: Field) =>
  wantedBy(field).filter(({ type }) => getNamedType(type).name === "ID");

/** A query named by an id, asked about each thing that this can name: whether it brings anything. */
export const lookUps = (things: Things): readonly (Question & { readonly id: string })[] =>
  queries.flatMap((field) => {
    const [named] = idsOf(field);
    if (!named) return [];
    return kindsNamed(field, named.name).flatMap((kind) =>
      Object.entries(thingsOf(things, kind)).map(([name, id]) => ({
        ...{ name: `${field.name} ${name}`, id },
        field: `${callOf(field, things, { name, id })} { __typename }`,
      })),
    );
  });

/** What the id in a query can name: for `node`, anything. */
function kindsNamed(field: Field, id: string): readonly string[] {
  const answered = getNamedType(field.type).name;
  if (answered === "Node") return [...nodeTypes].toSorted();
  return id === "id" ? [answered] : kindsOf(id);
}

type Named = { readonly name: string; readonly id: string };

function questionOf(field: Field, things: Things, about?: Named): Question {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) throw new Error(`${field.name} answers no object.`);
  return {
    name: about ? `${field.name} ${about.name}` : field.name,
    field: `${callOf(field, things, about)} { ${nested(type, ["Query"])} }`,
  };
}

/** The query with the arguments it cannot do without. */
function callOf(field: Field, things: Things, about?: Named): string {
  const naming = () => about?.id ?? things["Hub"]?.["bra"] ?? "";
  const said = wantedBy(field).map(
    (arg) => `${arg.name}: ${written(arg.type, sampleOf(arg.type, arg.name, naming))}`,
  );
  const all = isPaged(field) ? [...said, `first: ${rowsLookedAt}`] : said;
  return all.length === 0 ? field.name : `${field.name}(${all.join(", ")})`;
}
