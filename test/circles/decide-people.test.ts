import { describe, expect, it } from "vitest";
import {
  accept,
  attend,
  checkGroup,
  checkModel,
  end,
  isInformed,
  mandated,
  maySeeVoice,
} from "../../src/circles/decide/index.ts";
import type { Circle, Seat, Session, VoiceRecord } from "../../src/circles/model/index.ts";
import { anonymous, type Viewer } from "../../src/kernel/index.ts";

const now = "2026-02-20T10:00:00.000Z";
const stored = { version: 1, receipts: [] };
const refused = { code: "STATE_TRANSITION_INVALID" };

const seat = (more: Partial<Seat> = {}): Seat => ({
  ...{ id: "a", circleId: "cir_1", hubId: "hub_1", personId: "per_a", kind: "SELF" },
  ...{ side: "SERVICE_USER", group: "Parents", isVoting: true, status: "INVITED" },
  ...{ invitedAt: now, ...stored, ...more },
});

describe("a seat", () => {
  it("is taken by whoever was invited to it, and by nobody who left", () => {
    expect(accept(seat(), now)).toMatchObject({ status: "ACCEPTED", acceptedAt: now });
    expect(accept(seat({ status: "ACCEPTED" }), now)).toMatchObject(refused);
    expect(accept(seat({ status: "ENDED" }), now)).toMatchObject(refused);
  });

  it("ends once, and by somebody else only with a reason", () => {
    const sitting = seat({ status: "ACCEPTED" });
    const left = { ...sitting, status: "ENDED", endedAt: now };
    expect(end(sitting, { isOwn: true, reason: "Mine.", now })).toEqual(left);
    expect(end(sitting, { isOwn: false, now })).toMatchObject({ code: "VALIDATION_FAILED" });
    const reason = "Nobody saw them.";
    expect(end(sitting, { isOwn: false, reason, now })).toEqual({ ...left, endedBecause: reason });
    expect(end(seat({ status: "ENDED" }), { isOwn: false, reason, now })).toMatchObject(refused);
  });
});

describe("a mandate", () => {
  it("is given to nobody whose seat ended, and to who has not said yes yet", () => {
    const mandate = { from: "Parents", statement: "Yes.", givenOn: "2026-02-01", recordedAt: now };
    const given = (status: Seat["status"]) =>
      mandated(seat({ kind: "REPRESENTS", status }), mandate, { voice: undefined, now });
    expect(given("ENDED")).toMatchObject(refused);
    expect(given("INVITED")).toMatchObject({ status: "INVITED", mandate });
  });
});

describe("attendance", () => {
  const empty: Session = {
    ...{ id: "ses_1", circleId: "cir_1", hubId: "hub_1", title: "The plan", startsAt: now },
    ...{ ways: ["PHONE"], waivedBySeatIds: [], attendance: [], createdAt: now, ...stored },
  };
  const sinceOf = (before: Session, acceptedAt: string, more: Partial<Seat> = {}) => {
    const sitting = seat({ status: "ACCEPTED", acceptedAt, ...more });
    const rows = [{ seat: sitting, way: "PHONE" as const, isPresent: true }];
    const held = attend(before, { rows, credited: new Set() }, now);
    if ("kind" in held) throw new Error(held.code);
    return { held, since: held.attendance[0]?.since };
  };

  it("can take off who left before anything was decided, and puts on nobody who left", () => {
    const { held } = sinceOf(empty, now);
    const left = { seat: seat({ status: "ENDED" }), way: "PHONE" as const };
    const attended = (isPresent: boolean) =>
      attend(held, { rows: [{ ...left, isPresent }], credited: new Set() }, now);
    expect(attended(false)).toMatchObject({ attendance: [] });
    expect(attended(true)).toMatchObject({ code: "SEAT_NOT_ACCEPTED" });
  });

  it("can say another way once a decision rests on it, with a vote and without", () => {
    for (const isVoting of [true, false]) {
      const { held } = sinceOf(empty, now, { isVoting });
      const rules = { rule: "CONSENT", minServiceUsers: { part: 1, whole: 3 } } as const;
      const resting = { ...held, rules: { ...rules, minPresent: 3, noticeDays: 5 } };
      const again = seat({ status: "ACCEPTED", acceptedAt: now, isVoting });
      const rows = [{ seat: again, way: "PAPER" as const, isPresent: true }];
      const next = attend(resting, { rows, credited: new Set() }, now);
      expect(next).toMatchObject({ attendance: [{ way: "PAPER", mayVote: isVoting }] });
    }
  });

  it("that was credited keeps its people, that nobody paid them, and its length", () => {
    const { held } = sinceOf({ ...empty, minutes: 60 }, now);
    const sitting = seat({ status: "ACCEPTED", acceptedAt: now });
    const wish = { seat: sitting, way: "PHONE" as const, isPresent: true };
    const written = (row: object, minutes = 60, credited = ["a"]) =>
      attend(held, { rows: [{ ...wish, ...row }], minutes, credited: new Set(credited) }, now);
    expect(written({})).toMatchObject({ attendance: [{ seatId: "a" }] });
    for (const one of [written({ isPresent: false }), written({ isPaid: true }), written({}, 90)]) {
      expect(one).toMatchObject(refused);
    }
    expect(written({ isPaid: true }, 90, [])).toMatchObject({
      ...{ minutes: 90, attendance: [{ isPaid: true }] },
    });
  });

  it("keeps since when somebody had their vote, also when they left and were invited again", () => {
    const [first, later] = ["2026-01-05T10:00:00.000Z", "2026-02-19T10:00:00.000Z"];
    const sat = sinceOf(empty, first);
    expect(sat.since).toBe(first);
    expect(sinceOf(sat.held, later).since).toBe(first);
    const silent = sinceOf(empty, first, { isVoting: false });
    expect(sinceOf(silent.held, later).since).toBe(later);
  });
});

