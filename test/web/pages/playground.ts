import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { type Story, stories } from "../../../src/web/stories/index.ts";
import { tokenOf } from "../../local/local-run.ts";
import { hindrances, keepPicture, type Visit, visit } from "../browser.ts";

/** GraphiQL is made by others; what they know of it is theirs to mend. */
const notOurs = [".graphiql-container"];

const sizes = {
  desk: { width: 1400, height: 900 },
  phone: { width: 390, height: 844 },
  /** A screen of 1280 by 800 whose reader makes everything twice as large. */
  zoomed: { width: 640, height: 400 },
};

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

/** How much of the page lies outside its window. */
const overflow = (page: Page) =>
  page.evaluate(`({
    down: document.documentElement.scrollHeight - innerHeight,
    across: document.documentElement.scrollWidth - innerWidth,
  })`);

/** Is the editor's tab of the open story where people see it? */
const tabInSight = `(() => {
  const tab = document.querySelector(".graphiql-tab-active").getBoundingClientRect();
  const desk = document.querySelector(".graphiql-sessions").getBoundingClientRect();
  return tab.left >= desk.left && tab.right <= desk.right;
})()`;

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
          .map((entry) => Number(Reflect.get(entry, "encodedBodySize")))
          .reduce((sum, size) => sum + size, 0),
      );
      expect(bytes).toBeGreaterThan(100_000);
      expect(bytes).toBeLessThan(2_000_000);
    });

    it("fits its window, so that nothing but a panel scrolls", async () => {
      expect(await overflow(open.page)).toEqual({ down: 0, across: 0 });
    });

    it("asks for what a story finds on the way before a step that needs it", async () => {
      const { page } = open;
      await tab(page, "Get help").click();
      await page.getByRole("button", { name: "Run step 3" }).click();
      await page.getByText("Run those first, or the whole story.").first().waitFor();
    });

    it.each(stories)("runs from top to bottom, and again: $title", async (story) => {
      const told = story.steps.map(({ refused }) => (refused === undefined ? "DONE" : "REFUSED"));
      expect(await run(open.page, story)).toEqual(told);
      expect(await run(open.page, story)).toEqual(told);
      const words = await open.page.locator("#story .mark").allInnerTexts();
      expect(words.join(" ")).not.toMatch(/undefined|null|NaN/);
      await keepPicture(open.page, `story-${story.id}`);
    });

    it("stops a story for whoever goes to another one, which then runs as it should", async () => {
      const { page } = open;
      const [looking, helping] = stories;
      await tab(page, "Decide in a circle").click();
      await page.getByRole("button", { name: "Run the story" }).click();
      await page.locator("#story .mark").first().waitFor();
      expect(helping && new Set(await run(page, helping))).toEqual(new Set(["DONE"]));
      expect(looking && new Set(await run(page, looking))).toEqual(new Set(["DONE"]));
    });

    it("runs a story by the keyboard alone, and says how it went", async () => {
      const { page } = open;
      await page.locator("[role=tab][aria-selected=true]").first().focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      await page.locator("#story").getByText("Amina finds help with her lawn").waitFor();
      await page.keyboard.press("Tab");
      expect(await page.locator(":focus").innerText()).toBe("Run the story");
      await page.keyboard.press("Enter");
      const said = page.getByRole("status").getByText(/^Step 8 of 8: [-\d.]+ hours? in hand\.$/);
      await said.waitFor();
    });

    it("says what a request cost and what is left", async () => {
      await open.page.getByText(/Last cost: [\d,]+ of 2,000 points/).waitFor();
      await open.page.getByText(/[\d,]+ left this minute/).waitFor();
    });

    it.each([
      ["desk", "light"],
      ["desk", "dark"],
      ["phone", "light"],
      ["phone", "dark"],
      ["zoomed", "light"],
    ] as const)("hinders nobody on a %s, %s", async (size, colorScheme) => {
      const { page } = open;
      await tab(page, "Be refused").click();
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ colorScheme });
      await keepPicture(page, `playground-${size}-${colorScheme}`);
      expect(await hindrances(page, notOurs)).toEqual([]);
      expect(await overflow(page)).toMatchObject({ across: 0 });
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
      await expect.poll(() => page.evaluate(tabInSight)).toBe(true);
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
      const step = { says: "Who am I?", does: "query Me { me { person { firstName } } }" };
      const story = { id: "own", title: "Me", about: "Who somebody is.", steps: [step] };
      const example = new URLSearchParams({ story: JSON.stringify(story) });
      await page.goto(`${url()}/#${example}`);
      await page.reload();
      await page.locator(".view-lines", { hasText: "firstName" }).first().waitFor();
      await page.getByLabel("You are").selectOption("walter");
      await page.getByRole("button", { name: /Execute/ }).click();
      await page.locator(".graphiql-response", { hasText: '"Walter"' }).waitFor();
    });

    it("lets be what is no story in the address", async () => {
      const { page } = open;
      for (const odd of [
        "1",
        "{}",
        '{"id":"a","title":"b","about":"c","steps":[{}]}',
        "[",
        "null",
      ]) {
        await page.goto(`${url()}/#${new URLSearchParams({ story: odd })}`);
        await page.reload();
        await tab(page, "Look around").waitFor();
      }
    });

    it("goes back to where the story ends, for its own page and for nobody else's", async () => {
      const other = { method: "POST", headers: { origin: "https://example.org" } };
      expect((await fetch(`${url()}/demo/reset`, other)).status).toBe(403);
      const { page } = open;
      page.on("dialog", (dialog) => void dialog.accept());
      await page.getByRole("button", { name: "Reset demo data" }).click();
      await page.getByText("The demo is as it was at the beginning.").waitFor({ timeout: 55_000 });
      expect(await balanceOf("amina")).toBe(360);
      const helping = stories.find(({ id }) => id === "help");
      expect(new Set(helping && (await run(page, helping)))).toEqual(new Set(["DONE"]));
    }, 120_000);

    it("asks nobody but the demo, and breaks nothing of its own policy", () => {
      expect(open.elsewhere).toEqual([]);
      expect(open.troubles).toEqual([]);
    });

    it("says what to do when nobody answers, and takes a new token when the old one ends", async () => {
      const { page } = open;
      const status = page.getByRole("status");
      const [looking] = stories;
      await tab(page, "Get help").click();
      await page.route("**/graphql", (route) => route.abort());
      await page.getByRole("button", { name: "Run the story" }).click();
      await status.getByText("The service does not answer.").waitFor();
      await page.unroute("**/graphql");
      // The first token is refused, as after an hour, or after a restart with other keys.
      await page.route("**/graphql", (route) => route.fulfill({ status: 401, body: "" }), {
        times: 1,
      });
      await page.getByRole("button", { name: "Run step 1", exact: true }).click();
      await status.getByText(/Step 1 of 8: [-\d.]+ hours? in hand/).waitFor();
      expect(looking && (await run(page, looking))).toEqual(["DONE", "DONE", "DONE"]);
    });

    it("lets whoever has a token of a deployed service be themselves", async () => {
      const { page } = open;
      const settings = { graphqlUrl: "/graphql", isDemo: false, canReset: false };
      await page.route("**/config.json", (route) => route.fulfill({ json: settings }));
      await page.goto(`${url()}/`);
      await page.reload();
      await page.getByLabel("Your token").fill(await tokenOf(url(), "walter"));
      await tab(page, "Get help").click();
      await page.getByRole("button", { name: "Run step 1", exact: true }).click();
      await page.getByText("The people of the stories live in the demo.").first().waitFor();
      await page.locator(".graphiql-query-editor .view-lines").click();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("{ me { person { firstName ");
      // What it suggests lies over the button, and one operation alone is run by it.
      await page.locator(".graphiql-execute-button:not([aria-haspopup])").dispatchEvent("click");
      await page.locator(".graphiql-response", { hasText: '"Walter"' }).waitFor();
      await page.unroute("**/config.json");
    });

    it("says so where not even the page's settings come", async () => {
      const { page } = open;
      await page.route("**/config.json", (route) => route.abort());
      await page.reload();
      await page.getByRole("alert").getByText("The service does not answer.").waitFor();
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
