import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  flowsBetween,
  join,
  leave,
  planGroup,
  run,
  whyNotInvited,
  whyNotRun,
} from "../../src/exchanges/decide/index.ts";
import type {
  GroupPart,
  PlanGroupActivity,
  PlannedActivity,
} from "../../src/exchanges/model/index.ts";
import {
  amina,
  asAmina,
  asGrace,
  asPriya,
  asWalter,
  ellie,
  grace,
  hub,
  jack,
  noon,
  policy,
  school,
  viewer,
  walter,
} from "./build.ts";

const refusalOf = (outcome: object) => ("code" in outcome ? outcome.code : outcome);
const stored = { id: "grp_1", version: 1, receipts: [] };
const _asNora = viewer("nora", [[school, "ADMIN"]]);
const _asOmar = viewer("omar", [[school, "ADMIN"]]);
const group = { viewer: asPriya, now: noon, policy };

const plan = (wish: Partial<PlanGroupActivity> = {}): PlanGroupActivity => ({
  idempotencyKey: "a-key-of-mine",
  hubId: hub,
  what: "Singing",
  plannedFor: noon,
  givers: [{ partyId: grace.id, minutes: 60 }],
  receiverMinutes: 30,
  ...wish,
});

function planned(wish: Partial<PlanGroupActivity> = {}): PlannedActivity {
  const sponsor = wish.sponsorId === undefined ? undefined : school;
  const made = planGroup(plan(wish), group, { parties: [grace], sponsor, stored });
  if ("kind" in made) throw new Error(JSON.stringify(made));
  return made;
}

const sponsored = { sponsorId: school.id, receiverMinutes: undefined };

/** Joins as each of these in turn. */
function joined(activity: PlannedActivity, ...yes: Parameters<typeof join>[1][]): PlannedActivity {
  return yes.reduce((its, wish) => {
    const one = join(its, wish, { ...group, viewer: viewer(wish.party.id) });
    if ("kind" in one) throw new Error(JSON.stringify(one));
    return one.next;
  }, activity);
}

describe("planning for a group", () => {
  it("asks the givers and the sponsor, who have not said yes by that", () => {
    expect(planned(sponsored).parts).toEqual([
      { partyId: grace.id, role: "GIVER", minutes: 60 },
      { partyId: school.id, role: "SPONSOR", minutes: 60 },
    ]);
  });

  const tooLong = plan({ givers: [{ partyId: grace.id, minutes: 495 }] });
  const bySomeone = (sponsorId: string) => plan({ ...sponsored, sponsorId });
  it.each([
    ["a member sponsors", bySomeone(walter.id), { sponsor: walter }, "VALIDATION_FAILED"],
    [
      "the sponsor gives too",
      bySomeone(grace.id),
      { sponsor: { ...school, id: grace.id } },
      "VALIDATION_FAILED",
    ],
    ["a giver's minutes are too many", tooLong, {}, "VALIDATION_FAILED"],
    [
      "a giver is paused",
      plan(),
      { parties: [{ ...grace, status: "PAUSED" }] },
      "PARTY_NOT_ACTIVE",
    ],
  ])("is refused when %s", (_case, wish, named, code) => {
    const made = planGroup(wish, group, { parties: [grace], sponsor: undefined, stored, ...named });
    expect(refusalOf(made)).toBe(code);
  });
});

