import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, type GraphQLNamedType, isObjectType, printSchema } from "graphql";
import { describe, expect, it, onTestFinished } from "vitest";
import { filesUnder, textOf } from "../architecture/modules.ts";
import { everyRelayModule, type RelayModule } from "./relay-documents.ts";
import { screens } from "./relay-screens.ts";

const schema = buildSchema(
  filesUnder(["schema"], /\.graphql$/)
    .map(textOf)
    .join("\n"),
);
const require = createRequire(import.meta.url);
/** Where the package keeps Relay's compiler for this machine. */
const compiler = String(require("relay-compiler"));
const offered = everyRelayModule(schema);

type Compiled = {
  readonly status: number | null;
  readonly said: string;
  /** The operations and fragments it made something of. */
  readonly made: readonly string[];
};

/** Runs Relay's own compiler over these modules in a folder of their own, gone afterwards. */
function compile(modules: readonly RelayModule[], offer = printSchema(schema)): Compiled {
  const folder = mkdtempSync(join(tmpdir(), "corehours-relay-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ["app", "made"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "schema.graphql"), offer);
  for (const { name, document } of modules) {
    writeFileSync(join(folder, "app", `${name}.ts`), `graphql\`${document}\`;\n`);
  }
  const config = {
    ...{ src: "./app", schema: "./schema.graphql", artifactDirectory: "./made" },
    ...{ language: "typescript", eagerEsModules: true, noFutureProofEnums: true },
  };
  const file = join(folder, "relay.config.json");
  writeFileSync(file, JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(compiler, [file], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, FORCE_DISABLE_WATCHMAN: "1", NO_COLOR: "1" },
  });
  const made = readdirSync(join(folder, "made")).map((name) => name.replace(/\.graphql\.ts$/, ""));
  return { status, said: `${stdout}${stderr}`, made };
}

/** The documents of each module and, for what can be fetched again, the query that does so. */
const documentsOf = (modules: readonly RelayModule[]): readonly string[] =>
  modules
    .flatMap(({ document }) => [
      ...document.matchAll(/(?:\b(?:query|mutation|fragment) |queryName: ")(\w+)/g),
    ])
    .flatMap(([, name]) => name ?? [])
    .sort();

const hasIdAndNoLookUp = (type: GraphQLNamedType) =>
  isObjectType(type) &&
  "id" in type.getFields() &&
  !type.getInterfaces().some(({ name }) => name === "Node");

describe("a front end built with Relay", () => {
  it("can page through every list, fetch every thing again and make every change", () => {
    const { lists, things, mutations } = offered;
    expect(lists.length).toBeGreaterThanOrEqual(31);
    expect(things.length).toBeGreaterThanOrEqual(27);
    expect(mutations.length).toBeGreaterThanOrEqual(94);
    const all = [...lists, ...things, ...mutations];
    const { status, said, made } = compile(all);
    expect({ status, said }).toEqual({ status: 0, said: expect.not.stringMatching(/warn|error/i) });
    expect([...made].sort()).toEqual(documentsOf(all));
  });

  it("can be written screen by screen, each part asking for what it shows", () => {
    const { status, said, made } = compile(screens);
    expect({ status, said }).toEqual({ status: 0, said: expect.not.stringMatching(/warn|error/i) });
    expect([...made].sort()).toEqual(documentsOf(screens));
  });

  /**
   * Relay files what it hears under its id alone, so only a thing itself may have one. That no id
   * belongs to two types is seen on all that anybody reads, in test/access.
   */
  it("meets an id only on what is a thing of its own", () => {
    const others = Object.values(schema.getTypeMap()).filter(hasIdAndNoLookUp);
    // A skill and a seat have ids of their own and no pages: they are read with what holds them.
    expect(others.map(({ name }) => name)).toEqual(["Seat", "Skill"]);
  });
});

describe("the compiler", () => {
  it.each([
    ["a list without pages", "pageInfo: PageInfo!", "page: PageInfo!"],
    ["a list without rows under the usual name", "edges: [EntryEdge!]!", "lines: [EntryEdge!]!"],
    ["a service without node", "node(", "thing("],
    ["a mutation that lost its input", "confirmExchange(", "confirmHelp("],
  ])("does not take %s", (_case, usual, spoiled) => {
    const text = printSchema(schema).replaceAll(usual, spoiled);
    expect(text).not.toBe(printSchema(schema));
    expect(compile(screens, text)).toMatchObject({ status: 1, made: [] });
  });
});
