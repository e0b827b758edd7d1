import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedDirective,
} from "graphql";
import {
  argumentsIn,
  enumValues,
  type Field,
  fields,
  inputFields,
  mutations,
  ownTypes,
  type Place,
} from "./schema-places.ts";

type Described = Field | GraphQLArgument | GraphQLInputField | GraphQLEnumValue | GraphQLNamedType;

/** A rule answers with the places that break it and, where it helps, why. */
type SchemaRule = (schema: GraphQLSchema) => readonly string[];

const directiveArguments = (schema: GraphQLSchema) =>
  schema
    .getDirectives()
    .filter((directive) => !isSpecifiedDirective(directive))
    .flatMap((directive) => [
      { at: `@${directive.name}`, thing: directive },
      ...directive.args.map((thing) => ({ at: `@${directive.name}(${thing.name}:)`, thing })),
    ]);

/** The manual is the schema, so nothing in it goes without a sentence. */
const everythingIsDescribed: SchemaRule = (schema) =>
  [
    ...ownTypes(schema).map((thing): Place<Described> => ({ at: thing.name, thing })),
    ...fields(schema),
    ...argumentsIn(schema),
    ...inputFields(schema),
    ...enumValues(schema),
    ...directiveArguments(schema),
  ]
    .filter(({ thing }) => !/^\S[\s\S]*[.?!]`?$/.test(thing.description ?? ""))
    .map(({ at }) => at);

const saysItsBound = (description: string | null | undefined) =>
  /\bat most \d+\b|\b\d+ to \d+\b/i.test(description ?? "");
const isList = ({ type }: { readonly type: Field["type"] | GraphQLArgument["type"] }) =>
  isListType(getNullableType(type));
const isConnection = (type: GraphQLNamedType): type is GraphQLObjectType =>
  isObjectType(type) && type.name.endsWith("Connection");

/** A list grows into a page, or its description says how long it can get. */
const listsAreBounded: SchemaRule = (schema) =>
  [...fields(schema), ...argumentsIn(schema), ...inputFields(schema)]
    .filter(({ thing }) => isList(thing) && !saysItsBound(thing.description))
    .filter(({ at }) => !/Connection\.(?:edges|nodes)$|\.userErrors$/.test(at))
    .map(({ at }) => at);

const pageArguments = ["first", "after", "last", "before"];

const connectionsArePaged: SchemaRule = (schema) => [
  ...fields(schema)
    .filter(({ thing }) => isConnection(getNamedType(thing.type)))
    .filter(({ thing }) => {
      const names = thing.args.map(({ name }) => name);
      return !pageArguments.every((name) => names.includes(name));
    })
    .map(({ at }) => at),
  ...ownTypes(schema)
    .filter(isConnection)
    .filter((type) => !["edges", "nodes", "pageInfo"].every((name) => name in type.getFields()))
    .map(({ name }) => name),
];

const typeOf = (thing: { readonly type: unknown } | undefined) => String(thing?.type);

function isPlainMutation({ thing }: Place<Field>): boolean {
  const [input, ...others] = thing.args;
  const inputType = input && getNamedType(input.type);
  return (
    others.length === 0 &&
    input?.name === "input" &&
    isNonNullType(input.type) &&
    isInputObjectType(inputType) &&
    typeOf(inputType.getFields().idempotencyKey) === "String!"
  );
}

/** One input with the key that makes a retry safe. */
const mutationsTakeOneInput: SchemaRule = (schema) =>
  mutations(schema)
    .filter((mutation) => !isPlainMutation(mutation))
    .map(({ at }) => at);

/** Null when refused: a non-null payload would hide what other mutations of the request did. */
function isPlainPayload({ thing }: Place<Field>): boolean {
  const type = thing.type;
  if (!isObjectType(type)) return false;
  const { userErrors, replayed, ...things } = type.getFields();
  return (
    typeOf(userErrors) === "[UserError!]!" &&
    typeOf(replayed) === "Boolean!" &&
    Object.values(things).every((field) => !isNonNullType(field.type))
  );
}

const mutationsAnswerInOneWay: SchemaRule = (schema) =>
  mutations(schema)
    .filter((mutation) => !isPlainPayload(mutation))
    .map(({ at }) => at);

const typesAreNamedForTheirUse: SchemaRule = (schema) => [
  ...ownTypes(schema)
    .filter((type) => isInputObjectType(type) !== type.name.endsWith("Input"))
    .map(({ name }) => name),
  ...mutations(schema)
    .filter(({ thing }) => !getNamedType(thing.type).name.endsWith("Payload"))
    .map(({ at }) => at),
];

const capitalised = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;

/** Whoever knows the name of a mutation knows the names of what it takes and answers. */
const mutationsNameTheirTypes: SchemaRule = (schema) =>
  mutations(schema)
    .filter(({ thing }) => {
      const [input] = thing.args;
      const name = capitalised(thing.name);
      return (
        getNamedType(thing.type).name !== `${name}Payload` ||
        (input && getNamedType(input.type).name !== `${name}Input`)
      );
    })
    .map(({ at }) => at);

/** What means the same wherever it stands: one word, so one sentence. */
const sameEverywhere = ["idempotencyKey", ...pageArguments, "replayed", "userErrors"];

const oneWordHasOneSentence: SchemaRule = (schema) => {
  const all = [...fields(schema), ...argumentsIn(schema), ...inputFields(schema)];
  return sameEverywhere.flatMap((name) => {
    const places = all.filter(({ thing }) => thing.name === name);
    const [first] = places;
    return places
      .filter(({ thing }) => thing.description !== first?.thing.description)
      .map(({ at }) => at);
  });
};

const codesOf = (schema: GraphQLSchema) => {
  const type = schema.getType("ErrorCode");
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
};
const describedIn = (schema: GraphQLSchema) =>
  [schema.getMutationType()?.description, ...mutations(schema).map((m) => m.thing.description)]
    .filter((text) => typeof text === "string")
    .join("\n");

/** A code that no mutation names is one that nobody can prepare for. */
const codesAreExplained: SchemaRule = (schema) => {
  const text = describedIn(schema);
  return codesOf(schema).filter((code) => !new RegExp(`\\b${code}\\b`).test(text));
};

/**
 * The order in which every mutation checks. The ledger looks whether accounts can be used before
 * it looks what they hold, and at who gives before it looks at who receives. Other codes of the
 * rooms come wherever they are checked.
 */
const commonOrder = [
  "VALIDATION_FAILED",
  "SIGN_IN_REQUIRED",
  "NOT_FOUND",
  "FORBIDDEN",
  "IDEMPOTENCY_KEY_REUSED",
  "CONFLICT_VERSION",
  "STATE_TRANSITION_INVALID",
  "ACCOUNT_CLOSED",
  "ACCOUNT_FROZEN",
  "INSUFFICIENT_CREDIT",
  "SPENDING_LIMIT_REACHED",
  "TOO_SOON",
  "FEDERATION_LIMIT",
  "CEILING_REACHED",
  "GIVING_LIMIT_REACHED",
  "BUSY_TRY_AGAIN",
];

/** The codes a mutation says it may refuse with, as listed: `CODE when …; CODE; CODE unless ….` */
function listedRefusals({ thing }: Place<Field>): readonly string[] {
  const [, list = ""] =
    /Refused with, in this order: ([\s\S]*)$/.exec(thing.description ?? "") ?? [];
  return list.split(/;\s*/).flatMap((clause) => /^`?([A-Z][A-Z_]+)\b/.exec(clause)?.[1] ?? []);
}

