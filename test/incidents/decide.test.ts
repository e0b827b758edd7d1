import { describe, expect, it } from "vitest";
import {
  addMeasure,
  askSubject,
  handles,
  isToAnswer,
  isToWipe,
  propose,
  referred,
  reply,
  reportedIt,
  sign,
  takeUp,
  whyNotSubject,
  wiped,
  withoutPerson,
} from "../../src/incidents/decide/index.ts";
import type { Incident, Outcome } from "../../src/incidents/model/index.ts";
import { addDays } from "../../src/kernel/index.ts";
import { concluded, hub, lars, lead, leena, noon, reported, underReview, viewer } from "./build.ts";

const wish = { idempotencyKey: "a-key-of-mine", incidentId: "inc_1", version: 1 };
const asLeena = { viewer: leena, now: noon };
const policy = { incidentReplyDays: 7 };
const keeping = { clearedIncidentDays: 28, keptIncidentDays: 2190 };
const cleared: readonly Outcome[] = ["FALSE", "MALICIOUS", "UNFOUNDED"];
const others: readonly Outcome[] = ["SUBSTANTIATED", "UNSUBSTANTIATED"];

describe("who handles an incident", () => {
  it.each([
    ["a lead of the hub", leena, true],
    ["a broker", viewer("priya", [], [["BROKER", hub]]), false],
    ["an auditor", viewer("audrey", [], [["AUDITOR", hub]]), false],
    ["a steward", viewer("stella", [], [["STEWARD", "are_1"]]), false],
    ["a lead of another hub", viewer("sunita", [], [["SAFEGUARDING_LEAD", "hub_SAL"]]), false],
    ["nobody with a role", viewer("zoe"), false],
    ["a lead who reported it", lead("amina"), false],
    ["a lead it is about", lead("grace"), false],
    ["a lead it is about, as the member alone", lead("g", [["mem_grace", "SELF"]]), false],
    ["a lead who paid for the help", lead("walter", [["mem_walter", "SELF"]]), false],
    ["a lead who came along", lead("olu", [["mem_olu", "SELF"]]), false],
    ["a lead who is guardian of the subject", lead("mum", [["mem_grace", "GUARDIAN"]]), false],
    [
      "a lead who is guardian of the reporter's child",
      lead("dad", [["mem_ellie", "GUARDIAN"]]),
      false,
    ],
    ["a lead who speaks for somebody else", lead("tom", [["mem_tom", "SELF"]]), true],
  ])("%s", (_case, who, does) => {
    expect(handles(who, reported)).toBe(does);
    expect(handles(who, underReview)).toBe(does);
    expect(handles(who, concluded("FALSE"))).toBe(does);
  });

  it("counts whom a member was in the hub they came from", () => {
    const moved = { ...lead("grace2"), cameFrom: ["mem_grace"] };
    expect(handles(moved, reported)).toBe(false);
  });

  it("is refused to who would name themselves, or somebody they act for, as the subject", () => {
    const tom = lead("tom", [["mem_jack", "GUARDIAN"]]);
    const named = { ...reported, subjectId: "mem_jack", subjectPersonId: "per_jack" };
    expect(whyNotSubject(tom, named)).toMatchObject({ code: "VALIDATION_FAILED" });
    expect(whyNotSubject(tom, reported)).toBeUndefined();
  });
});

describe("who else knows of it", () => {
  const grace = viewer("grace", [["mem_grace", "SELF"]]);
  const unasked = { ...underReview, asked: undefined };

  it.each([
    ["not while it is only reported", reported, false],
    ["not before they are asked", unasked, false],
    ["once they are asked", underReview, true],
    ["after it was concluded", concluded("FALSE"), true],
    ["not once it is wiped", wiped(concluded("FALSE"), noon), false],
  ])("the subject: %s", (_case, incident, knows) => {
    expect(isToAnswer(grace, incident as Incident)).toBe(knows);
    expect(isToAnswer(viewer("amina"), incident as Incident)).toBe(false);
  });

  it("the reporter, under their name alone, and until it is wiped", () => {
    const amina = viewer("amina");
    expect(reportedIt(amina, reported)).toBe(true);
    expect(reportedIt(grace, reported)).toBe(false);
    const nameless = { ...reported, reporter: { memberIds: [], receiptHash: "x" } };
    expect(reportedIt(amina, nameless)).toBe(false);
    expect(reportedIt({ ...amina, personId: undefined } as never, nameless)).toBe(false);
    expect(reportedIt(amina, wiped(concluded("FALSE"), noon))).toBe(false);
  });
});

