import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInputType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  valueFromAST,
} from "graphql";

/** The most one request may cost, and how deep it may reach. */
export const costLimit = 2000;
export const depthLimit = 12;

/** A mutation writes, so it weighs as much as this many things read. */
const mutationCost = 100;
/** A value that has to be searched for is found in about ten reads. */
const searchCost = 10;
const defaultPageRows = 20;

/**
 * All that the schema tells of itself is about half of what one request may cost, and one type a
 * twentieth of that. No tool renames anything in there; whoever does asks for it again and again.
 */
const schemaCost = 1050;
const typeCost = 50;

export type Cost = { readonly points: number; readonly depth: number };

type Asked = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** A fragment is weighed once, so a bomb of fragments is cheap to weigh. */
  readonly weighed: Map<string, Cost>;
  readonly counted: Map<string, number>;
};

/**
 * Weighs an operation before it runs: one point for every thing it could bring, counting a page
 * as full, and a mutation as 100. Runs on the variables too, so no page size hides in one.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  {
    operation,
    variables,
  }: {
    readonly operation: OperationDefinitionNode;
    readonly variables: Readonly<Record<string, unknown>>;
  },
): Cost {
  const root = schema.getRootType(operation.operation);
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment] as const),
  );
  const said = { ...defaultsOf(schema, operation), ...variables };
  const asked: Asked = {
    schema,
    fragments,
    variables: said,
    weighed: new Map(),
    counted: new Map(),
  };
  if (!root) return nothing;
  const cost = costOfSelections(asked, root, operation.selectionSet);
  const writes =
    operation.operation === "mutation" ? countFields(asked, operation.selectionSet) : 0;
  return { points: cost.points + writes * mutationCost, depth: cost.depth };
}

/** What variables are when the request leaves them out. */
function defaultsOf(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  const defaults = (operation.variableDefinitions ?? []).flatMap(
    ({ variable, type, defaultValue }) => {
      const known = typeFromAST(schema, type);
      return defaultValue && isInputType(known)
        ? [[variable.name.value, valueFromAST(defaultValue, known)] as const]
        : [];
    },
  );
  return Object.fromEntries(defaults);
}

const nothing: Cost = { points: 0, depth: 0 };

/** Points saturate here: an overflowing sum must not wrap or become infinite. */
const manyPoints = 1_000_000_000;

const both = (a: Cost, b: Cost): Cost => ({
  points: Math.min(a.points + b.points, manyPoints),
  depth: Math.max(a.depth, b.depth),
});

function costOfSelections(asked: Asked, type: GraphQLNamedType, set: SelectionSetNode): Cost {
  return set.selections.reduce<Cost>((sum, selection) => {
    if (selection.kind === Kind.FIELD) return both(sum, costOfField(asked, type, selection));
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return both(sum, costOfFragment(asked, selection.name.value));
    }
    const on = selection.typeCondition
      ? asked.schema.getType(selection.typeCondition.name.value)
      : type;
    return both(sum, costOfSelections(asked, on ?? type, selection.selectionSet));
  }, nothing);
}

function costOfFragment(asked: Asked, name: string): Cost {
  const known = asked.weighed.get(name);
  if (known) return known;
  const fragment = asked.fragments.get(name);
  const type = fragment && asked.schema.getType(fragment.typeCondition.name.value);
  if (!fragment || !type) return nothing;
  const cost = costOfSelections(asked, type, fragment.selectionSet);
  asked.weighed.set(name, cost);
  return cost;
}

function costOfField(asked: Asked, parent: GraphQLNamedType, node: FieldNode): Cost {
  if (isIntrospectionType(parent) || node.name.value.startsWith("__")) {
    return costOfTelling(asked, parent, node);
  }
  const field = fieldOf(parent, node.name.value);
  const type = field && getNamedType(field.type);
  if (!field || !type) return { points: 0, depth: 1 };
  if (!node.selectionSet || !isCompositeType(type)) {
    return { points: field.args.length > 0 ? searchCost : 0, depth: 1 };
  }
  const inner = costOfSelections(asked, type, node.selectionSet);
  const points = 1 + rowsOf(asked, field, node) * Math.max(1, inner.points);
  return { points: Math.min(points, manyPoints), depth: inner.depth + 1 };
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** The cost of what the schema tells of itself, which has its own guard against going round in circles. */
function costOfTelling(asked: Asked, parent: GraphQLNamedType, node: FieldNode): Cost {
  const name = node.name.value;
  const isRenamed = isIntrospectionType(parent) && node.alias && node.alias.value !== name;
  const own = name === "__schema" || isRenamed ? schemaCost : name === "__type" ? typeCost : 0;
  const type = toldBy(asked.schema, parent, name);
  const inner = type && node.selectionSet && costOfSelections(asked, type, node.selectionSet);
  return { points: Math.min(own + (inner?.points ?? 0), manyPoints), depth: 1 };
}

function toldBy(schema: GraphQLSchema, parent: GraphQLNamedType, name: string) {
  if (name === "__schema") return schema.getType("__Schema");
  if (name === "__type") return schema.getType("__Type");
  const field = fieldOf(parent, name);
  return field && getNamedType(field.type);
}

/** How many rows a field could bring: its page size, the ids it was given, or one. */
function rowsOf(asked: Asked, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
  const names = field.args.map((argument) => argument.name);
  if (!names.includes("first") && !names.includes("ids")) return 1;
  const values = getArgumentValues(field, node, { ...asked.variables });
  if (Array.isArray(values["ids"])) return values["ids"].length;
  const rows = values["first"] ?? values["last"] ?? defaultPageRows;
  return typeof rows === "number" ? Math.max(1, rows) : defaultPageRows;
}

/** How many fields stand at the root, aliases and fragments counted as often as they are used. */
function countFields(asked: Asked, set: SelectionSetNode): number {
  return set.selections.reduce((sum, selection) => {
    if (selection.kind === Kind.FIELD) return sum + 1;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return sum + countFields(asked, selection.selectionSet);
    }
    return Math.min(sum + countInFragment(asked, selection.name.value), manyPoints);
  }, 0);
}

function countInFragment(asked: Asked, name: string): number {
  const known = asked.counted.get(name);
  if (known !== undefined) return known;
  const fragment = asked.fragments.get(name);
  const count = fragment ? countFields(asked, fragment.selectionSet) : 0;
  asked.counted.set(name, count);
  return count;
}
