import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { describe, expect, it, onTestFinished } from "vitest";
import { filesUnder, root, textOf } from "../architecture/modules.ts";
import { announcedIn, breaksBetween, isAnnounced, untrueOfReleases } from "./schema-changes.ts";

/** The schema of the last release. There is none before the first one. */
const keptFile = join(root, "test/conformance/released.graphql");
const kept = existsSync(keptFile) ? readFileSync(keptFile, "utf8") : undefined;
const changelog = textOf("CHANGELOG.md");
const today = buildSchema(
  filesUnder(["schema"], /\.graphql$/)
    .map(textOf)
    .join("\n"),
);

describe("the schema beside that of the last release", () => {
  it("breaks nothing that the changelog does not announce", () => {
    const released = kept === undefined ? today : buildSchema(kept);
    const names = announcedIn(changelog);
    const unannounced = breaksBetween(released, today).filter((one) => !isAnnounced(one, names));
    const wayOn =
      "Programs of the last release would break. Bring back what they use, or name each place under " +
      "*Breaking* of what is not released in CHANGELOG.md; infra/upgrades/README.md says how things go";
    expect(unannounced, wayOn).toEqual([]);
  });

  it("has a last release exactly when the changelog tells of one", () => {
    expect(untrueOfReleases(changelog, kept)).toEqual([]);
  });
});

const before = `
  type Query { helps(first: Int = 20, kind: Kind): [Help] newest: Help }
  type Mutation { giveHelp(input: GiveHelpInput!): Help }
  type Help {
    minutes: Int!
    note: String @deprecated(reason: "See words. Goes after 2027-01-31.")
    old: Int @deprecated(reason: "Not used.")
  }
  input GiveHelpInput { minutes: Int! note: String }
  enum Kind { CARE GARDEN }
`;
const changed = (...replacements: readonly (readonly [string, string])[]) =>
  breaksBetween(
    buildSchema(before),
    buildSchema(replacements.reduce((text, [from, to]) => text.replace(from, to), before)),
  ).map(({ place }) => place);

describe("a change that breaks programs", () => {
  it.each([
    ["a field that is gone", "minutes: Int!\n", "\n", "Help.minutes"],
    ["a mutation that is gone", "giveHelp(", "offerHelp(", "Mutation.giveHelp"],
    ["a field that may be null now", "minutes: Int!\n", "minutes: Int\n", "Help.minutes"],
    ["an argument that is gone", ", kind: Kind", "", "Query.helps(kind:)"],
    ["an argument that must be given now", "newest:", "newest(of: Int!):", "Query.newest(of:)"],
    ["a default that is another", "= 20", "= 10", "Query.helps(first:)"],
    ["an input that asks for more", "note: String }", "note: String! }", "GiveHelpInput.note"],
    ["an input field that is new", "note: String }", "note: String n: Int! }", "GiveHelpInput.n"],
    ["a value that is gone", "CARE GARDEN", "CARE", "Kind.GARDEN"],
    ["a field that went without a date", "old: Int ", "older: Int ", "Help.old"],
  ])("is seen: %s", (_case, from, to, place) => {
    expect(changed([from, to])).toEqual([place]);
  });

  it.each([
    ["a new field", "minutes: Int!\n", "minutes: Int! hours: Int\n"],
    ["a new argument that may be left out", "kind: Kind", "kind: Kind, of: ID"],
    ["a new value", "CARE GARDEN", "CARE GARDEN LEARNING"],
    ["a field that went as announced", "note: String @", "words: String @"],
  ])("is not: %s", (_case, from, to) => {
    expect(changed([from, to])).toEqual([]);
  });
});

describe("the changelog", () => {
  const log = `# Changelog

For people who call the API.

## Unreleased

*Breaking*

- \`giveHelp\` is now \`offerHelp\`; \`Kind.GARDEN\` is gone.

*Added*

- \`Help.hours\`.

## 0.1.0

*Breaking*

- \`Help.note\`.
`;

  it("announces what stands under Breaking of what is not released, and nothing else", () => {
    expect(announcedIn(log)).toEqual(["giveHelp", "offerHelp", "Kind.GARDEN"]);
    const names = announcedIn(log);
    const description = "It is gone.";
    expect(isAnnounced({ place: "Mutation.giveHelp", description }, names)).toBe(true);
    expect(isAnnounced({ place: "Help.giveHelp", description }, names)).toBe(false);
    expect(isAnnounced({ place: "Help.note", description }, names)).toBe(false);
  });

  const unpublished = "Nothing is published yet.\n\n## Unreleased\n";
  const first = "# Corehours 0.1.0\n";
  it.each([
    ["nothing is released", unpublished, undefined, true],
    ["a release and its schema", log, first, true],
    ["a release without its schema", log, undefined, false],
    ["a schema of an older release", log, "# Corehours 0.0.9\n", false],
    ["a schema of a release nobody is told of", unpublished, first, false],
    ["a release, and still nothing published", `${unpublished}${log}`, first, false],
    ["a schema of no release", log, "type Query", false],
    ["nothing released, and nobody told", "## Unreleased\n", undefined, false],
  ])("and the kept schema are compared: %s", (_case, said, text, isTrue) => {
    expect(untrueOfReleases(said, text).length === 0).toBe(isTrue);
  });
});

describe("keeping the schema of a release", () => {
  function project(heading: string) {
    const folder = mkdtempSync(join(tmpdir(), "corehours-release-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "schema"));
    writeFileSync(join(folder, "schema", "help.graphql"), before);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "0.1.0" }));
    writeFileSync(join(folder, "CHANGELOG.md"), `# Changelog\n\n## Unreleased\n\n${heading}\n`);
    const script = join(root, ".ci/keep-schema.mjs");
    const run = () => spawnSync(process.execPath, [script], { cwd: folder, encoding: "utf8" });
    return { run, file: join(folder, "test/conformance/released.graphql") };
  }

  it("writes down what is offered, under the version, and only once", () => {
    const { run, file } = project("## 0.1.0");
    expect(run()).toMatchObject({ status: 0 });
    const text = readFileSync(file, "utf8");
    expect(untrueOfReleases("## 0.1.0\n", text)).toEqual([]);
    expect(breaksBetween(buildSchema(before), buildSchema(text))).toEqual([]);
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("kept already") });
  });

  it("writes nothing when the changelog has no such release", () => {
    const { run, file } = project("## 0.0.9");
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("## 0.0.9") });
    expect(existsSync(file)).toBe(false);
  });
});
