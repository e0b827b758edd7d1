import type { Problem } from "./csv.ts";
import type { Outcome } from "./run.ts";

export function sayJson(outcome: Outcome): void {
  console.log(JSON.stringify(outcome, null, 2));
}

/** Each bad row by its line and column, then what became of the whole. */
export function sayWords(outcome: Outcome): void {
  for (const problem of outcome.problems) console.log(inWords(problem));
  console.log(whole(outcome));
}

const inWords = ({ file, line, column, message }: Problem): string =>
  `${file}, line ${line}${column ? `, ${column}` : ""}: ${message}`;

function whole({ isWell, isDryRun, checked, problems, rows }: Outcome): string {
  const size = Object.entries(checked)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(", ");
  if (rows.length === 0) {
    return isWell
      ? `All rows are good (${size || "none"}). ${isDryRun ? "Nothing was changed." : ""}`.trim()
      : `${problems.length} to mend. Nothing was changed.`;
  }
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  return `Done: ${count("DONE")}, done before: ${count("DONE_BEFORE")}, refused: ${count("REFUSED")}.`;
}
