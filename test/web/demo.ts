import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, npmStart, ready } from "../local/local-run.ts";
import { buildPages, closeBrowser } from "./browser.ts";

/** `npm start` with the demo, for all tests of a file. */
export type Demo = { readonly url: string; readonly end: () => Promise<void> };

export async function startDemo(): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), "corehours-web-"));
  const ends: (() => Promise<void>)[] = [];
  const port = await freePort();
  const flags = ["--data", folder, "--port", String(port)];
  const run = npmStart(flags, {}, (end) => ends.push(end));
  await Promise.all([run.says(ready), buildPages()]);
  return {
    url: `http://localhost:${port}`,
    end: async () => {
      await closeBrowser();
      for (const end of ends) await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
