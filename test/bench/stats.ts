import { performance } from "node:perf_hooks";

export async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The value below which this share of the values lies: 0.5 is the median. */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Rounded for reading, as a number so that a table lines it up. */
export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
