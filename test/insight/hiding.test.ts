import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Cell,
  fewest,
  hiddenAmong,
  isSmall,
  rounded,
} from "../../src/insight/decide/index.ts";

const count = (value: number): Cell => ({ value, people: value });
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** What is published of a place and those right below it: numbers, or that they are hidden. */
function published(values: readonly number[]): string {
  const top = count(sum(values));
  if (isSmall(top)) return "all hidden";
  const hidden = hiddenAmong(values.map(count));
  const cells = values.map((value, at) => (hidden[at] ? "*" : rounded(value, 5)));
  return [rounded(top.value, 5), ...cells].join(" ");
}

/** All ways in which so many places can come to at most `most` together. */
function* worlds(places: number, most: number): Generator<readonly number[]> {
  if (places === 0) return yield [];
  for (let value = 0; value <= most; value++) {
    for (const rest of worlds(places - 1, most - value)) yield [value, ...rest];
  }
}

/** Hidden places whose number is the only one that fits what is published of a family. */
function recoverable(places: number, most: number): readonly string[] {
  const fitting = new Map<string, Set<number>[]>();
  for (const world of worlds(places, most)) {
    const told = published(world);
    const sets = fitting.get(told) ?? world.map(() => new Set<number>());
    fitting.set(told, sets);
    for (const [at, value] of world.entries()) sets[at]?.add(value);
  }
  return [...fitting].flatMap(([told, sets]) => {
    const [top, ...cells] = told.split(" ");
    const isHidden = (at: number) => top === "all" || cells[at] === "*";
    // Near the most that was tried, worlds beyond it would fit too.
    const isTried = top === "all" || Number(top) + 2 <= most;
    const isFound = sets.some((values, at) => isHidden(at) && values.size < 2);
    return isTried && isFound ? [told] : [];
  });
}

describe("a count of few people", () => {
  // Whoever knows the rules and tries every way the world could be finds no hidden number out.
  it.each([
    [2, 80],
    [3, 60],
    [4, 48],
    [5, 32],
    [6, 22],
  ])(
    "cannot be worked out from what is told around it: %i places of at most %i",
    (places, most) => {
      expect(recoverable(places, most)).toEqual([]);
    },
  );

  it("is the same attack that finds what hiding the small ones alone would give away", () => {
    const naive = (values: readonly number[]) => values.map((value) => value > 0 && value < fewest);
    expect(naive([20, 3])).toEqual([false, true]);
    expect(hiddenAmong([20, 3].map(count))).toEqual([true, true]);
  });

  it("is hidden from one to seven, and nought is not where nothing around it is", () => {
    expect([0, 1, 7, 8].map((value) => isSmall(count(value)))).toEqual([false, true, true, false]);
    expect(hiddenAmong([0, 8, 20].map(count))).toEqual([false, false, false]);
    expect(hiddenAmong([0, 5, 20, 30].map(count))).toEqual([true, true, true, false]);
  });

  it("is hidden of five, four and three members, and told of the county as ten", () => {
    expect(hiddenAmong([5, 4, 3].map(count))).toEqual([true, true, true]);
    expect(published([5, 4, 3])).toBe("10 * * *");
  });
});

const contributions = fc.array(fc.integer({ min: 15, max: 600 }), { maxLength: 14 });

const cellOf = (minutes: readonly number[]): Cell => ({
  value: sum(minutes),
  people: minutes.length,
  most: Math.max(0, ...minutes),
});

describe("a sum of minutes", () => {
  it("is hidden when one makes up more than half of it, and when few make it up", () => {
    const eight = Array.from({ length: 8 }, () => 60);
    expect(isSmall(cellOf(eight))).toBe(false);
    expect(isSmall(cellOf(eight.slice(1)))).toBe(true);
    expect(isSmall(cellOf([...eight, 481]))).toBe(true);
    expect(isSmall(cellOf([...eight, 480]))).toBe(false);
  });

  it("is never told of few, and what is hidden together is never few either", () => {
    fc.assert(
      fc.property(fc.array(contributions, { minLength: 2, maxLength: 8 }), (places) => {
        const cells = places.map(cellOf);
        const hidden = hiddenAmong(cells);
        cells.forEach((cell, at) => {
          if (!hidden[at]) expect(isSmall(cell)).toBe(false);
        });
        const together = places.filter((_place, at) => hidden[at]);
        if (together.length === 0 || together.length === places.length) return;
        expect(together.length).toBeGreaterThan(1);
        const most = Math.max(
          ...cells.filter((_cell, at) => hidden[at]).map((one) => one.most ?? 0),
        );
        expect(isSmall({ ...cellOf(together.flat()), most })).toBe(false);
      }),
    );
  });
});
