import { CannotStart } from "../../infra/local/cannot-start.ts";
import { type KillOptions, readOptions, usage } from "./options.ts";
import { newKilling, type Report, wrongIn } from "./run.ts";

/* `npm run kill`: the kill test at length. Ends with 1 if anything is lost or doubled. */

const mostShown = 20;

async function kill({ minutes, seed }: KillOptions): Promise<number> {
  console.log(`Seed ${seed}. Killing for ${minutes} min.`);
  const killing = await newKilling({ seed, minutes, say: (line) => console.log(line) });
  let stopped: Promise<void> | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      stopped ??= killing.stop().then(() => process.exit(1));
    });
  }
  try {
    const report = await killing.run();
    console.log(told(report, seed));
    return wrongIn(report).length === 0 ? 0 : 1;
  } finally {
    await (stopped ?? killing.stop());
  }
}

function told(report: Report, seed: number): string {
  const { deaths, tally, lost, doubled, compared, folder } = report;
  const wrong = wrongIn(report);
  const byKind = Object.entries(deaths).map(([kind, times]) => `${kind} ${times}`);
  const more = wrong.length > mostShown ? [`… and ${wrong.length - mostShown} more.`] : [];
  return [
    "",
    `Seed:          ${seed}`,
    `Killed:        ${byKind.join(", ")}`,
    `Acknowledged:  ${tally.deeds.length} changes`,
    `Refused:       ${tally.refused}, and ${tally.busy} asked to try again`,
    `Sent again:    ${tally.resent}, of which ${tally.found} were found done`,
    `Compared:      ${compared}`,
    `Lost:          ${lost.length}`,
    `Doubled:       ${doubled.length}`,
    `Unexplained:   ${wrong.length - lost.length - doubled.length}`,
    ...wrong.slice(0, mostShown),
    ...more,
    ...(folder ? [`The data are kept in ${folder}.`] : []),
  ].join("\n");
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else process.exitCode = await kill(options);
} catch (error) {
  if (error instanceof CannotStart) console.error(`\n${error.message}\n${error.wayOn}`);
  else console.error(error);
  process.exitCode = 1;
}
