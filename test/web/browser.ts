import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { root } from "../architecture/modules.ts";

/** Where this machine's browser is, if not in the usual place. */
const program = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Without a browser these tests cannot run: on the build machine that is a failure. */
export const hasBrowser: boolean = existsSync(program);

if (!hasBrowser && process.env["BROWSER_NEEDED"]) {
  throw new Error(`The browser tests need ${program}: apt-get install chromium.`);
}
if (!hasBrowser) {
  process.stderr.write(
    "\nThe browser tests are left out: there is no Chromium here. On Debian: apt-get install chromium;\n" +
      "elsewhere name one that is there: CHROMIUM=/path/to/chrome npm test\n\n",
  );
}

let started: Promise<Browser> | undefined;

function browser(): Promise<Browser> {
  started ??= chromium.launch({
    executablePath: program,
    // A browser that talks to its maker would hide a page of ours that talks to somebody.
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...["--disable-gpu", "--disable-background-networking", "--disable-component-update"],
      ...["--disable-sync", "--no-first-run", "--disable-default-apps"],
    ],
  });
  return started;
}

export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
}

export type Visit = {
  readonly page: Page;
  /** Requests to anything but the demo. */
  readonly elsewhere: readonly string[];
  /** What went wrong on the page: exceptions, and what the content policy forbade. */
  readonly troubles: readonly string[];
  /** How long the page's own thread has worked, whoever else keeps the machine busy. */
  readonly busySeconds: () => Promise<number>;
};

/** A page in a context of its own, which ends with the browser, and notes every request that leaves this machine. */
export async function visit(url: string): Promise<Visit> {
  const context = await (await browser()).newContext({ locale: "en-GB" });
  const elsewhere: string[] = [];
  const troubles: string[] = [];
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const isOwn = origin === new URL(url).origin || protocol === "data:" || protocol === "blob:";
    if (!isOwn) elsewhere.push(request.url());
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  // The editor calls a piece of work off when its text changes, and says so by a throw of this name.
  page.on("pageerror", ({ message }) => message === "Canceled" || troubles.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.goto(url);
  return {
    ...{ page, elsewhere, troubles },
    busySeconds: async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN;
    },
  };
}

/** Keeps a picture where somebody can look at it; nothing compares it. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(root, ".local/pictures");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** What axe finds against WCAG 2.2 AA, as sentences; parts of others' making are left out. */
export async function hindrances(page: Page, except: readonly string[] = []) {
  // Evaluated, not added as a script, because the content policy lets no such script in.
  await page.evaluate(axe.source);
  return page.evaluate(async (exclude: readonly string[]): Promise<string[]> => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const axe = Reflect.get(globalThis, "axe");
    const found = await axe.run({ exclude }, { runOnly: tags });
    return found.violations.map(
      (one: { id: string; help: string; nodes: { html: string }[] }) =>
        `${one.id}: ${one.help}: ${one.nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
  }, except);
}

/** Makes the pages once for all tests of a run, and only where they are older than their parts. */
export async function buildPages(): Promise<void> {
  const child = spawn(process.execPath, [join(root, ".ci/ready.mjs"), "--web"], { cwd: root });
  let said = "";
  child.stderr.on("data", (part: Buffer) => {
    said += part.toString();
  });
  const code = await new Promise((ended) => child.once("exit", ended));
  if (code !== 0) throw new Error(`The pages could not be made: ${said}`);
}
