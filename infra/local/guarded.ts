import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

/** A program that ends when we do, however we end. */
export type Guarded = {
  /** When it has ended, whoever ended it: its exit code, or 128 and the number of the signal. */
  readonly ended: Promise<number>;
  /** Asks it to end, and ends it by force if that takes long. */
  readonly stop: () => Promise<void>;
  /** All that it says, if that is listened to. */
  readonly says: Readable | null;
};

const longestStopMillis = 3_000;

/**
 * Runs the program as a child of a shell that also reads our end of a pipe. When we end, however
 * we end, the pipe closes and the shell ends the program: nothing is left behind by a crash.
 */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(cat <&3; kill "$program") >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** Starts a program. What it says is dropped, unless it is to be heard. */
export function startGuarded(
  words: readonly string[],
  options: { readonly heard?: boolean; readonly environment?: object } = {},
): Guarded {
  const script = options.heard ? `exec 2>&1\n${guard}` : guard;
  // Its own process group, so that Ctrl-C in the terminal reaches us alone and we end it in order.
  const shell = spawn("/bin/sh", ["-c", script, "guard", ...words], {
    stdio: ["pipe", options.heard ? "pipe" : "ignore", "ignore"],
    env: { ...process.env, ...options.environment },
    detached: true,
  });
  const ended = new Promise<number>((done) => {
    // Said only after everything that the program said has been heard.
    shell.once("close", (code) => done(code ?? 1));
    shell.once("error", () => done(1));
  });
  // Writing nothing to it, we learn of a broken pipe only by an event nobody needs.
  shell.stdin?.on("error", () => {});
  const stop = async () => {
    shell.stdin?.end();
    if (await within(ended, longestStopMillis)) return;
    killGroup(shell.pid);
    await ended;
  };
  return { ended, stop, says: shell.stdout };
}

function killGroup(pid: number | undefined) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}

/** Does it end in this time? */
export async function within(ended: Promise<unknown>, millis: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = pause(millis, false, { signal: waiting.signal }).catch(() => false);
  const first = await Promise.race([ended.then(() => true), late]);
  waiting.abort();
  return first;
}