describe("joining a group", () => {
  it("gives a receiver the minutes of the plan", () => {
    const yes = { party: amina, role: "RECEIVER" } as const;
    expect(join(planned(), yes, { ...group, viewer: asAmina })).toMatchObject({
      part: { minutes: 30, joinedBy: "per_amina" },
    });
  });

  const there = joined(planned(), { party: amina, role: "RECEIVER" });
  const paused = { ...walter, status: "PAUSED" };
  it.each([
    ["they have joined", there, [asAmina, amina], "STATE_TRANSITION_INVALID"],
    [
      "a young person asks alone",
      planned(),
      [viewer("jack", [[jack, "SELF"]]), jack],
      "GUARDIAN_APPROVAL_REQUIRED",
    ],
    ["they are paused", planned(), [asWalter, paused], "PARTY_NOT_ACTIVE"],
  ] as const)("is refused when %s", (_case, given, [who, party], code) => {
    const made = join(given, { party, role: "RECEIVER" }, { ...group, viewer: who });
    expect(refusalOf(made)).toBe(code);
  });

  it("does not let one person say yes for a giver and for a receiver", () => {
    const mother = viewer("mem_grace");
    const gives = joined(planned(), { party: grace, role: "GIVER" });
    const made = join(gives, { party: ellie, role: "RECEIVER" }, { ...group, viewer: mother });
    expect(refusalOf(made)).toBe("SAME_PERSON_BOTH_SIDES");
  });

  it("is for those the plan names, when it gives", () => {
    expect(whyNotInvited(planned(), { partyId: walter.id, role: "GIVER" })).toMatchObject({
      code: "FORBIDDEN",
    });
    expect(whyNotInvited(planned(), { partyId: grace.id, role: "GIVER" })).toBeUndefined();
    expect(whyNotInvited(planned(), { partyId: walter.id, role: "RECEIVER" })).toBeUndefined();
  });

  it("is refused when 40 take part", () => {
    const parts = Array.from(
      { length: 40 },
      (_, place): GroupPart => ({
        partyId: `mem_${place}`,
        role: "RECEIVER",
        minutes: 30,
        joinedBy: `per_${place}`,
      }),
    );
    const made = join({ ...planned(), parts }, { party: amina, role: "RECEIVER" }, group);
    expect(refusalOf(made)).toBe("CAPACITY_FULL");
  });

  it("can be taken back", () => {
    const left = leave(joined(planned(), { party: amina, role: "RECEIVER" }), amina.id);
    expect(left).toMatchObject({ next: { parts: [{ role: "GIVER" }] } });
    expect(refusalOf(leave(planned(), amina.id))).toBe("STATE_TRANSITION_INVALID");
  });
});

describe("running a group", () => {
  const there = joined(
    planned(),
    { party: grace, role: "GIVER" },
    { party: amina, role: "RECEIVER" },
    { party: walter, role: "RECEIVER" },
  );
  const wish = (...attendeeIds: string[]) => ({
    idempotencyKey: "a-key-of-mine",
    activityId: "grp_1",
    happenedOn: "2026-02-09",
    attendeeIds,
  });

  it("moves from the receivers what the givers receive", () => {
    expect(run(there, wish(grace.id, amina.id, walter.id), group)).toMatchObject({
      flows: [
        { from: amina.id, to: grace.id, minutes: 30 },
        { from: walter.id, to: grace.id, minutes: 30 },
      ],
    });
  });

  it("says the difference when the sums differ", () => {
    const made = run(there, wish(grace.id, amina.id), group);
    expect(made).toMatchObject({ code: "VALIDATION_FAILED", path: ["input", "attendeeIds"] });
    expect("message" in made && made.message).toContain("a difference of 30 min");
  });

  it("lets a sponsor pay whatever the receivers are", () => {
    const paid = joined(
      planned(sponsored),
      { party: grace, role: "GIVER" },
      { party: school, role: "SPONSOR" },
      { party: amina, role: "RECEIVER" },
    );
    expect(run(paid, wish(grace.id, amina.id), group)).toMatchObject({
      flows: [{ from: school.id, to: grace.id, minutes: 60 }],
    });
  });

  it.each([
    ["someone has not joined", there, wish(grace.id, amina.id, ellie.id)],
    ["nobody gave", there, wish(amina.id)],
    [
      "the sponsor has not said yes",
      joined(planned(sponsored), { party: grace, role: "GIVER" }),
      wish(grace.id),
    ],
    ["the day has not come", there, { ...wish(grace.id), happenedOn: "2026-02-10" }],
  ])("is refused when %s", (_case, given, said) => {
    expect(refusalOf(run(given, said, group))).toBe("VALIDATION_FAILED");
  });

  it("is not for who receives minutes from it", () => {
    expect(whyNotRun(there, [grace], { ...group, viewer: asGrace })).toMatchObject({
      code: "CONFIRMER_IS_PROVIDER",
    });
    expect(whyNotRun(there, [grace], group)).toBeUndefined();
  });

  // One movement fewer than people, two entries each: 40 people have to fit into one commit.
  it("pays everyone exactly, in fewer movements than there are people", () => {
    const parts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, parts, (given, received) => {
        const part =
          (role: "GIVER" | "RECEIVER") =>
          (steps: number, place: number): GroupPart => ({
            partyId: `${role}${place}`,
            role,
            minutes: steps * 15,
          });
        const payers = given.map(part("RECEIVER"));
        const givers = received.map(part("GIVER"));
        const flows = flowsBetween(payers, givers);
        const sum = (all: readonly { readonly minutes: number }[]) =>
          all.reduce((total, one) => total + one.minutes, 0);
        expect(sum(flows)).toBe(Math.min(sum(payers), sum(givers)));
        expect(flows.length).toBeLessThan(payers.length + givers.length);
        expect(flows.every((flow) => flow.minutes > 0)).toBe(true);
      }),
    );
  });
});
