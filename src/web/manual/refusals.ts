import { type GraphQLSchema, isEnumType } from "graphql";
import { escaped, firstSentence, type Page, phrase, prose } from "./page.ts";

/** Every code and what it says. */
export type Codes = ReadonlyMap<string, string>;

export function codesOf(schema: GraphQLSchema): Codes {
  const type = schema.getType("ErrorCode");
  const values = isEnumType(type) ? type.getValues() : [];
  return new Map(values.map(({ name, description }) => [name, description ?? ""]));
}

/** The codes that a mutation's description names. */
export const codesIn = (codes: Codes, description: string) =>
  [...codes].filter(([code]) => new RegExp(`\\b${code}\\b`).test(description));

/** A page for each refusal: what stands in the way, and which mutations can answer it. */
export function refusalPages(schema: GraphQLSchema): readonly Page[] {
  const codes = codesOf(schema);
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map(
    ({ name, description }) => ({
      name,
      codes: codesIn(codes, description ?? "").map(([code]) => code),
    }),
  );
  return [...codes].map(([code, says]) => {
    const where = mutations.filter((one) => one.codes.includes(code)).map(({ name }) => name);
    return {
      path: `refusal/${code}`,
      title: code,
      about: firstSentence(says),
      html: [
        '<p class="kind">A refusal: nothing was changed</p>',
        prose(says),
        "<h2>Where it can occur</h2>",
        `<ul class="names">${where.map(linked).join("")}</ul>`,
        '<p>What to do with it: <a href="/manual/guide/user-errors.html">Handle refusals</a>.</p>',
      ].join("\n"),
    };
  });
}

const linked = (name: string) =>
  `<li><a href="/manual/mutation/${name}.html">${escaped(name)}</a></li>`;

/** The refusals of a mutation, each with a link to its page. */
export const refusalTable = (codes: readonly (readonly [string, string])[]): string => `<table>
<thead><tr><th scope="col">Code</th><th scope="col">What stands in the way</th></tr></thead>
<tbody>${codes
  .map(
    ([code, says]) =>
      `<tr id="${code}"><th scope="row"><a href="/manual/refusal/${code}.html"><code>${code}</code></a></th><td>${phrase(says)}</td></tr>`,
  )
  .join("\n")}</tbody></table>`;
