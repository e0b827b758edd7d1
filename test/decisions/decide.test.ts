import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  close,
  gapOf,
  isQuorate,
  isRatingOpen,
  judge,
  missingBefore,
  override,
  type PowerFacts,
  rungOf,
  tallyOf,
  type Voter,
} from "../../src/decisions/decide/index.ts";
import {
  type OpenedDecision,
  type Position,
  type Stance,
  stances,
  type Terms,
} from "../../src/decisions/model/index.ts";

const now = "2026-02-20T12:00:00.000Z";

const terms: Terms = {
  ...{ rule: "MAJORITY", minServiceUsers: { part: 1, whole: 3 }, minPresent: 3 },
  ...{ isBinding: true, holdsBudget: false, hasVeto: false, changesMinds: false },
};

const decision: OpenedDecision = {
  ...{ status: "OPEN", id: "dec_1", circleId: "cir_1", hubId: "hub_1", sessionId: "ses_1" },
  ...{ artefactId: "art_1", question: "Shall we?", terms, credits: [] },
  consultation: { viewsSought: "All parents.", viewsAnswered: "Two lines." },
  ...{ openedAt: now, version: 1, receipts: [] },
};

const voters = (serviceUsers: number, professionals: number): readonly Voter[] => [
  ...Array.from({ length: serviceUsers }, (_, n) => ({
    ...{ seatId: `s${n}`, side: "SERVICE_USER" as const },
  })),
  ...Array.from({ length: professionals }, (_, n) => ({
    ...{ seatId: `p${n}`, side: "PROFESSIONAL" as const },
  })),
];

const position = (voter: Voter, stance: Stance): Position => ({
  ...{ decisionId: "dec_1", circleId: "cir_1", hubId: "hub_1", personId: "per_1" },
  ...{ ...voter, stance, at: now, earlier: [], version: 1, receipts: [] },
});

/** The first so many say the first, the next the second, the rest nothing. */
const say = (all: readonly Voter[], ...said: readonly Stance[]) =>
  said.flatMap((stance, n) => {
    const voter = all[n];
    return voter ? [position(voter, stance)] : [];
  });

const { S, A, O } = { S: "SUPPORT", A: "STAND_ASIDE", O: "OBJECT" } as const;

describe("the circle's rule", () => {
  const six = voters(3, 3);
  const outcomeOf = (rule: Terms["rule"], ...said: readonly Stance[]) =>
    judge(tallyOf(six, say(six, ...said)), { ...terms, rule });

  it.each([
    ["CONSENT", [S], "BLOCKED"],
    ["CONSENT", [S, A, A], "BLOCKED"],
    ["CONSENT", [S, A, A, A], "AGREED"],
    ["CONSENT", [A, A, A, A, A, A], "BLOCKED"],
    ["CONSENT", [S, S, S, S, S, O], "BLOCKED"],
    ["CONSENSUS", [S, S, S, S, A, A], "AGREED"],
    ["CONSENSUS", [S, S, S, S, S], "BLOCKED"],
    ["CONSENSUS", [S, S, S, A, A, A], "BLOCKED"],
    ["CONSENSUS", [S, S, S, S, S, O], "BLOCKED"],
    ["MAJORITY", [S, S, S, S, O, O], "AGREED"],
    ["MAJORITY", [S, S, S], "BLOCKED"],
    ["DOUBLE_MAJORITY", [S, S, A, S, S, S], "AGREED"],
    ["DOUBLE_MAJORITY", [S, O, O, S, S, S], "BLOCKED"],
    ["DOUBLE_MAJORITY", [S, S, S], "BLOCKED"],
  ] as const)("%s makes of %j: %s", (rule, said, outcome) => {
    expect(outcomeOf(rule, ...said)).toBe(outcome);
  });

  it.each([
    [2, 6, false],
    [2, 4, true],
    [1, 2, true],
    [1, 1, false],
    [0, 9, false],
    [9, 0, true],
  ])("with %i service users and %i professionals is quorate: %s", (users, staff, is) => {
    const all = voters(users, staff);
    expect(isQuorate(tallyOf(all, []), terms)).toBe(is);
    if (!is) {
      const everyone = all.map(() => S);
      expect(judge(tallyOf(all, say(all, ...everyone)), terms)).toBe("NOT_QUORATE");
    }
  });

  it("counts nobody who was not there, and nobody twice", () => {
    const stranger = position({ seatId: "x", side: "SERVICE_USER" }, S);
    expect(() => tallyOf(six, [stranger])).toThrow("was there");
    expect(() => tallyOf(six, [...say(six, S), ...say(six, S)])).toThrow("one position");
  });
});

