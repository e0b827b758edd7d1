import { describe, expect, it } from "vitest";
import {
  finished,
  goneOn,
  progressed,
  startedAnew,
  whyNotAsk,
  whyNotErase,
} from "../../src/rights/decide/index.ts";
import type { RunningErasure, Work } from "../../src/rights/model/index.ts";

const leaver = {
  tie: "SELF",
  isTieNoted: true,
  isStillMember: false,
  isLastGuardian: false,
} as const;

const work: Work = {
  personId: "per_1",
  login: "per_1",
  standIn: "per_2",
  members: [{ id: "mem_1", hubId: "hub_1" }],
  at: 3,
  after: "a place",
  isClean: true,
};

const running: RunningErasure = {
  status: "RUNNING",
  id: "ers_1",
  askedBy: "SELF",
  asker: "ers_2",
  hubIds: ["hub_1"],
  startedAt: "2026-01-05T09:00:00.000Z",
  counts: { PERSON: 1, EXCHANGE: 2 },
  work,
  version: 4,
  receipts: [],
};

describe("whether somebody may be erased", () => {
  it("is for the person and a noted guardian to ask, and for a broker who says how they heard", () => {
    expect(whyNotAsk(leaver, undefined)).toBeUndefined();
    expect(whyNotAsk({ ...leaver, tie: "GUARDIAN" }, undefined)).toBeUndefined();
    const unnoted = { ...leaver, tie: "GUARDIAN", isTieNoted: false } as const;
    expect(whyNotAsk(unnoted, "PHONE")?.path).toEqual(["input", "memberId"]);
    const broker = { ...leaver, tie: "BROKER" } as const;
    expect(whyNotAsk(broker, undefined)?.path).toEqual(["input", "spokenOver"]);
    expect(whyNotAsk(broker, "PHONE")).toBeUndefined();
  });

  it("waits for them to leave, and then for a child to have someone else", () => {
    const both = { ...leaver, isStillMember: true, isLastGuardian: true };
    expect(whyNotErase(both)?.code).toBe("STILL_A_MEMBER");
    expect(whyNotErase({ ...both, isStillMember: false })?.code).toBe("LAST_GUARDIAN");
    expect(whyNotErase(leaver)).toBeUndefined();
  });
});

describe("the work of an erasure", () => {
  it("stays at a sweep while there is more of it, and goes to the next after its end", () => {
    expect(goneOn(work, { counts: {}, after: "the next" })).toMatchObject({
      ...{ at: 3, after: "the next" },
    });
    const next = goneOn(work, { counts: {} });
    expect([next.at, next.after]).toEqual([4, undefined]);
  });

  it("takes up memberships that were found late, each once, and their hubs", () => {
    const late = { id: "mem_2", hubId: "hub_2" };
    const found = { counts: {}, members: [...work.members, late] };
    const next = goneOn(work, found);
    expect(next.members).toEqual([...work.members, late]);
    expect(progressed(running, found, next).hubIds).toEqual(["hub_1", "hub_2"]);
  });

  it("counts what was erased, and needs another round after it", () => {
    const swept = { counts: { EXCHANGE: 3, GIFT: 1, LISTING: 0 } };
    const next = progressed(running, swept, goneOn(work, swept));
    expect(next.counts).toEqual({ PERSON: 1, EXCHANGE: 5, GIFT: 1 });
    expect([next.work.isClean, next.version]).toEqual([false, 5]);
    expect(startedAnew(next.work)).toMatchObject({ at: 0, isClean: true });
  });

  it("leaves nothing in the end that leads to who it was", () => {
    const end = finished(running, "2026-01-05T09:01:00.000Z");
    expect(end).toMatchObject({ status: "FINISHED", finishedAt: "2026-01-05T09:01:00.000Z" });
    expect(JSON.stringify(end)).not.toContain("per_");
    expect("work" in end).toBe(false);
  });
});
