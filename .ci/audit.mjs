// Asks the registry whether anything that is shipped has a known weakness of high or critical
// severity, and fails if so. Not every registry answers: a mirror may refuse, a machine may be off
// the net. Then this says so in plain words and goes on, because that is no finding.
import { spawnSync } from "node:child_process";

const { stdout = "", error } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
  encoding: "utf8",
});
const report = read(stdout ?? "");
const counts = report?.metadata?.vulnerabilities;

if (!Number.isInteger(counts?.high) || !Number.isInteger(counts?.critical)) {
  const why = report?.message ?? error?.message ?? "no answer that can be read";
  console.log(
    `THE REGISTRY COULD NOT BE ASKED about known weaknesses, so today nothing is known of them. (${why})`,
  );
} else if (counts.high + counts.critical > 0) {
  const severe = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    ["high", "critical"].includes(severity),
  );
  for (const { name, severity, range } of severe) console.error(`${severity}: ${name} ${range}`);
  console.error("What is shipped has known weaknesses: see above, and run `npm audit`.");
  process.exitCode = 1;
} else {
  console.log("Nothing that is shipped has a known weakness of high or critical severity.");
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
