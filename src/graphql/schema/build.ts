import {
  GraphQLEnumType,
  type GraphQLFieldConfig,
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
  GraphQLUnionType,
  specifiedScalarTypes,
} from "graphql";
import { invariant } from "../../kernel/index.ts";
import type { FieldData, InputData, SchemaData, TypeData } from "./data.ts";

/** What each room says for some types: for each field, how it is answered. */
export type ResolverMap = { readonly [type: string]: unknown };

/**
 * The schema from its data, where a type's fields come into being when somebody asks for them.
 *
 * A request touches a dozen of hundreds of types, and a cold start is over before the rest would
 * be made. It is taken as valid: whoever changes the schema has a test that says whether it is.
 * The words of it are not there yet; see `describe`.
 */
export function buildSchema(data: SchemaData, maps: readonly ResolverMap[]): GraphQLSchema {
  const types: Record<string, GraphQLNamedType> = Object.fromEntries(
    specifiedScalarTypes.map((type) => [type.name, type]),
  );
  const making: Making = {
    // Names are looked up when somebody asks for the fields, and by then all types are there.
    type: <Type>(written: string) => typeOf(types, written) as Type,
    // Where several rooms speak for one field, the last one counts.
    said: (type) => Object.assign({}, ...maps.map((map) => map[type])),
  };
  for (const [name, said] of Object.entries(data)) types[name] = make(making, name, said);
  return new LazySchema(types, data);
}

/** A schema that does not walk through all its fields to find its types, because it is given them. */
class LazySchema extends GraphQLSchema {
  readonly #implementations = new Map<string, Implementations>();

  constructor(types: Readonly<Record<string, GraphQLNamedType>>, data: SchemaData) {
    super({ assumeValid: true });
    Object.assign(this.getTypeMap(), types);
    for (const [name, said] of Object.entries(data)) this.#note(types[name], said);
  }

  #note(type: GraphQLNamedType | undefined, said: TypeData): void {
    const interfaces = said[0] === "OBJECT" || said[0] === "INTERFACE" ? said[2] : undefined;
    for (const name of interfaces ?? []) {
      const known = this.#implementations.get(name) ?? { objects: [], interfaces: [] };
      if (type instanceof GraphQLObjectType) known.objects.push(type);
      if (type instanceof GraphQLInterfaceType) known.interfaces.push(type);
      this.#implementations.set(name, known);
    }
  }

  override getQueryType = () => this.#root("Query");
  override getMutationType = () => this.#root("Mutation");
  override getImplementations = ({ name }: GraphQLInterfaceType) =>
    this.#implementations.get(name) ?? { objects: [], interfaces: [] };

  #root(name: string): GraphQLObjectType | undefined {
    const type = this.getType(name);
    return type instanceof GraphQLObjectType ? type : undefined;
  }
}

type Implementations = { objects: GraphQLObjectType[]; interfaces: GraphQLInterfaceType[] };

type Making = {
  readonly type: <Type>(written: string) => Type;
  /** What all rooms together say of a type. */
  readonly said: (type: string) => Said;
};

/** For a scalar that is the scalar; for others a function for each field, and for the type itself. */
type Said = { readonly [field: string]: never };

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

const resolveType = ({ __resolveType: resolve }: Said) => (resolve ? { resolveType: resolve } : {});

const enumValue = (deprecationReason: string) => (deprecationReason ? { deprecationReason } : {});

function fieldOf(making: Making, data: FieldData, resolve: Said[string] | undefined) {
  const [type, { args = {}, ...more }] = typeof data === "string" ? ([data, {}] as const) : data;
  const config: GraphQLFieldConfig<unknown, unknown> = {
    type: making.type<GraphQLOutputType>(type),
    args: mapped(args, (argument) => inputOf(making, argument)),
    ...(resolve ? { resolve } : {}),
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
