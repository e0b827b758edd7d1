import { describe, expect, it } from "vitest";
import { isRefusal, type Viewer } from "../../src/kernel/index.ts";
import {
  activate,
  asBroker,
  endGuardian,
  interview,
  leave,
  linkGuardian,
  missingSteps,
  pause,
  resume,
  standingOf,
  tieTo,
} from "../../src/membership/decide/index.ts";
import {
  type ActiveMember,
  type AppliedMember,
  type InterviewedMember,
  type Member,
  memberStatuses,
  type Person,
} from "../../src/membership/model/index.ts";
import { plainProfile } from "./profile.ts";

const noon = "2026-03-10T12:00:00.000Z";

const amina: AppliedMember = {
  status: "APPLIED",
  id: "mem_amina",
  personId: "per_amina",
  hubId: "hub_bra",
  firstName: "Amina",
  lastName: "Marsh",
  bornOn: "1987-06-01",
  communication: plainProfile,
  offersInWords: ["cleaning"],
  requestsInWords: ["a lift"],
  entry: { channel: "ONLINE" },
  guardians: [],
  pastGuardians: [],
  references: [],
  waivers: [],
  createdAt: noon,
  version: 1,
  receipts: [],
};

const talk = { heldOn: "2026-03-09", note: "A good talk.", byPersonId: "per_priya" };
const reference = (refereeName: string) => ({
  refereeName,
  relation: "neighbour",
  takenOn: "2026-03-09",
  byPersonId: "per_priya",
});

const talkedTo: InterviewedMember = {
  ...amina,
  status: "INTERVIEWED",
  interview: talk,
  references: [reference("Mrs Hill"), reference("Dr Brook")],
  codeOfConduct: { acceptedAt: noon, byPersonId: "per_amina" },
};
const active: ActiveMember = { ...talkedTo, status: "ACTIVE", activatedAt: noon };

const guardian = (evidence: boolean): Member["guardians"][number] => ({
  personId: "per_tom",
  linkedAt: noon,
  ...(evidence ? { evidence: { note: "Seen.", byPersonId: "per_priya", at: noon } } : {}),
});
const child: InterviewedMember = { ...talkedTo, bornOn: "2016-09-01", guardians: [guardian(true)] };

const inStatus = (status: Member["status"]): Member => {
  const statuses: { readonly [name in Member["status"]]: Member } = {
    APPLIED: amina,
    INTERVIEWED: talkedTo,
    ACTIVE: active,
    PAUSED: { ...active, status: "PAUSED", pausedAt: noon },
    LEFT: { ...active, status: "LEFT", leftAt: noon },
  };
  return statuses[status];
};

const outcome = (result: Member | { readonly kind: "Refusal"; readonly code: string }) =>
  isRefusal(result) ? result.code : (result as Member).status;

describe("moving a membership from status to status", () => {
  const refused = "STATE_TRANSITION_INVALID";
  it.each([
    ["interview", (one: Member) => interview(one, talk, noon), ["INTERVIEWED"]],
    [
      "activate",
      (one: Member) => activate(one, noon),
      ["ONBOARDING_INCOMPLETE", "ACTIVE", refused, refused, refused],
    ],
    ["pause", (one: Member) => pause(one, { at: noon }), [refused, refused, "PAUSED"]],
    ["resume", (one: Member) => resume(one, noon), [refused, refused, refused, "ACTIVE"]],
    ["leave", (one: Member) => leave(one, { at: noon }), ["LEFT", "LEFT", "LEFT", "LEFT"]],
  ] as const)(
    "allows %s where the diagram has an arrow, and nowhere else",
    (_verb, act, wanted) => {
      const outcomes = memberStatuses.map((status) => outcome(act(inStatus(status))));
      expect(outcomes).toEqual(memberStatuses.map((_status, place) => wanted[place] ?? refused));
    },
  );

  it("gives a voice in the hub from activation until leaving, breaks included", () => {
    expect(memberStatuses.map((status) => standingOf(inStatus(status)))).toEqual([
      "WAITING",
      "WAITING",
      "IN",
      "IN",
      "LEFT",
    ]);
  });
});

