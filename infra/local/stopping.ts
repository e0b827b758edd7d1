import { CannotStart } from "./cannot-start.ts";

/** What is told of everything that has to be stopped again, and of what cannot be done without. */
export type Around = {
  readonly onStop: (stop: () => Promise<void> | void) => void;
  readonly onLost: (why: CannotStart) => void;
};

/**
 * Does something that starts other things. Whatever is started adds its own stop, and they run in
 * reverse order, once: on Ctrl-C, on a failure, on a request to end, and when the work answers
 * with how to end. Work that answers nothing goes on until then. What a signal ends with, `onSignal` says.
 */
export async function stoppable(
  work: (around: Around) => Promise<number | undefined>,
  onSignal: () => number,
) {
  const stops: (() => Promise<void> | void)[] = [];
  let ending: Promise<never> | undefined;
  const end = (code: number): Promise<never> => {
    ending ??= endNow(stops, code);
    return ending;
  };
  const fail = (error: unknown): Promise<never> => {
    // Once we are stopping, what was under way fails because its ground was taken away.
    if (!ending) sayFailure(error);
    return end(error instanceof CannotStart ? error.exitCode : 1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void (ending ?? end(onSignal())));
  }
  try {
    const code = await work({
      onStop: (stop) => stops.push(stop),
      onLost: (why) => void fail(why),
    });
    if (code !== undefined) await end(code);
  } catch (error) {
    await fail(error);
  }
  return 0;
}

/** Work that was to end by itself and was broken off is not done. */
const brokenOffCode = 130;

/** Says that work was broken off, on a line of its own, and answers what to end with. */
export function sayBrokenOff(): number {
  sayFailure(new CannotStart("Broken off.", "Started again, it goes on where it was."));
  return brokenOffCode;
}

/** For work that can end at any moment, because it is done step by step and each step is whole. */
export function endWhenBrokenOff(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => process.exit(sayBrokenOff()));
  }
}

/** Whoever asked for JSON is told in JSON, whatever happens. */
export function sayFailure(error: unknown): void {
  const isJson = process.argv.includes("--json");
  const known =
    error instanceof CannotStart
      ? { message: error.message, wayOn: error.wayOn }
      : { message: "This is a mistake in Corehours.", wayOn: "Please report it." };
  if (isJson) {
    // A line of progress may be unfinished.
    if (process.stderr.isTTY) process.stderr.write("\n");
    console.log(JSON.stringify({ isWell: false, message: known.message, remedy: known.wayOn }));
  } else console.error(`\n${known.message}\n${known.wayOn}`);
  if (!(error instanceof CannotStart)) console.error(error);
}

async function endNow(stops: readonly (() => Promise<void> | void)[], code: number) {
  for (const stop of stops.toReversed()) {
    try {
      await stop();
    } catch (fault) {
      console.error("Something did not stop in order.", fault);
    }
  }
  return process.exit(code);
}
