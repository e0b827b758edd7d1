import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attend,
  checkRaised,
  inTheRoom,
  isInformed,
  mandated,
  maySeeVoice,
  mayVote,
  type Row,
  workingDaysBetween,
} from "../../src/circles/decide/index.ts";
import type { Circle, Seat, Session, VoiceRecord } from "../../src/circles/model/index.ts";
import { anonymous } from "../../src/kernel/index.ts";

const now = "2026-02-20T10:00:00.000Z";
const stored = { version: 1, receipts: [] };

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  ...{ id, circleId: "cir_1", hubId: "hub_1", personId: `per_${id}`, kind: "SELF" },
  ...{ side: "SERVICE_USER", group: "Parents", isVoting: true, status: "ACCEPTED" },
  ...{ invitedAt: now, ...stored },
  ...more,
});

const written = (rows: readonly Row[]) => ({ rows, credited: new Set<string>() });

const session = (more: Partial<Session> = {}): Session => ({
  ...{ id: "ses_1", circleId: "cir_1", hubId: "hub_1", title: "The plan", startsAt: now },
  ...{ ways: ["IN_PERSON"], waivedBySeatIds: [], attendance: [] },
  ...{ createdAt: now, ...stored, ...more },
});

const circle: Circle = {
  ...{ id: "cir_1", hubId: "hub_1", name: "SEND", purpose: "Plans", level: "STRATEGIC" },
  model: { label: "NESTA", evidence: "Seen." },
  rules: {
    rule: "DOUBLE_MAJORITY",
    minServiceUsers: { part: 1, whole: 3 },
    ...{ minPresent: 3, noticeDays: 5 },
  },
  power: { isBinding: true, holdsBudget: false, vetoes: [], changesMinds: false },
  groups: [
    { name: "Parents", side: "SERVICE_USER", wasInvited: false },
    { name: "AAC children", side: "SERVICE_USER", wasInvited: false },
    { name: "DfE", side: "PROFESSIONAL", wasInvited: true, fundsPercent: 60 },
    { name: "Treasury", side: "PROFESSIONAL", wasInvited: false },
  ],
  ...{ seatCount: 0, runBy: "BROKER", stepIns: [], createdAt: now, ...stored },
};

describe("time to read", () => {
  it.each([
    ["2026-02-13T09:00:00.000Z", "2026-02-20T10:00:00.000Z", 5],
    ["2026-02-16T09:00:00.000Z", "2026-02-20T10:00:00.000Z", 4],
    ["2026-02-20T09:00:00.000Z", "2026-02-23T10:00:00.000Z", 1],
    ["2026-02-21T09:00:00.000Z", "2026-02-22T10:00:00.000Z", 0],
    ["2026-02-20T09:00:00.000Z", "2026-02-20T10:00:00.000Z", 0],
    ["2025-12-24T09:00:00.000Z", "2026-01-02T10:00:00.000Z", 7],
  ])("from %s to %s is %i working days", (from, to, days) => {
    expect(workingDaysBetween(from, to)).toBe(days);
  });

  const shared = (sharedAt: string) => ({ information: { what: "Two pages.", sharedAt } });
  const seats = ["a", "b", "c", "d"].map((id) => seat(id));
  const given = { noticeDays: 5, seats };

  it("is enough when five working days were given", () => {
    expect(isInformed(session(shared("2026-02-13T09:00:00.000Z")), given)).toBe(true);
    expect(isInformed(session(shared("2026-02-16T09:00:00.000Z")), given)).toBe(false);
  });

  it("is waived by more than half of the service users with a vote, not by half", () => {
    const late = shared("2026-02-19T09:00:00.000Z");
    const waived = (ids: readonly string[]) => session({ ...late, waivedBySeatIds: ids });
    expect(isInformed(waived(["a", "b"]), given)).toBe(false);
    expect(isInformed(waived(["a", "b", "c"]), given)).toBe(true);
    const staff = [...seats, seat("e", { side: "PROFESSIONAL" })];
    expect(isInformed(waived(["a", "b", "e"]), { ...given, seats: staff })).toBe(false);
  });

  it("is never enough when nothing was shared", () => {
    expect(isInformed(session({ waivedBySeatIds: ["a", "b", "c", "d"] }), given)).toBe(false);
  });
});

const mandate = { from: "Parents", statement: "Say yes.", givenOn: "2026-02-01", recordedAt: now };