describe("what is missing before joining", () => {
  it("is nothing for someone with a talk, two references, the code, an offer and a request", () => {
    expect(missingSteps(talkedTo, noon)).toEqual([]);
  });

  it.each([
    ["one reference", { references: [reference("Mrs Hill")] }, ["REFERENCES"]],
    ["no code of conduct", { codeOfConduct: undefined }, ["CODE_OF_CONDUCT"]],
    ["no offer", { offersInWords: [] }, ["OFFER"]],
    ["no request", { requestsInWords: [] }, ["REQUEST"]],
    ["no guardian under 13", { bornOn: "2013-03-11" }, ["GUARDIAN"]],
    ["no guardian on the 13th birthday", { bornOn: "2013-03-10" }, []],
    [
      "a guardian without evidence",
      { bornOn: "2010-01-01", guardians: [guardian(false)] },
      ["GUARDIAN"],
    ],
  ])("tells of %s", (_case, change, missing) => {
    expect(missingSteps({ ...talkedTo, ...change }, noon)).toEqual(missing);
  });

  it("says how many references are still missing", () => {
    const one = activate({ ...talkedTo, references: [reference("Mrs Hill")] }, noon);
    expect(one).toMatchObject({ message: "Still missing: one more reference." });
    const none = activate({ ...talkedTo, references: [] }, noon);
    expect(none).toMatchObject({ message: "Still missing: two references." });
  });

  it("can do without references, offer and request when a broker said why", () => {
    const waivers = (["REFERENCES", "OFFER", "REQUEST"] as const).map((step) => ({
      step,
      reason: "Very ill.",
      byPersonId: "per_priya",
      at: noon,
    }));
    const bare = { ...talkedTo, references: [], offersInWords: [], requestsInWords: [], waivers };
    expect(missingSteps(bare, noon)).toEqual([]);
  });
});

describe("guardians", () => {
  const tom: Person = {
    id: "per_tom",
    firstName: "Tom",
    lastName: "Marsh",
    bornOn: "1984-01-01",
    createdAt: noon,
    version: 1,
    receipts: [],
  };
  const evidence = { note: "Seen.", byPersonId: "per_priya", at: noon };

  it("keep the day they were first linked when the evidence comes later", () => {
    const claimed = { ...child, guardians: [{ personId: "per_tom", linkedAt: "2026-01-01" }] };
    expect(linkGuardian(claimed, { guardian: tom, evidence }, noon)).toMatchObject({
      guardians: [{ personId: "per_tom", linkedAt: "2026-01-01", evidence }],
    });
  });

  it("are never the child, a child, or needed by a grown-up", () => {
    const code = "VALIDATION_FAILED";
    const self = { ...tom, id: child.personId };
    const young = { ...tom, bornOn: "2008-03-11" };
    expect(linkGuardian(child, { guardian: self, evidence }, noon)).toMatchObject({ code });
    expect(linkGuardian(child, { guardian: young, evidence }, noon)).toMatchObject({ code });
    expect(linkGuardian(talkedTo, { guardian: tom, evidence }, noon)).toMatchObject({ code });
  });

  it("leave a trace of who ended it and why", () => {
    const ending = {
      personId: "per_tom",
      endedAt: noon,
      byPersonId: "per_priya",
      reason: "Moved.",
    };
    expect(endGuardian(child, ending)).toMatchObject({ guardians: [], pastGuardians: [ending] });
  });
});

describe("who is tied to a membership", () => {
  const viewer = (personId: string, broker = false): Viewer => ({
    login: personId,
    personId,
    actsFor: [],
    roles: broker ? [{ role: "BROKER", scopeId: "hub_bra" }] : [],
    isFirstSteward: true,
  });

  it("are the member, a guardian until 18, and the hub's broker: no steward, no stranger", () => {
    expect(tieTo(viewer("per_amina"), child, noon)).toBe("SELF");
    expect(tieTo(viewer("per_tom"), child, noon)).toBe("GUARDIAN");
    expect(tieTo(viewer("per_tom"), { ...child, bornOn: "2008-03-10" }, noon)).toBeUndefined();
    expect(tieTo(viewer("per_priya", true), child, noon)).toBe("BROKER");
    expect(tieTo(viewer("per_stranger"), child, noon)).toBeUndefined();
  });

  it("lets a broker work on anyone's membership but their own and their child's", () => {
    const tom = viewer("per_tom", true);
    expect(asBroker(tom, active, "BROKER")).toBeUndefined();
    expect(asBroker(tom, child, "GUARDIAN")).toMatchObject({ code: "FORBIDDEN" });
    expect(asBroker(viewer("per_amina"), active, "SELF")).toMatchObject({ code: "FORBIDDEN" });
  });
});
