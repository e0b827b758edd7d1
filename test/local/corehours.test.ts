import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command } from "./command.ts";
import { freePort, newFolder, runningWith } from "./local-run.ts";

const all = ["start", "seed", "import", "export", "verify", "recount", "upgrade", "cost", "soak"];

describe("npx corehours", { timeout: 60_000 }, () => {
  it("tells of all its commands, each of which tells more", async () => {
    const { code, said } = await command("--help", []).ended;
    expect(code).toBe(0);
    const named = said.match(/^ {2}([a-z]+) {2}/gm) ?? [];
    expect(named.map((name) => name.trim())).toEqual(all);
    for (const name of all) {
      const help = await command(name, ["--help"]).ended;
      expect({ name, ...help }).toMatchObject({ code: 0, said: expect.stringMatching(/^Usage: /) });
    }
  });

  it("ends with 2 when its words cannot be read, and says so in JSON too", async () => {
    expect(await command("", []).ended).toMatchObject({ code: 2 });
    expect((await command("constructor", []).ended).said).toContain("There is no command");
    for (const name of all) {
      const { code, said, answer } = await command(name, ["--mistaken", "--json"]).ended;
      expect({ name, code, said }).toMatchObject({ code: 2 });
      expect(JSON.parse(answer)).toMatchObject({ isWell: false });
    }
  });

  it("seeds a folder that a start then goes on with", async () => {
    const folder = newFolder();
    const flags = ["--data", folder, "--empty", "--hubs", "1", "--members", "2"];
    const more = ["--exchanges", "1", "--seed", "4"];
    const { code, answer } = await command("seed", [...flags, ...more, "--json"]).ended;
    expect({ code, ...JSON.parse(answer) }).toEqual({
      ...{ code: 0, isWell: true, data: folder, stories: ["made-up-4-1-2-1"] },
    });
    const run = await runningWith("--data", folder, "--empty");
    expect(run.said()).not.toContain("A made-up community");
    expect(await run.ask("{ areas { nodes { name } } }")).toMatchObject({
      data: { areas: { nodes: [{ name: "A made-up nation" }] } },
    });
  });
});

describe("a command that cannot do its work", { timeout: 60_000 }, () => {
  it("says in a sentence what stands in the way, and that it is no mistake of ours", async () => {
    const folder = newFolder();
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const toBooks = ["--hub", "hub_1", "--as", "priya", "--url", nobody, "--out"];
    const cases: readonly (readonly [number, string, readonly string[], string, object?])[] = [
      [2, "export", [...toBooks, join(folder, "none", "books")], "cannot be written"],
      [2, "export", [...toBooks, folder, "--fresh"], "cannot be written"],
      [1, "export", [...toBooks, join(folder, "books")], "does not answer"],
      [2, "verify", [folder], "no file"],
      [2, "import", ["--hub", "hub_1", "--as", "priya", "--members", folder], "no file"],
      [1, "seed", ["--data", file, "--empty"], "cannot be made"],
      [1, "seed", ["--data", "/proc", "--empty"], "Nothing can be written"],
      [1, "recount", [], "cannot be used", { DYNAMODB_ENDPOINT: nobody, TABLE_NAME: "none" }],
      [2, "recount", [], "not the address", { DYNAMODB_ENDPOINT: "here", TABLE_NAME: "none" }],
      [2, "upgrade", ["--table", "none", "--endpoint", "here"], "not the address"],
    ];
    for (const [expected, name, words, sentence, environment] of cases) {
      const { code, said, answer } = await command(name, [...words, "--json"], environment).ended;
      expect({ name, words, code, said }).toMatchObject({ code: expected });
      expect(JSON.parse(answer)).toMatchObject({ isWell: false });
      expect(answer).toContain(sentence);
      expect(said).not.toContain("mistake in Corehours");
    }
  });

  it("is no success when a folder was to be filled and it was broken off", async () => {
    const flags = ["--data", newFolder(), "--empty", "--hubs", "1", "--members", "20"];
    const { child, ended } = command("seed", [...flags, "--exchanges", "100"]);
    child.stderr.on("data", (part: Buffer) => {
      if (part.toString().includes("A made-up community")) child.kill("SIGINT");
    });
    expect(await ended).toMatchObject({ code: 130, said: expect.stringContaining("Broken off.") });
  });
});
