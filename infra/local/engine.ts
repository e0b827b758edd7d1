import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { dirname, join } from "node:path";
import { CannotStart } from "./cannot-start.ts";
import { indexStream } from "./engine-index.ts";
import { startGuarded, within } from "./guarded.ts";

/** A DynamoDB-compatible server that answers. */
export type Engine = {
  readonly endpoint: string;
  /** Ends the engine if it was started here; an engine named by its address is left alone. */
  readonly stop: () => Promise<void>;
  /** Settles when the engine that was started here has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
};

const longestStartMillis = 10_000;
const mostTries = 3;

/**
 * Finds or starts an engine: the one that DYNAMODB_ENDPOINT names, or else the embedded one.
 * With a file the embedded engine keeps its data there; without one it keeps them in memory.
 */
export async function startEngine(
  file?: string,
  find: () => string | undefined = embeddedEngine,
): Promise<Engine> {
  const named = process.env.DYNAMODB_ENDPOINT;
  if (named) {
    await untilAnswers(named);
    return { endpoint: named, stop: async () => {}, ended: new Promise(() => {}) };
  }
  const program = find();
  if (program === undefined) {
    throw new CannotStart(
      `There is no embedded database engine for ${process.platform} ${process.arch} here.`,
      "Start any DynamoDB-compatible server and name it, for example: " +
        "DYNAMODB_ENDPOINT=http://localhost:8000 npm start",
    );
  }
  for (let tried = 0; tried < mostTries; tried++) {
    const started = await startEmbedded(program, file);
    if (started) return started;
  }
  throw new CannotStart(
    "The embedded database engine does not start.",
    `Run it by hand to see why: ${program} --port 8000${file ? ` --db-path ${file}` : ""}`,
  );
}

/** The engine comes as an optional dependency, so it may be absent. */
export function embeddedEngine(): string | undefined {
  try {
    const found = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    );
    const program = join(dirname(found), "dynoxide");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Answers undefined when the engine ended before it answered, as when its port was just taken. */
async function startEmbedded(program: string, file?: string): Promise<Engine | undefined> {
  const port = await freePort();
  const words = [program, "--port", String(port), ...(file ? ["--db-path", file] : [])];
  const { ended, stop } = startGuarded(words);
  if (await answersBefore(port, ended)) {
    if (file) indexStream(file);
    return { endpoint: `http://127.0.0.1:${port}`, stop, ended };
  }
  await stop();
  return undefined;
}

async function answersBefore(port: number, ended: Promise<unknown>): Promise<boolean> {
  const deadline = Date.now() + longestStartMillis;
  while (Date.now() < deadline) {
    if (await accepts(port)) return true;
    if (await within(ended, 10)) return false;
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => answer(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((answer, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => answer(port));
    });
  });
}

/** Any HTTP answer will do: an unsigned request is refused by a server that is there. */
async function untilAnswers(endpoint: string) {
  try {
    await fetch(endpoint, { method: "POST", signal: AbortSignal.timeout(longestStartMillis) });
  } catch {
    throw new CannotStart(
      `No database engine answers at ${endpoint}, which DYNAMODB_ENDPOINT names.`,
      "Start it, correct the address, or take DYNAMODB_ENDPOINT away to use the embedded engine.",
    );
  }
}
