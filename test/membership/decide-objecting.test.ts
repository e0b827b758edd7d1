import { describe, expect, it } from "vitest";
import { changedBy, editOf, putBack, undoing } from "../../src/membership/decide/index.ts";
import type {
  ActiveMember,
  AppliedMember,
  AssistedRecord,
  LeftMember,
  Member,
  PausedMember,
} from "../../src/membership/model/index.ts";
import { plainProfile } from "./profile.ts";

const then = "2026-02-01T10:00:00.000Z";
const now = "2026-02-03T10:00:00.000Z";
const nadia = {
  ...{ id: "mem_1", personId: "per_nadia", hubId: "hub_sal", phone: "01632 960140" },
  ...{ firstName: "Nadia", lastName: "Begum", bornOn: "1985-05-16", communication: plainProfile },
  ...{ offersInWords: [], requestsInWords: [], entry: { channel: "PHONE" as const } },
  ...{ guardians: [], pastGuardians: [], references: [], waivers: [] },
  ...{ createdAt: then, version: 3, receipts: [] },
};
const interview = { heldOn: "2026-01-05", note: "Good.", byPersonId: "per_rob" };
const inside = { ...nadia, interview, activatedAt: then };
const applied: AppliedMember = { ...nadia, status: "APPLIED" };
const active: ActiveMember = { ...inside, status: "ACTIVE" };
const paused: PausedMember = { ...inside, status: "PAUSED", pausedAt: then, pausedBy: "per_rob" };
const left: LeftMember = { ...inside, status: "LEFT", leftAt: then };

type Kind = Parameters<typeof undoing>[1]["kind"];
const record = (kind: Kind, facts: Partial<AssistedRecord> = {}) => ({
  ...{ id: "rec_1", hubId: "hub_sal", memberId: "mem_1", personId: "per_nadia", thingId: "mem_1" },
  ...{ byPersonId: "per_rob", as: "BROKER" as const, objectUntil: "2026-02-15T10:00:00.000Z" },
  ...{ createdAt: then, version: 1, receipts: [], ...facts },
  kind,
});
const bela = { at: now, by: "per_bela", byBroker: true };

describe("what an objection makes of a membership", () => {
  const cases: readonly (readonly [string, Member, Kind, readonly [string, string?]])[] = [
    ["an application that waits is taken back", applied, "JOINING", ["UNDONE", "LEFT"]],
    ["who was let in hears from a broker", active, "JOINING", ["BROKER_LOOKS"]],
    ["who has left already has nothing left", left, "JOINING", ["NOTHING_LEFT"]],
    ["the same break ends", paused, "PAUSE", ["UNDONE", "ACTIVE"]],
    ["a break that is over is over", active, "PAUSE", ["NOTHING_LEFT"]],
    ["a return becomes a break again", active, "RETURN", ["UNDONE", "PAUSED"]],
    ["a return that was followed by a break is over", paused, "RETURN", ["NOTHING_LEFT"]],
    ["leaving moved credits", left, "LEAVING", ["BROKER_LOOKS"]],
  ];
  it.each(cases)("%s", (_case, member, kind, [outcome, status]) => {
    const found = undoing(member, record(kind), bela);
    expect([found.outcome, found.member?.status]).toEqual([outcome, status]);
  });

  it.each([
    ["another moment", { pausedAt: now }],
    ["another person", { pausedBy: "per_nadia" }],
  ])("leaves a break of %s", (_case, facts) => {
    expect(undoing({ ...paused, ...facts }, record("PAUSE"), bela).outcome).toBe("NOTHING_LEFT");
  });

  it("brings a broker where a child could not come back without its guardian", () => {
    const child = { ...paused, bornOn: "2016-01-01" };
    expect(undoing(child, record("PAUSE"), bela).outcome).toBe("BROKER_LOOKS");
  });

  it("says who put an end to it", () => {
    expect(undoing(applied, record("JOINING"), bela).member).toMatchObject({
      ...{ leftAt: now, leftBy: "per_bela", byBroker: true },
    });
    expect(undoing(active, record("RETURN"), bela).member).toMatchObject({
      ...{ pausedAt: now, pausedBy: "per_bela", byBroker: true },
    });
  });

  it("takes back only the very yes to the code of conduct, and from nobody who is in", () => {
    const codeOfConduct = { acceptedAt: then, byPersonId: "per_rob", note: "Yes." };
    const yes = record("CODE_OF_CONDUCT");
    expect(undoing({ ...applied, codeOfConduct }, yes, bela)).toMatchObject({
      outcome: "UNDONE",
      member: { codeOfConduct: undefined },
    });
    expect(undoing({ ...active, codeOfConduct }, yes, bela).outcome).toBe("BROKER_LOOKS");
    const later = { ...codeOfConduct, acceptedAt: now };
    expect(undoing({ ...applied, codeOfConduct: later }, yes, bela).outcome).toBe("NOTHING_LEFT");
  });
});

describe("what a profile was before an edit", () => {
  const after: ActiveMember = { ...active, phone: "01632 960777", email: "n@example.org" };

  it("is kept in the fields that changed, and put back in them alone", () => {
    const edit = editOf(active, after);
    expect(edit.changed).toEqual(["phone", "email"]);
    const later: ActiveMember = { ...after, firstName: "Nadja" };
    expect(putBack(later, edit)).toEqual({ ...active, firstName: "Nadja", email: undefined });
  });

  it("is put back unless somebody edited since", () => {
    const edited = changedBy(after, { at: then, by: "per_rob", byBroker: true });
    const edit = record("PROFILE", { ...editOf(active, after), thingVersion: 4 });
    expect(undoing(edited, edit, bela)).toMatchObject({
      outcome: "UNDONE",
      member: { phone: "01632 960140", email: undefined, profileChange: { by: "per_bela" } },
    });
    const again = changedBy({ ...edited, version: 4 }, { at: then, by: "per_rob", byBroker: true });
    expect(undoing(again, edit, bela)).toEqual({ outcome: "BROKER_LOOKS" });
  });
});
