/*
 * How many people stand behind a sum, and how much of it one of them can be, from sums alone: what
 * each person came to is counted in bands, each twice as wide as the one before. Counts that only
 * add up can also be taken back, which the greatest number by itself could not.
 */

export type Counts = { readonly [name: string]: number };

/** A sum with how many people are behind it, and the most that one of them can be. */
export type Cell = { readonly value: number; readonly people: number; readonly most: number };

const bandOf = (minutes: number): number => Math.floor(Math.log2(minutes));

const countOf = (name: string, minutes: number, sign: 1 | -1): readonly [string, number][] =>
  minutes > 0
    ? [
        [`${name}_PEOPLE_${bandOf(minutes)}`, sign],
        [`${name}_MINUTES_${bandOf(minutes)}`, sign * minutes],
      ]
    : [];

/** What changes in the counts when one person's sum goes from one number to another. */
export function changeOf(name: string, before: number, after: number): Counts {
  const add: { [name: string]: number } = {};
  for (const [key, number] of [...countOf(name, before, -1), ...countOf(name, after, 1)]) {
    add[key] = (add[key] ?? 0) + number;
  }
  return add;
}

/** More bands than any person's minutes in a quarter reach. */
const bands = [...Array(20).keys()];

/** What the counts come to. The most is never less than what one person really is. */
export function cellOf(counts: Counts, name: string): Cell {
  let [value, people, most] = [0, 0, 0];
  for (const band of bands) {
    const here = counts[`${name}_PEOPLE_${band}`] ?? 0;
    const minutes = counts[`${name}_MINUTES_${band}`] ?? 0;
    value += minutes;
    people += here;
    if (here > 0) most = Math.min(2 ** (band + 1) - 1, minutes - (here - 1) * 2 ** band);
  }
  return { value, people, most };
}
