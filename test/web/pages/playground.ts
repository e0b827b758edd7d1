import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { type Story, stories } from "../../../src/web/stories/index.ts";
import { tokenOf } from "../../local/local-run.ts";
import { hindrances, keepPicture, type Visit, visit } from "../browser.ts";

/** GraphiQL is made by others; what they know of it is theirs to mend. */
const notOurs = [".graphiql-container"];

const sizes = { desk: { width: 1400, height: 900 }, phone: { width: 390, height: 844 } };

const tab = (page: Page, name: string) => page.getByRole("tab", { name });

/** Runs a story by its button, and answers how each step went. */
async function run(page: Page, story: Story): Promise<readonly (string | null)[]> {
  await tab(page, story.title).click();
  await page.getByRole("button", { name: "Run the story" }).click();
  const isOver = page.getByRole("status").getByText(`of ${story.steps.length}: `);
  const last = page.locator("#story li").last().locator(".mark");
  await last.or(page.locator("[data-mark=STOPPED] .mark")).first().waitFor();
  await isOver.first().waitFor();
  const steps = await page.locator("#story li").all();
  return Promise.all(steps.map((step) => step.getAttribute("data-mark")));
}

async function reset(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Reset examples" }).click();
  await page.getByText("The examples are as they were.").waitFor();
}

/** All about one page that stays open, because loading an editor is most of what takes time. */
export function describePlayground(url: () => string): void {
  describe("the playground", { timeout: 60_000 }, () => {
    let open: Visit;
    beforeAll(async () => {
      open = await visit(url());
      await open.page.setViewportSize(sizes.desk);
      await tab(open.page, "Look around").click();
    }, 60_000);

    it("is there within three seconds of work and two megabytes", async () => {
      expect(await open.busySeconds()).toBeLessThan(3);
      const bytes = await open.page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter(({ name }) => !name.endsWith("/graphql"))
          .map((entry) => Number(Reflect.get(entry, "encodedBodySize")))
          .reduce((sum, size) => sum + size, 0),
      );
      expect(bytes).toBeGreaterThan(100_000);
      expect(bytes).toBeLessThan(2_000_000);
    });

    it.each(stories)("runs from top to bottom: $title", async (story) => {
      const told = story.steps.map(({ refused }) => (refused === undefined ? "DONE" : "REFUSED"));
      expect(await run(open.page, story)).toEqual(told);
      await keepPicture(open.page, `story-${story.id}`);
    });

    it("says what a request cost and what is left", async () => {
      await open.page.getByText(/Last request: \d+ of 2000 points/).waitFor();
      await open.page.getByText(/[\d,]+ left to ask for/).waitFor();
    });

    it.each([
      ["desk", "light"],
      ["desk", "dark"],
      ["phone", "light"],
      ["phone", "dark"],
    ] as const)("hinders nobody on a %s, %s", async (size, colorScheme) => {
      const { page } = open;
      await tab(page, "Be refused").click();
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ colorScheme });
      await keepPicture(page, `playground-${size}-${colorScheme}`);
      expect(await hindrances(page, notOurs)).toEqual([]);
      await page.setViewportSize(sizes.desk);
    });

    it("goes from story to story by the arrow keys", async () => {
      const { page } = open;
      await tab(page, "Look around").click();
      await page.keyboard.press("ArrowRight");
      await page.locator("#story").getByText("Amina finds help with her lawn").waitFor();
      expect(await page.locator(":focus").innerText()).toBe("Get help");
      await page.keyboard.press("End");
      await page.locator("#story").getByText("An auditor checks every chain").waitFor();
    });

    it("puts the examples back as they were", async () => {
      const { page } = open;
      await tab(page, "Look around").click();
      await page.locator(".graphiql-query-editor .view-lines").click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("nonsense");
      await page.locator(".view-lines", { hasText: "nonsense" }).waitFor();
      await reset(page);
      await page.locator(".view-lines", { hasText: "Places" }).waitFor();
      expect(await page.locator(".view-lines", { hasText: "nonsense" }).count()).toBe(0);
    });

    it("opens what another page hands over, and runs it as who is chosen", async () => {
      const { page } = open;
      const example = new URLSearchParams({ query: "query Me { me { person { firstName } } }" });
      await page.goto(`${url()}/#${example}`);
      await page.reload();
      await page.locator(".view-lines", { hasText: "firstName" }).first().waitFor();
      await page.getByLabel("You are").selectOption("walter");
      await page.getByRole("button", { name: /Execute/ }).click();
      await page.locator(".graphiql-response", { hasText: '"Walter"' }).waitFor();
    });

    it("goes back to where the story ends, for its own page and for nobody else's", async () => {
      const other = { method: "POST", headers: { origin: "https://example.org" } };
      expect((await fetch(`${url()}/demo/reset`, other)).status).toBe(403);
      const { page } = open;
      page.on("dialog", (dialog) => void dialog.accept());
      await page.getByRole("button", { name: "Reset demo data" }).click();
      await page.getByText("The demo is as it was at the beginning.").waitFor({ timeout: 55_000 });
      expect(await balanceOf("amina")).toBe(360);
    });

    it("asks nobody but the demo, and breaks nothing of its own policy", () => {
      expect(open.elsewhere).toEqual([]);
      expect(open.troubles).toEqual([]);
    });

    async function balanceOf(persona: string): Promise<number> {
      const token = await tokenOf(url(), persona);
      const answer = await fetch(`${url()}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: "{ me { memberships { account { balanceMinutes } } } }" }),
      });
      const { data } = Object(await answer.json());
      return data.me.memberships[0].account.balanceMinutes;
    }
  });
}
