import { defaultFieldResolver, type GraphQLFieldResolver } from "graphql";
import { personalTypes, type Told } from "../rights/index.ts";
import type { RequestContext } from "./context.ts";

type Resolve = GraphQLFieldResolver<object, RequestContext>;
export type ResolverMap = { readonly [type: string]: unknown };

/**
 * Resolvers for every field that tells something about a person: the same as in `maps`, and what
 * they answer is noted, to be written into the log of reads before the response leaves.
 */
export function notingReads(maps: readonly ResolverMap[]) {
  return Object.fromEntries(
    Object.entries(personalTypes).map(([type, rule]) => {
      const { about, fields } = rule;
      const isShown: (thing: object) => boolean = Object(rule).isShown ?? (() => false);
      // Each type's rule takes the noun that the type's own resolvers start from.
      const aboutOf = about as Parameters<RequestContext["reads"]["note"]>[2];
      const told: readonly (readonly [string, Told])[] = Object.entries(fields);
      const noting = told.flatMap(([field, tells]) => {
        if (tells === "OPEN") return [];
        const isAlways = typeof tells === "string";
        const what = isAlways ? tells : tells.unlessShown;
        const resolve = resolverOf(maps, type, field);
        const noted: Resolve = (thing, args, context, info) => {
          const answer: unknown = resolve(thing, args, context, info);
          const note = (value: unknown) => {
            const isSaid = value !== null && value !== undefined;
            if (isSaid && (isAlways || !isShown(thing))) context.reads.note(what, thing, aboutOf);
            return value;
          };
          return answer instanceof Promise ? answer.then(note) : note(answer);
        };
        return [[field, noted] as const];
      });
      return [type, Object.fromEntries(noting)];
    }),
  );
}

/** The last one that a room gives, as the server takes it, or the plain reading of the field. */
export function resolverOf(maps: readonly ResolverMap[], type: string, field: string): Resolve {
  const found = maps.map((map) => Object(map[type])[field]).findLast((one) => one !== undefined);
  return typeof found === "function" ? found : defaultFieldResolver;
}
