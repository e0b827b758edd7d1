import { defaultFieldResolver, type GraphQLFieldResolver } from "graphql";
import { personalTypes, type Told } from "../rights/index.ts";
import type { RequestContext } from "./context.ts";
import type { Said, SaidOf } from "./schema/build.ts";

type Resolve = GraphQLFieldResolver<object, RequestContext>;

/** What stands in the table of types for one of them. */
type Rule = { readonly about: unknown; readonly fields: object };
const rules: { readonly [type: string]: Rule | undefined } = personalTypes;

/**
 * The same as is said, with resolvers for every field that tells something about a person: what
 * they answer is noted, to be written into the log of reads before the response leaves.
 */
export const notingReads =
  (saidOf: SaidOf): SaidOf =>
  (type) => {
    const [said, rule] = [saidOf(type), rules[type]];
    return rule ? { ...said, ...noting(said, rule) } : said;
  };

function noting(said: Said, rule: Rule): Said {
  const isShown: (thing: object) => boolean = Object(rule).isShown ?? (() => false);
  // Each type's rule takes the noun that the type's own resolvers start from.
  const aboutOf = rule.about as Parameters<RequestContext["reads"]["note"]>[2];
  const told: readonly (readonly [string, Told])[] = Object.entries(rule.fields);
  const noted = told.flatMap(([field, tells]) => {
    if (tells === "OPEN") return [];
    const isAlways = typeof tells === "string";
    const what = isAlways ? tells : tells.unlessShown;
    const resolve = resolverOf(said, field);
    const noting: Resolve = (thing, args, context, info) => {
      const answer: unknown = resolve(thing, args, context, info);
      const note = (value: unknown) => {
        const isSaid = value !== null && value !== undefined;
        if (isSaid && (isAlways || !isShown(thing))) context.reads.note(what, thing, aboutOf);
        return value;
      };
      return answer instanceof Promise ? answer.then(note) : note(answer);
    };
    return [[field, noting] as const];
  });
  return Object.fromEntries(noted);
}

/** The one that is said, or the plain reading of the field. */
export function resolverOf(said: Said, field: string): Resolve {
  const found = said[field];
  return typeof found === "function" ? (found as Resolve) : defaultFieldResolver;
}
