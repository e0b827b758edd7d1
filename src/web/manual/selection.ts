import {
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** What later requests need. */
const later = new Set(["id", "version"]);

/** Short pages keep an example's answer readable. */
const mostFields = 8;

/** The plain fields of an answer, and of what stands in it. */
export function selectionOf(type: GraphQLOutputType, depth = 2): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isLeafType(named) ? "" : " { id }";
  const fields = Object.values(named.getFields()).filter(
    ({ args, name }) => !args.some(isRequiredArgument) && name !== "edges",
  );
  const plain = [
    ...fields.filter(({ name }) => later.has(name)),
    ...fields.filter((one) => isLeafType(getNamedType(one.type)) && !later.has(one.name)),
  ].slice(0, mostFields);
  const wanted = ["nodes", "userErrors", "pageInfo"];
  const inner = fields.filter(
    (one) =>
      !isLeafType(getNamedType(one.type)) &&
      depth > 0 &&
      (depth === 2 || wanted.includes(one.name)) &&
      isObjectType(getNamedType(one.type)),
  );
  const lines = [
    ...plain.map(({ name }) => name),
    ...inner
      .slice(0, plain.length > 3 ? 2 : 4)
      .map((one) => `${one.name}${selectionOf(one.type, depth - 1)}`),
  ];
  const all = lines.length === 0 ? ["__typename"] : lines;
  return ` { ${all.join(" ")} }`;
}
