/**
 * States what must be true here. If it is not, the program is wrong: the request stops with a
 * fault that is logged in full and shown to the caller only as a reference number.
 */
export function invariant(truth: unknown, what: string): asserts truth {
  if (!truth) throw new Error(`Broken promise: ${what}`);
}
