import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { root, textOf } from "../architecture/modules.ts";
import { freePort, newFolder, runningWith, tokenOf } from "./local-run.ts";

type Block = { readonly language: string; readonly text: string };

const readme = textOf("README.md");

const blocks: readonly Block[] = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(
  ([, language = "", text = ""]) => ({ language, text }),
);

const setsUp = (text: string): boolean => /npm (ci|start)/.test(text);
const receives = (text: string): boolean => text.includes("receiver.mjs");

/** What a reader types once the service runs, in turn, each with the answer that is printed below it. */
const typed = blocks.flatMap(({ language, text }, at) => {
  if (language !== "sh" || setsUp(text) || receives(text)) return [];
  const next = blocks[at + 1];
  return [{ text, answer: next?.language === "json" ? next.text : undefined }];
});

const listens = blocks.find(({ text }) => receives(text) && /^SECRET/m.test(text))?.text ?? "";
const receiver = blocks.find(({ language }) => language === "js")?.text ?? "";

/** The same words where another port is free and no script of the package's folder is at hand. */
function here(text: string, ports: { readonly api: number; readonly receiver: number }): string {
  return text
    .replaceAll(
      /npm run (\w+) -- /g,
      (_words, name) => `node ${join(root, ".ci/corehours.mjs")} ${name} `,
    )
    .replaceAll("--as priya", `--as priya --url http://localhost:${ports.api}/graphql`)
    .replaceAll("localhost:4000", `localhost:${ports.api}`)
    .replaceAll("4010", String(ports.receiver));
}

/** A shell that stays open, as a reader's does: what was set in one block is there in the next. */
function openShell(folder: string): (text: string) => Promise<string> {
  const stdio = ["pipe", "pipe", "ignore"] as const;
  const shell = spawn("bash", ["-e"], { cwd: folder, stdio: [...stdio], detached: true });
  onTestFinished(() => {
    if (shell.pid && shell.exitCode === null) process.kill(-shell.pid, "SIGKILL");
  });
  let said = "";
  shell.stdout.on("data", (part: Buffer) => (said += part.toString()));
  return async (text) => {
    said = "";
    shell.stdin.write(`${text}\necho "$?//done"\n`);
    await Promise.race([
      expect.poll(() => said, { timeout: 60_000 }).toContain("//done\n"),
      once(shell, "exit").then(([code]) =>
        Promise.reject(new Error(`It ended with ${code}:\n${text}`)),
      ),
    ]);
    return said.slice(0, said.lastIndexOf("0//done"));
  };
}

describe("the README", { timeout: 180_000 }, () => {
  it("says what is answered, word by word, to whoever types what it says", async () => {
    const folder = newFolder();
    const { url, ask } = await runningWith("--data", join(folder, "data"));
    const ports = { api: Number(new URL(url).port), receiver: await freePort() };
    const type = openShell(folder);

    expect(typed.filter(({ answer }) => answer).length).toBeGreaterThan(1);
    for (const { text, answer } of typed) {
      const said = await type(here(text, ports));
      if (answer) expect(JSON.parse(said)).toEqual(JSON.parse(answer));
    }

    writeFileSync(join(folder, "receiver.mjs"), here(receiver, ports));
    await type(here(listens.replace(/^SECRET=\$SECRET node .*$/m, "$& > heard.txt &"), ports));
    const asPriya = async (query: string) =>
      Object(await ask(query, await tokenOf(url, "priya"))).data;
    const hubId = (await type("echo $HUB")).trim();
    const { webhooks } = await asPriya(`{ webhooks(hubId: "${hubId}") { nodes { id } } }`);
    const [{ id }] = webhooks.nodes;
    const wish = `webhookId: "${id}", idempotencyKey: "a-test-event"`;
    await asPriya(`mutation { sendTestEvent(input: { ${wish} }) { delivery { id } } }`);
    const heard = () => readFileSync(join(folder, "heard.txt"), "utf8");
    await expect.poll(heard, { timeout: 20_000 }).toContain("del_");
  });
});
