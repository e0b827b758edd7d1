import {
  BreakingChangeType,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

/** How graphql says what changed, and where that is in our notation. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^(\w+\.\w+) arg (\w+)/, "$1($2:)"],
  [/ arg (\w+) on (\w+\.\w+) was/, "$2($1:)"],
  [/ arg (\w+) on directive (\w+) was/, "@$2($1:)"],
  [/ field (\w+) on input type (\w+) was/, "$2.$1"],
  [/^(\w+) was removed from (?:enum|union) type (\w+)/, "$2.$1"],
  [/^(\w+(?:\.\w+)?)/, "$1"],
];

function placeOf(description: string): string {
  for (const [pattern, place] of places) {
    const found = pattern.exec(description);
    if (found) return place.replace(/\$(\d)/g, (_all, group) => found[Number(group)] ?? "");
  }
  return description;
}

/** What a program that calls the API would stumble over. */
export type Break = { readonly place: string; readonly description: string };

/**
 * All changes that can break a program: graphql's breaking ones, and of those it calls dangerous
 * the defaults, which change an answer without a word. New values and new optional arguments are
 * how the API grows; callers are told to expect them.
 */
export function breaksBetween(released: GraphQLSchema, now: GraphQLSchema): readonly Break[] {
  const changes = [
    ...findBreakingChanges(released, now),
    ...findDangerousChanges(released, now).filter(
      ({ type }) => type === DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    ),
  ];
  return changes
    .filter(({ description }) => !description.startsWith("Standard scalar "))
    .map(({ type, description }) => ({ place: placeOf(description), description, type }))
    .filter(({ place, type }) => !(isRemoval(type) && wasDeprecated(released, place)))
    .map(({ place, description }) => ({ place, description }));
}

const removals: readonly string[] = [
  BreakingChangeType.FIELD_REMOVED,
  BreakingChangeType.ARG_REMOVED,
  BreakingChangeType.VALUE_REMOVED_FROM_ENUM,
];
const isRemoval = (type: string) => removals.includes(type);

/** Was it announced, in the release itself, that this goes and from which day on? */
function wasDeprecated(released: GraphQLSchema, place: string): boolean {
  const [, type = "", name = "", argument] = /^(\w+)\.(\w+)(?:\((\w+):\))?$/.exec(place) ?? [];
  const thing = partOf(released, type, name);
  const part = argument && thing && "args" in thing ? argumentOf(thing.args, argument) : thing;
  return /\b\d{4}-\d{2}-\d{2}\b/.test(part?.deprecationReason ?? "");
}

const argumentOf = <Argument extends { readonly name: string }>(
  all: readonly Argument[],
  wanted: string,
) => all.find(({ name }) => name === wanted);

function partOf(schema: GraphQLSchema, typeName: string, name: string) {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(name) ?? undefined;
  if (isObjectType(type) || isInterfaceType(type)) return type.getFields()[name];
  return isInputObjectType(type) ? type.getFields()[name] : undefined;
}

/** The names that the changelog gives, in backticks, under *Breaking* of what is not released yet. */
export function announcedIn(changelog: string): readonly string[] {
  const [, unreleased = ""] = /^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog) ?? [];
  const [, list = ""] = /^\*Breaking\*$([\s\S]*?)(?=^\*\w+\*$|(?![\s\S]))/m.exec(unreleased) ?? [];
  return [...list.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? []);
}

/** A query or mutation is named by itself; everything else by its type too. */
export const isAnnounced = ({ place }: Break, names: readonly string[]): boolean =>
  names.includes(place) || names.includes(place.replace(/^(?:Query|Mutation)\./, ""));

/** What does not fit between the releases that the changelog tells of and the schema that is kept. */
export function untrueOfReleases(changelog: string, kept: string | undefined): readonly string[] {
  const [, latest] = /^## (\d\S*)/m.exec(changelog) ?? [];
  const [, version] = /^# Corehours (\S+)\n/.exec(kept ?? "") ?? [];
  const saysNothing = changelog.includes("Nothing is published yet.");
  return [
    ...(latest === version ? [] : [`The changelog tells of ${latest}, and kept is ${version}.`]),
    ...(kept !== undefined && !version ? ["The kept schema does not say of which release."] : []),
    ...(saysNothing === (latest === undefined)
      ? []
      : ["The changelog has to say that nothing is published until something is, and only then."]),
  ];
}
