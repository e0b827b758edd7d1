import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildASTSchema, type GraphQLSchema, parse } from "graphql";
import { contentsPage } from "./contents.ts";
import { htmlOf, type Page, prose } from "./page.ts";
import { referencePages } from "./reference.ts";

const here = import.meta.dirname;
const schemaFolder = join(here, "../../../schema");

/** The schema as its files say it, each file with the names it defines. */
export function readSchema(): GraphQLSchema {
  const files = readdirSync(schemaFolder).map((name) =>
    readFileSync(join(schemaFolder, name), "utf8"),
  );
  return buildASTSchema(parse(files.join("\n")));
}

const guides = join(here, "guides");
const guideNames = () => readdirSync(guides).sort();

export const guideTexts = (): readonly string[] =>
  guideNames().map((name) => readFileSync(join(guides, name), "utf8"));

/** Guides are Markdown; the first line is the title, the next paragraph what it is about. */
export function guidePages(): readonly Page[] {
  return guideNames().map((name) => {
    const text = readFileSync(join(guides, name), "utf8");
    const [, title = "", about = "", rest = ""] = /^# (.*)\n\n(.*)\n([\s\S]*)$/.exec(text) ?? [];
    const path = `guide/${name.replace(/^\d+-/, "").replace(/\.md$/, "")}`;
    return { path, title, about, html: prose(`${about}\n${rest}`) };
  });
}

/** Writes the manual into a folder: pages, and what a search goes through. */
export function writeManual(folder: string): void {
  const schema = readSchema();
  const guided = guidePages();
  const reference = referencePages(schema);
  const pages = [contentsPage(guided, reference), ...guided, ...reference];
  for (const page of pages) {
    const file = join(folder, `${page.path}.html`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, htmlOf(page));
  }
  const index = pages.map(({ path, title, about }) => [path, title, about]);
  writeFileSync(join(folder, "search.json"), JSON.stringify(index));
}
