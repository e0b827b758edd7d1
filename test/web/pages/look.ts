import { beforeAll, describe, expect, it } from "vitest";
import { stories } from "../../../src/web/stories/index.ts";
import { hindrances, keepPicture, type Visit, visit } from "../browser.ts";
import { tell } from "../telling.ts";

export function describeLook(url: () => string): void {
  describe("the pictures", { timeout: 30_000 }, () => {
    let open: Visit;
    beforeAll(async () => {
      open = await visit(`${url()}/look/`);
      await open.page.locator("#rungs svg").last().waitFor();
    }, 30_000);

    it("stand each with its table and its query, which the playground opens", async () => {
      const { page } = open;
      for (const id of ["balances", "categories", "flows", "rungs"]) {
        const section = page.locator(`#${id}`);
        await section.getByText("The table", { exact: true }).click();
        expect(await section.locator("tbody tr").count()).toBeGreaterThan(2);
        await section.getByText("The query", { exact: true }).click();
        const link = section.getByRole("link", { name: "Open it in the playground" });
        expect(await link.getAttribute("href")).toContain("/#as=");
      }
    });

    it("hide what few people stand behind", async () => {
      const rows = await open.page.locator("#flows tbody tr").allInnerTexts();
      expect(rows.filter((row) => row.endsWith("*")).length).toBeGreaterThan(0);
    });

    it("change when something settles", async () => {
      const { page } = open;
      const last = async () => {
        const rows = await page.locator("#balances tbody tr").allInnerTexts();
        const ofAmina = rows.filter((row) => row.startsWith("Amina"));
        return Number(ofAmina.at(-1)?.split("\t").at(-1));
      };
      const before = await last();
      const helping = stories.find(({ id }) => id === "help");
      if (helping) await tell(url(), helping);
      await page.getByText("Something happened").waitFor();
      await expect.poll(last, { timeout: 10_000 }).toBe(before - 1);
    });

    it.each([
      [1200, "light"],
      [1200, "dark"],
      [390, "light"],
      [390, "dark"],
    ] as const)("hinder nobody, %i wide, %s", async (width, colorScheme) => {
      const { page } = open;
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.reload();
      await page.locator("#rungs svg").last().waitFor();
      await keepPicture(page, `look-${width}-${colorScheme}`);
      expect(await hindrances(page)).toEqual([]);
    });

    it("ask nobody else, and break nothing of their own policy", () => {
      expect(open.elsewhere).toEqual([]);
      expect(open.troubles).toEqual([]);
    });

    it("say so where there is nothing to draw yet", async () => {
      const { page } = open;
      await page.route("**/graphql", (route) => route.fulfill({ json: { data: {} } }));
      await page.reload();
      const told = () => page.getByText("Nothing to draw yet.").count();
      await expect.poll(told, { timeout: 15_000 }).toBe(4);
    });

    it("say so when nobody answers, and go on by themselves when somebody does", async () => {
      const { page } = open;
      await page.unroute("**/graphql");
      await page.route("**/graphql", (route) => route.abort());
      await page.reload();
      await page.getByRole("status").getByText("The service does not answer.").waitFor();
      await page.unroute("**/graphql");
      await page.locator("#rungs svg").last().waitFor();
      await expect.poll(() => page.locator("#said").innerText()).toBe("");
    });
  });
}
