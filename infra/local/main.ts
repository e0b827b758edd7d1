import { CannotStart } from "./cannot-start.ts";
import { readOptions, usage } from "./options.ts";
import { start } from "./start.ts";

/*
 * `npm start`: the whole time bank on one machine. Whatever is started adds its own stop, and
 * they run in reverse order, once, on Ctrl-C, on a failure and on a request to end.
 */
const stops: (() => Promise<void> | void)[] = [];
let ending: Promise<never> | undefined;

function end(code: number): Promise<never> {
  ending ??= endNow(code);
  return ending;
}

async function endNow(code: number): Promise<never> {
  for (const stop of stops.reverse()) {
    try {
      await stop();
    } catch (fault) {
      console.error("Something did not stop in order.", fault);
    }
  }
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!ending) console.log("\nStopping.");
    void end(0);
  });
}

function fail(error: unknown): Promise<never> {
  // Once we are stopping, what was under way fails because its ground was taken away.
  if (!ending) {
    if (error instanceof CannotStart) console.error(`\n${error.message}\n${error.wayOn}`);
    else console.error("\nThis is a mistake in Corehours. Please report it.\n", error);
  }
  return end(1);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else {
    await start(options, {
      onStop: (stop) => stops.push(stop),
      onLost: (why) => void fail(why),
    });
  }
} catch (error) {
  await fail(error);
}
