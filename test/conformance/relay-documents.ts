import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { type Field, mutations, ownTypes } from "../architecture/schema-places.ts";

/** A module of a Relay app, which names its documents after itself, and the document in it. */
export type RelayModule = { readonly name: string; readonly document: string };

const capitalised = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

const isConnection = (field: Field) => getNamedType(field.type).name.endsWith("Connection");

const fieldsOf = (type: GraphQLNamedType): readonly Field[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];

/** Everything that a thing says of itself without being asked further, or just what it is. */
function leavesOf(type: GraphQLNamedType): string {
  const leaves = fieldsOf(type)
    .filter((field) => isLeafType(getNamedType(field.type)))
    .filter((field) => !field.args.some(isRequiredArgument));
  return ["__typename", ...leaves.map(({ name }) => name)].join(" ");
}

const isNode = (type: GraphQLObjectType) =>
  type.getInterfaces().some(({ name }) => name === "Node");

/** Whether Relay can ask again for this thing alone: it has an id for `node`, or is the root. */
const canBeFetchedAgain = (type: GraphQLObjectType) => isNode(type) || type.name === "Query";

const objectTypes = (schema: GraphQLSchema): readonly GraphQLObjectType[] =>
  ownTypes(schema).filter(isObjectType);

const declared = ({ name, type }: GraphQLArgument) => `${name}: { type: "${type}" }`;
const passed = ({ name }: GraphQLArgument) => `${name}: $${name}`;

/** A fragment for `usePaginationFragment`: the list, page by page, both ways. */
function pagination(type: GraphQLObjectType, field: Field): RelayModule {
  const name = `${type.name}${capitalised(field.name)}`;
  const edge = getNamedType(fieldNamed(getNamedType(field.type), "edges").type);
  const row = getNamedType(fieldNamed(edge, "node").type);
  const again = canBeFetchedAgain(type) ? `@refetchable(queryName: "${name}Query")` : "";
  const document = `fragment ${name}_list on ${type.name}
    @argumentDefinitions(${field.args.map(declared).join(", ")}) ${again} {
      ${field.name}(${field.args.map(passed).join(", ")}) @connection(key: "${name}_${field.name}") {
        edges { node { ${leavesOf(row)} } }
      }
    }`;
  return { name, document };
}

function fieldNamed(type: GraphQLNamedType, wanted: string): Field {
  const found = fieldsOf(type).find(({ name }) => name === wanted);
  if (!found) throw new Error(`${type.name} has no ${wanted}, which a connection needs.`);
  return found;
}

/** A fragment for `useRefetchableFragment`: the thing, fetched again through `node`. */
function refetchable(type: GraphQLObjectType): RelayModule {
  const name = `${type.name}Again`;
  const document = `fragment ${name}_thing on ${type.name} @refetchable(queryName: "${name}Query") {
    ${leavesOf(type)}
  }`;
  return { name, document };
}

/** A mutation that takes in all it answers, so that Relay's store has the changed thing. */
function mutation(field: Field): RelayModule {
  const name = capitalised(field.name);
  const parts = fieldsOf(getNamedType(field.type)).map((part) => {
    const type = getNamedType(part.type);
    return isLeafType(type) ? part.name : `${part.name} { ${leavesOf(type)} }`;
  });
  const document = `mutation ${name}Mutation($input: ${name}Input!) {
    ${field.name}(input: $input) { ${parts.join(" ")} }
  }`;
  return { name, document };
}

/** Everything of Relay's kind that the schema offers: each list, each thing, each mutation. */
export const everyRelayModule = (schema: GraphQLSchema) => ({
  lists: objectTypes(schema).flatMap((type) =>
    fieldsOf(type)
      .filter(isConnection)
      .map((field) => pagination(type, field)),
  ),
  things: objectTypes(schema).filter(isNode).map(refetchable),
  mutations: mutations(schema).map(({ thing }) => mutation(thing)),
});
