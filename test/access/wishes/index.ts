import type { GraphQLInputObjectType } from "graphql";
import { kindsOf, mutations, sampleInput } from "../schema.ts";
import type { AccessTown } from "../town.ts";
import { circles } from "./circles.ts";
import { credits } from "./credits.ts";
import { directory } from "./directory.ts";
import { exchanges } from "./exchanges.ts";
import type { Input, Lines } from "./lines.ts";
import { membership } from "./membership.ts";
import { safety } from "./safety.ts";

/** A change somebody may make, under the name of its row. */
export type Wish = {
  readonly name: string;
  readonly mutation: string;
  readonly type: GraphQLInputObjectType;
  readonly input: Input;
};

/** One for each room that has something to teach. */
const rooms = [membership, directory, exchanges, credits, safety, circles];

/**
 * Every mutation there is. A new one is asked with a sample made from the schema; where nobody gets
 * past the question whether they may with that, it needs a line in this folder.
 */
export function wishesFor(town: AccessTown): readonly Wish[] {
  const lines: Lines = Object.assign({}, ...rooms.map((room) => room(town)));
  const unknown = Object.keys(lines).filter(
    (row) => !mutations.some(({ name }) => name === mutationOf(row)),
  );
  if (unknown.length > 0) throw new Error(`No such mutation: ${unknown}: see test/access/wishes.`);
  return mutations.flatMap(({ name, input: type }) => {
    const sample = sampleInput(type, (field) => town.first(kindsOf(field)));
    const said = Object.entries(lines).filter(([row]) => mutationOf(row) === name);
    const ways: readonly (readonly [string, Input])[] = said.length > 0 ? said : [[name, {}]];
    return ways.map(([row, input]) => ({
      ...{ name: row, mutation: name, type },
      input: { ...sample, ...input },
    }));
  });
}

const mutationOf = (row: string) => row.split(" ")[0];
