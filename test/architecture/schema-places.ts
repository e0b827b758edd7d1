import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";

export type Field = GraphQLField<unknown, unknown>;
/** A place in the schema, such as `Query.node(id:)`, and what stands there. */
export type Place<Thing> = { readonly at: string; readonly thing: Thing };

/** The types of our own. */
export const ownTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

const fieldsOf = (type: GraphQLNamedType): readonly Place<Field>[] =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((thing) => ({ at: `${type.name}.${thing.name}`, thing }))
    : [];

export const fields = (schema: GraphQLSchema) => ownTypes(schema).flatMap(fieldsOf);

export const argumentsIn = (schema: GraphQLSchema): readonly Place<GraphQLArgument>[] =>
  fields(schema).flatMap(({ at, thing }) =>
    thing.args.map((argument) => ({ at: `${at}(${argument.name}:)`, thing: argument })),
  );

export const inputFields = (schema: GraphQLSchema): readonly Place<GraphQLInputField>[] =>
  ownTypes(schema)
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((thing) => ({ at: `${type.name}.${thing.name}`, thing })),
    );

export const enumValues = (schema: GraphQLSchema): readonly Place<GraphQLEnumValue>[] =>
  ownTypes(schema)
    .filter(isEnumType)
    .flatMap((type) =>
      type.getValues().map((thing) => ({ at: `${type.name}.${thing.name}`, thing })),
    );

export const mutations = (schema: GraphQLSchema) => {
  const type = schema.getMutationType();
  return type ? fieldsOf(type) : [];
};
