import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { type Visit, visit } from "../browser.ts";

const ground = (page: Page) => page.evaluate("getComputedStyle(document.body).backgroundColor");

const light = "rgb(255, 255, 255)";
const dark = "rgb(20, 25, 30)";

export function describeTheme(url: () => string): void {
  describe("the theme switch", { timeout: 60_000 }, () => {
    let open: Visit;
    beforeAll(async () => {
      open = await visit(`${url()}/manual/`);
      await open.page.emulateMedia({ colorScheme: "light" });
    }, 30_000);

    it("follows the device until somebody chooses", async () => {
      const { page } = open;
      expect(await page.getByLabel("Colours").inputValue()).toBe("device");
      expect(await ground(page)).toBe(light);
      await page.emulateMedia({ colorScheme: "dark" });
      await expect.poll(() => ground(page)).toBe(dark);
      await page.emulateMedia({ colorScheme: "light" });
    });

    it("is worked by the keyboard, and kept on every page until it is changed", async () => {
      const { page } = open;
      await page.getByLabel("Colours").focus();
      await page.keyboard.type("Dark");
      await expect.poll(() => ground(page)).toBe(dark);
      for (const path of ["/look/", "/manual/guide/retry.html", "/"]) {
        await page.goto(url() + path);
        expect(await page.getByLabel("Colours").inputValue()).toBe("dark");
        expect(await ground(page)).toBe(dark);
      }
    });

    it("takes GraphiQL and other open pages with it", async () => {
      const { page } = open;
      await page.locator("body.graphiql-dark").waitFor();
      const other = await page.context().newPage();
      await other.goto(`${url()}/manual/`);
      await page.getByLabel("Colours").selectOption("Light");
      await page.locator("body.graphiql-light").waitFor();
      await expect.poll(() => ground(other)).toBe(light);
    });

    it("lets nothing move for whoever asks for that", async () => {
      const { page } = open;
      await page.emulateMedia({ reducedMotion: "reduce" });
      const moving = `[...document.querySelectorAll("*")].flatMap((element) => {
        const { animationDuration, animationName, transitionDuration } = getComputedStyle(element);
        const isAnimated = animationName !== "none" && Number.parseFloat(animationDuration) > 0.01;
        const isMoved = transitionDuration.split(",").some((one) => Number.parseFloat(one) > 0.01);
        return isAnimated || isMoved ? [element.className] : [];
      })`;
      expect(await page.evaluate(moving)).toEqual([]);
      await page.emulateMedia({ reducedMotion: "no-preference" });
    });

    it("breaks nothing of the pages' own policy", () => {
      expect(open.troubles).toEqual([]);
      expect(open.elsewhere).toEqual([]);
    });
  });
}
