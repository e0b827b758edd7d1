import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRows,
  finished,
  heldMinutes,
  isRehearsed,
  nextToLookAt,
  partDone,
  rehearsed,
  removeRows,
  rowsWithOutcomes,
  whyNotPayee,
} from "../../src/payruns/decide/index.ts";
import type { Part, PayRow, PayRun, Refusals } from "../../src/payruns/model.ts";

const policy = { stepMinutes: 15, longestExchangeMinutes: 1440 };

const empty: PayRun = {
  ...{ id: "pay_1", hubId: "hub_1", organisationId: "org_1", what: "A meeting" },
  ...{ happenedOn: "2026-02-09", status: "DRAFT", createdAt: "2026-02-09T12:00:00.000Z" },
  ...{ rowCount: 0, totalMinutes: 0, partCount: 0, partsDone: 0 },
  ...{ paidCount: 0, paidMinutes: 0, refusedCount: 0, refusedMinutes: 0 },
  ...{ version: 1, receipts: [] },
};
const now = "2026-02-09T13:00:00.000Z";

const rowsFor = (count: number, from = 0): PayRow[] =>
  Array.from({ length: count }, (_, at) => ({ memberId: `mem_${from + at}`, minutes: 15 }));

function added(run: PayRun, before: readonly Part[], rows: readonly PayRow[]) {
  const changed = addRows(run, before, { rows, policy });
  if ("code" in changed) throw new Error(changed.code);
  const parts = new Map([...before, ...changed.parts].map((part) => [part.number, part]));
  return { run: changed.run, parts: [...parts.values()], touched: changed.parts.length };
}

const none: Refusals = new Map();

