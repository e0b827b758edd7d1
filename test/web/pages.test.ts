import { afterAll, beforeAll, describe } from "vitest";
import { hasBrowser } from "./browser.ts";
import { type Demo, startDemo } from "./demo.ts";
import { describeFrontEnd } from "./pages/frontend.ts";
import { describeGuides } from "./pages/guides.ts";
import { describeLook } from "./pages/look.ts";
import { describeManual } from "./pages/manual.ts";
import { describePlayground } from "./pages/playground.ts";
import { describeTheme } from "./pages/theme.ts";

// One demo and one browser for all pages, because both take longer to start than most tests.
describe.runIf(hasBrowser)("in a browser", () => {
  let demo: Demo;
  beforeAll(async () => {
    demo = await startDemo();
  }, 120_000);
  afterAll(() => demo?.end());

  describePlayground(() => demo.url);
  describeFrontEnd(() => demo.url);
  describeLook(() => demo.url);
  describeManual(() => demo.url);
  describeTheme(() => demo.url);
  describeGuides(() => demo.url);
});