describe("a vote", () => {
  it.each([
    ["speaks for themselves", seat("a"), true],
    ["represents without a mandate", seat("a", { kind: "REPRESENTS" }), false],
    ["represents with a mandate", seat("a", { kind: "REPRESENTS", mandate }), true],
    ["is a voice without a mandate", seat("a", { kind: "VOICE_OF" }), false],
    ["has not said yes", seat("a", { status: "INVITED" }), false],
    ["has left", seat("a", { status: "ENDED" }), false],
    ["has a seat without a vote", seat("a", { isVoting: false }), false],
  ])("of somebody who %s", (_who, given, is) => {
    expect(mayVote(given)).toBe(is);
  });
});

describe("attendance", () => {
  const row = (one: Seat, more: object = {}) => ({
    ...{ seat: one, way: "PHONE" as const, isPresent: true, ...more },
  });

  it("counts every way alike", () => {
    const there = attend(session(), written([row(seat("a")), row(seat("b"))]), now);
    expect(there).toMatchObject({ attendance: [{ seatId: "a" }, { seatId: "b" }] });
  });

  it("has nobody on it who did not say yes to their seat", () => {
    const invited = seat("a", { status: "INVITED" });
    expect(attend(session(), written([row(invited)]), now)).toMatchObject({
      code: "SEAT_NOT_ACCEPTED",
    });
  });

  it("loses nobody, and no vote, once a decision rests on it", () => {
    const before = attend(session(), written([row(seat("a"))]), now);
    if ("kind" in before) throw new Error(before.code);
    const resting = { ...before, rules: circle.rules };
    const refused = { code: "STATE_TRANSITION_INVALID" };
    expect(attend(resting, written([row(seat("a"), { isPresent: false })]), now)).toMatchObject(
      refused,
    );
    expect(attend(resting, written([row(seat("a", { isVoting: false }))]), now)).toMatchObject(
      refused,
    );
    expect(attend(resting, written([row(seat("a", { side: "PROFESSIONAL" }))]), now)).toMatchObject(
      refused,
    );
    expect(attend(resting, written([row(seat("b"))]), now)).toMatchObject({
      attendance: [{ seatId: "a" }, { seatId: "b" }],
    });
  });

  const someSeats = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 60 }).map(String),
      side: fc.constantFrom("SERVICE_USER" as const, "PROFESSIONAL" as const),
      kind: fc.constantFrom("SELF" as const, "REPRESENTS" as const),
      isVoting: fc.boolean(),
      isMandated: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );

  it("never disagrees with what is told of the room, whoever came", () => {
    fc.assert(
      fc.property(someSeats, (made) => {
        const seats = made.map(({ id, isMandated, ...rest }) =>
          seat(id, { ...rest, ...(isMandated ? { mandate } : {}) }),
        );
        const held = attend(session(), written(seats.map((one) => row(one))), now);
        if ("kind" in held) throw new Error(held.code);
        const room = inTheRoom(circle, held, seats);
        const voting = seats.filter(mayVote);
        expect(room.votingPresent).toBe(voting.length);
        expect(room.serviceUsersPresent).toBe(
          voting.filter(({ side }) => side === "SERVICE_USER").length,
        );
        expect(room.groups).toHaveLength(circle.groups.length);
      }),
    );
  });
});

describe("who was in the room", () => {
  const dfe = { group: "DfE", side: "PROFESSIONAL" } as const;
  const room = (seats: readonly Seat[], all = seats) => {
    const held = attend(
      session(),
      written(seats.map((one) => ({ seat: one, way: "IN_PERSON", isPresent: true }))),
      now,
    );
    if ("kind" in held) throw new Error(held.code);
    return inTheRoom(circle, held, all);
  };

  it("tells present, represented, absent and not invited apart", () => {
    const voice = seat("v", { group: "AAC children", kind: "VOICE_OF", mandate });
    expect(room([seat("a"), voice])).toMatchObject({
      groups: [
        { name: "Parents", presence: "PRESENT" },
        { name: "AAC children", presence: "REPRESENTED" },
        { name: "DfE", presence: "ABSENT" },
        { name: "Treasury", presence: "NOT_INVITED" },
      ],
      reachedGroups: 2,
    });
  });

  it("tells whether that is enough, by people and by share, under the rules of that time", () => {
    const staff = (id: string) => seat(id, dfe);
    const isEnough = (seats: readonly Seat[]) => room(seats).isEnough;
    expect(isEnough([seat("a"), seat("b")])).toBe(false);
    expect(isEnough([seat("a"), staff("b"), staff("c")])).toBe(true);
    expect(isEnough([seat("a"), staff("b"), staff("c"), staff("d")])).toBe(false);
    const seats = [seat("a"), seat("b"), seat("c")];
    const held = attend(
      session(),
      written(seats.map((one) => ({ seat: one, way: "PHONE", isPresent: true }))),
      now,
    );
    if ("kind" in held) throw new Error(held.code);
    const stricter = { ...circle, rules: { ...circle.rules, minPresent: 4 } };
    expect(inTheRoom(stricter, held, seats).isEnough).toBe(false);
    expect(inTheRoom(stricter, { ...held, rules: circle.rules }, seats).isEnough).toBe(true);
  });

  it("says when somebody is there who gives half of the money or more", () => {
    const flags = (seats: readonly Seat[]) =>
      room(seats).groups.map(({ isFunderInTheRoom }) => isFunderInTheRoom);
    expect(flags([seat("a")])).toEqual([false, false, false, false]);
    expect(flags([seat("a"), seat("d", dfe)])).toEqual([false, false, true, false]);
  });
});

