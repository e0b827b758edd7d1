import {
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLNullableType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  type GraphQLType,
  type GraphQLTypeResolver,
  GraphQLUnionType,
  specifiedScalarTypes,
} from "graphql";
import { invariant } from "../../kernel/index.ts";
import type { FieldData, InputData, SchemaData, TypeData } from "./data.ts";

/** What is said of a type: for each field how it is answered, or for a scalar the scalar itself. */
export type Said = { readonly [field: string]: unknown };
export type SaidOf = (type: string) => Said;

/** What all of these say of a type: where several speak for one field, the last one counts. */
export const saidBy =
  (maps: readonly { readonly [type: string]: unknown }[]): SaidOf =>
  (type) =>
    Object.assign({}, ...maps.map((map) => map[type]));

/**
 * The schema from its data, where a type and its fields come into being when somebody asks for them.
 *
 * A request touches a dozen of hundreds of types, and a cold start is over before the rest would
 * be made. It is taken as valid: whoever changes the schema has a test that says whether it is.
 * The words of it are not there yet; see `describe`.
 */
export const buildSchema = (data: SchemaData, said: SaidOf): GraphQLSchema =>
  new LazySchema(data, said);

/** A schema that does not walk through all its fields to find its types, because it is given them. */
class LazySchema extends GraphQLSchema {
  readonly #data: SchemaData;
  readonly #implementations = new Map<string, Implementations>();

  constructor(data: SchemaData, said: SaidOf) {
    super({ assumeValid: true });
    this.#data = data;
    const types = this.getTypeMap();
    for (const type of specifiedScalarTypes) types[type.name] = type;
    const making: Making = {
      // Names are looked up when somebody asks for the fields, and by then all types are there.
      type: <Type>(written: string) => typeOf(types, written) as Type,
      said,
    };
    for (const [name, written] of Object.entries(data))
      whenAsked(types, name, () => make(making, name, written));
  }

  override getQueryType = () => this.#root("Query");
  override getMutationType = () => this.#root("Mutation");
  override getImplementations = ({ name }: GraphQLInterfaceType) => {
    const known = this.#implementations.get(name) ?? this.#find(name);
    this.#implementations.set(name, known);
    return known;
  };

  #find(name: string): Implementations {
    const found: Implementations = { objects: [], interfaces: [] };
    for (const [one, said] of Object.entries(this.#data)) {
      const hasFields = said[0] === "OBJECT" || said[0] === "INTERFACE";
      if (!(hasFields && said[2]?.includes(name))) continue;
      const type = this.getType(one);
      if (type instanceof GraphQLObjectType) found.objects.push(type);
      if (type instanceof GraphQLInterfaceType) found.interfaces.push(type);
    }
    return found;
  }

  #root(name: string): GraphQLObjectType | undefined {
    const type = this.getType(name);
    return type instanceof GraphQLObjectType ? type : undefined;
  }
}

/** A part of a whole that is made when somebody first asks for it. */
function whenAsked<Part>(whole: Record<string, Part>, name: string, makePart: () => Part): void {
  Object.defineProperty(whole, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = makePart();
      Object.defineProperty(whole, name, { enumerable: true, value });
      return value;
    },
  });
}

type Implementations = { objects: GraphQLObjectType[]; interfaces: GraphQLInterfaceType[] };

type Making = {
  readonly type: <Type>(written: string) => Type;
  readonly said: SaidOf;
};

/** A type as it is written: a name, a list in brackets, a `!` for what is never null. */
function typeOf(types: Readonly<Record<string, GraphQLNamedType>>, written: string): GraphQLType {
  if (written.endsWith("!")) {
    // What carries a `!` already carries no second one: the schema was read by those who know.
    return new GraphQLNonNull(typeOf(types, written.slice(0, -1)) as GraphQLNullableType);
  }
  if (written.endsWith("]")) return new GraphQLList(typeOf(types, written.slice(1, -1)));
  const type = types[written];
  invariant(type !== undefined, "the schema has every type that it names");
  return type;
}

function make(making: Making, name: string, data: TypeData): GraphQLNamedType {
  switch (data[0]) {
    case "SCALAR":
      return new GraphQLScalarType({ ...making.said(name), name, specifiedByURL: data[1] || null });
    case "ENUM":
      return new GraphQLEnumType({ name, values: () => mapped(data[1], enumValue) });
    case "UNION":
      return new GraphQLUnionType({
        name,
        types: () => data[1].map((type) => making.type<GraphQLObjectType>(type)),
        ...resolveType(making.said(name)),
      });
    case "INPUT":
    case "ONE_OF":
      return new GraphQLInputObjectType({
        name,
        isOneOf: data[0] === "ONE_OF",
        fields: () => mapped(data[1], (field) => inputOf(making, field)),
      });
    default:
      return makeWithFields(making, name, data);
  }
}

function makeWithFields(
  making: Making,
  name: string,
  [kind, fields, interfaces = []]: Extract<
    TypeData,
    readonly ["OBJECT" | "INTERFACE", ...unknown[]]
  >,
): GraphQLNamedType {
  const config = {
    name,
    interfaces: () => interfaces.map((one) => making.type<GraphQLInterfaceType>(one)),
    fields: () => {
      const said = making.said(name);
      return mapped(fields, (field, own) => fieldOf(making, field, said[own]));
    },
  };
  return kind === "INTERFACE"
    ? new GraphQLInterfaceType({ ...config, ...resolveType(making.said(name)) })
    : new GraphQLObjectType(config);
}

const resolveType = ({ __resolveType: resolve }: Said) =>
  resolve ? { resolveType: resolve as GraphQLTypeResolver<unknown, unknown> } : {};

const enumValue = (deprecationReason: string) => (deprecationReason ? { deprecationReason } : {});

function fieldOf(making: Making, data: FieldData, resolve: Said[string] | undefined) {
  const [type, { args = {}, ...more }] = typeof data === "string" ? ([data, {}] as const) : data;
  const config: GraphQLFieldConfig<unknown, unknown> = {
    type: making.type<GraphQLOutputType>(type),
    args: mapped(args, (argument) => inputOf(making, argument)),
    ...(resolve ? { resolve: resolve as GraphQLFieldResolver<unknown, unknown> } : {}),
    ...more,
  };
  return config;
}

function inputOf(making: Making, data: InputData) {
  const [type, more] = typeof data === "string" ? ([data, {}] as const) : data;
  return { type: making.type<GraphQLInputType>(type), ...more };
}

const mapped = <Data, Made>(
  all: { readonly [name: string]: Data },
  made: (data: Data, name: string) => Made,
): { [name: string]: Made } =>
  Object.fromEntries(Object.entries(all).map(([name, data]) => [name, made(data, name)]));