const steps = fc.array(
  fc.oneof(
    fc.record({ add: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ remove: fc.array(fc.nat(), { minLength: 1, maxLength: 90 }) }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** A run with its parts, how many rows were ever made for it, and whom it should hold. */
type List = {
  readonly run: PayRun;
  readonly parts: readonly Part[];
  readonly made: number;
  readonly ids: ReadonlySet<string>;
};

function withMore({ run, parts, made, ids }: List, count: number): List {
  const rows = rowsFor(count, made);
  const after = added(run, parts, rows);
  expect(after.touched).toBeLessThanOrEqual(95);
  return {
    ...{ run: after.run, parts: after.parts, made: made + count },
    ids: new Set([...ids, ...rows.map((row) => row.memberId)]),
  };
}

function withLess(list: List, places: readonly number[]): List {
  const there = [...list.ids];
  if (there.length === 0) return list;
  const gone = new Set(places.map((place) => there[place % there.length] ?? ""));
  const changed = removeRows(list.run, list.parts, [...gone]);
  if ("code" in changed) throw new Error(changed.code);
  const parts = new Map([...list.parts, ...changed.parts].map((part) => [part.number, part]));
  const ids = new Set(there.filter((one) => !gone.has(one)));
  return { ...list, run: changed.run, parts: [...parts.values()], ids };
}

describe("the rows of a pay-run", () => {
  it("come in parts of 96", () => {
    const { run, parts } = added(empty, [], rowsFor(200));
    expect(parts.map((part) => part.rows.length)).toEqual([96, 96, 8]);
    expect(run).toMatchObject({ rowCount: 200, totalMinutes: 3000, partCount: 3 });
  });

  it("fill the parts that have room before new ones are made", () => {
    const before = added(empty, [], rowsFor(100));
    const { parts, touched } = added(before.run, before.parts, rowsFor(10, 100));
    expect(parts.map((part) => part.rows.length)).toEqual([96, 14]);
    expect(touched).toBe(1);
  });

  it("are at most 10000", () => {
    const run = { ...empty, rowCount: 9999 };
    expect(addRows(run, [], { rows: rowsFor(2), policy })).toMatchObject({ code: "LIST_FULL" });
    expect(addRows(run, [], { rows: rowsFor(1), policy })).not.toHaveProperty("code");
  });

  it("keep each member once, whatever is added and taken out, and change few parts at once", () => {
    fc.assert(
      fc.property(steps, (todo) => {
        let list: List = { run: empty, parts: [], made: 0, ids: new Set() };
        for (const step of todo) {
          list = "add" in step ? withMore(list, step.add) : withLess(list, step.remove);
          const rows = list.parts.flatMap((part) => part.rows);
          expect(rows).toHaveLength(list.ids.size);
          expect(new Set(rows.map((row) => row.memberId))).toEqual(list.ids);
          expect(list.run).toMatchObject({ rowCount: rows.length, partCount: list.parts.length });
        }
      }),
    );
  });
});

describe("a rehearsal", () => {
  const { run, parts } = added(empty, [], rowsFor(200));
  const looked = parts.map((part) => ({ part, refused: none }));

  it("goes on where it was and is over after the last part", () => {
    const half = rehearsed(run, looked.slice(0, 2), now);
    expect([isRehearsed(half), nextToLookAt(half)]).toEqual([false, 2]);
    const whole = rehearsed(half, looked.slice(2), now);
    expect(isRehearsed(whole)).toBe(true);
    expect(whole.rehearsal).toMatchObject({ paidCount: 200, paidMinutes: 3000, refusedCount: 0 });
  });

  it("begins anew after its end, and is gone when rows change", () => {
    const whole = rehearsed(run, looked, now);
    expect(nextToLookAt(whole)).toBe(0);
    expect(rehearsed(whole, looked.slice(0, 1), now).rehearsal).toMatchObject({ paidCount: 96 });
    expect(added(whole, parts, rowsFor(1, 500)).run.rehearsal).toBeUndefined();
  });
});

describe("paying", () => {
  it("comes to paid and refused rows that are all rows, and never holds more than is left", () => {
    const refusals = fc.array(fc.uniqueArray(fc.nat(95)), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(refusals, (places) => {
        const { run, parts } = added(empty, [], rowsFor(200));
        let last: PayRun = { ...run, status: "RUNNING", startedAt: now };
        for (const [at, part] of parts.entries()) {
          const refused = new Map(
            (places[at] ?? []).map((place) => [place, "ACCOUNT_FROZEN"] as const),
          );
          last = partDone(last, part, refused);
          expect(heldMinutes(last)).toBe(last.totalMinutes - last.paidMinutes);
        }
        const end = finished(last, now);
        expect(end.paidCount + end.refusedCount).toBe(200);
        expect(end.paidMinutes + end.refusedMinutes).toBe(end.totalMinutes);
        expect(heldMinutes(end)).toBe(0);
      }),
    );
  });

  it("works through the parts in turn", () => {
    const { run, parts } = added(empty, [], rowsFor(200));
    const [, second] = parts;
    if (!second) throw new Error("There are three parts.");
    expect(() => partDone(run, second, none)).toThrow("parts are worked through in turn");
    expect(() => finished(run, now)).toThrow("every row was paid or refused");
  });

  it.each([
    ["nobody", undefined, "NOT_FOUND"],
    ["an organisation", { kind: "ORGANISATION", hubId: "hub_1", status: "ACTIVE" }, "NOT_FOUND"],
    ["a member of another hub", { kind: "MEMBER", hubId: "hub_2", status: "LEFT" }, "NOT_FOUND"],
    ["who has left", { kind: "MEMBER", hubId: "hub_1", status: "LEFT" }, "PARTY_NOT_ACTIVE"],
    ["who takes part", { kind: "MEMBER", hubId: "hub_1", status: "ACTIVE" }, undefined],
  ])("asks who a row is for: %s", (_who, payee, code) => {
    expect(whyNotPayee(payee, "hub_1")).toBe(code);
  });
});

describe("what became of a row", () => {
  const { run, parts } = added(empty, [], rowsFor(2));
  const part: Part = {
    ...{ number: 0, version: 1, rows: parts[0]?.rows ?? [] },
    wouldRefuse: new Map([[1, "CEILING_REACHED"]]),
  };
  const looked = rehearsed(run, [{ part, refused: part.wouldRefuse }], now);
  const running: PayRun = { ...run, status: "RUNNING" };
  const refused: Refusals = new Map([[0, "ACCOUNT_FROZEN"]]);
  const done = partDone(running, part, refused);
  const paid = { actId: "prt_1", refused };

  it.each([
    ["a draft", run, undefined, ["NOT_REHEARSED", "NOT_REHEARSED"]],
    ["a rehearsed draft", looked, undefined, ["WOULD_BE_PAID", "WOULD_BE_REFUSED"]],
    ["a run that has not come to it", running, undefined, ["WAITING", "WAITING"]],
    ["a run that has", done, paid, ["REFUSED", "PAID"]],
    ["a finished run", { ...done, status: "FINISHED" } as const, paid, ["REFUSED", "PAID"]],
    ["a stopped run", { ...run, status: "CANCELLED" } as const, undefined, ["STOPPED", "STOPPED"]],
  ])("is told of %s", (_what, its, paidPart, outcomes) => {
    const rows = rowsWithOutcomes(its, part, paidPart);
    expect(rows.map((row) => row.outcome)).toEqual(outcomes);
    for (const row of rows) {
      const isRefused = ["REFUSED", "WOULD_BE_REFUSED"].includes(row.outcome);
      expect(row.refusalCode !== undefined).toBe(isRefused);
      expect(row.actId).toBe(row.outcome === "PAID" ? "prt_1" : undefined);
    }
  });
});
