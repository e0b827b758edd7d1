import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { root, textOf } from "../architecture/modules.ts";
import { type Lock, type Manifest, supplyRules } from "./supply.ts";

const manifest: Manifest = JSON.parse(textOf("package.json"));
const lock: Lock = JSON.parse(textOf("package-lock.json"));

describe("what we take from others", () => {
  it("is really looked at", () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(500);
  });

  it.each(Object.entries(supplyRules))("keeps the rule: %s", (_name, rule) => {
    expect(rule(lock, manifest)).toEqual([]);
  });

  it("lets one package alone run something when it is installed", () => {
    const allowed = Object.entries(manifest.allowScripts ?? {}).filter(([, may]) => may);
    expect(allowed).toEqual([["esbuild", true]]);
  });
});

const good = {
  version: "1.0.0",
  integrity: `sha512-${"A".repeat(86)}==`,
  license: "(MIT OR GPL-3.0-or-later)",
};
const lockOf = (one: object): Lock => ({
  lockfileVersion: 3,
  packages: { "": {}, "node_modules/@bea/cake": { ...good, ...one } },
});

describe("each rule about what we take", () => {
  it.each(Object.entries(supplyRules))("lets a good package pass: %s", (_name, rule) => {
    expect(rule(lockOf({}), { dependencies: { "@bea/cake": "1.0.0" } })).toEqual([]);
    expect(rule(lockOf({ dependencies: { tea: "npm:@bea/tea@^2.0.0 || 3" } }), {})).toEqual([]);
  });

  const locked = "every package is locked to a version and to what is in it";
  const registry = "every package comes from the registry, whichever one the machine uses";
  const shipped = "what is shipped has a licence without strings";
  it.each<[keyof typeof supplyRules, object]>([
    [locked, { version: "^1.0.0" }],
    [locked, { integrity: undefined }],
    [locked, { integrity: "sha1-abc" }],
    [registry, { resolved: "git+ssh://git@example.org/bea/cake.git#main" }],
    [registry, { resolved: "https://example.org/cake.tgz" }],
    [registry, { link: true }],
    [registry, { dependencies: { tea: "github:bea/tea" } }],
    [registry, { dependencies: { tea: "bea/tea" } }],
    [registry, { optionalDependencies: { tea: "file:../tea" } }],
    ["nothing runs at its installation that nobody decided on", { hasInstallScript: true }],
    [shipped, { license: "GPL-3.0-or-later" }],
    [shipped, { license: "(MIT AND SSPL-1.0)" }],
    [shipped, { license: undefined }],
    ["what we build with says its licence", { license: undefined, dev: true }],
  ])("bites: %s %j", (name, one) => {
    expect(supplyRules[name]?.(lockOf(one), {})).toEqual(["@bea/cake"]);
  });

  it("bites: a range that we ask for, and a decision about a script that is not there", () => {
    const ranged = { devDependencies: { tea: "^1.0.0" }, allowScripts: { tea: true } };
    expect(supplyRules["we ask for exact versions"]?.(lockOf({}), ranged)).toEqual(["tea"]);
    const decided = supplyRules["nothing runs at its installation that nobody decided on"];
    expect(decided?.(lockOf({}), ranged)).toEqual(["tea"]);
  });
});

describe("the look for known weaknesses", () => {
  /** Runs it where `npm` says this. */
  function looking(answer: string) {
    const folder = mkdtempSync(join(tmpdir(), "corehours-audit-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, "answer"), answer);
    writeFileSync(join(folder, "npm"), `#!/bin/sh\ncat "${join(folder, "answer")}"\nexit 1\n`);
    chmodSync(join(folder, "npm"), 0o755);
    const path = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
    const words = [join(root, ".ci/audit.mjs")];
    return spawnSync(process.execPath, words, {
      encoding: "utf8",
      env: { ...process.env, PATH: path },
    });
  }
  const counts = (high: number, critical: number) => ({
    metadata: { vulnerabilities: { low: 3, high, critical } },
  });

  it("goes on when there is none that is severe", () => {
    expect(looking(JSON.stringify(counts(0, 0)))).toMatchObject({
      ...{ status: 0, stdout: expect.stringMatching(/^Nothing that is shipped/) },
    });
  });

  it.each([
    [1, 0],
    [0, 1],
  ])("fails and names it when there is one: %i high, %i critical", (high, critical) => {
    const severity = high ? "high" : "critical";
    const vulnerabilities = { cake: { name: "cake", severity, range: "<2" } };
    expect(looking(JSON.stringify({ ...counts(high, critical), vulnerabilities }))).toMatchObject({
      ...{ status: 1, stderr: expect.stringContaining(`${severity}: cake <2`) },
    });
  });

  it.each([
    [
      "the registry takes no such question",
      '{"message":"405 Method Not Allowed","statusCode":405}',
    ],
    ["there is no network", ""],
    ["something else answers", "<html></html>"],
  ])("goes on when %s, and says that nothing is known", (_case, answer) => {
    expect(looking(answer)).toMatchObject({
      ...{ status: 0, stdout: expect.stringMatching(/^THE REGISTRY COULD NOT BE ASKED/) },
    });
  });
});
