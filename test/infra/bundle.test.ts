import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import {
  type ColdWorld,
  lambdaFlags,
  openColdWorld,
  startCold,
} from "../../infra/bundling/cold-world.ts";
import { type Bundle, bundle } from "../../infra/bundling/index.ts";
import { lateShapes, whenNeeded } from "../../infra/bundling/shapes-when-needed.ts";

/* What is deployed, made as it is deployed, started in a process of its own and asked. */

let folder: string;
let world: ColdWorld;
let made: Bundle;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "corehours-bundle-"));
  made = await bundle("graphql", folder);
  world = await openColdWorld();
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

const kilobytes = (part: RegExp) =>
  Object.entries(made.inputs)
    .filter(([file]) => part.test(file))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0) / 1000;

describe("the bundle of the graphql function", () => {
  it("answers a member with data, from what Lambda gives it alone", async () => {
    await startCold(folder, world);
  });

  it("answers the same with what was compiled of it before, whatever Lambda's flags are", async () => {
    const notTaken = "V8 does not take";
    const kept = () => readdirSync(folder).filter((name) => name.endsWith(".cache"));
    for (const [made, flags, isTaken] of [
      [[], lambdaFlags, true],
      [lambdaFlags, [], true],
      [[], ["--stack-size=900"], false],
    ] as const) {
      for (const file of kept()) rmSync(join(folder, file));
      await startCold(folder, world, { keep: true, flags: made });
      expect(kept()).toHaveLength(1);
      expect((await startCold(folder, world, { flags })).includes(notTaken)).toBe(!isTaken);
    }
  });

  it("tells the words of the schema, which are a file of their own", async () => {
    const first = JSON.parse(world.environment["FIRST_EVENT"] ?? "");
    const asking = (query: string) => ({
      ...world,
      environment: {
        ...world.environment,
        FIRST_EVENT: JSON.stringify({ ...first, body: JSON.stringify({ query }) }),
      },
    });
    await startCold(folder, asking('{ __type(name: "Account") { description } }'));
    rmSync(join(folder, "descriptions.cjs"));
    await expect(
      startCold(folder, asking('{ __type(name: "Account") { description } }')),
    ).rejects.toThrow("errors");
    await startCold(folder, asking("{ me { memberships { id } } }"));
  });

  /*
   * Not one number, because rooms are added: what packages bring, what the schema takes, and
   * everything. Raise one of them knowingly, or find out what came in.
   */
  it("holds no more than was let in", () => {
    expect(kilobytes(/node_modules/)).toBeLessThan(475);
    expect(kilobytes(/generated\/schema/)).toBeLessThan(150);
    expect(made.bytes / 1000).toBeLessThan(1230);
  });

  it("makes no shape before somebody asks for one", async () => {
    const made =
      "globalThis.__zod_globalConfig = { postProcessor() { throw new Error('made'); } };";
    const start = `${made} import(process.env.BUNDLE).then(() => process.exit());`;
    const BUNDLE = pathToFileURL(join(folder, "index.mjs")).href;
    const env = { ...world.environment, BUNDLE };
    await promisify(execFile)(process.execPath, ["-e", start], { env });
  });

  it("is ASCII, so that it can be read without being looked at", () => {
    const text = readFileSync(join(folder, "main.cjs"), "latin1");
    expect(/[\u0080-\u00ff]/.test(text)).toBe(false);
  });
});

describe("shapes made when needed", () => {
  const imported = 'import * as z from "zod";\n';

  it("takes a constant whole, however many lines it has", () => {
    const many =
      "export const A = z\n  .object({ b: z.string() })\n  .refine((a) => {\n    return a.b;\n  });\n";
    expect(lateShapes(`${imported}${many}\n/** Next. */\nconst b = 1;\n`)).toContain(
      `export const A = whenNeeded(() => ${many.slice(17, -2)});\n\n/** Next. */`,
    );
  });

  it("takes one that comes of another, or of a maker of ours", () => {
    for (const made of ["line(60)", "once(line(60), 5)", "name.optional()", "day.refine(isMonday)"])
      expect(lateShapes(`${imported}const a = ${made};\n`)).toContain(
        `const a = whenNeeded(() => ${made});\n`,
      );
  });

  it("takes parts of shapes as what they are, a list", () => {
    const lists = [
      "{ a: z.string() }",
      "{ ...a, b }",
      "{\n  a: line(\n    60,\n  ),\n}",
      "{\n  ...a,\n} as const",
    ];
    for (const list of lists)
      expect(lateShapes(`${imported}const parts = ${list};\nconst b = 1;\n`)).toContain(
        `const parts = partsWhenNeeded(() => (${list}));\nconst b = 1;\n`,
      );
    const shape = "z.object(fields).partial().shape";
    expect(lateShapes(`${imported}const said = ${shape};\n`)).toContain(
      `const said = partsWhenNeeded(() => ${shape});\n`,
    );
  });

  it("says so when one is gone through or changed, instead of seeming empty", async () => {
    const file = `data:text/javascript,${encodeURIComponent(whenNeeded)}`;
    const { whenNeeded: late } = await import(file);
    const shape = late(() => z.object({ a: z.string() }));
    expect(shape.parse({ a: "b" })).toEqual({ a: "b" });
    expect(() => Object.keys(shape)).toThrow("only asked");
    expect(() => ({ ...shape })).toThrow("only asked");
    expect(() => Object.assign(shape, { b: 1 })).toThrow("only asked");
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("fills a list before anything is done with it", async () => {
    const file = `data:text/javascript,${encodeURIComponent(whenNeeded)}`;
    const { partsWhenNeeded: late } = await import(file);
    const list = () => late(() => ({ a: 1, b: 2 }));
    expect({ ...list() }).toEqual({ a: 1, b: 2 });
    expect(Object.keys(list())).toEqual(["a", "b"]);
    expect("a" in list() && Object.hasOwn(list(), "b")).toBe(true);
    expect(list().a).toBe(1);
    expect(JSON.stringify(list())).toBe('{"a":1,"b":2}');
  });

  it("leaves alone what zod does not make, and files without zod", () => {
    const other = `${imported}const plain = { a: 1 };\nconst zoo = 1;\nconst made = of(1);\n`;
    expect(lateShapes(other)).toBe(other);
    expect(lateShapes("const a = z.string();\n")).toBe("const a = z.string();\n");
  });
});
