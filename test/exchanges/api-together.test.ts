import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { balance, codes, idOf, must, type Setting, setting, versionOf } from "./setting.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
});

const balanceOf = (persona: string, partyId: string) => balance(its.bank, persona, partyId);
const minutesOf = async (persona: string, partyId: string) =>
  Number(at(await balanceOf(persona, partyId), "balanceMinutes") ?? 0);

const plan = (wish: object = {}) => ({
  hubId: its.bra,
  organiserId: its.cafe,
  what: "Singing together",
  plannedFor: "2026-01-06T15:00:00Z",
  givers: [{ partyId: its.grace, minutes: 60 }],
  ...wish,
});

const join = (persona: string, activity: Json, wish: object) =>
  must(its.bank, persona, ["joinGroupActivity", { activityId: idOf(activity), ...wish }]);

const run = (activity: Json, attendeeIds: readonly string[]) => ({
  activityId: idOf(activity),
  happenedOn: "2026-01-05",
  attendeeIds,
});

describe("a group activity", () => {
  it("moves all minutes at once from those who receive to those who give", async () => {
    const [amina, tom, grace] = [
      await minutesOf("amina", its.amina),
      await minutesOf("tom", its.tom),
      await minutesOf("grace", its.grace),
    ];
    const activity = await must(its.bank, "cora", [
      "planGroupActivity",
      plan({ receiverMinutes: 30 }),
    ]);
    await join("grace", activity, { partyId: its.grace, role: "GIVER" });
    await join("amina", activity, { partyId: its.amina });
    const joined = await join("tom", activity, { partyId: its.tom });
    expect(joined).toMatchObject({ status: "PLANNED", giverMinutes: 60, receiverMinutes: 30 });
    expect(await balanceOf("amina", its.amina)).toMatchObject({ reservedMinutes: 30 });
    const wish = run(activity, [its.grace, its.amina]);
    expect(await codes(its.bank, "cora", ["runGroupActivity", wish])).toEqual([
      "VALIDATION_FAILED",
    ]);
    expect(await codes(its.bank, "amina", ["runGroupActivity", wish])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "kofi", ["runGroupActivity", wish])).toEqual(["NOT_FOUND"]);
    const ran = await must(its.bank, "cora", [
      "runGroupActivity",
      run(activity, [its.grace, its.amina, its.tom]),
    ]);
    expect(ran).toMatchObject({ status: "RUN", happenedOn: "2026-01-05" });
    expect(at(ran, "journalEntryId")).toBe(`jrn${idOf(activity).slice(3)}`);
    expect(await balanceOf("amina", its.amina)).toEqual({
      balanceMinutes: amina - 30,
      reservedMinutes: 0,
    });
    expect(await minutesOf("tom", its.tom)).toBe(tom - 30);
    expect(await minutesOf("grace", its.grace)).toBe(grace + 60);
    expect(await codes(its.bank, "cora", ["runGroupActivity", wish])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("frees what those set aside who stayed away, and what a sponsor set aside too much", async () => {
    const before = await minutesOf("nora", its.school);
    const givers = [
      { partyId: its.grace, minutes: 60 },
      { partyId: its.tom, minutes: 30 },
    ];
    const activity = await must(its.bank, "priya", [
      "planGroupActivity",
      plan({ organiserId: null, givers, sponsorId: its.school }),
    ]);
    await join("grace", activity, { partyId: its.grace, role: "GIVER" });
    await join("tom", activity, { partyId: its.tom, role: "GIVER" });
    await join("nora", activity, { partyId: its.school, role: "SPONSOR" });
    expect(await balanceOf("nora", its.school)).toMatchObject({ reservedMinutes: 90 });
    await must(its.bank, "priya", ["runGroupActivity", run(activity, [its.grace])]);
    expect(await balanceOf("nora", its.school)).toEqual({
      balanceMinutes: before - 60,
      reservedMinutes: 0,
    });
  });

  it("is not run by who gives in it", async () => {
    const activity = await must(its.bank, "cora", [
      "planGroupActivity",
      plan({ givers: [{ partyId: its.cafe, minutes: 30 }], receiverMinutes: 30 }),
    ]);
    await join("cora", activity, { partyId: its.cafe, role: "GIVER" });
    await join("tom", activity, { partyId: its.tom });
    const wish = run(activity, [its.cafe, its.tom]);
    expect(await codes(its.bank, "cora", ["runGroupActivity", wish])).toEqual([
      "CONFIRMER_IS_PROVIDER",
    ]);
    await must(its.bank, "priya", ["runGroupActivity", wish]);
  });

  it("can be left and called off, which frees everything", async () => {
    const before = await balanceOf("tom", its.tom);
    const activity = await must(its.bank, "cora", [
      "planGroupActivity",
      plan({ receiverMinutes: 60 }),
    ]);
    const me = { activityId: idOf(activity), partyId: its.tom };
    expect(await codes(its.bank, "tom", ["leaveGroupActivity", me])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await codes(its.bank, "amina", ["joinGroupActivity", me])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["joinGroupActivity", { ...me, role: "GIVER" }])).toEqual([
      "FORBIDDEN",
    ]);
    await join("tom", activity, { partyId: its.tom });
    expect(await codes(its.bank, "tom", ["joinGroupActivity", me])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    await must(its.bank, "tom", ["leaveGroupActivity", me]);
    expect(await balanceOf("tom", its.tom)).toEqual(before);
    await join("tom", activity, { partyId: its.tom });
    const end = { activityId: idOf(activity), reason: "The hall is flooded." };
    expect(await codes(its.bank, "tom", ["cancelGroupActivity", end])).toEqual(["FORBIDDEN"]);
    expect(await must(its.bank, "cora", ["cancelGroupActivity", end])).toMatchObject({
      status: "CANCELLED",
    });
    expect(await balanceOf("tom", its.tom)).toEqual(before);
    expect(await codes(its.bank, "cora", ["cancelGroupActivity", end])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is planned by an organisation or a broker, for one hub", async () => {
    const wish = plan({ receiverMinutes: 30 });
    expect(await codes(its.bank, "amina", ["planGroupActivity", wish])).toEqual(["FORBIDDEN"]);
    const elsewhere = { ...wish, givers: [{ partyId: its.kofi, minutes: 60 }] };
    expect(await codes(its.bank, "cora", ["planGroupActivity", elsewhere])).toEqual(["NOT_FOUND"]);
    const both = { ...wish, sponsorId: its.school };
    expect(await codes(its.bank, "cora", ["planGroupActivity", both])).toEqual([
      "VALIDATION_FAILED",
    ]);
  });

  it("shows its people only to those who have a part in it", async () => {
    const activity = await must(its.bank, "cora", [
      "planGroupActivity",
      plan({ receiverMinutes: 30 }),
    ]);
    const seenBy = async (persona: string) => {
      const answer = await its.bank
        .as(persona)
        .must("query ($id: ID!) { groupActivity(id: $id) { what parts { role } } }", {
          id: idOf(activity),
        });
      return at(answer, "groupActivity");
    };
    expect(await seenBy("grace")).toMatchObject({ parts: [{ role: "GIVER" }] });
    expect(await seenBy("amina")).toEqual({ what: "Singing together", parts: null });
    expect(await seenBy("kofi")).toBeNull();
    const list = await its.bank
      .as("amina")
      .must("query ($id: ID!) { groupActivities(hubId: $id) { nodes { id } } }", { id: its.bra });
    expect(at(list, "groupActivities.nodes")).toContainEqual({ id: idOf(activity) });
  });
});

describe("learning", () => {
  const wish = (sessions: readonly object[]) => ({
    learnerId: its.ellie,
    organisationId: its.school,
    what: "Reading",
    sessions,
  });

  it("is credited by the organisation once another person verifies it", async () => {
    const sessions = [
      { on: "2026-01-03", minutes: 60 },
      { on: "2026-01-02", minutes: 60 },
    ];
    const [school, ellie] = [
      await minutesOf("nora", its.school),
      await minutesOf("amina", its.ellie),
    ];
    const record = await must(its.bank, "nora", ["recordLearning", wish(sessions)]);
    expect(record).toMatchObject({ status: "RECORDED", minutes: 120, journalEntryId: null });
    const recordId = idOf(record);
    expect(await codes(its.bank, "nora", ["verifyLearning", { recordId }])).toEqual([
      "VERIFIER_IS_RECORDER",
    ]);
    expect(await codes(its.bank, "amina", ["verifyLearning", { recordId }])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["verifyLearning", { recordId }])).toEqual(["NOT_FOUND"]);
    const again = await must(its.bank, "amina", ["recordLearning", wish(sessions)]);
    expect(await must(its.bank, "omar", ["verifyLearning", { recordId }])).toMatchObject({
      status: "VERIFIED",
      journalEntryId: `jrn${recordId.slice(3)}`,
    });
    expect(await minutesOf("nora", its.school)).toBe(school - 120);
    expect(await minutesOf("amina", its.ellie)).toBe(ellie + 120);
    expect(await codes(its.bank, "omar", ["verifyLearning", { recordId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const twice = { recordId: idOf(again) };
    expect(await codes(its.bank, "omar", ["verifyLearning", twice])).toEqual([
      "LEARNING_ALREADY_RECORDED",
    ]);
    expect(await codes(its.bank, "amina", ["recordLearning", wish(sessions)])).toEqual([
      "LEARNING_ALREADY_RECORDED",
    ]);
  });

  it.each([
    ["more than a child's day", [{ on: "2026-01-04", minutes: 135 }], "DAILY_LIMIT"],
    [
      "a day twice",
      [
        { on: "2026-01-04", minutes: 15 },
        { on: "2026-01-04", minutes: 15 },
      ],
      "VALIDATION_FAILED",
    ],
    ["a day to come", [{ on: "2026-01-06", minutes: 15 }], "VALIDATION_FAILED"],
    ["a day long ago", [{ on: "2025-12-01", minutes: 15 }], "VALIDATION_FAILED"],
  ])("is refused with %s", async (_case, sessions, code) => {
    expect(await codes(its.bank, "amina", ["recordLearning", wish(sessions)])).toEqual([code]);
  });

  it("is listed to both sides and to nobody else", async () => {
    const list = async (persona: string, partyId: string) => {
      const answer = await its.bank
        .as(persona)
        .must("query ($id: ID!) { learningRecords(partyId: $id) { nodes { what } } }", {
          id: partyId,
        });
      return at(answer, "learningRecords.nodes.0.what");
    };
    expect(await list("amina", its.ellie)).toBe("Reading");
    expect(await list("omar", its.school)).toBe("Reading");
    expect(await list("priya", its.school)).toBe("Reading");
    expect(await list("tom", its.ellie)).toBeUndefined();
  });
});

describe("a mentoring series", () => {
  it("starts exchanges that are agreed already, until it ends", async () => {
    const series = await must(its.bank, "nora", [
      "startSeries",
      {
        providerId: its.grace,
        recipientId: its.ellie,
        payerId: its.school,
        sponsored: true,
        what: "Reading aloud",
        rhythm: "Tuesdays at four",
        sessionCount: 2,
        sessionMinutes: 30,
        placeKind: "SUPERVISED_PLACE",
      },
    ]);
    const seriesId = idOf(series);
    expect(series).toMatchObject({ status: "PROPOSED", agreedSides: ["PAYER"] });
    expect(await codes(its.bank, "nora", ["startSeriesSession", { seriesId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await codes(its.bank, "nora", ["agreeSeries", { seriesId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await codes(its.bank, "tom", ["agreeSeries", { seriesId }])).toEqual(["NOT_FOUND"]);
    expect(await must(its.bank, "grace", ["agreeSeries", { seriesId }])).toMatchObject({
      status: "AGREED",
    });
    const key = { seriesId, idempotencyKey: "the-first-session" };
    const exchange = await must(its.bank, "grace", ["startSeriesSession", key]);
    expect(exchange).toMatchObject({ status: "AGREED", kind: "SPONSORED", seriesId, minutes: 30 });
    expect(await must(its.bank, "grace", ["startSeriesSession", key])).toEqual(exchange);
    await must(its.bank, "nora", ["startSeriesSession", { seriesId }]);
    expect(await codes(its.bank, "grace", ["startSeriesSession", { seriesId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const ended = await must(its.bank, "amina", ["endSeries", { seriesId }]);
    expect(ended).toMatchObject({ status: "ENDED", sessionsStarted: 2 });
    expect(versionOf(ended)).toBe(5);
    expect(await codes(its.bank, "grace", ["endSeries", { seriesId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const list = await its.bank
      .as("grace")
      .must("query ($id: ID!) { mentoringSeriesOf(partyId: $id) { nodes { id } } }", {
        id: its.grace,
      });
    expect(at(list, "mentoringSeriesOf.nodes")).toEqual([{ id: seriesId }]);
  });
});
