import { isRefusal, type Refusal, refuse } from "../kernel/index.ts";
import { Busy } from "./commit.ts";
import type { Table, Write } from "./table.ts";

/** What one try comes to: an answer that needs no write, or changes and the answer they bring. */
export type Step<Result> =
  | { readonly answer: Result }
  | { readonly writes: readonly Write[]; readonly answer: Result };

const mostTries = 12;
const firstWaitMillis = 4;
const longestWaitMillis = 250;

/**
 * Reads, decides and commits, again and again until nobody was faster.
 *
 * `step` must read everything it decides on, so that each try decides on the truth of that
 * moment, and must recognise its own earlier success (a receipt), so that a try after a lost
 * answer finds what was done. A refusal ends it at once. After a bounded number of tries the
 * answer is BUSY_TRY_AGAIN and nothing has been written.
 */
export async function attempt<Result, Code extends string>(
  table: Table,
  step: () => Promise<Step<Result> | Refusal<Code>>,
): Promise<Result | Refusal<Code | "BUSY_TRY_AGAIN">> {
  for (let tried = 0; tried < mostTries; tried++) {
    if (tried > 0) await pause(tried);
    const next = await step();
    if (isRefusal(next)) return next;
    if (!("writes" in next)) return next.answer;
    if ((await commitOrYield(table, next.writes)) === "COMMITTED") return next.answer;
  }
  return refuse(
    "BUSY_TRY_AGAIN",
    "Many people are using this at the same moment, so nothing was changed.",
    "Wait a few seconds, then try again with the same idempotencyKey.",
  );
}

async function commitOrYield(table: Table, writes: readonly Write[]) {
  try {
    return await table.commit(writes);
  } catch (error) {
    if (error instanceof Busy) return "BUSY";
    throw error;
  }
}

/** Full jitter: somewhere between no wait and twice the last longest one. */
function pause(tried: number): Promise<void> {
  const longest = Math.min(longestWaitMillis, firstWaitMillis * 2 ** tried);
  return new Promise((done) => setTimeout(done, Math.random() * longest));
}
