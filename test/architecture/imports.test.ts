import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { allModules, filesUnder, importsIn, root, textOf } from "./modules.ts";
import { breaches, circles, type Module, orphans, rooms, rules, speaksOf } from "./rules.ts";

const modules = allModules();

/** For each rule an import that breaks it: the file, then what it must not import. */
const wrongImports: Readonly<Record<string, readonly [string, string]>> = {
  "ledger looks back only": ["src/ledger/service.ts", "src/membership/index.ts"],
  "membership looks back only": ["src/membership/service.ts", "src/federation/index.ts"],
  "federation looks back only": ["src/federation/service.ts", "src/directory/index.ts"],
  "directory looks back only": ["src/directory/service/list.ts", "src/exchanges/index.ts"],
  "safeguarding looks back only": ["src/safeguarding/service.ts", "src/exchanges/index.ts"],
  "exchanges looks back only": ["src/exchanges/service.ts", "src/funding/index.ts"],
  "acting looks back only": ["src/acting/service/index.ts", "src/payruns/index.ts"],
  "circles looks back only": ["src/circles/service/seats.ts", "src/decisions/index.ts"],
  "decisions looks back only": ["src/decisions/service/closing.ts", "src/funding/index.ts"],
  "issues looks back only": ["src/issues/service/raising.ts", "src/funding/index.ts"],
  "hours looks back only": ["src/hours/service/core.ts", "src/funding/index.ts"],
  "funding looks back only": ["src/funding/service/pot.ts", "src/payruns/index.ts"],
  "payruns looks back only": ["src/payruns/service/rows.ts", "src/audit/index.ts"],
  "incidents looks back only": ["src/incidents/service/change.ts", "src/rights/index.ts"],
  "rights looks back only": ["src/rights/service/steps.ts", "src/insight/index.ts"],
  "insight looks back only": ["src/insight/service/reading.ts", "src/integration/index.ts"],
  "audit looks back only": ["src/audit/service/export.ts", "src/rights/index.ts"],
  "the kernel stands on nothing of ours": ["src/kernel/mutate.ts", "src/table/index.ts"],
  "the table knows only the kernel": ["src/table/attempt.ts", "src/ledger/index.ts"],
  "enter a room by its door": ["src/exchanges/service.ts", "src/ledger/repository.ts"],
  "the server enters a room by its door": ["src/graphql/rooms.ts", "src/ledger/resolvers.ts"],
  "whoever stands outside enters by the door": ["functions/graphql.ts", "src/graphql/server.ts"],
  "a test looks inside its own room only": ["test/ledger/api.test.ts", "src/exchanges/decide.ts"],
  "a room does not know its server": ["src/exchanges/service.ts", "src/graphql/index.ts"],
  "decisions are pure": ["src/exchanges/decide/agree.ts", "src/table/index.ts"],
  "what is decided on is pure, and knows the shape of a change of a circle": [
    "src/decisions/model/nouns.ts",
    "src/issues/index.ts",
  ],
  "a check is pure, and knows the ledger's own rules": [
    "src/audit/decide/file.ts",
    "src/table/index.ts",
  ],
  "words of a room's own are pure too": ["src/ledger/chain.ts", "src/ledger/service.ts"],
  "resolvers only translate": ["src/exchanges/resolvers.ts", "src/exchanges/repository.ts"],
  "repositories only keep and fetch": ["src/exchanges/repository.ts", "src/exchanges/service.ts"],
  "storage is spoken to in one place": ["src/ledger/service.ts", "@aws-sdk/client-dynamodb"],
  "GraphQL stays in the server and the resolvers": ["src/exchanges/service.ts", "graphql"],
  "the source does not know where it runs": ["src/ledger/service.ts", "infra/local/corehours.ts"],
  "entries do not know tests": ["infra/local/server.ts", "test/soak/main.ts"],
  "the one command line knows the soak, and no other test": [
    "infra/local/corehours.ts",
    "test/support/api.ts",
  ],
  "the cloud is described in one place": ["infra/local/corehours.ts", "aws-cdk-lib"],
  "nobody knows the pages": ["src/exchanges/service.ts", "src/web/stories/index.ts"],
  "pages know no room": ["src/web/playground/app.tsx", "src/exchanges/index.ts"],
};