describe("rules", () => {
  const { rules } = circle;
  it.each([
    ["the same", {}, undefined],
    ["a greater share", { minServiceUsers: { part: 1, whole: 2 } }, undefined],
    ["the same share in other numbers", { minServiceUsers: { part: 3, whole: 9 } }, undefined],
    ["a smaller share", { minServiceUsers: { part: 3, whole: 10 } }, "RULE_LOWERED"],
    ["fewer people", { minPresent: 2 }, "RULE_LOWERED"],
    ["less time", { noticeDays: 4 }, "RULE_LOWERED"],
  ])("may become %s", (_what, change, code) => {
    expect(checkRaised(rules, { ...rules, ...change })?.code).toBe(code);
  });
});

describe("a voice", () => {
  const voice: VoiceRecord = {
    ...{ id: "voi_1", circleId: "cir_1", hubId: "hub_1", memberId: "mem_1", personId: "per_1" },
    ...{ whose: "A child", method: "SIGNING", expressed: "Red.", reading: "Stop." },
    ...{ readBy: "A teacher", confidence: "LOW", answer: "ASSENT", guardiansMayRead: false },
    ...{ writer: "voi_0", createdAt: now, ...stored },
  };
  const guardian = {
    ...anonymous,
    personId: "per_9",
    actsFor: [{ id: "mem_1", hubId: "hub_1", as: "GUARDIAN" as const }],
  };
  it.each([
    ["2014-02-21", false, true],
    ["2013-02-20", false, false],
    ["2013-02-20", true, true],
  ])("of a child born on %s, where guardians may read: %s", (bornOn, guardiansMayRead, is) => {
    expect(
      maySeeVoice(guardian, { ...voice, guardiansMayRead }, { isWriter: false, bornOn, now }),
    ).toBe(is);
  });
});

describe("a mandate", () => {
  const voice = (said: "ASSENT" | "DISSENT" | "UNCLEAR"): VoiceRecord => ({
    ...{ id: "voi_1", circleId: "cir_1", hubId: "hub_1", whose: "Parents", method: "SIGNING" },
    ...{ expressed: "Red.", reading: "Stop.", readBy: "A teacher", confidence: "LOW" },
    ...{ answer: said, guardiansMayRead: false, writer: "voi_0", createdAt: now, ...stored },
  });
  it.each([
    ["REPRESENTS", undefined, undefined],
    ["REPRESENTS", "ASSENT", undefined],
    ["REPRESENTS", "DISSENT", "VOICE_MISSING"],
    ["REPRESENTS", "UNCLEAR", "VOICE_MISSING"],
    ["VOICE_OF", undefined, "VOICE_MISSING"],
    ["VOICE_OF", "ASSENT", undefined],
    ["VOICE_OF", "DISSENT", "VOICE_MISSING"],
    ["SELF", undefined, "STATE_TRANSITION_INVALID"],
  ] as const)("of a seat that %s, with a record that says %s", (kind, said, code) => {
    const its = { voice: said && voice(said), now };
    const next = mandated(seat("a", { kind }), mandate, its);
    expect("code" in next ? next.code : undefined).toBe(code);
  });

  it("that a circle decided is replaced by another decision alone", () => {
    const decided = { ...mandate, decisionId: "dec_1" };
    const held = seat("a", { kind: "REPRESENTS", mandate: decided });
    const now2 = { voice: undefined, now };
    expect(mandated(held, mandate, now2)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
    const anew = { ...decided, decisionId: "dec_2" };
    expect(mandated(held, anew, now2)).toMatchObject({ mandate: { decisionId: "dec_2" } });
  });

  it("was given today or before", () => {
    const given = (givenOn: string) =>
      mandated(
        seat("a", { kind: "REPRESENTS" }),
        { ...mandate, givenOn },
        { voice: undefined, now },
      );
    expect(given("2026-02-20")).toMatchObject({ status: "ACCEPTED" });
    expect(given("2026-02-21")).toMatchObject({ code: "VALIDATION_FAILED" });
  });
});
