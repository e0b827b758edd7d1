import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../../infra/local/corehours.ts", import.meta.url));

/** `npm start` under test, as a process of its own. */
export type LocalRun = {
  readonly process: ChildProcess;
  /** All it has said so far. */
  readonly said: () => string;
  /** Waits until it has said this. */
  readonly says: (words: string) => Promise<void>;
  /** Waits until it has ended, and answers with its exit code. */
  readonly ended: () => Promise<number | null>;
};

/** Starts it with these flags; a test that leaves it running ends it, unless told when else. */
export function npmStart(
  flags: readonly string[],
  environment: object = {},
  whenOver: (end: () => Promise<void>) => void = onTestFinished,
): LocalRun {
  const child = spawn(process.execPath, [main, "start", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DYNAMODB_ENDPOINT: "", ...environment },
  });
  const exit = once(child, "exit");
  let text = "";
  const heard: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      text += part.toString();
      for (const listen of heard) listen();
    });
  }
  const ended = async () => {
    const [code] = await exit;
    return typeof code === "number" ? code : null;
  };
  whenOver(async () => {
    child.kill("SIGTERM");
    await exit;
  });
  const says = (words: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (text.includes(words)) done();
      };
      heard.push(look);
      look();
      void exit.then(() => fail(new Error(`It ended without saying "${words}", but:\n${text}`)));
    });
  return { process: child, said: () => text, says, ended };
}

/** Said once everybody is answered. */
export const ready = "Corehours is ready";

/** A run on this folder that is ready, without a story unless the flags ask for one. */
export const running = (folder: string, ...flags: readonly string[]) =>
  runningWith("--data", folder, "--empty", ...flags);

/** A run with these flags that is ready, and how to ask it. */
export async function runningWith(...flags: readonly string[]) {
  const port = await freePort();
  const run = npmStart(["--port", String(port), ...flags]);
  await run.says(ready);
  const url = `http://localhost:${port}`;
  return { ...run, url, ask: (query: string, token?: string) => ask(url, query, token) };
}

async function ask(url: string, query: string, token?: string) {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query }),
  });
  return answer.json();
}

/** A token as anybody gets one. */
export async function tokenOf(url: string, persona: string): Promise<string> {
  const answer = await fetch(`${url}/token`, { method: "POST", body: JSON.stringify({ persona }) });
  const { token } = Object(await answer.json());
  return String(token);
}

/** A first change to a bank that has nothing yet, and the look that shows it. */
export const createNation = `mutation {
  createArea(
    input: { kind: NATION, name: "England", code: "E92000001", idempotencyKey: "start-test-1" }
  ) { area { name } userErrors { code } }
}`;
export const nations = "{ areas { nodes { name } } }";

/** A folder for one test, gone afterwards. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "corehours-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** The processes whose command line names this folder: the engine on its file, and its guard. */
export function processesOn(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(commandLine)
    .filter((line) => line.includes(folder) && line.includes("dynoxide"));
}

/** Kills the engine on this folder, and nothing else. */
export function killEngineOn(folder: string): void {
  const isEngine = (line: string) => /^[^\0]*dynoxide\0/.test(line) && line.includes(folder);
  const pid = readdirSync("/proc").find(
    (name) => /^\d+$/.test(name) && isEngine(commandLine(name)),
  );
  process.kill(Number(pid), "SIGKILL");
}

function commandLine(pid: string): string {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8");
  } catch {
    // It ended while we were looking.
    return "";
  }
}