describe("the files of this project", () => {
  it("are really looked at", () => {
    expect(modules.length).toBeGreaterThan(30);
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))("keep the rule: %s", (_name, rule) => {
    expect(modules.filter(({ file }) => speaksOf(rule, file))).not.toEqual([]);
    expect(breaches(rule, modules)).toEqual([]);
  });

  it("import each other without circles", () => {
    expect(circles(modules)).toEqual([]);
  });

  it("are all asked for by somebody", () => {
    expect(orphans(modules)).toEqual([]);
  });

  // The reading of imports is our own, so a second reader that knows the whole language checks it.
  it("hide no import from the one who reads them", async () => {
    // One bundle of all, because as many bundles as files would each be made of nearly all files.
    const contents = modules.map(({ file }) => `import "./${file}";`).join("\n");
    const { metafile } = await build({
      stdin: { contents, resolveDir: root },
      absWorkingDir: root,
      bundle: true,
      packages: "external",
      platform: "node",
      format: "esm",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const seen = new Map(modules.map(({ file, imports }) => [file, new Set(imports)]));
    const missed = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports
        .map(({ path }) => path)
        // Written by the compiler into every file with markup.
        .filter((path) => path !== "react/jsx-runtime")
        // All that fit a pattern: which they are is known when it runs.
        .filter((path) => !path.includes("*"))
        .filter((path) => seen.get(file)?.has(path) === false)
        .map((path) => `${file} -> ${path}`),
    );
    expect(missed).toEqual([]);
  });
});

describe("each rule about imports", () => {
  it("has an example that breaks it", () => {
    expect(Object.keys(wrongImports).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))("bites: %s", (name, rule) => {
    const [file, wrong] = wrongImports[name] ?? ["", ""];
    const modulesWithOneWrong = [{ file, imports: ["src/kernel/index.ts", wrong] }];
    expect(breaches(rule, modulesWithOneWrong)).toEqual([`${file} -> ${wrong}`]);
  });

  it("finds a circle however long", () => {
    const chain: readonly Module[] = [
      { file: "a.ts", imports: ["b.ts", "zod"] },
      { file: "b.ts", imports: ["c.ts"] },
      { file: "c.ts", imports: ["a.ts"] },
    ];
    expect(circles(chain)).toEqual(["a.ts -> b.ts -> c.ts -> a.ts"]);
    expect(circles(chain.slice(0, 2))).toEqual([]);
  });

  it("finds a file that nobody imports", () => {
    const alone = { file: "src/exchanges/forgotten.ts", imports: [] };
    const entry = { file: "functions/graphql.ts", imports: ["src/graphql/index.ts"] };
    expect(orphans([alone, entry])).toEqual([alone.file]);
  });

  it.each([
    ['import { a, type B } from "./a.ts";', "./a.ts"],
    ['import type * as z from "zod";', "zod"],
    ['import {\n  a,\n  b,\n} from "./many.ts";', "./many.ts"],
    ['import "./for-effect.ts";', "./for-effect.ts"],
    ['export * from "./door.ts";', "./door.ts"],
    ['export type { A } from "./a.ts";', "./a.ts"],
    ['  const late = await import("./late.ts");', "./late.ts"],
    ['type A = import("./type.ts").A;', "./type.ts"],
  ])("reads the import in: %s", (text, name) => {
    expect(importsIn(text)).toEqual([name]);
  });
});

/** A noun or a verb that outgrew its file is a folder of the same name. */
const always = ["README.md", "index.ts", "model.ts", "decide.ts", "service.ts"];
const mostLines = { code: 250, test: 300, readme: 50 };

const linesOf = (file: string) => textOf(file).split("\n").length - 1;

describe("a room", () => {
  it.each(rooms)("has the files of every room: %s", (room) => {
    const files = filesUnder([`src/${room}`], /\.(?:ts|md)$/);
    const names = files.map((file) => file.slice(`src/${room}/`.length));
    const isThere = (name: string) =>
      names.some((found) => found === name || found.startsWith(name.replace(".ts", "/")));
    expect(always.filter((name) => !isThere(name))).toEqual([]);
    expect(linesOf(`src/${room}/README.md`)).toBeLessThanOrEqual(mostLines.readme);
  });

  it.each(rooms)("has a schema and tests of the same name: %s", (room) => {
    expect(filesUnder(["schema"], /\.graphql$/)).toContain(`schema/${room}.graphql`);
    expect(filesUnder([`test/${room}`], /\.test\.ts$/)).not.toEqual([]);
  });
});

describe("a file", () => {
  it("is short enough to be read in one go", () => {
    const most = (file: string) => (file.startsWith("test/") ? mostLines.test : mostLines.code);
    const long = modules.map(({ file }) => file).filter((file) => linesOf(file) > most(file));
    expect(long).toEqual([]);
  });

  it("has a name in kebab-case that says what is in it", () => {
    const vague = /(?:^|[/-])(?:utils?|helpers?|common|manager|misc)(?:[-./]|$)/;
    const kebab = /^[a-z0-9/-]+(?:\.(?:test|config))?\.tsx?$/;
    const wrong = ({ file }: Module) => vague.test(file) || !kebab.test(file);
    expect(modules.filter(wrong).map(({ file }) => file)).toEqual([]);
  });
});
