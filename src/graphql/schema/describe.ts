import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";
import type { Descriptions } from "./data.ts";

const asksForWords = /\b__(?:schema|type)\b/;
const described = new WeakSet<GraphQLSchema>();

/**
 * Gives the schema its words before a request reads them. They are more than all the rest of the
 * schema and only manuals and playgrounds show them, so they are a file of their own that is read
 * when the first of those asks.
 */
export async function describeFor(schema: GraphQLSchema, source: string): Promise<void> {
  if (described.has(schema) || !asksForWords.test(source)) return;
  const { descriptions } = await import("../generated/descriptions.ts");
  describe(schema, descriptions);
  described.add(schema);
}

/** Says of each type, field, value and argument what it is for. */
export function describe(schema: GraphQLSchema, words: Descriptions): void {
  for (const type of Object.values(schema.getTypeMap())) {
    say(type, words[type.name]);
    for (const part of partsOf(type)) {
      const name = `${type.name}.${part.name}`;
      say(part, words[name]);
      for (const argument of part.args ?? []) say(argument, words[`${name}.${argument.name}`]);
    }
  }
}

/** What has a name and may have words. */
export type Said = { readonly name: string; description?: string | null | undefined };

/** What is not said here, such as the words of GraphQL's own types, stays as it is. */
function say(thing: Said, words: string | undefined): void {
  if (words !== undefined) thing.description = words;
}

export function partsOf(
  type: GraphQLNamedType,
): readonly (Said & { readonly args?: readonly Said[] })[] {
  if (isEnumType(type)) return [...type.getValues()];
  const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
  return hasFields ? Object.values(type.getFields()) : [];
}