const room = fc
  .record({
    users: fc.nat({ max: 12 }),
    staff: fc.nat({ max: 12 }),
    said: fc.array(fc.option(fc.constantFrom(...stances)), { minLength: 24, maxLength: 24 }),
    rule: fc.constantFrom(
      "CONSENT" as const,
      "CONSENSUS" as const,
      "MAJORITY" as const,
      "DOUBLE_MAJORITY" as const,
    ),
    isBinding: fc.boolean(),
    place: fc.constantFrom("IN_CIRCLE" as const, "ELSEWHERE" as const),
  })
  .map(({ users, staff, said, ...rest }) => {
    const all = voters(users, staff);
    const positions = all.flatMap((voter, n) => {
      const stance = said[n];
      return stance ? [position(voter, stance)] : [];
    });
    return { all, positions, ...rest };
  });

describe("closing", () => {
  const closing = ({
    all,
    positions,
    rule,
    isBinding,
    place,
  }: typeof room extends fc.Arbitrary<infer R> ? R : never) =>
    close(
      { ...decision, terms: { ...terms, rule, isBinding } },
      { voters: all, positions, decidedAt: { place }, now },
    );

  it("comes to AGREED by the rule alone: enough people, enough service users, enough for it", () => {
    fc.assert(
      fc.property(room, (given) => {
        const { status, tally } = closing(given);
        if (status !== "AGREED") return;
        expect(tally.votingPresent).toBeGreaterThanOrEqual(3);
        expect(tally.serviceUsersPresent * 3).toBeGreaterThanOrEqual(tally.votingPresent);
        expect(tally.supports).toBeGreaterThan(0);
        if (given.rule === "CONSENT" || given.rule === "CONSENSUS") expect(tally.objects).toBe(0);
        else expect(tally.supports * 2).toBeGreaterThan(tally.votingPresent);
      }),
    );
  });

  it("counts every position once", () => {
    fc.assert(
      fc.property(room, (given) => {
        const { tally } = closing(given);
        expect(tally.supports + tally.standsAside + tally.objects).toBe(given.positions.length);
      }),
    );
  });

  it("reaches rung 6 only with a quorum, in the circle and binding", () => {
    fc.assert(
      fc.property(room, (given) => {
        const closed = closing(given);
        if (closed.rung < 6) return;
        expect(closed.status).not.toBe("NOT_QUORATE");
        expect(given).toMatchObject({ isBinding: true, place: "IN_CIRCLE" });
      }),
    );
  });
});

const nine = voters(5, 4);
const closed = close(decision, {
  ...{ voters: nine, positions: say(nine, S, S, S, S, S, S, S, S, O), now },
  decidedAt: { place: "IN_CIRCLE" },
});

describe("overriding", () => {
  const overriding = { body: "The council", reason: "No money.", at: now };

  it("keeps what was agreed and takes the power out of it", () => {
    expect(closed).toMatchObject({ status: "AGREED", rung: 7 });
    expect(override(closed, overriding)).toMatchObject({
      ...{ status: "OVERRIDDEN", outcome: "AGREED", rung: 5, tally: closed.tally, overriding },
    });
  });

  it("is only of what was agreed", () => {
    expect(override(decision, overriding)).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });
});

const full: PowerFacts = {
  ...{ share: { part: 5, whole: 9 }, minServiceUsers: { part: 1, whole: 3 } },
  ...{ holdsBudget: true, hasVeto: false, isBinding: true, isJointRule: true, isQuorate: true },
  ...{ areViewsSought: true, isInformed: true, changesMinds: false },
  ...{ isDecidedInCircle: true, isOverridden: false },
};
const third = { share: { part: 3, whole: 9 } };
const nobody = { share: { part: 0, whole: 9 }, isBinding: false, holdsBudget: false };
const unheard = { ...nobody, areViewsSought: false };

