import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoIds } from "../../../src/web/manual/demo-ids.ts";
import { guideTexts } from "../../../src/web/manual/index.ts";
import { command } from "../../local/command.ts";
import { freePort } from "../../local/local-run.ts";

/** What the guides say to keep as a file: its name and its text. */
const filesIn = (text: string) =>
  [...text.matchAll(/```(?:js|csv) (\S+)\n([\s\S]*?)```/g)].map(
    ([, name = "", content = ""]) => [name, content] as const,
  );

/** Guides are followed to the letter, but for where the demo is and which day it is. */
export function describeGuides(url: () => string): void {
  describe("the guides of the manual", { timeout: 60_000 }, () => {
    let folder: string;
    let port: number;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "corehours-guides-"));
      port = await freePort();
      const today = new Date().toISOString().slice(0, 10);
      for (const [name, content] of guideTexts().flatMap(filesIn)) {
        const here = content
          .replaceAll("http://localhost:4000", url())
          .replaceAll("4010", String(port))
          .replaceAll("2026-03-28", today);
        writeFileSync(join(folder, name), here);
      }
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const run = async (name: string) =>
      (await promisify(execFile)(process.execPath, [name], { cwd: folder })).stdout;

    it("page through a list", async () => {
      const lines = (await run("page.mjs")).trim().split("\n");
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\d -?\d+ -?\d+$/);
    });

    it("try again safely", async () => {
      expect(await run("give.mjs")).toBe("first 15 false\nsecond 15 true\n");
    });

    it("handle a refusal", async () => {
      expect(await run("refused.mjs")).toMatch(/^[A-Z].*\. .*\. INSUFFICIENT_CREDIT input\n$/);
    });

    it("act for another person", async () => {
      expect(await run("phone.mjs")).toBe("SETTLED\n");
    });

    it("receive webhooks", async () => {
      const secret = (await run("register.mjs")).trim();
      const receiver = spawn(process.execPath, ["receiver.mjs"], {
        cwd: folder,
        env: { ...process.env, SECRET: secret },
      });
      const heard = new Promise<string>((done) => {
        receiver.stdout.once("data", (part: Buffer) => done(part.toString()));
      });
      const someBody = { method: "POST", body: "{}" };
      const there = () => fetch(`http://localhost:${port}/`, someBody).catch(() => undefined);
      await expect.poll(async () => (await there())?.status, { timeout: 10_000 }).toBe(401);
      await run("give.mjs");
      expect(await heard).toMatch(/^\S+ \{.*GIFT_GIVEN/);
      receiver.kill();
    });

    it("come from spreadsheets, and come again without doing anything twice", async () => {
      const at = (name: string) => join(folder, name);
      const files = ["--members", at("members.csv"), "--hours", at("hours.csv")];
      const flags = ["--hub", demoIds["BRA"] ?? "", "--as", "priya", "--url", url(), ...files];
      const dry = await command("import", [...flags, "--dry-run"]).ended;
      expect(dry.answer).toBe("All rows are good (members: 2, hours: 1). Nothing was changed.\n");
      const first = await command("import", flags).ended;
      expect(first).toMatchObject({ code: 0, answer: "Done: 3, done before: 0, refused: 0.\n" });
      const again = await command("import", flags).ended;
      expect(again).toMatchObject({ code: 0, answer: "Done: 0, done before: 3, refused: 0.\n" });
    });
  });
}
