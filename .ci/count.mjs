// Says in one line how the tests went, from the results that vitest wrote. A file that could not
// even be loaded has no tests to count, so it counts as one failure itself.
import { existsSync, readFileSync } from "node:fs";

const file = process.argv[2];
const files = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).testResults : [];
const tests = files.flatMap((found) =>
  found.status === "failed" && !found.assertionResults.some(({ status }) => status === "failed")
    ? [...found.assertionResults, { status: "failed" }]
    : found.assertionResults,
);
const count = (wanted) => tests.filter(({ status }) => status === wanted).length;

if (files.length === 0) console.log("The gate stopped before the tests.");
console.log(`${count("passed")} passed, ${count("failed")} failed`);
