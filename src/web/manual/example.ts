import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from "graphql";
import { demoIds } from "./demo-ids.ts";

/** An operation that can be sent as it is, with the values it is sent with. */
export type Example = {
  readonly query: string;
  readonly variables: { readonly [name: string]: unknown };
};

type Field = GraphQLField<unknown, unknown>;

/** An operation for one field: what it needs as variables, and the plain fields of its answer. */
export function exampleOf(kind: "query" | "mutation", field: Field): Example {
  const needed = field.args.filter((arg) => isRequiredArgument(arg) || usual.includes(arg.name));
  const declared = needed.map((arg) => `$${arg.name}: ${arg.type}`).join(", ");
  const passed = needed.map(({ name }) => `${name}: $${name}`).join(", ");
  const name = `${field.name[0]?.toUpperCase()}${field.name.slice(1)}`;
  const head = needed.length === 0 ? name : `${name}(${declared})`;
  const call = needed.length === 0 ? field.name : `${field.name}(${passed})`;
  const selection = selectionOf(field.type, 2, "    ");
  return {
    query: `${kind} ${head} {\n  ${call}${selection}\n}\n`,
    variables: Object.fromEntries(needed.map((arg) => [arg.name, valueFor(arg, field.name)])),
  };
}

/** Short pages keep an example's answer readable. */
const usual = ["first"];
const mostFields = 8;

function selectionOf(type: GraphQLOutputType, depth: number, indent: string): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isLeafType(named) ? "" : " { id }";
  const fields = Object.values(named.getFields()).filter(
    ({ args, name }) => !args.some(isRequiredArgument) && name !== "edges",
  );
  const plain = fields.filter((one) => isLeafType(getNamedType(one.type))).slice(0, mostFields);
  const wanted = ["nodes", "userErrors", "pageInfo"];
  const inner = fields.filter(
    (one) =>
      !isLeafType(getNamedType(one.type)) &&
      depth > 0 &&
      (depth === 2 || wanted.includes(one.name)) &&
      isObjectType(getNamedType(one.type)),
  );
  const lines = [
    ...plain.map(({ name }) => name),
    ...inner
      .slice(0, plain.length > 3 ? 2 : 4)
      .map((one) => `${one.name}${selectionOf(one.type, depth - 1, `${indent}  `)}`),
  ];
  const all = lines.length === 0 ? ["__typename"] : lines;
  return ` {\n${all.map((line) => `${indent}${line}`).join("\n")}\n${indent.slice(2)}}`;
}

/** A value that has the right form; ids are those of the demo where it has such a thing. */
function valueFor(field: GraphQLArgument | GraphQLInputField, of: string): unknown {
  const { name } = field;
  if (name === "idempotencyKey") return `manual-${of}`;
  if (name === "first") return 3;
  // A look-up by `id` is for the thing that the operation is named after.
  return madeValue(field.type, name === "id" ? `${of}Id` : name, of);
}

function madeValue(type: GraphQLInputType, name: string, of: string): unknown {
  if (isNonNullType(type)) return madeValue(type.ofType, name, of);
  if (isListType(type)) return [madeValue(type.ofType, name.replace(/s$/, ""), of)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const chosen = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(chosen.map((one) => [one.name, valueFor(one, of)]));
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return isScalarType(type) ? plainValue(type.name, name) : null;
}

const plain: { readonly [scalar: string]: unknown } = {
  Int: 60,
  Float: 1,
  Boolean: true,
  Date: "2026-03-30",
  DateTime: "2026-03-30T10:00:00Z",
};

/** Words that have a form of their own. */
const spelt: { readonly [name: string]: string } = {
  quarter: "2026-Q1",
  month: "2026-02",
  url: "https://example.org/hours",
};

/** The thing that an id of this name is most like, where the demo has none of that very kind. */
function plainValue(scalar: string, name: string): unknown {
  if (scalar in plain) return plain[scalar];
  if (scalar !== "ID") return spelt[name] ?? "A few words";
  return demoIds[name] ?? demoIds["memberId"];
}
