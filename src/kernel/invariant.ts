/** The program is wrong. The words are the program's own, the same whoever asked. */
export class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";
}

/**
 * States what must be true here, in words that never change. If it is not, the program is wrong:
 * the request stops with a fault that is logged and shown to the caller only as a reference number.
 */
export function invariant(truth: unknown, what: string): asserts truth {
  if (!truth) throw new BrokenPromise(`Broken promise: ${what}`);
}