describe("the rung, from facts", () => {
  it.each<readonly [number, string, Partial<PowerFacts>]>([
    [8, "service users hold the budget, nobody can stop it, and they are more than half", {}],
    [7, "somebody outside can stop it", { hasVeto: true }],
    [7, "it binds, and they are more than half", { holdsBudget: false }],
    [6, "half is not more than half", { share: { part: 4, whole: 8 } }],
    [6, "a plain majority needs both halves", { share: { part: 4, whole: 8 }, isJointRule: false }],
    [5, "a plain majority needs none of the third", { ...third, isJointRule: false }],
    [6, "it binds, with a third of them", third],
    [5, "it binds, with less than a third of them", { share: { part: 2, whole: 8 } }],
    [
      6,
      "a circle that asks for half has half",
      { ...third, minServiceUsers: { part: 1, whole: 3 } },
    ],
    [
      5,
      "a circle that asks for half has a third",
      { ...third, minServiceUsers: { part: 1, whole: 2 } },
    ],
    [5, "one of them sits there", { ...nobody, share: { part: 1, whole: 9 } }],
    [4, "their views were sought, and none of them sits there", nobody],
    [4, "nobody was there with a vote", { share: { part: 0, whole: 0 }, holdsBudget: false }],
    [3, "they were told", unheard],
    [2, "it is for changing their minds", { ...unheard, isInformed: false, changesMinds: true }],
    [1, "none of it", { ...unheard, isInformed: false }],
    [5, "it was decided elsewhere", { isDecidedInCircle: false }],
    [5, "it was overridden", { isOverridden: true }],
    [5, "too few were there for it to be the circle's", { isQuorate: false }],
    [4, "decided elsewhere lifts nothing", { ...nobody, isDecidedInCircle: false }],
  ])("is %i when %s", (rung, _why, facts) => {
    expect(rungOf({ ...full, ...facts })).toBe(rung);
  });

  it("never rises by being decided elsewhere, overridden or without a quorum", () => {
    const facts = fc.record({
      share: fc
        .record({ part: fc.nat({ max: 9 }), more: fc.nat({ max: 9 }) })
        .map(({ part, more }) => ({ part, whole: part + more })),
      minServiceUsers: fc.constant({ part: 1, whole: 3 }),
      ...{ holdsBudget: fc.boolean(), hasVeto: fc.boolean(), isBinding: fc.boolean() },
      isJointRule: fc.boolean(),
      ...{ isQuorate: fc.boolean(), areViewsSought: fc.boolean(), isInformed: fc.boolean() },
      ...{ changesMinds: fc.boolean(), isDecidedInCircle: fc.boolean() },
      isOverridden: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const rung = rungOf(given);
        expect(rung).toBeGreaterThanOrEqual(1);
        expect(rung).toBeLessThanOrEqual(8);
        for (const worse of [{ isDecidedInCircle: false }, { isOverridden: true }]) {
          expect(rungOf({ ...given, ...worse })).toBeLessThanOrEqual(Math.min(rung, 5));
        }
      }),
    );
  });
});

describe("how much power people felt", () => {
  it("is told as a middle of ten or more, and of nobody when fewer said", () => {
    expect(gapOf(7, [0, 0, 0, 0, 9, 0, 0, 0])).toBeUndefined();
    expect(gapOf(7, [1, 1, 1, 1, 1, 1, 1, 3])).toBe(-1.5);
    expect(gapOf(7, [1, 1, 1, 1, 1, 1, 1, 4])).toBe(-1);
  });

  it("can be said for 14 days after the vote", () => {
    const closedAt = "2026-02-20T12:00:00.000Z";
    expect(isRatingOpen({ closedAt }, "2026-03-06T12:00:00.000Z")).toBe(true);
    expect(isRatingOpen({ closedAt }, "2026-03-06T12:00:00.001Z")).toBe(false);
  });
});

describe("before a decision", () => {
  const ready = {
    ...{ hasBegun: true, isAttended: true, isInformed: true },
    ...{ viewsSought: "All parents.", viewsAnswered: "Two lines." },
  };
  it.each([
    [{ hasBegun: false }, "not begun"],
    [{ isAttended: false }, "written down as there"],
    [{ isInformed: false }, "not shared in time"],
    [{ viewsSought: undefined }, "were sought"],
    [{ viewsAnswered: undefined }, "not answered"],
  ])("names what is missing: %j", (less, words) => {
    expect(missingBefore({ ...ready, ...less })).toMatchObject({ code: "PRECONDITION_FAILED" });
    expect(missingBefore({ ...ready, ...less })?.message).toContain(words);
    expect(missingBefore(ready)).toBeUndefined();
  });
});
