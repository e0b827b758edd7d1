import { describe, expect, it } from "vitest";
import { undoingOfPlace, whyNotPayGuardianThere } from "../../src/exchanges/decide/index.ts";
import type { PartyFacts, PlannedActivity } from "../../src/exchanges/model/index.ts";
import { grace, hub, jack, noon, walter } from "./build.ts";

const joined = { joinedBy: "per_tom", joinedAt: noon };
const planned: PlannedActivity = {
  ...{ status: "PLANNED", id: "grp_1", hubId: hub, plannedBy: "per_priya", plannedAt: noon },
  ...{ what: "Singing", plannedFor: noon, receiverMinutes: 15, dueAt: noon },
  parts: [
    { partyId: grace.id, role: "GIVER", minutes: 15 },
    { partyId: walter.id, role: "RECEIVER", minutes: 15, ...joined },
  ],
  ...{ version: 2, receipts: [] },
};
const place = { partyId: walter.id, by: "per_tom", at: noon };
const { dueAt: _due, ...kept } = planned;
const over = { ...kept, endedAt: noon };
const attended = (yes: boolean) => ({
  ...over,
  status: "RUN" as const,
  happenedOn: "2026-02-09",
  parts: planned.parts.map((part) => ({ ...part, attended: yes })),
});

describe("objecting to a place in a group", () => {
  it.each([
    ["the group has not met", planned, place, "CALL_OFF"],
    ["it has met and they were there", attended(true), place, "BROKER"],
    ["it has met without them", attended(false), place, "NOTHING"],
    ["it was called off", { ...over, status: "CANCELLED" as const }, place, "NOTHING"],
    ["somebody else said a yes since", planned, { ...place, by: "per_priya" }, "NOTHING"],
    ["the same person said another yes", planned, { ...place, at: "2026-02-08" }, "NOTHING"],
    ["the place was given back", planned, { ...place, partyId: jack.id }, "NOTHING"],
  ])("when %s", (_case, activity, whose, undoing) => {
    expect(undoingOfPlace(activity, whose)).toBe(undoing);
  });
});

describe("who was there when a group met", () => {
  const child: PartyFacts = { ...jack, guardianPersonIds: ["per_grace"] };
  const guardian: PartyFacts = { ...grace, personId: "per_grace" };
  const parts = [
    { partyId: grace.id, role: "GIVER" as const, minutes: 15 },
    { partyId: jack.id, role: "RECEIVER" as const, minutes: 15 },
  ];
  const activity = { ...planned, parts };
  const facts = (payer: PartyFacts) => ({
    parties: new Map([
      [grace.id, guardian],
      [jack.id, payer],
    ]),
    now: noon,
  });

  it("pays no guardian of a child, whenever they became one", () => {
    const ids = [grace.id, jack.id];
    expect(whyNotPayGuardianThere(activity, ids, facts(child))?.code).toBe("FORBIDDEN");
    expect(whyNotPayGuardianThere(activity, ids, facts(jack))).toBeUndefined();
  });

  it("is not held back by a guardian who was not there, or a sponsor who pays", () => {
    expect(whyNotPayGuardianThere(activity, [jack.id], facts(child))).toBeUndefined();
    const { receiverMinutes: _none, ...sponsored } = activity;
    const ids = [grace.id, jack.id];
    expect(whyNotPayGuardianThere(sponsored, ids, facts(child))).toBeUndefined();
  });
});
