import type * as z from "zod";
import { isRefusal, type Refusal } from "./refusal.ts";
import { readInput } from "./text.ts";

/** What a use case that succeeded answers: the thing, and whether it was done before. */
export type Done<Thing> = { readonly thing: Thing; readonly replayed: boolean };

/** The shape of every mutation's payload. */
type Payload<Field extends string, Thing, Code extends string> = {
  readonly [name in Field]?: Thing;
} & {
  readonly replayed: boolean;
  readonly userErrors: readonly Refusal<Code | "VALIDATION_FAILED">[];
};

/** Reads the input, runs the use case and puts what comes of it into a payload. */
export async function mutate<
  Schema extends z.ZodType,
  Field extends string,
  Thing,
  Code extends string,
>(wish: {
  readonly schema: Schema;
  readonly input: unknown;
  /** The payload's field for the thing. */
  readonly field: Field;
  readonly run: (input: z.output<Schema>) => Promise<Done<Thing> | Refusal<Code>>;
}): Promise<Payload<Field, Thing, Code>> {
  const read = readInput(wish.schema, wish.input);
  if (!read.ok) return payload({ replayed: false, userErrors: read.refusals });
  const outcome = await wish.run(read.input);
  if (isRefusal(outcome)) return payload({ replayed: false, userErrors: [outcome] });
  return payload({ [wish.field]: outcome.thing, replayed: outcome.replayed, userErrors: [] });
}

// A computed field name widens to any string, so the one assertion of the shape stands here.
const payload = <Shape>(fields: object): Shape => fields as Shape;
