import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../architecture/modules.ts";
import { freePort } from "../../local/local-run.ts";
import { hindrances, type Visit, visit } from "../browser.ts";

const quietly = {
  root: join(root, "test/frontend"),
  configFile: false,
  logLevel: "error",
} as const;

export function describeFrontEnd(url: () => string): void {
  describe("a small front end", { timeout: 30_000 }, () => {
    const outDir = mkdtempSync(join(tmpdir(), "corehours-frontend-"));
    let server: PreviewServer;
    let open: Visit;
    beforeAll(async () => {
      await build({ ...quietly, build: { outDir, emptyOutDir: true } });
      const port = await freePort();
      const proxy = { "/graphql": url(), "/token": url() };
      server = await preview({ ...quietly, build: { outDir }, preview: { port, proxy } });
      open = await visit(`http://localhost:${port}`);
    }, 60_000);
    afterAll(async () => {
      await server?.close();
      rmSync(outDir, { recursive: true, force: true });
    });

    const signIn = async (name: string) => {
      await open.page.getByLabel("Your name").fill(name);
      await open.page.getByRole("button", { name: "Sign in" }).click();
    };
    const offer = (words: string) => open.page.getByRole("listitem").filter({ hasText: words });
    const inHand = async (name: string) => {
      const said = await open.page.getByRole("status").filter({ hasText: name }).innerText();
      return Number(/([-\d.]+) hours?/.exec(said)?.[1]);
    };
    const step = async (name: string) => {
      await open.page.getByRole("button", { name }).first().click();
      await open.page.getByRole("button", { name }).waitFor({ state: "detached" });
    };

    it("takes an hour of help from the offer to the balance", async () => {
      const { page } = open;
      await signIn("sandra");
      const before = await inHand("Sandra");
      await page.getByLabel("Looking for").fill("lawns");
      await offer("Lawns and hedges, by Grace").getByRole("button", { name: "Ask" }).click();
      await page.getByText("Lawns and hedges, 1 hour, Grace for Sandra: proposed").waitFor();
      await signIn("grace");
      await page.getByText("Grace, you have").waitFor();
      await step("Say yes");
      await step("It is done");
      await signIn("sandra");
      await page.getByText("Sandra, you have").waitFor();
      await step("Confirm");
      await page.getByText("Grace for Sandra: settled").waitFor();
      await expect.poll(() => inHand("Sandra")).toBe(before - 1);
    });

    it("tells a refusal in the service's own words, and what one can do", async () => {
      const { page } = open;
      await signIn("kofi");
      await page.getByText("Kofi, you have").waitFor();
      await page.getByLabel("Looking for").fill("interpreting");
      await offer("Portuguese, by Maria").getByLabel("Hours").fill("11");
      await offer("Portuguese, by Maria").getByRole("button", { name: "Ask" }).click();
      await page.getByText("Maria for Kofi: proposed").waitFor();
      await signIn("maria");
      await page.getByText("Maria, you have").waitFor();
      await page.getByRole("button", { name: "Say yes" }).first().click();
      const alert = page.getByRole("alert");
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(/does not have enough.*fewer hours/);
    });

    it("hinders nobody, and asks nobody else", async () => {
      for (const width of [1200, 390]) {
        await open.page.setViewportSize({ width, height: 844 });
        for (const colorScheme of ["light", "dark"] as const) {
          await open.page.emulateMedia({ colorScheme });
          expect(await hindrances(open.page)).toEqual([]);
        }
      }
      expect(open.elsewhere).toEqual([]);
      expect(open.troubles).toEqual([]);
    });
  });
}
