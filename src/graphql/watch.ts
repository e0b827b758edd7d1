import type { GraphQLFieldResolver } from "graphql";
import type { RequestContext } from "./context.ts";
import { type ResolverMap, resolverOf } from "./personal.ts";

/** What one request came to, for whoever counts: words of the schema and numbers, nothing of a person. */
export type Outcome = {
  /** The field of `Query` or `Mutation` that was asked for; `several`, or `none` when nothing ran. */
  readonly operation: string;
  /** Codes of refusals and errors in the answer, each as often as it is there. */
  readonly codes: readonly string[];
  readonly status: number;
  readonly millis: number;
};

/** Collects what an outcome is made of while a request runs. */
export type Watch = { readonly fields: Set<string>; readonly codes: string[] };

export const newWatch = (): Watch => ({ fields: new Set(), codes: [] });

/** Field names are the schema's own, so there are no more of them than the schema has, whoever asks. */
export function operationOf({ fields }: Watch): string {
  const [only = "none", ...more] = fields;
  return more.length > 0 ? "several" : only;
}

/** An answer that GraphQL did not give says its code in its body. */
export function codesIn(status: number, body: string | undefined): readonly string[] {
  if (status < 400 || body === undefined) return [];
  const { errors } = Object(JSON.parse(body));
  const codes: readonly unknown[] = Array.isArray(errors)
    ? errors.map((error) => Object(Object(error).extensions).code)
    : [];
  return codes.filter((code) => typeof code === "string");
}

/**
 * Resolvers for every field of `Query` and `Mutation`: the same as in `maps`, and what is refused is
 * counted where it is said, because a caller need not ask for the codes.
 */
export const watching = (maps: readonly ResolverMap[]) =>
  Object.fromEntries(
    ["Query", "Mutation"].map((type) => {
      const fields = new Set(maps.flatMap((map) => Object.keys(Object(map[type]))));
      return [
        type,
        Object.fromEntries([...fields].map((field) => [field, watched(maps, type, field)])),
      ];
    }),
  );

function watched(
  maps: readonly ResolverMap[],
  type: string,
  field: string,
): GraphQLFieldResolver<object, RequestContext> {
  const resolve = resolverOf(maps, type, field);
  return (root, args, context, info) => {
    context.watch.fields.add(field);
    const answer: unknown = resolve(root, args, context, info);
    const note = (payload: unknown) => {
      const { userErrors } = Object(payload);
      if (Array.isArray(userErrors))
        context.watch.codes.push(...userErrors.map(({ code }) => code));
      return payload;
    };
    return answer instanceof Promise ? answer.then(note) : note(answer);
  };
}
