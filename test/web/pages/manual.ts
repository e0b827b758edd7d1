import { beforeAll, describe, expect, it } from "vitest";
import { hindrances, keepPicture, type Visit, visit } from "../browser.ts";

export function describeManual(url: () => string): void {
  describe("the manual", { timeout: 30_000 }, () => {
    let open: Visit;
    beforeAll(async () => {
      open = await visit(`${url()}/manual/`);
    }, 30_000);

    it("finds a page by words of its title or its first sentence", async () => {
      const { page } = open;
      await page.getByLabel("Search the manual").fill("confirm exchange");
      await page.getByRole("link", { name: "confirmExchange", exact: true }).first().click();
      await page.getByRole("heading", { name: "confirmExchange" }).waitFor();
      await page.getByRole("heading", { name: "Refusals" }).waitFor();
      await keepPicture(page, "manual-reference");
    });

    it("opens an example in the playground, where it runs", async () => {
      const { page } = open;
      await page.goto(`${url()}/manual/query/hubTrialBalance.html`);
      await page.getByRole("link", { name: "Open it in the playground" }).click();
      await page.locator(".view-lines", { hasText: "HubTrialBalance" }).waitFor();
      await page.getByRole("button", { name: /Execute/ }).click();
      await page.locator(".graphiql-response", { hasText: '"sumMinutes": 0' }).waitFor();
    });

    it.each([
      ["/manual/", "light", 1200],
      ["/manual/", "dark", 390],
      ["/manual/guide/user-errors.html", "dark", 1200],
      ["/manual/guide/user-errors.html", "light", 390],
      ["/manual/mutation/proposeExchange.html", "dark", 1200],
      ["/manual/mutation/proposeExchange.html", "light", 390],
      ["/manual/type/Exchange.html", "light", 1200],
      ["/manual/type/Exchange.html", "dark", 390],
      ["/manual/refusal/IDEMPOTENCY_KEY_REUSED.html", "light", 390],
      ["/manual/mutation/withdrawGuardianContact.html", "dark", 390],
      ["/manual/guide/spreadsheets.html", "light", 390],
    ] as const)("hinders nobody: %s, %s, %i wide", async (path, colorScheme, width) => {
      const { page } = open;
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      await page.goto(url() + path);
      await keepPicture(page, `manual-${path.split("/").at(-1)}-${width}-${colorScheme}`);
      expect(await hindrances(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
    });

    it("asks nobody else, and breaks nothing of its own policy", () => {
      expect(open.elsewhere).toEqual([]);
      expect(open.troubles).toEqual([]);
    });
  });
}
