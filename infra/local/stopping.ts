import { CannotStart } from "./cannot-start.ts";

/** What is told of everything that has to be stopped again, and of what cannot be done without. */
export type Around = {
  readonly onStop: (stop: () => Promise<void> | void) => void;
  readonly onLost: (why: CannotStart) => void;
};

/**
 * Does something that starts other things. Whatever is started adds its own stop, and they run in
 * reverse order, once: on Ctrl-C, on a failure, on a request to end, and when the work answers
 * with how to end. Work that answers nothing goes on until then.
 */
export async function stoppable(work: (around: Around) => Promise<number | undefined>) {
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
    process.on(signal, () => {
      if (!ending) console.error("\nStopping.");
      void end(0);
    });
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

/** Whoever asked for JSON is told in JSON, whatever happens. */
export function sayFailure(error: unknown): void {
  if (!(error instanceof CannotStart)) {
    console.error("\nThis is a mistake in Corehours. Please report it.\n", error);
  } else if (process.argv.includes("--json")) {
    const { message, wayOn } = error;
    console.log(JSON.stringify({ isWell: false, message, remedy: wayOn }));
  } else console.error(`\n${error.message}\n${error.wayOn}`);
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
