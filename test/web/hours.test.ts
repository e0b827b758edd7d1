import { describe, expect, it } from "vitest";
import {
  byCategory,
  byRung,
  dayByDay,
  flowsBetween,
  type Help,
  published,
} from "../../src/web/look/hours.ts";

function help(provider: string, payer: string, change: Partial<Help> = {}): Help {
  return {
    ...{ status: "SETTLED", settledMinutes: 60, category: null },
    ...{ hub: { name: "Here" }, providerHub: { name: "Here" } },
    ...{ provider: { partyId: provider }, payer: { partyId: payer } },
    ...change,
  };
}

/** Each of so many people helps the next one for an hour. */
const circle = (people: number, change: Partial<Help> = {}) =>
  Array.from({ length: people }, (_, place) =>
    help(`p${place}`, `p${(place + 1) % people}`, change),
  );

describe("hours that are published", () => {
  it("need eight people behind them, and are rounded to five", () => {
    expect(published(circle(7))).toBeNull();
    expect(published(circle(8))).toBe(10);
    expect(published(circle(12))).toBe(10);
  });

  it("are hidden where one person gave more than half", () => {
    const most = Array.from({ length: 9 }, () => help("p0", "p1"));
    expect(published([...circle(8), ...most])).toBeNull();
    expect(published([...circle(8), ...most.slice(0, 6)])).toBe(15);
  });

  it("are told from hub to hub, and count only what settled", () => {
    const there = { hub: { name: "There" } };
    const all = [...circle(8), ...circle(3, there), ...circle(8, { status: "CANCELLED" })];
    expect(flowsBetween(all)).toEqual([
      { from: "Here", to: "Here", hours: 10 },
      { from: "Here", to: "There", hours: null },
    ]);
  });
});

describe("hours by kind of help", () => {
  it("come largest first, with what nobody sorted", () => {
    const garden = { category: { name: "Garden" } };
    expect(byCategory([help("a", "b"), ...circle(2, garden)])).toEqual([
      { name: "Garden", hours: 2 },
      { name: "No kind given", hours: 1 },
    ]);
  });
});

describe("balances day by day", () => {
  it("hold until they move, and begin at nothing", () => {
    expect(
      dayByDay([
        { who: "Bea", at: "2026-02-02T18:00:00Z", hours: 1 },
        { who: "Bea", at: "2026-02-02T19:00:00Z", hours: 2 },
        { who: "Carl", at: "2026-02-05T10:00:00Z", hours: -1 },
      ]),
    ).toEqual([
      { who: "Bea", day: "2026-02-02", hours: 2 },
      { who: "Bea", day: "2026-02-05", hours: 2 },
      { who: "Carl", day: "2026-02-02", hours: 0 },
      { who: "Carl", day: "2026-02-05", hours: -1 },
    ]);
  });
});

describe("votes by rung", () => {
  it("are counted quarter by quarter, from the top, with the rungs that nobody stood on", () => {
    const rows = byRung([
      { quarter: "2026-Q1", rungs: [{ rung: 7, count: 3 }] },
      { quarter: "2026-Q2", rungs: [{ rung: 1, count: 2 }] },
    ]);
    expect(rows).toHaveLength(16);
    expect(rows[0]).toEqual({ rung: "8 Citizen control", quarter: "2026-Q1", count: 0 });
    expect(rows.filter(({ count }) => count > 0)).toEqual([
      { rung: "7 Delegated power", quarter: "2026-Q1", count: 3 },
      { rung: "1 Manipulation", quarter: "2026-Q2", count: 2 },
    ]);
  });
});
