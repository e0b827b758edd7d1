import fc from "fast-check";
import { keep, keptFor } from "./corpus.ts";

/** A busy machine makes fewer histories in this time, and is not kept from other work for longer. */
const longestMillis = 8_000;

/** Holds a property to what failed before, then to new histories. A failure tells its seed. */
export async function holds<Args>(
  test: string,
  property: fc.IAsyncProperty<Args>,
  { runs }: { readonly runs: number },
): Promise<void> {
  for (const { seed, path } of keptFor(test)) {
    await fc.assert(property, { seed, path, endOnFailure: true });
  }
  const some = await fc.check(property, {
    numRuns: runs,
    interruptAfterTimeLimit: longestMillis,
  });
  const isTooSlow = some.interrupted && some.numRuns === 0;
  const found = isTooSlow ? await fc.check(property, { numRuns: 1 }) : some;
  if (!found.failed) return;
  if (found.counterexamplePath !== null) {
    keep({ test, seed: found.seed, path: found.counterexamplePath });
  }
  const report = await fc.asyncDefaultReportMessage(found);
  throw new Error(`${report}\n${found.errorInstance}`, { cause: found.errorInstance });
}
