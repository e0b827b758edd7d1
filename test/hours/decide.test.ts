import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, changeOf } from "../../src/hours/decide/bands.ts";
import {
  checkDay,
  countsOfMonth,
  isForWork,
  isSigned,
  reportedIn,
  sign,
  sumsOfLine,
} from "../../src/hours/decide/index.ts";
import type { ServiceHours } from "../../src/hours/model/index.ts";

type Counts = { [name: string]: number };

const added = (counts: Counts, add: { readonly [name: string]: number }) => {
  for (const [name, number] of Object.entries(add)) counts[name] = (counts[name] ?? 0) + number;
  return counts;
};

describe("bands", () => {
  const steps = fc.array(
    fc.record({ who: fc.integer({ min: 0, max: 12 }), to: fc.integer({ min: 0, max: 90_000 }) }),
  );

  it("know how many people and minutes there are, whatever was taken back", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const people = new Map<number, number>();
        const counts: Counts = {};
        for (const { who, to } of all) {
          added(counts, changeOf("X", people.get(who) ?? 0, to));
          people.set(who, to);
        }
        const real = [...people.values()].filter((minutes) => minutes > 0);
        const cell = cellOf(counts, "X");
        expect(cell.people).toBe(real.length);
        expect(cell.value).toBe(real.reduce((sum, minutes) => sum + minutes, 0));
        const most = Math.max(0, ...real);
        expect(cell.most).toBeGreaterThanOrEqual(most);
        expect(cell.most).toBeLessThanOrEqual(2 * most);
      }),
    );
  });

  it("know exactly what the one is who is alone at the top", () => {
    const counts = [60, 60, 1000].reduce<Counts>(
      (sum, minutes) => added(sum, changeOf("X", 0, minutes)),
      {},
    );
    expect(cellOf(counts, "X")).toEqual({ value: 1120, people: 3, most: 1000 });
  });
});

describe("a month", () => {
  const nothing = { careMinutes: 0, otherMinutes: 0, recognisedMinutes: 0, creditedMinutes: 0 };

  it("takes recognised care and the diary's care for the same care", () => {
    const both = { ...nothing, careMinutes: 300, recognisedMinutes: 240, otherMinutes: 60 };
    expect(reportedIn(both)).toBe(360);
    expect(reportedIn({ ...both, recognisedMinutes: 600 })).toBe(660);
  });

  it("never has more credited than reported", () => {
    const minutes = fc.integer({ min: 0, max: 50_000 });
    const month = fc.record({
      ...{ careMinutes: minutes, otherMinutes: minutes, recognisedMinutes: minutes },
    });
    fc.assert(
      fc.property(month, fc.double({ min: 0, max: 1, noNaN: true }), (some, part) => {
        const creditedMinutes = Math.floor(some.recognisedMinutes * part);
        const counts = countsOfMonth(nothing, { ...some, creditedMinutes });
        const [reported, credited] = [cellOf(counts, "REPORTED"), cellOf(counts, "CREDITED")];
        expect(reported.value).toBeGreaterThanOrEqual(credited.value);
      }),
    );
  });

  it("takes in what was done up to 31 days ago, and nothing to come", () => {
    const now = "2026-02-09T12:00:00.000Z";
    expect(checkDay("2026-02-09", now)).toBeUndefined();
    expect(checkDay("2026-01-09", now)).toBeUndefined();
    expect(checkDay("2026-01-08", now)).toMatchObject({ code: "VALIDATION_FAILED" });
    expect(checkDay("2026-02-10", now)).toMatchObject({ code: "VALIDATION_FAILED" });
  });
});

describe("work done together", () => {
  const hours: ServiceHours = {
    ...{ id: "jnt_1", hubId: "hub_1", organisationId: "org_1", mode: "CO_DESIGN", what: "A plan" },
    ...{ happenedOn: "2026-02-09", citizenMinutes: 60, citizenCount: 1, staffMinutes: 60 },
    ...{ createdAt: "2026-02-09T12:00:00.000Z", version: 1, receipts: [] },
  };

  it("is signed by both sides, each once, and by nobody for both", () => {
    expect(isSigned(hours)).toBe(false);
    const half = { ...hours, citizenMark: "amina" };
    expect(sign(hours, "CITIZEN", "amina")).toEqual(half);
    expect(isSigned(half)).toBe(false);
    expect(sign(half, "CITIZEN", "tom")).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
    expect(sign(half, "SERVICE", "amina")).toMatchObject({ code: "OTHER_SIDE_SIGNS" });
    const whole = sign(half, "SERVICE", "nora");
    expect(whole).toEqual({ ...half, serviceMark: "nora" });
    expect("id" in whole && isSigned(whole)).toBe(true);
    const other = { ...hours, serviceMark: "nora" };
    expect(sign(other, "CITIZEN", "nora")).toMatchObject({ code: "OTHER_SIDE_SIGNS" });
  });

  it("rests on credits for work, of which nothing was taken back", () => {
    for (const kind of ["EXCHANGE", "SPONSORED", "LEARNING", "RECOGNITION"]) {
      expect(isForWork({ kind })).toBe(true);
      expect(isForWork({ kind, reversedById: "jrn_2" })).toBe(false);
    }
    for (const kind of ["GIFT", "ALLOCATION", "RETURN", "REVERSAL", "CLOSURE"]) {
      expect(isForWork({ kind })).toBe(false);
    }
  });
});

describe("a line of the diary", () => {
  it("is summed as care or as other work, and taken off where it stood", () => {
    expect(sumsOfLine({ kind: "CARE", minutes: 30 })).toEqual({ careMinutes: 30 });
    expect(sumsOfLine({ kind: "CARE", minutes: 30 }, -1)).toEqual({ careMinutes: -30 });
    expect(sumsOfLine({ kind: "HOME", minutes: 45 })).toEqual({ otherMinutes: 45 });
  });
});
