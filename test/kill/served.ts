import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Guarded, startGuarded, within } from "../../infra/local/guarded.ts";

const main = fileURLToPath(new URL("../../infra/local/corehours.ts", import.meta.url));

/** What dies: the server, its database engine, both at once, or both while they are starting. */
export const killKinds = ["server", "engine", "both", "starting"] as const;
export type KillKind = (typeof killKinds)[number];

/** `npm start` on one data folder, killed and started again as often as anybody likes. */
export type Served = {
  readonly url: string;
  /** Settles once it is ready. From the moment before a kill on, callers wait here. */
  readonly up: () => Promise<void>;
  /** Grows by one with each kill. */
  readonly killed: () => number;
  /** Where the database engine of the present run answers. */
  readonly engineEndpoint: () => string;
  readonly start: (flags?: readonly string[]) => Promise<void>;
  /**
   * Kills so long from now, or from when the engine of a new start is there. Waits until the server
   * has ended, and says what was wrong with how it ended.
   */
  readonly kill: (kind: KillKind, inMillis: number) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

type Run = {
  readonly guarded: Guarded;
  readonly said: () => string;
  /** Waits until it has said this. */
  readonly says: (words: string | RegExp) => Promise<void>;
};

/** A server that goes on for so long without its engine has not noticed. */
const longestEndMillis = 20_000;

/** Where Node keeps what it has compiled, so that the many starts are quicker. */
const compileCache = join(tmpdir(), "node-compile-cache");

const ready = "Corehours is ready";
const engineLine = /Database engine: (http:\/\/127\.0\.0\.1:(\d+))/;

export function servedOn(folder: string, port: number): Served {
  let run: Run | undefined;
  let gate = newGate();
  let killed = 0;
  const close = () => {
    // Who waits at a closed gate must not be left behind at it.
    if (gate.isOpen()) gate = newGate();
  };
  const launch = (flags: readonly string[]) => {
    run = launched(["--port", String(port), "--data", folder, "--empty", ...flags]);
    return run;
  };
  const kill: Served["kill"] = async (kind, inMillis) => {
    const running = kind === "starting" || !run ? launch([]) : run;
    await running.says(engineLine);
    const pids = pidsOf(kind, folder, running);
    await pause(inMillis);
    close();
    killed++;
    for (const pid of pids) process.kill(pid, "SIGKILL");
    const hasEnded = await within(running.guarded.ended, longestEndMillis);
    if (!hasEnded) await running.guarded.stop();
    return kind === "engine" ? wrongEnd(await running.guarded.ended, running.said()) : [];
  };
  return {
    url: `http://127.0.0.1:${port}`,
    up: () => gate.opened,
    killed: () => killed,
    engineEndpoint: () => engineLine.exec(run?.said() ?? "")?.[1] ?? "",
    start: async (flags = []) => {
      await launch(flags).says(ready);
      gate.open();
    },
    kill,
    stop: async () => {
      close();
      await run?.guarded.stop();
    },
  };
}

function newGate() {
  let isOpen = false;
  let done = () => {};
  const opened = new Promise<void>((settle) => {
    done = settle;
  });
  const open = () => {
    isOpen = true;
    done();
  };
  return { opened, open, isOpen: () => isOpen };
}

function launched(flags: readonly string[]): Run {
  const guarded = startGuarded([process.execPath, main, "start", ...flags], {
    heard: true,
    environment: { DYNAMODB_ENDPOINT: "", NODE_COMPILE_CACHE: compileCache },
  });
  let text = "";
  const heard = new Set<() => void>();
  guarded.says?.on("data", (part: Buffer) => {
    text += part.toString();
    for (const listen of heard) listen();
  });
  const says = (words: string | RegExp) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (!(typeof words === "string" ? text.includes(words) : words.test(text))) return;
        heard.delete(look);
        done();
      };
      heard.add(look);
      look();
      const early = (code: number) =>
        new Error(`It ended with ${code} before it said "${words}", but:\n${text}`);
      void guarded.ended.then((code) => fail(early(code)));
    });
  return { guarded, said: () => text, says };
}

/** A server that loses its engine says so in plain words and ends, so that it is started again. */
function wrongEnd(code: number, said: string): readonly string[] {
  if (code === 1 && said.includes("The database engine has ended")) return [];
  return [`A server that lost its engine ended with ${code} and said:\n${said}`];
}

function pidsOf(kind: KillKind, folder: string, run: Run): readonly number[] {
  const server = Number(readFileSync(join(folder, "running"), "utf8"));
  const engine = enginePid(folder, engineLine.exec(run.said())?.[2] ?? "");
  if (kind === "server") return [server];
  return kind === "engine" ? [engine] : [engine, server];
}

/** The engine on this file and port; one of an earlier run may still be ending beside it. */
function enginePid(folder: string, port: string): number {
  const found = readdirSync("/proc").find((name) => {
    if (!/^\d+$/.test(name)) return false;
    const [program, ...words] = commandLine(name);
    return (
      program?.endsWith("/dynoxide") &&
      words.includes(port) &&
      words.some((word) => word.startsWith(folder))
    );
  });
  if (found === undefined)
    throw new Error(`No engine runs on port ${port} with data in ${folder}.`);
  return Number(found);
}

function commandLine(pid: string): readonly string[] {
  try {
    return readFileSync(join("/proc", pid, "cmdline"), "utf8").split("\u0000");
  } catch {
    // It ended while we were looking.
    return [];
  }
}
