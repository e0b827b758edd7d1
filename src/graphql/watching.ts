import type { GraphQLFieldResolver } from "graphql";
import type { RequestContext } from "./context.ts";
import { type ResolverMap, resolverOf } from "./personal.ts";

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