const refusalsAreListed: SchemaRule = (schema) =>
  mutations(schema)
    .filter((mutation) => listedRefusals(mutation).length === 0)
    .map(({ at }) => at);

const listedRefusalsExist: SchemaRule = (schema) => {
  const codes = codesOf(schema);
  return mutations(schema).flatMap((mutation) =>
    listedRefusals(mutation)
      .filter((code) => !codes.includes(code))
      .map((code) => `${mutation.at} names ${code}`),
  );
};

const refusalsAreInOrder: SchemaRule = (schema) =>
  mutations(schema)
    .filter((mutation) => {
      const said = [...new Set(listedRefusals(mutation))].filter((c) => commonOrder.includes(c));
      return said.join() !== commonOrder.filter((code) => said.includes(code)).join();
    })
    .map(({ at }) => at);

/** The rules of the house about the API, by what each says. */
export const schemaRules: Readonly<Record<string, SchemaRule>> = {
  "everything is described in sentences": everythingIsDescribed,
  "a list is a connection or says how long it can get": listsAreBounded,
  "a connection is paged both ways": connectionsArePaged,
  "a mutation takes one input with an idempotencyKey": mutationsTakeOneInput,
  "a mutation answers with a nullable payload": mutationsAnswerInOneWay,
  "types are named for their use": typesAreNamedForTheirUse,
  "a mutation's types are named after it": mutationsNameTheirTypes,
  "a word that means the same everywhere has one sentence": oneWordHasOneSentence,
  "every code is explained by a mutation": codesAreExplained,
  "a mutation lists what it can be refused with": refusalsAreListed,
  "every refusal a mutation lists is a real code": listedRefusalsExist,
  "refusals are listed in the order of checking": refusalsAreInOrder,
};

type ResolverMap = Readonly<Record<string, unknown>>;

const resolverFor = (maps: readonly ResolverMap[], type: string, field: string): boolean =>
  maps.some((map) => {
    const resolvers = map[type];
    return typeof resolvers === "object" && resolvers !== null && field in resolvers;
  });

/**
 * Fields that would answer null, or ignore their arguments, because nobody resolves them: every
 * root field and every field with arguments needs a resolver.
 */
export function unresolved(schema: GraphQLSchema, maps: readonly ResolverMap[]): readonly string[] {
  const roots = ["Query", "Mutation"];
  return fields(schema)
    .filter(({ at, thing }) => {
      const [type = ""] = at.split(".");
      const isNeeded = roots.includes(type) || thing.args.length > 0;
      return isNeeded && isObjectType(schema.getType(type)) && !resolverFor(maps, type, thing.name);
    })
    .map(({ at }) => at);
}

const fieldNames = (type: GraphQLNamedType | undefined): readonly string[] =>
  isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];

/** Resolvers of types and fields that the schema does not have. */
export function unknownResolvers(
  schema: GraphQLSchema,
  maps: readonly ResolverMap[],
): readonly string[] {
  return maps
    .flatMap((map) => Object.entries(map))
    .filter(([name]) => !isLeafType(schema.getType(name)))
    .flatMap(([name, resolvers]) =>
      Object.keys(resolvers ?? {})
        .filter((field) => !["__resolveType", ...fieldNames(schema.getType(name))].includes(field))
        .map((field) => `${name}.${field}`),
    );
}
