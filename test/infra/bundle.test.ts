import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type ColdWorld, openColdWorld, startCold } from "../../infra/bundling/cold-world.ts";
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

  it("answers the same with what was compiled of it before", async () => {
    await startCold(folder, world, { keep: true });
    expect(readdirSync(folder).filter((name) => name.endsWith(".cache"))).toHaveLength(1);
    await startCold(folder, world);
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
    expect(kilobytes(/node_modules/)).toBeLessThan(540);
    expect(kilobytes(/generated\/schema/)).toBeLessThan(150);
    expect(made.bytes / 1000).toBeLessThan(1400);
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

  it("leaves alone what is only a part of a shape, because it may be gone through", () => {
    const part = `${imported}const said = z.object(fields).partial().shape;\n\nconst b = 1;\n`;
    expect(lateShapes(part)).toBe(part);
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

  it("leaves alone what zod does not make, and files without zod", () => {
    const other = `${imported}const parts = { a: z.string() };\nconst zoo = 1;\n`;
    expect(lateShapes(other)).toBe(other);
    expect(lateShapes("const a = z.string();\n")).toBe("const a = z.string();\n");
  });
});
