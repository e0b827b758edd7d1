import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildClientSchema, buildSchema, parse, printSchema, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeClient } from "../../src/web/client.ts";
import { readSchema } from "../../src/web/manual/index.ts";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** A small program as somebody else would write it, with all that is easily got wrong. */
const program = `
import { Client, fetchExchange } from "@urql/core";
import { PlacesDocument, ProposeDocument, type ProposeMutation } from "@corehours/schema";
import type { ErrorCode, Exchange } from "@corehours/schema/types";

const url = "http://localhost:4000/graphql";
const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });

export const isFull = (code: ErrorCode): boolean => code === "CEILING_REACHED";
export const minutesOf = ({ minutes }: Exchange): number => minutes;

export async function propose(
  payerId: string,
  providerId: string,
): Promise<ProposeMutation["proposeExchange"]> {
  const variables = { payerId, providerId, proposeKey: crypto.randomUUID() };
  const { data } = await client.mutation(ProposeDocument, variables);
  return data?.proposeExchange ?? null;
}

export async function places(): Promise<readonly string[]> {
  const { data } = await client.query(PlacesDocument, {});
  return data?.areas?.nodes.map(({ name }) => name) ?? [];
}
`;

/** What the types have to find wrong in it, and by which words. */
const wrong = {
  'export const never: ErrorCode = "NEVER_HEARD_OF";': "not assignable to type 'ErrorCode'",
  'export const less = client.mutation(ProposeDocument, { payerId: "mem_1" });': "providerId",
};

function compiled(text: string) {
  writeFileSync(join(app, "use.ts"), text);
  const flags = ["--strict", "--noEmit", "--target", "es2024", "--module", "nodenext"];
  const run = spawnSync(join(modules, ".bin/tsc"), [...flags, "use.ts"], {
    cwd: app,
    encoding: "utf8",
  });
  return { said: run.stdout, code: run.status };
}

const folders: string[] = [];
let app: string;
let installed: string;
beforeAll(async () => {
  const made = mkdtempSync(join(tmpdir(), "corehours-client-"));
  app = mkdtempSync(join(tmpdir(), "corehours-app-"));
  folders.push(made, app);
  await writeClient(made, readSchema());
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", app], {
    cwd: made,
    encoding: "utf8",
  });
  installed = join(app, "node_modules/@corehours/schema");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["xzf", join(app, packed.trim()), "--strip-components=1", "-C", installed]);
  for (const name of ["graphql", "@urql/core", "@graphql-typed-document-node/core"]) {
    mkdirSync(dirname(join(app, "node_modules", name)), { recursive: true });
    symlinkSync(join(modules, name), join(app, "node_modules", name));
  }
}, 240_000);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("the package for client programs", { timeout: 120_000 }, () => {
  it("installs into a program that a strict compiler takes", () => {
    writeFileSync(join(app, "package.json"), '{ "type": "module" }');
    expect(compiled(program)).toEqual({ said: "", code: 0 });
  });

  it.each(Object.entries(wrong))("finds what is wrong: %s", (line, words) => {
    const { said, code } = compiled(`${program}${line}\n`);
    expect(said).toContain(words);
    expect(code).not.toBe(0);
  });

  it("holds the schema twice, and operations that fit it", async () => {
    const text = (name: string) => readFileSync(join(installed, name), "utf8");
    const schema = buildSchema(text("schema.graphql"));
    const other = buildClientSchema(JSON.parse(text("introspection.json")));
    expect(printSchema(other)).toBe(printSchema(schema));
    const operations = readdirSync(join(installed, "operations"));
    const documents = await import(join(installed, "index.js"));
    expect(Object.keys(documents)).toHaveLength(operations.length);
    for (const name of operations) {
      expect(validate(schema, parse(text(`operations/${name}`)))).toEqual([]);
      const document = documents[`${name.replace(".graphql", "")}Document`];
      expect(validate(schema, document)).toEqual([]);
    }
  });
});
