import type { GraphQLFieldResolver } from "graphql";
import type { RequestContext } from "./context.ts";
import { resolverOf } from "./personal.ts";
import type { Said, SaidOf } from "./schema/build.ts";

/**
 * The same as is said, with resolvers for every field of `Query` and `Mutation`: what is refused is
 * counted where it is said, because a caller need not ask for the codes.
 */
export const watching =
  (saidOf: SaidOf): SaidOf =>
  (type) => {
    const said = saidOf(type);
    if (type !== "Query" && type !== "Mutation") return said;
    return Object.fromEntries(Object.keys(said).map((field) => [field, watched(said, field)]));
  };

function watched(said: Said, field: string): GraphQLFieldResolver<object, RequestContext> {
  const resolve = resolverOf(said, field);
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
