import type { GraphQLSchema } from "graphql";
import { partsOf, type Said } from "./describe.ts";
import { ownTypes } from "./schema-module.ts";

/** A codegen plugin: the words of the schema, which only those who read its manual need. */
export const plugin = (schema: GraphQLSchema): string =>
  [
    'import type { Descriptions } from "../schema/data.ts";',
    `export const descriptions: Descriptions = JSON.parse(${JSON.stringify(JSON.stringify(wordsOf(schema)))});`,
    "",
  ].join("\n");

const wordsOf = (schema: GraphQLSchema): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ownTypes(schema).flatMap((type) => [
      ...wordsFor([type]),
      ...partsOf(type).flatMap((part) => [
        ...wordsFor([type, part]),
        ...(part.args ?? []).flatMap((argument) => wordsFor([type, part, argument])),
      ]),
    ]),
  );

function wordsFor(path: readonly Said[]): readonly (readonly [string, string])[] {
  const words = path.at(-1)?.description;
  return words ? [[path.map(({ name }) => name).join("."), words]] : [];
}