describe("looking into it", () => {
  const nameless = { ...reported, subjectId: undefined, subjectPersonId: undefined } as Incident;

  it("begins once, and names the subject once", () => {
    const begun = takeUp(nameless, undefined, asLeena);
    expect(begun).toMatchObject({ status: "UNDER_REVIEW", takenUp: { by: "per_leena", at: noon } });
    const named = takeUp(begun as Incident, { id: "mem_grace", personId: "per_grace" }, asLeena);
    expect(named).toMatchObject({ subjectId: "mem_grace", subjectPersonId: "per_grace" });
    const again = takeUp(named as Incident, { id: "mem_tom" }, asLeena);
    expect(again).toMatchObject({ code: "STATE_TRANSITION_INVALID" });
  });

  it.each([
    ["before it was taken up", reported],
    ["after it was concluded", concluded("FALSE")],
    ["about nobody known", takeUp(nameless, undefined, asLeena)],
  ])("asks nobody %s", (_case, incident) => {
    expect(askSubject(incident as Incident, { ...wish, summary: "?" }, asLeena)).toMatchObject({
      code: "STATE_TRANSITION_INVALID",
    });
  });

  it("asks again in better words without beginning the week anew", () => {
    const later = { viewer: leena, now: addDays(noon, 3) };
    const asked = askSubject(underReview, { ...wish, summary: "Better words." }, later);
    expect(asked).toMatchObject({ asked: { summary: "Better words.", at: noon } });
  });

  it("keeps at most ten replies, ten measures and five referrals", () => {
    const said = underReview.replies[0];
    const replies = Array.from({ length: 10 }, () => said);
    const full = { ...underReview, replies } as Incident;
    const words = { idempotencyKey: wish.idempotencyKey, incidentId: "ans_1", text: "No." };
    const by = { ...asLeena, as: "SUBJECT" } as const;
    expect(reply(full, words, by)).toMatchObject({ code: "TOO_MANY_REPLIES" });
    expect(reply(underReview, words, by)).toMatchObject({ replies: [said, { text: "No." }] });
    const measureIds = Array.from({ length: 10 }, (_, place) => `itm_${place}`);
    expect(addMeasure({ ...underReview, measureIds }, "itm_x")).toMatchObject({
      code: "TOO_MANY_MEASURES",
    });
    const referral = { ...wish, to: "LADO", referredOn: "2026-02-09" } as const;
    const noted = referred(underReview, referral, asLeena);
    expect(noted).toMatchObject({ referrals: [{ to: "LADO", referredOn: "2026-02-09" }] });
    const referrals = Array.from({ length: 5 }, () => ({ ...referral, by: "per_leena" }));
    expect(referred({ ...underReview, referrals }, referral, asLeena)).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });
});

