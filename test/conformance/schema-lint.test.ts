import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { root } from "../architecture/modules.ts";

const manifest = createRequire(import.meta.url).resolve("eslint/package.json");
const program = join(dirname(manifest), "bin/eslint.js");
const config = join(root, "eslint.config.mjs");

/** What the linter says of a schema, with our settings, as `line rule`. */
function lint(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "corehours-lint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "schema"));
  writeFileSync(join(folder, "schema", "help.graphql"), text);
  const words = [program, "--config", config, "--format", "json", "schema"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const [{ messages }] = JSON.parse(stdout);
  return messages.map(
    ({ line, ruleId }: { line: number; ruleId: string }) =>
      `${line} ${String(ruleId).replace("@graphql-eslint/", "")}`,
  );
}

const good = `"What can be asked."
type Query {
  "The helps."
  helps(first: Int, after: String, last: Int, before: String): HelpConnection
}
"A page."
type HelpConnection { edges: [HelpEdge!]! pageInfo: PageInfo! }
"A row."
type HelpEdge { cursor: String! node: Help! }
"Some help."
type Help { minutes: Int! kinds: [Kind!]! old: Int @deprecated(reason: "See minutes.") }
"A kind."
enum Kind { CARE }
"Where it stands."
type PageInfo {
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
  endCursor: String
}
`;

describe("the linter of the schema", () => {
  it("lets a good schema pass", () => {
    expect(lint(good)).toEqual([]);
  });

  it("bites where the schema is not what Relay, or anybody, expects", () => {
    const spoiled = [
      ['"The helps."\n', "\n"],
      ["last: Int, before: String", "last: Int"],
      ["pageInfo: PageInfo!", "page: PageInfo!"],
      ["{ cursor: String! node", "{ node"],
      ['(reason: "See minutes.")', ""],
      ["{ CARE }", "{ care }"],
      ["  startCursor: String\n", "\n"],
    ].reduce((text, [from = "", to = ""]) => text.replace(from, to), good);
    expect(lint(`${spoiled}# eslint-disable-next-line\ntype Lonely { minutes: Int! }\n`)).toEqual(
      expect.arrayContaining([
        "4 require-description",
        "4 relay-arguments",
        "7 relay-connection-types",
        "9 relay-edge-types",
        "11 require-deprecation-reason",
        "13 naming-convention",
        "15 relay-page-info",
        "22 no-unreachable-types",
      ]),
    );
  });
});
