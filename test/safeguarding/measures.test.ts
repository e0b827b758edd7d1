import { beforeAll, describe, expect, it } from "vitest";
import { isRefusal, newId } from "../../src/kernel/index.ts";
import { begin, end, inForce, review } from "../../src/safeguarding/decide/index.ts";
import {
  erasers,
  type InterimMeasure,
  measuresInForce,
  planMeasure,
  planMeasureEnd,
  planMeasureReview,
} from "../../src/safeguarding/index.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

const now = "2026-03-18T09:00:00.000Z";
const later = "2026-03-25T09:00:00.000Z";
const longest = "2026-04-01T09:00:00.000Z";
const tooLong = "2026-04-01T09:00:00.001Z";

const wish = {
  id: "itm_1",
  hubId: "hub_tho",
  memberId: "mem_helen",
  kind: "NO_LONE_VISITS",
  from: now,
  until: later,
  receipts: ["a:1"],
} as const;

const measure: InterimMeasure = { ...wish, createdAt: now, version: 1 };

describe("a measure", () => {
  it("lasts fourteen days at most", () => {
    expect(begin({ ...wish, until: longest }, now)).toMatchObject({ until: longest, version: 1 });
    expect(begin({ ...wish, until: tooLong }, now)).toMatchObject({ code: "VALIDATION_FAILED" });
    expect(begin({ ...wish, until: now }, now)).toMatchObject({ code: "VALIDATION_FAILED" });
  });

  it("cannot be stretched by a beginning in the past", () => {
    const past = { ...wish, from: "2026-03-01T09:00:00.000Z" };
    expect(begin({ ...past, until: longest }, now)).toMatchObject({ until: longest });
    expect(begin({ ...past, until: "2026-03-17T09:00:00.000Z" }, now)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });

  it("goes on for another fourteen days when somebody has looked again", () => {
    const at = "2026-03-20T09:00:00.000Z";
    const next = { until: "2026-04-03T09:00:00.000Z", receipts: ["a:1", "b:2"] };
    expect(review(measure, next, at)).toEqual({
      ...measure,
      ...next,
      reviewedAt: at,
      version: 2,
    });
    expect(review(measure, { ...next, until: tooLong }, now)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });

  it("is over at its end or when it is ended, and then stays so", () => {
    const ended = end(measure, measure.receipts, now);
    expect(ended).toMatchObject({ endedAt: now, version: 2 });
    if (isRefusal(ended)) throw new Error(ended.message);
    for (const [over, at] of [[ended, now] as const, [measure, later] as const]) {
      const code = "STATE_TRANSITION_INVALID";
      expect(end(over, [], at)).toMatchObject({ code });
      expect(review(over, { until: longest, receipts: [] }, at)).toMatchObject({ code });
    }
  });

  it("holds from its beginning until its end, for its member alone", () => {
    const held = (at: string, memberId = "mem_helen") => inForce([measure], [memberId], at).length;
    expect([held("2026-03-18T08:59:59.999Z"), held(now), held(later)]).toEqual([0, 1, 0]);
    expect(held(now, "mem_olu")).toBe(0);
  });
});

describe("the measures in force", () => {
  let bank: FreshTable;
  const hubId = newId("hub");
  const memberId = newId("mem");
  const id = newId("itm");
  beforeAll(async () => {
    bank = await freshTable();
  });

  const kinds = async (at: string) =>
    (await measuresInForce(bank.table(), { hubId, memberIds: [memberId] }, at)).map(
      ({ kind }) => kind,
    );
  type Planned = ReturnType<typeof planMeasure> | ReturnType<typeof planMeasureEnd>;
  const commit = async (planned: Planned) => {
    if (isRefusal(planned)) throw new Error(planned.message);
    expect(await bank.table().commit(planned.writes)).toBe("COMMITTED");
    return planned.measure;
  };

  it("are those that began, were kept going, and have not ended", async () => {
    const begun = await commit(planMeasure({ ...wish, id, hubId, memberId }, now));
    expect(await kinds(now)).toEqual(["NO_LONE_VISITS"]);
    const at = "2026-03-24T09:00:00.000Z";
    const until = "2026-04-05T09:00:00.000Z";
    const kept = await commit(planMeasureReview(begun, { until, receipts: ["b:2"] }, at));
    expect(await kinds(longest)).toEqual(["NO_LONE_VISITS"]);
    expect(await kinds(until)).toEqual([]);
    await commit(planMeasureEnd(kept, ["c:3"], longest));
    expect(await kinds(longest)).toEqual([]);
  });

  it("cost one read unit, however many have ended before", async () => {
    for (let count = 0; count < 30; count++) {
      const past = { from: "2026-01-01T09:00:00.000Z", until: "2026-01-10T09:00:00.000Z" };
      const made = { ...wish, ...past, id: newId("itm"), hubId, memberId };
      await commit(planMeasure(made, past.from));
    }
    bank.usage.reset();
    await kinds(now);
    expect(bank.usage.readUnits()).toBe(1);
  });

  it("are gone with the person, those that hold too", async () => {
    await commit(planMeasure({ ...wish, id: newId("itm"), hubId, memberId }, now));
    const whose = { personId: newId("per"), standIn: newId("per"), now, memberId, hubId };
    let erased = 0;
    for (let left = 1; left > 0; erased += left) {
      const { writes, counts } = await erasers.INTERIM_MEASURE(bank.table(), whose);
      left = counts["INTERIM_MEASURE"] ?? 0;
      if (writes.length > 0) await bank.table().commit(writes);
    }
    expect(erased).toBe(32);
    expect(await kinds(now)).toEqual([]);
    const lines = await bank.table().walk({ pk: `SAFETY#${hubId}`, limit: 100 });
    expect(lines).toEqual([]);
  });
});
