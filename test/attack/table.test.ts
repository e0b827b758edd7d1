import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/* The page that people outside read, and the tests behind it, tell the same. */

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const page = read("src/graphql/ATTACKS.md");

/** The last cell of every row: a file and the words of a test in it. */
const rows = [...page.matchAll(/^\|(.+)\|(.+)\|\s*(\S+) › (.+?)\s*\|$/gm)].map(
  ([, tried = "", met = "", file = "", test = ""]) => ({ tried, met, file, test }),
);

const pathOf = (file: string) =>
  file.includes("/") ? `test/${file}.test.ts` : `test/attack/${file}.test.ts`;

/** The words of the tests in a file. */
const testsIn = (path: string) =>
  [...read(path).matchAll(/\bit\(\s*"((?:[^"\\]|\\.)+)"/g)].map(([, words = ""]) => words);

describe("the page of attacks", () => {
  it("has a row for every line of its tables", () => {
    const lines = page.split("\n").filter((line) => /^\|(?!---| What)/.test(line));
    expect(rows).toHaveLength(lines.length);
    expect(rows.length).toBeGreaterThan(70);
  });

  it.each(rows)("names a test there is: $file › $test", ({ file, test, tried, met }) => {
    expect(testsIn(pathOf(file))).toContain(test);
    expect(tried.trim()).not.toBe("");
    expect(met.trim()).not.toBe("");
  });

  it("names every test of an attack once", () => {
    const files = readdirSync(new URL("test/attack/", root))
      .filter((file) => file.endsWith(".test.ts") && file !== "table.test.ts")
      .map((file) => file.replace(".test.ts", ""));
    const tests = files.flatMap((file) => testsIn(pathOf(file)).map((test) => `${file} › ${test}`));
    const named = rows.map(({ file, test }) => `${file} › ${test}`);
    expect(tests.length).toBeGreaterThan(50);
    expect(tests.filter((test) => !named.includes(test))).toEqual([]);
    expect(named.filter((test, place) => named.indexOf(test) !== place)).toEqual([]);
  });
});

describe("the page of threats", () => {
  it("names only files there are", () => {
    const named = [...read("src/graphql/THREATS.md").matchAll(/`((?:src|test|infra)\/[\w./-]+)`/g)];
    const paths = named.map(([, path = ""]) => path);
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});
