import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOfModes, modeOn, mostEntries, say, trendOf } from "../../src/hours/decide/index.ts";
import type { ModeEntry } from "../../src/hours/model/index.ts";
import { isRefusal, quarterOf } from "../../src/kernel/index.ts";

const now = "2026-06-15T10:00:00.000Z";
const nothing: { readonly history: readonly ModeEntry[] } = { history: [] };

const twoDigits = (number: number) => String(number).padStart(2, "0");
const day = fc
  .record({
    year: fc.integer({ min: 2024, max: 2026 }),
    month: fc.integer({ min: 1, max: 6 }),
    date: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ year, month, date }) => `${year}-${twoDigits(month)}-${twoDigits(date)}`);
const mode = fc.constantFrom("TO", "FOR", "WITH", "BY", undefined);
const entry = fc.record({ mode, from: day, why: fc.constant("So it is.") });
const entries = fc.array(entry, { maxLength: mostEntries });

type Wish = Omit<ModeEntry, "writtenAt">;

const added = (history: readonly ModeEntry[], wish: Wish): readonly ModeEntry[] => {
  const next = say({ history }, wish, now);
  if (isRefusal(next)) throw new Error(next.code);
  return next.history;
};

describe("what is said of a service", () => {
  it("is never overwritten: every entry stays where it was and as it was", () => {
    fc.assert(
      fc.property(entries, (wishes) => {
        let history: readonly ModeEntry[] = [];
        for (const wish of wishes) {
          const before = structuredClone(history);
          history = added(history, wish);
          expect(history.slice(0, -1)).toEqual(before);
          expect(history.at(-1)).toEqual({ ...wish, writtenAt: now });
        }
      }),
    );
  });

  it("is put right by a later entry for the same day", () => {
    const said = (mode: Wish["mode"]) => ({ mode, from: "2026-01-05", why: "So it is." });
    expect(modeOn(added(added([], said("FOR")), said("WITH")), "2026-01-05")).toBe("WITH");
  });

  it("holds on a day as the last entry dated by that day says, the later written of two", () => {
    fc.assert(
      fc.property(entries, day, (wishes, on) => {
        const history = wishes.reduce(added, nothing.history);
        const [last] = history
          .map((one, at) => ({ ...one, at }))
          .filter(({ from }) => from <= on)
          .toSorted((a, b) => b.from.localeCompare(a.from) || b.at - a.at);
        expect(modeOn(history, on)).toBe(last?.mode);
      }),
    );
  });

  it.each([
    ["a day in the future", nothing, "2026-06-16", "VALIDATION_FAILED"],
    ["a day before 2000", nothing, "1999-12-31", "VALIDATION_FAILED"],
    [
      "one entry more than fit",
      {
        history: Array.from({ length: mostEntries }, (): ModeEntry => {
          return { mode: "FOR", from: "2026-01-01", why: "So.", writtenAt: now };
        }),
      },
      "2026-06-15",
      "HISTORY_FULL",
    ],
  ])("is refused for %s", (_case, service, from, code) => {
    expect(say(service, { mode: "WITH", from, why: "So." }, now)).toMatchObject({ code });
  });
});

describe("the trend of a place", () => {
  it("tells of each quarter how many services are in each mode on its last day", () => {
    const services = fc.array(entries, { maxLength: 4 });
    fc.assert(
      fc.property(services, (all) => {
        const counts: { [name: string]: number } = {};
        const histories = all.map((wishes) =>
          wishes.reduce((history, wish) => {
            const next = added(history, wish);
            for (const [name, by] of Object.entries(changeOfModes(history, next))) {
              counts[name] = (counts[name] ?? 0) + by;
            }
            return next;
          }, nothing.history),
        );
        for (const { quarter, modes } of trendOf(counts, "2026-Q2")) {
          // As the days are written, no month is longer than this.
          const end = `${quarter.slice(0, 4)}-${twoDigits(Number(quarter.slice(6)) * 3)}-31`;
          for (const one of modes) {
            const there = histories.filter((history) => modeOn(history, end) === one.mode);
            expect(one.services).toBe(there.length);
          }
        }
      }),
    );
  });

  it("tells eight quarters up to the one that was asked for, across the years", () => {
    const told = trendOf({}, "2026-Q2").map(({ quarter }) => quarter);
    expect(told).toHaveLength(8);
    expect([told[0], told.at(-1)]).toEqual(["2024-Q3", "2026-Q2"]);
    expect(told).toContain(quarterOf("2025-12-31"));
  });
});
