import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  parse,
  print,
} from "graphql";
import type { Step } from "../stories/index.ts";
import { demoIds, usualThings, usualWords } from "./demo-ids.ts";
import { selectionOf } from "./selection.ts";

/*
 * A walk is a way to an example that succeeds: turns of people of the demo, each on from what the
 * turns before it made. What a turn does not say is filled in: a version and an id from the turns
 * before, other ids from the demo, and plain words.
 */

type Given = { readonly [field: string]: unknown };

/**
 * Who asks, what, with which words, and what else is kept of the answer under which name. What is
 * asked is a field of the schema, or a whole operation. Among the words, `@` stands before the name
 * of something in the demo, and `$` before what an earlier turn made, or a day.
 */
export type Turn = readonly [
  as: string | undefined,
  asks: string,
  given?: Given,
  keeps?: { readonly [name: string]: string },
];

export type Walk = readonly Turn[];

type Field = GraphQLField<unknown, unknown>;
type Slot = GraphQLArgument | GraphQLInputField;

/** What a walk has so far: the names of operations, and of values that were kept. */
type Soil = { readonly schema: GraphQLSchema; readonly kept: Set<string>; readonly used: string[] };

/** The turns as steps of a story, which the playground can run and the tests do. */
export function stepsOf(schema: GraphQLSchema, walk: Walk): readonly Step[] {
  const soil: Soil = { schema, kept: new Set(), used: [] };
  return walk.map((turn) => stepOf(turn, soil));
}

function stepOf([as, asks, given = {}, more = {}]: Turn, soil: Soil): Step {
  const who = as === undefined ? {} : { as };
  if (asks.includes("{")) {
    for (const name of Object.keys(more)) soil.kept.add(name);
    return { ...who, says: "Asks.", does: print(parse(named(asks))), keeps: more };
  }
  const { kind, field } = fieldOf(soil.schema, asks);
  const times = soil.used.filter((one) => one === asks).length;
  soil.used.push(asks);
  const name = `${upper(asks)}${times === 0 ? "" : times + 1}`;
  const wanted = new Map<string, string>();
  const thing = thingOf(field)?.name;
  const told = new Teller({
    soil,
    wanted,
    of: asks,
    isChange: kind === "mutation",
    thing,
    key: `${lower(name)}Key`,
  });
  const passed = told.arguments(field.args, given);
  const declared = [...wanted].map(([one, type]) => `$${one}: ${type}`).join(", ");
  const head = declared ? `${name}(${declared})` : name;
  const does = `${kind} ${head} { ${field.name}${passed}${selectionOf(field.type)} }`;
  const keeps = { ...keptOf(field), ...pathsFrom(asks, more) };
  for (const one of Object.keys(keeps)) soil.kept.add(one);
  return { ...who, says: `${asks}.`, does: print(parse(does)), keeps };
}

export function fieldOf(schema: GraphQLSchema, name: string) {
  const mutation = schema.getMutationType()?.getFields()[name];
  const field = mutation ?? schema.getQueryType()?.getFields()[name];
  if (!field) throw new Error(`There is no operation ${name} to walk to.`);
  return { kind: mutation ? ("mutation" as const) : ("query" as const), field };
}

const upper = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const lower = (word: string) => `${word.charAt(0).toLowerCase()}${word.slice(1)}`;

const pathsFrom = (asks: string, keeps: { readonly [name: string]: string }) =>
  Object.fromEntries(Object.entries(keeps).map(([name, path]) => [name, `${asks}.${path}`]));

/** What a mutation made or changed, or a look-up found, and where it stands in the answer. */
function thingOf({ name, type }: Field) {
  const answer = getNamedType(type);
  if (!isObjectType(answer)) return undefined;
  const fields = answer.getFields();
  if (!("userErrors" in fields)) return { name, path: name, type: answer };
  for (const one of Object.values(fields)) {
    const its = getNamedType(one.type);
    if (isObjectType(its)) return { name: one.name, path: `${name}.${one.name}`, type: its };
  }
  return undefined;
}

/** Its id, and its version where it has one. */
function keptOf(field: Field): { readonly [name: string]: string } {
  const thing = thingOf(field);
  if (!thing) return {};
  return Object.fromEntries(
    ["id", "version"]
      .filter((one) => one in thing.type.getFields())
      .map((one) => [`${thing.name}${upper(one)}`, `${thing.path}.${one}`]),
  );
}

type Telling = {
  readonly soil: Soil;
  /** The variables that are needed, and their types. */
  readonly wanted: Map<string, string>;
  readonly of: string;
  readonly isChange: boolean;
  /** What it is about. */
  readonly thing: string | undefined;
  /** The name of its idempotency key. */
  readonly key: string;
};