describe("waiving the time to read", () => {
  it("is counted among service users who may vote, and not among those who left", () => {
    const session: Session = {
      ...{ id: "ses_1", circleId: "cir_1", hubId: "hub_1", title: "The plan", startsAt: now },
      ...{ ways: ["PHONE"], waivedBySeatIds: ["a"], attendance: [] },
      ...{ information: { what: "A page.", sharedAt: now }, createdAt: now, ...stored },
    };
    const left = seat({ id: "b", status: "ENDED" });
    const here = seat({ status: "ACCEPTED" });
    expect(isInformed(session, { noticeDays: 5, seats: [here, left] })).toBe(true);
    const other = seat({ id: "c", status: "ACCEPTED" });
    expect(isInformed(session, { noticeDays: 5, seats: [here, other] })).toBe(false);
    expect(isInformed(session, { noticeDays: 5, seats: [left] })).toBe(false);
  });
});

describe("what a circle is called and names", () => {
  const power = { isBinding: true, holdsBudget: false, vetoes: [], changesMinds: false };
  const loose = { ...power, isBinding: false };
  it.each([
    ["OSTROM_CAHN", power, true, undefined],
    ["OSTROM_CAHN", power, false, "MODEL_NOT_SHOWN"],
    ["OSTROM_CAHN", loose, true, "MODEL_NOT_SHOWN"],
    ["NESTA", loose, false, undefined],
    ["FORUM", loose, false, undefined],
  ] as const)("%s, with power %j and an exchange: %s", (label, its, isExchanged, code) => {
    expect(checkModel({ label, evidence: "Seen." }, its, isExchanged)?.code).toBe(code);
  });

  it("are its groups, each on its own side", () => {
    const circle: Circle = {
      ...{ id: "cir_1", hubId: "hub_1", name: "SEND", purpose: "Plans", level: "SERVICE" },
      model: { label: "NESTA", evidence: "Seen." },
      rules: {
        ...{ rule: "CONSENT", minServiceUsers: { part: 1, whole: 3 } },
        ...{ minPresent: 3, noticeDays: 5 },
      },
      power,
      groups: [{ name: "Parents", side: "SERVICE_USER", wasInvited: true }],
      ...{ seatCount: 0, runBy: "BROKER", stepIns: [], createdAt: now, ...stored },
    };
    const refusedWith = (group: string, side: string) => checkGroup(circle, { group, side })?.code;
    expect(refusedWith("Parents", "SERVICE_USER")).toBeUndefined();
    expect(refusedWith("Parents", "PROFESSIONAL")).toBe("VALIDATION_FAILED");
    expect(refusedWith("Staff", "SERVICE_USER")).toBe("VALIDATION_FAILED");
  });
});

describe("a voice record", () => {
  const voice: VoiceRecord = {
    ...{ id: "voi_1", circleId: "cir_1", hubId: "hub_1", memberId: "mem_1", personId: "per_1" },
    ...{ whose: "A child", method: "SIGNING", expressed: "Red.", reading: "Stop." },
    ...{ readBy: "A teacher", confidence: "LOW", answer: "ASSENT", guardiansMayRead: false },
    ...{ writer: "voi_0", createdAt: now, ...stored },
  };
  const who = (personId: string, role?: "FACILITATOR" | "BROKER", scopeId = "hub_1"): Viewer => ({
    ...anonymous,
    personId,
    roles: role ? [{ role, scopeId }] : [],
  });
  it.each([
    ["whose it is", who("per_1"), true],
    ["who wrote it down", who("per_2"), true],
    ["a facilitator of the hub", who("per_3", "FACILITATOR"), true],
    ["a facilitator of another hub", who("per_3", "FACILITATOR", "hub_2"), false],
    ["a broker", who("per_3", "BROKER"), false],
    ["somebody else", who("per_3"), false],
    ["nobody in particular", anonymous, false],
  ])("is read by %s: %s", (_who, viewer, is) => {
    const isWriter = viewer.personId === "per_2";
    expect(maySeeVoice(viewer, voice, { isWriter, bornOn: "2014-02-21", now })).toBe(is);
  });

  it("of somebody without a login is not read by whoever has none either", () => {
    const ofNobody = { ...voice, memberId: undefined, personId: undefined };
    expect(maySeeVoice(anonymous, ofNobody, { isWriter: false, bornOn: undefined, now })).toBe(
      false,
    );
  });
});
