import { type Verdict, verifyFile } from "../../src/audit/index.ts";
import { at, type Json } from "../support/api.ts";

/** Asks and answers with the data, as somebody. */
export type Ask = (
  document: string,
  variables: { readonly [name: string]: unknown },
) => Promise<Json>;

const exporting = `query ($hubId: ID!, $asOf: DateTime, $first: Int, $after: String) {
  ledgerExport(hubId: $hubId, asOf: $asOf, first: $first, after: $after) { asOf lines next }
}`;

/** All lines of a hub's books, page by page. */
export async function exportOf(
  ask: Ask,
  hubId: string,
  { asOf, first = 100 }: { readonly asOf?: string; readonly first?: number } = {},
): Promise<readonly string[]> {
  const lines: string[] = [];
  let after: Json = null;
  do {
    const data: Json = await ask(exporting, { hubId, asOf, first, after });
    const page = at(data, "ledgerExport.lines");
    if (!Array.isArray(page)) throw new Error(`No page came: ${JSON.stringify(data)}`);
    lines.push(...page.map(String));
    after = at(data, "ledgerExport.next");
  } while (typeof after === "string");
  return lines;
}

/** What the lines of a file come to, whether they have to be read once or twice. */
export function verdictOn(lines: readonly string[]): Verdict {
  const first = verifyFile(7);
  for (const line of lines) first.line(line);
  const outcome = first.end();
  if ("verdict" in outcome) return outcome.verdict;
  for (const line of lines) outcome.again.line(line);
  return outcome.again.end();
}