/** Writes values as GraphQL does, and notes the variables among them. */
class Teller {
  readonly #its: Telling;

  constructor(its: Telling) {
    this.#its = its;
  }

  arguments(args: readonly GraphQLArgument[], given: Given): string {
    const [input] = args;
    const isInput = input?.name === "input";
    const words = isInput
      ? [`input: ${this.#object(getNamedType(input.type), given)}`]
      : this.#fields(args, given, (arg) => isRequiredArgument(arg) || arg.name === "first");
    return words.length > 0 ? `(${words.join(", ")})` : "";
  }

  #object(type: GraphQLNamedType, given: Given): string {
    if (!isInputObjectType(type)) throw new Error(`${type} is no input.`);
    const fields = Object.values(type.getFields());
    return `{ ${this.#fields(fields, given, isRequiredInputField).join(", ")} }`;
  }

  #fields<One extends Slot>(
    all: readonly One[],
    given: Given,
    isNeeded: (one: One) => boolean,
  ): readonly string[] {
    const unknown = Object.keys(given).filter((name) => !all.some((one) => one.name === name));
    if (unknown.length > 0) throw new Error(`${this.#its.of} knows nothing of ${unknown}.`);
    return all.flatMap((one) => {
      if (one.name in given) return [`${one.name}: ${this.#value(one.type, given[one.name])}`];
      return isNeeded(one) ? [`${one.name}: ${this.#usual(one)}`] : [];
    });
  }

  #value(type: GraphQLInputType, value: unknown): string {
    if (isNonNullType(type)) return this.#value(type.ofType, value);
    if (typeof value === "string" && value.startsWith("$")) {
      return this.#variable(value.slice(1), type);
    }
    if (isListType(type)) {
      const items = Array.isArray(value) ? value : [value];
      return `[${items.map((one) => this.#value(type.ofType, one)).join(", ")}]`;
    }
    if (isInputObjectType(type)) return this.#object(type, Object(value));
    if (isEnumType(type)) return String(value);
    if (typeof value === "string" && value.startsWith("@")) {
      return JSON.stringify(demoId(value.slice(1)));
    }
    return JSON.stringify(value);
  }

  #variable(name: string, type: GraphQLInputType): string {
    this.#its.wanted.set(name, `${type}!`);
    return `$${name}`;
  }

  /** What is needed and was not given. */
  #usual({ name, type }: Slot): string {
    const bare = isNonNullType(type) ? type.ofType : type;
    const { kept } = this.#its.soil;
    if (name === "idempotencyKey") return this.#variable(this.#its.key, bare);
    if (name === "first") return "3";
    if (name === "version") {
      const version = `${this.#its.thing}Version`;
      return kept.has(version) ? this.#variable(version, bare) : "1";
    }
    // A look-up by `id` is for the thing that the operation is named after.
    const full = name === "id" ? `${this.#its.of}Id` : name;
    if (kept.has(full)) return this.#variable(full, bare);
    if (name === "quarter" && this.#its.isChange) return this.#variable(name, bare);
    return this.#sample(bare, full);
  }

  #sample(type: GraphQLInputType, name: string): string {
    if (isNonNullType(type)) return this.#sample(type.ofType, name);
    if (isListType(type)) return `[${this.#sample(type.ofType, name.replace(/s$/, ""))}]`;
    if (isInputObjectType(type)) {
      const [first] = Object.values(type.getFields());
      if (!(type.isOneOf && first)) return this.#object(type, {});
      return `{ ${first.name}: ${this.#sample(first.type, first.name)} }`;
    }
    if (isEnumType(type)) return type.getValues()[0]?.name ?? "";
    if (!isScalarType(type)) throw new Error(`${type} cannot be given.`);
    return this.#plain(type.name, name);
  }

  #plain(scalar: string, name: string): string {
    if (scalar === "ID") return JSON.stringify(demoId(usualThings[name] ?? "amina"));
    return JSON.stringify(usualValues[scalar] ?? usualWords[name] ?? "As agreed.");
  }
}

const usualValues: { readonly [scalar: string]: unknown } = { Int: 60, Boolean: true };

/** A whole operation with the ids in place of the names. */
const named = (asks: string) =>
  asks.replaceAll(/"@([^"]+)"/g, (_, name: string) => JSON.stringify(demoId(name)));

function demoId(name: string): string {
  const id = demoIds[name];
  if (id === undefined) throw new Error(`The demo's ids hold no "${name}".`);
  return id;
}
