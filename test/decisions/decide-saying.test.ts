import { describe, expect, it } from "vitest";
import { answered, close, saidAnew, takenBack } from "../../src/decisions/decide/index.ts";
import type { OpenedDecision, Position, Terms } from "../../src/decisions/model/index.ts";

const now = "2026-02-20T12:00:00.000Z";

const objecting: Position = {
  ...{ decisionId: "dec_1", circleId: "cir_1", hubId: "hub_1", personId: "per_1", seatId: "s0" },
  ...{ side: "SERVICE_USER", stance: "OBJECT", reason: "Too far.", at: now, earlier: [] },
  ...{ version: 1, receipts: [] },
};
const answer = { text: "A van comes.", at: now };
const spoken = { channel: "PHONE" as const, note: "Rang us." };
const again = (stance: "OBJECT" | "SUPPORT", reason?: string) => ({
  ...{ stance, reason, spoken: undefined, at: now },
});

function surely<Thing extends object>(thing: Thing): Exclude<Thing, { readonly code: string }> {
  if ("code" in thing) throw new Error(String(thing.code));
  return thing as Exclude<Thing, { readonly code: string }>;
}

const terms: Terms = {
  ...{ rule: "MAJORITY", minServiceUsers: { part: 1, whole: 3 }, minPresent: 3 },
  ...{ isBinding: true, holdsBudget: false, hasVeto: false, changesMinds: false },
};
const decision: OpenedDecision = {
  ...{ status: "OPEN", id: "dec_1", circleId: "cir_1", hubId: "hub_1", sessionId: "ses_1" },
  ...{ artefactId: "art_1", question: "Shall we?", terms, credits: [], openedAt: now },
  consultation: { viewsSought: "All parents.", viewsAnswered: "Two lines." },
  ...{ version: 1, receipts: [] },
};
const voters = (users: number, staff: number) =>
  Array.from({ length: users + staff }, (_, n) => ({
    seatId: `s${n}`,
    side: n < users ? ("SERVICE_USER" as const) : ("PROFESSIONAL" as const),
  }));

describe("an objection and its answer", () => {
  it("stay together when the seat changes its mind, and answer nothing said later", () => {
    const told = surely(answered(objecting, answer));
    const later = surely(saidAnew(told, again("OBJECT", "Too early.")));
    expect(later.answer).toBeUndefined();
    expect(later.earlier).toEqual([{ stance: "OBJECT", reason: "Too far.", at: now, answer }]);
    expect(surely(answered(later, { text: "At ten.", at: now })).earlier).toEqual(later.earlier);
  });

  it("is answered once, so that no answer takes the place of another", () => {
    const told = surely(answered(objecting, answer));
    const refused = { code: "STATE_TRANSITION_INVALID" };
    expect(answered(told, { text: "No.", at: now })).toMatchObject(refused);
    const content = surely(saidAnew(objecting, again("SUPPORT")));
    expect(answered(content, answer)).toMatchObject(refused);
  });
});

describe("what a seat said", () => {
  it("is changed by no broker when the person said it themselves", () => {
    const heard = { ...again("SUPPORT"), spoken };
    expect(saidAnew(objecting, heard)).toMatchObject({ code: "FORBIDDEN" });
    expect(saidAnew({ ...objecting, spoken }, heard)).toMatchObject({ stance: "SUPPORT", spoken });
    expect(saidAnew({ ...objecting, spoken }, again("SUPPORT"))).toMatchObject({
      ...{ stance: "SUPPORT", spoken: undefined },
    });
  });

  it("is changed 25 times and no more", () => {
    const often = (times: number) => ({
      ...objecting,
      earlier: Array.from({ length: times }, () => ({ stance: "SUPPORT" as const, at: now })),
    });
    expect(saidAnew(often(24), again("SUPPORT"))).toMatchObject({ stance: "SUPPORT" });
    expect(saidAnew(often(25), again("SUPPORT"))).toMatchObject({ code: "TOO_MANY_CHANGES" });
  });
});

describe("what a broker heard and the member takes back", () => {
  const heard = { ...objecting, spoken };
  const later = "2026-02-20T13:00:00.000Z";

  it("is that very word, once, and nothing they said themselves", () => {
    expect(takenBack(heard, now, later)).toEqual({ ...heard, takenBackAt: later });
    expect(takenBack({ ...heard, takenBackAt: now }, now, later)).toBeUndefined();
    expect(takenBack(heard, later, later)).toBeUndefined();
    expect(takenBack(objecting, now, later)).toBeUndefined();
  });

  it("counts for nothing, and needs no answer", () => {
    const gone = { ...heard, takenBackAt: now };
    expect(answered(gone, answer)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
    const closed = close(decision, {
      ...{ voters: voters(2, 1), positions: [gone], decidedAt: { place: "IN_CIRCLE" }, now },
    });
    expect(closed).toMatchObject({ tally: { objects: 0, votingPresent: 3 }, closedAt: now });
  });

  it("is kept beside what they say instead", () => {
    const gone = { ...heard, takenBackAt: now };
    const anew = surely(saidAnew(gone, again("SUPPORT")));
    expect(anew).toMatchObject({ takenBackAt: undefined, earlier: [{ spoken, takenBackAt: now }] });
  });
});

describe("a closed decision's rung", () => {
  it.each([
    ["MAJORITY", 2, 4, 5],
    ["MAJORITY", 3, 3, 6],
    ["MAJORITY", 4, 2, 7],
    ["DOUBLE_MAJORITY", 2, 4, 6],
    ["CONSENT", 2, 4, 6],
    ["CONSENSUS", 2, 4, 6],
  ] as const)("by %s, with %i service users and %i others: %i", (rule, users, staff, rung) => {
    const closed = close(
      { ...decision, terms: { ...terms, rule } },
      { voters: voters(users, staff), positions: [], decidedAt: { place: "IN_CIRCLE" }, now },
    );
    expect(closed.rung).toBe(rung);
  });

  it("is 4 where none of them sits, whatever it is for", () => {
    for (const changesMinds of [true, false]) {
      const closed = close(
        { ...decision, terms: { ...terms, changesMinds } },
        { voters: voters(0, 4), positions: [], decidedAt: { place: "IN_CIRCLE" }, now },
      );
      expect(closed).toMatchObject({ status: "NOT_QUORATE", rung: 4 });
    }
  });

  it("is 8 where service users hold the budget and nobody outside can stop them", () => {
    const rungOf = (more: Partial<Terms>) =>
      close(
        { ...decision, terms: { ...terms, holdsBudget: true, ...more } },
        { voters: voters(4, 2), positions: [], decidedAt: { place: "IN_CIRCLE" }, now },
      ).rung;
    expect(rungOf({})).toBe(8);
    expect(rungOf({ hasVeto: true })).toBe(7);
  });
});
