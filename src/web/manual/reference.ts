import {
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { type Story, stories } from "../stories/index.ts";
import { exampleBlock, exampleOf } from "./example.ts";
import { escaped, firstSentence, type Page, phrase, prose } from "./page.ts";
import { type Codes, codesIn, codesOf, refusalPages, refusalTable } from "./refusals.ts";

type Field = GraphQLField<unknown, unknown>;

/** A page for every operation, every type and every refusal of the schema. */
export function referencePages(schema: GraphQLSchema): readonly Page[] {
  const codes = codesOf(schema);
  const operations = operationsOf(schema).map(({ kind, field }) =>
    operationPage({ schema, kind, field }, codes),
  );
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isBuiltIn(type))
    .map(typePage);
  return [...operations, ...types, ...refusalPages(schema)];
}

/** Every operation of the schema, each with an example that can be sent as it is. */
export function examplesOf(schema: GraphQLSchema) {
  return operationsOf(schema).map(({ kind, field }) => ({
    name: field.name,
    path: `${kind}/${field.name}`,
    kind,
    ...exampleOf(schema, field.name),
  }));
}

function operationsOf(schema: GraphQLSchema) {
  const of = (kind: "query" | "mutation", fields: readonly Field[]) =>
    fields.map((field) => ({ kind, field }));
  return [
    ...of("query", Object.values(schema.getQueryType()?.getFields() ?? {})),
    ...of("mutation", Object.values(schema.getMutationType()?.getFields() ?? {})),
  ];
}

const roots = ["Query", "Mutation"];
const isBuiltIn = ({ name }: GraphQLNamedType) =>
  name.startsWith("__") || ["String", "Int", "Boolean", "ID", "Float", ...roots].includes(name);

type Operation = {
  readonly schema: GraphQLSchema;
  readonly kind: "query" | "mutation";
  readonly field: Field;
};

function operationPage({ schema, kind, field }: Operation, codes: Codes): Page {
  const description = field.description ?? "";
  const refusals = codesIn(codes, description);
  return {
    path: `${kind}/${field.name}`,
    title: field.name,
    about: firstSentence(description),
    html: [
      `<p class="kind">${kind === "query" ? "A query" : "A mutation"}, answered with ${typeLink(field.type)}</p>`,
      prose(description),
      field.args.length > 0 ? `<h2>Arguments</h2>${fieldTable(field.args)}` : "",
      inputFields(field),
      refusals.length > 0 ? `<h2>Refusals</h2>${refusalTable(refusals)}` : "",
      `<h2>Example</h2>${exampleBlock(schema, field.name)}`,
      storiesWith(field.name),
    ].join("\n"),
  };
}

/** The fields of a mutation's input, which say more than its one argument. */
function inputFields(field: Field): string {
  const [arg] = field.args;
  const type = arg && getNamedType(arg.type);
  if (!(type && isInputObjectType(type)) || arg?.name !== "input") return "";
  return `<h2>Fields of the input</h2>${fieldTable(Object.values(type.getFields()))}`;
}

type Described = Pick<GraphQLInputField, "name" | "description"> & { readonly type: unknown };

const fieldTable = (fields: readonly Described[]) => `<table>
<thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">What it is</th></tr></thead>
<tbody>${fields.map(fieldRow).join("\n")}</tbody></table>`;

const fieldRow = ({ name, type, description }: Described) =>
  `<tr id="${name}"><th scope="row"><code>${name}</code></th><td>${typeLink(type)}</td><td>${phrase(description ?? "")}</td></tr>`;

const wordTable = (words: readonly (readonly [string, string])[]) => `<table>
<thead><tr><th scope="col">Word</th><th scope="col">What it means</th></tr></thead>
<tbody>${words
  .map(
    ([word, says]) =>
      `<tr id="${word}"><th scope="row"><code>${word}</code></th><td>${phrase(says)}</td></tr>`,
  )
  .join("\n")}</tbody></table>`;

/** The type as the schema writes it, its name a link to its page. */
function typeLink(type: unknown): string {
  return `<code>${escaped(String(type)).replace(/\w+/, (name) =>
    ["String", "Int", "Boolean", "ID", "Float"].includes(name)
      ? name
      : `<a href="/manual/type/${name}.html">${name}</a>`,
  )}</code>`;
}

function storiesWith(field: string): string {
  const uses = (story: Story) =>
    story.steps.some(({ does }) => new RegExp(`\\b${field}\\b`).test(does));
  const found = stories.filter(uses).map(({ title }) => `<em>${escaped(title)}</em>`);
  return found.length === 0
    ? ""
    : `<p>Stories of the playground that use it: ${found.join(", ")}.</p>`;
}

function typePage(type: GraphQLNamedType): Page {
  const description = type.description ?? "";
  return {
    path: `type/${type.name}`,
    title: type.name,
    about: firstSentence(description),
    html: [`<p class="kind">${kindOf(type)}</p>`, prose(description), contentOf(type)].join("\n"),
  };
}

function kindOf(type: GraphQLNamedType): string {
  if (isInputObjectType(type)) return "An input";
  if (isEnumType(type)) return "An enum: one of these words";
  if (isUnionType(type)) return "A union: one of these types";
  if (isInterfaceType(type)) return "An interface";
  return isObjectType(type) ? "A type" : "A scalar";
}

function contentOf(type: GraphQLNamedType): string {
  if (isEnumType(type)) {
    return type.name === "ErrorCode" ? refusalTable(valuesOf(type)) : wordTable(valuesOf(type));
  }
  if (isUnionType(type)) return `<p>${type.getTypes().map(typeLink).join(", ")}</p>`;
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return `<h2>Fields</h2>${fieldTable(Object.values(type.getFields()))}`;
  }
  return "";
}

const valuesOf = (type: GraphQLEnumType) =>
  type.getValues().map(({ name, description }) => [name, description ?? ""] as const);