describe("concluding", () => {
  const ending = { ...wish, outcome: "FALSE", reasons: "It was found.", noTie: true } as const;
  const unanswered = { ...underReview, replies: [] };
  const after = (days: number) => ({ viewer: leena, now: addDays(noon, days) });

  it.each([
    ["at once when they have answered", underReview, 0, undefined],
    ["not before they have answered", unanswered, 6, "REPLY_OUTSTANDING"],
    ["after a week without an answer", unanswered, 7, undefined],
    [
      "never while they were not asked",
      { ...unanswered, asked: undefined },
      99,
      "REPLY_OUTSTANDING",
    ],
    [
      "when nobody is known",
      { ...unanswered, asked: undefined, subjectId: undefined },
      0,
      undefined,
    ],
    ["not before it was taken up", reported, 9, "STATE_TRANSITION_INVALID"],
    ["not twice", concluded("FALSE"), 9, "STATE_TRANSITION_INVALID"],
  ])("is proposed %s", (_case, incident, days, code) => {
    const made = propose(incident as Incident, ending, { ...after(days), policy });
    expect("code" in made ? made.code : undefined).toBe(code);
  });

  it.each([
    [13, "REPLY_OUTSTANDING"],
    [14, undefined],
  ])("waits as long as the hub's policy says: after %i of 14 days", (days, code) => {
    const terms = { viewer: leena, now: addDays(noon, days), policy: { incidentReplyDays: 14 } };
    const made = propose(unanswered as Incident, ending, terms);
    expect("code" in made ? made.code : undefined).toBe(code);
  });

  const proposed = propose(underReview, ending, { ...asLeena, policy }) as Incident;
  const signing = { ...wish, agrees: true, noTie: true } as const;
  const asLars = { viewer: lars, now: noon, keeping };

  it("is signed by somebody else", () => {
    const own = sign(proposed, signing, { ...asLars, viewer: leena });
    expect(own).toMatchObject({ code: "SECOND_READER_NEEDED" });
    expect(sign(proposed, signing, asLars)).toMatchObject({
      ...{ status: "CONCLUDED", outcome: "FALSE", signed: { by: "per_lars" } },
      proposal: { by: "per_leena" },
    });
  });

  it("is signed by nobody when nothing was proposed, or it was sent back", () => {
    const wrong = { code: "STATE_TRANSITION_INVALID" };
    expect(sign(underReview, signing, asLars)).toMatchObject(wrong);
    const back = sign(proposed, { ...signing, agrees: false, note: "Ask Tom." }, asLars);
    expect(back).toMatchObject({ status: "UNDER_REVIEW", sentBack: { note: "Ask Tom." } });
    expect(back).not.toHaveProperty("proposal");
    expect(sign(back as Incident, signing, asLars)).toMatchObject(wrong);
  });

  it.each([
    ...cleared.map((outcome) => [outcome, 28] as const),
    ...others.map((outcome) => [outcome, 2190] as const),
  ])("%s is kept for %i days", (outcome, days) => {
    const made = propose(underReview, { ...ending, outcome }, { ...asLeena, policy }) as Incident;
    expect(sign(made, signing, asLars)).toMatchObject({ wipeAt: addDays(noon, days) });
  });
});

describe("what is left", () => {
  it("when the time is over: that there was one, and how it ended", () => {
    const incident = concluded("FALSE");
    expect(isToWipe(incident, "2026-03-09T11:59:59.999Z")).toBe(false);
    expect(isToWipe(incident, incident.wipeAt)).toBe(true);
    expect(isToWipe(underReview, "2099-01-01T00:00:00.000Z")).toBe(false);
    expect(wiped(incident, incident.wipeAt)).toEqual({
      ...{ status: "WIPED", id: "inc_1", hubId: hub, reportedAt: noon, version: 1, receipts: [] },
      ...{ outcome: "FALSE", concludedAt: noon, wipedAt: incident.wipeAt },
    });
  });

  const erasing = (name: string) => ({ personId: `per_${name}`, standIn: "per_x", now: noon });

  it.each(cleared)("of %s when its subject is erased: nothing", (outcome) => {
    expect(withoutPerson(concluded(outcome), erasing("grace"))).toMatchObject({ status: "WIPED" });
  });

  it.each([
    ["reported", reported] as const,
    ["under review", underReview] as const,
    ...others.map((outcome) => [outcome, concluded(outcome)] as const),
  ])(
    "of one that is %s when its subject is erased: the words, leading to nobody",
    (_case, incident) => {
      const left = withoutPerson(incident, erasing("grace"));
      expect(left).toMatchObject({ account: "It is gone.", subjectPersonId: "per_x" });
      expect(JSON.stringify(left)).not.toContain("per_grace");
      expect(withoutPerson(left as Incident, erasing("grace"))).toBeUndefined();
    },
  );

  it("when the reporter is erased: their words, leading to nobody", () => {
    const left = withoutPerson(concluded("FALSE"), erasing("amina"));
    expect(left).toMatchObject({ status: "CONCLUDED", reporter: { personId: "per_x" } });
    expect(withoutPerson(underReview, erasing("zoe"))).toBeUndefined();
  });
});
