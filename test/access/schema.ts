import {
  astFromValue,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
} from "graphql";
import { schemaData } from "../../src/graphql/generated/schema.ts";
import { buildSchema, saidBy } from "../../src/graphql/schema/build.ts";

/* The schema as it is served, and values for whatever it wants to be given. */

export const schema = buildSchema(schemaData, saidBy([]));

const node = schema.getType("Node");
/** The names of all types that can be looked up by an id. */
export const nodeTypes: ReadonlySet<string> = new Set(
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getInterfaces().some((one) => one === node))
    .map(({ name }) => name),
);

export const objectType = (name: string): GraphQLObjectType => {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
};

export type Field = GraphQLField<unknown, unknown>;

export const fieldsOf = (type: GraphQLObjectType): readonly Field[] =>
  Object.values(type.getFields());

export const queries = fieldsOf(objectType("Query"));

export const mutations = fieldsOf(objectType("Mutation")).map((field) => {
  const input = getNamedType(field.args[0]?.type);
  if (!isInputObjectType(input)) throw new Error(`${field.name} takes no input.`);
  return { name: field.name, input };
});

/** The arguments of a page: they choose rows, and what is in the rows is asked for anyway. */
const paging = new Set(["first", "last", "after", "before"]);

export const isPaged = (field: Field): boolean => field.args.some(({ name }) => name === "first");

export const askedOf = (field: Field) => field.args.filter(({ name }) => !paging.has(name));

/** Where the name of an id does not end in the name of a type: what types it can name. */
const kinds: { readonly [name: string]: readonly string[] } = {
  activity: ["GroupActivity"],
  agreement: ["InterHubAgreement"],
  attendee: ["Member", "Organisation"],
  companion: ["Member"],
  correction: ["CorrectionRequest"],
  delivery: ["WebhookDelivery"],
  from: ["Member"],
  holder: ["Hub", "Organisation"],
  learner: ["Member"],
  measure: ["InterimMeasure"],
  note: ["AtRiskNote"],
  // Seats stand under their circle, and have no look-up of their own.
  authorSeat: [],
  ownerSeat: [],
  seat: [],
  session: ["CircleSession"],
  onBehalfOf: ["Member", "Organisation"],
  organiser: ["Organisation"],
  paidBy: ["Member", "Organisation"],
  parent: ["Area", "Category"],
  party: ["Member", "Organisation"],
  place: ["Hub"],
  payer: ["Member", "Organisation"],
  potOfHub: ["Hub"],
  provider: ["Member", "Organisation"],
  recipient: ["Member", "Organisation"],
  record: ["LearningRecord", "AssistedRecord"],
  role: ["RoleGrant"],
  scope: ["Hub", "Area"],
  series: ["MentoringSeries"],
  // Skills are a list beside the member, and have no look-up of their own.
  skill: [],
  owner: ["Organisation"],
  slot: ["SpendSlot"],
  sponsor: ["Organisation"],
  subject: ["Member"],
};

/** The types of what an id called so can name. */
export function kindsOf(name: string): readonly string[] {
  const word = name.replace(/Ids?$/, "");
  const taught = kinds[word];
  if (taught) return taught;
  const ending = [...nodeTypes]
    .filter((type) => word.toLowerCase().endsWith(type.toLowerCase()))
    .toSorted((a, b) => b.length - a.length);
  if (ending[0] === undefined) {
    throw new Error(`What can ${name} name? Teach it to \`kinds\` in test/access/schema.ts.`);
  }
  return [ending[0]];
}

/** Text of a certain form, by the name of the field; other text is just words. */
const forms: Readonly<Record<string, string>> = {
  idempotencyKey: "key-of-the-matrix",
  code: "AAAA",
  slug: "singing",
  quarter: "2026-Q1",
  month: "2026-01",
  weekStarting: "2026-02-02",
  bornOn: "1990-04-01",
};

/** How to say the id that a field called so wants. */
type Naming = (name: string) => string;

/** A value that an argument or an input field can take. */
export function sampleOf(type: GraphQLInputType, name: string, naming: Naming): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType, name, naming);
  if (isListType(type)) return [sampleOf(type.ofType, name, naming)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return sampleInput(type, naming);
  if (type.name === "ID") return naming(name);
  return plain(type.name, name);
}

function plain(type: string, name: string): unknown {
  if (type === "Boolean") return true;
  if (type === "Date") return forms[name] ?? "2026-02-09";
  if (type === "DateTime") return "2026-02-20T10:00:00.000Z";
  if (type === "Int") return /inutes$/.test(name) ? 15 : 1;
  return forms[name] ?? "Some plain words";
}

/** A value as it is written in a document. */
export function written(type: GraphQLInputType, value: unknown): string {
  const node = astFromValue(value, type);
  if (!node) throw new Error(`${JSON.stringify(value)} is no ${type}.`);
  return print(node).replaceAll("\n", " ");
}

/** The required fields, or the first one where exactly one must be said. */
export function sampleInput(
  type: GraphQLInputObjectType,
  naming: Naming,
): { readonly [field: string]: unknown } {
  const fields = Object.values(type.getFields());
  const wanted = type.isOneOf
    ? fields.slice(0, 1)
    : fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
  return Object.fromEntries(
    wanted.map((field) => [field.name, sampleOf(field.type, field.name, naming)]),
  );
}
