import { describe, expect, it } from "vitest";
import { checkDueOn, complete } from "../../src/decisions/decide/index.ts";
import type { Action } from "../../src/decisions/model/index.ts";

const now = "2026-02-20T12:00:00.000Z";
const later = "2026-03-20T12:00:00.000Z";

const action: Action = {
  ...{ id: "atn_1", decisionId: "dec_1", circleId: "cir_1", hubId: "hub_1", what: "Buy symbols." },
  ...{ ownerSeatId: "sea_1", ownerRole: "Head teacher", dueOn: "2026-09-01", status: "OPEN" },
  ...{ createdAt: now, version: 1, receipts: [] },
};

describe("something that was taken on", () => {
  it("is done when it was, shown when it is, and shown once", () => {
    const done = complete(action, { result: "They find them." }, now);
    if ("code" in done) throw new Error(done.code);
    expect(done).toMatchObject({ status: "DONE", doneAt: now, evidence: undefined });
    const shown = complete(done, { evidence: "Seen on the doors." }, later);
    if ("code" in shown) throw new Error(shown.code);
    expect(shown).toMatchObject({
      ...{ status: "DONE", doneAt: now, evidence: "Seen on the doors." },
      result: "They find them.",
    });
    expect(complete(shown, { evidence: "Again." }, later)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });

  it.each([
    ["2026-02-19", "VALIDATION_FAILED"],
    ["2026-02-20", undefined],
    ["2031-12-31", undefined],
    ["2032-01-01", "VALIDATION_FAILED"],
  ])("due on %s is refused with %s", (dueOn, code) => {
    expect(checkDueOn(dueOn, now)?.code).toBe(code);
  });
});
