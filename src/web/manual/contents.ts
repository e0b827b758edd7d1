import { escaped, type Page, phrase } from "./page.ts";

/** Where everything is. */
export function contentsPage(guides: readonly Page[], reference: readonly Page[]): Page {
  const of = (kind: string) => reference.filter(({ path }) => path.startsWith(`${kind}/`));
  return {
    path: "index",
    title: "The manual",
    about: "Guides, and a page for every query, mutation, refusal and type.",
    html: [
      "<p>The schema is the manual: every page of the reference is made from it.</p>",
      `<h2 id="guides">Guides</h2><ul>${guides.map(withSentence).join("")}</ul>`,
      `<h2 id="queries">Queries</h2><ul class="names">${of("query").map(link).join("")}</ul>`,
      `<h2 id="mutations">Mutations</h2><ul class="names">${of("mutation").map(link).join("")}</ul>`,
      `<h2 id="refusals">Refusals</h2><ul class="names">${of("refusal").map(link).join("")}</ul>`,
      `<h2 id="types">Types</h2><ul class="names">${of("type").map(link).join("")}</ul>`,
      '<p>All of it in one file: <a href="/schema.graphql">schema.graphql</a>.</p>',
    ].join("\n"),
  };
}

const anchor = ({ path, title }: Page) => `<a href="/manual/${path}.html">${escaped(title)}</a>`;
const link = (page: Page) => `<li>${anchor(page)}</li>`;
const withSentence = (page: Page) => `<li>${anchor(page)}: ${phrase(page.about)}</li>`;
