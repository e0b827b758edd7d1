import { isRefusal, type Refusal, refuse } from "../kernel/index.ts";
import { Busy } from "./busy.ts";
import type { Table, Write } from "./table.ts";

/** What one try comes to: an answer that needs no write, or changes and the answer they bring. */
export type Step<Result> =
  | { readonly answer: Result }
  | { readonly writes: readonly Write[]; readonly answer: Result };

const mostTries = 12;
const leastWaitMillis = 4;
const longestWaitMillis = 500;
/** No new try after this long, so that the answer is there before a request's time is up. */
const longestMillis = 5_000;

/**
 * Reads, decides and commits, again and again until nobody was faster.
 *
 * `step` must read everything it decides on, so that each try decides on the truth of that
 * moment, and must recognise its own earlier success (a receipt), so that a try after a lost
 * answer finds what was done. After a bounded number of tries, or five seconds, it looks once more,
 * because the last answer too may have been lost on its way; when nothing of its own is there, the
 * answer is BUSY_TRY_AGAIN and nothing has been written.
 */
export async function attempt<Result, Code extends string>(
  table: Table,
  step: () => Promise<Step<Result> | Refusal<Code>>,
): Promise<Result | Refusal<Code | "BUSY_TRY_AGAIN">> {
  let tookMillis = 0;
  const began = performance.now();
  for (let tried = 0; ; tried++) {
    if (tried > 0) await pause(tried, tookMillis);
    const begun = performance.now();
    const isLast = tried >= mostTries || begun - began > longestMillis;
    const next = await unlessBusyStill(() => surely(step), !isLast);
    tookMillis = performance.now() - begun;
    if (next === "BUSY") continue;
    if (isRefusal(next)) return next;
    if (!("writes" in next)) return next.answer;
    if (isLast) return busy();
    const outcome = await unlessBusyStill(() => table.commit(next.writes), true);
    if (outcome === "COMMITTED") return next.answer;
    tookMillis = performance.now() - begun;
  }
}

/** How often a no is looked into. */
const mostLooks = 4;

/**
 * What a step comes to, where a no counts when it is found twice. It may rest on things that were
 * read one after the other while somebody changed them, perhaps this very request on another way;
 * what a second reading finds as it was had not changed when the first one came to its no.
 */
async function surely<Result, Code extends string>(
  step: () => Promise<Step<Result> | Refusal<Code>>,
): Promise<Step<Result> | Refusal<Code>> {
  let found = await step();
  for (let looks = 1; looks < mostLooks; looks++) {
    if (!isRefusal(found) || isPlain(found)) return found;
    const again = await step();
    if (isRefusal(again) && again.code === found.code) return again;
    found = again;
  }
  return found;
}

const plain: ReadonlySet<string> = new Set([
  "CONFLICT_VERSION",
  "FORBIDDEN",
  "IDEMPOTENCY_KEY_REUSED",
  "NOT_FOUND",
]);

/** Does this no rest on one thing alone, so that one reading is enough to be sure of it? */
const isPlain = ({ code }: Refusal<string>): boolean => plain.has(code);

/** BUSY where the engine asks to come again, as long as there is another try. */
async function unlessBusyStill<Outcome>(
  work: () => Promise<Outcome>,
  isTriedAgain: boolean,
): Promise<Outcome | "BUSY"> {
  try {
    return await work();
  } catch (error) {
    if (isTriedAgain && error instanceof Busy) return "BUSY";
    throw error;
  }
}

const busy = () =>
  refuse(
    "BUSY_TRY_AGAIN",
    "Many people are using this at the same moment, so nothing was changed.",
    "Wait a few seconds, then try again with the same idempotencyKey.",
  );

/**
 * Full jitter: somewhere between no wait and twice the last longest one. The wait is measured by
 * how long a try takes, because that is how long others need too: a queue of many then drains
 * with a third of the tries in vain.
 */
function pause(tried: number, tookMillis: number): Promise<void> {
  const unit = Math.max(leastWaitMillis, tookMillis);
  const longest = Math.min(longestWaitMillis, unit * 2 ** tried);
  return new Promise((done) => setTimeout(done, Math.random() * longest));
}
