import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from "graphql";
import type { FieldData, InputData, SchemaData, TypeData } from "./data.ts";

/** A codegen plugin: the schema without its words, as one module that costs a start little. */
export const plugin = (schema: GraphQLSchema): string =>
  [
    'import type { SchemaData } from "../schema/data.ts";',
    // Engines read text as JSON faster than the same as code.
    `export const schemaData: SchemaData = JSON.parse(${JSON.stringify(JSON.stringify(dataOf(schema)))});`,
    "",
  ].join("\n");

const dataOf = (schema: GraphQLSchema): SchemaData =>
  Object.fromEntries(ownTypes(schema).map((type) => [type.name, typeData(type)]));

/** The types that the schema says itself. */
export const ownTypes = (schema: GraphQLSchema): readonly GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !(isIntrospectionType(type) || isSpecifiedScalarType(type)),
  );

function typeData(type: GraphQLNamedType): TypeData {
  if (isScalarType(type)) return ["SCALAR", type.specifiedByURL ?? ""];
  if (isUnionType(type)) return ["UNION", type.getTypes().map(({ name }) => name)];
  if (isEnumType(type)) {
    const values = type.getValues().map((one) => [one.name, one.deprecationReason ?? ""] as const);
    return ["ENUM", Object.fromEntries(values)];
  }
  if (isInputObjectType(type)) {
    return [type.isOneOf ? "ONE_OF" : "INPUT", mapped(Object.values(type.getFields()), inputData)];
  }
  const fields = mapped(Object.values(type.getFields()), fieldData);
  const interfaces = type.getInterfaces().map(({ name }) => name);
  const kind = isInterfaceType(type) ? "INTERFACE" : "OBJECT";
  return interfaces.length > 0 ? [kind, fields, interfaces] : [kind, fields];
}

const mapped = <Thing extends { readonly name: string }, Data>(
  things: readonly Thing[],
  data: (thing: Thing) => Data,
): { readonly [name: string]: Data } =>
  Object.fromEntries(things.map((thing) => [thing.name, data(thing)]));

function fieldData(field: GraphQLField<unknown, unknown>): FieldData {
  const { deprecationReason } = field;
  const args = field.args.length > 0 ? { args: mapped(field.args, inputData) } : {};
  return withMore(String(field.type), {
    ...args,
    ...(deprecationReason ? { deprecationReason } : {}),
  });
}

function inputData({ type, defaultValue, deprecationReason }: GraphQLArgument | GraphQLInputField) {
  return withMore(String(type), {
    ...(defaultValue === undefined ? {} : { defaultValue }),
    ...(deprecationReason ? { deprecationReason } : {}),
  }) satisfies InputData;
}

const withMore = <More extends object>(
  type: string,
  more: More,
): string | readonly [string, More] => (Object.keys(more).length > 0 ? [type, more] : type);
