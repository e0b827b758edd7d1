import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, textAt } from "../support/api.ts";
import { ask, circleWish, type Meeting, meeting, must, opened, type Sitting } from "./deciding.ts";

let its: Setting;
let held: Meeting;
let decisionId: string;

const people: readonly Sitting[] = ["carla", "carlo", "carmen"].map((persona) => ({
  ...{ persona, side: "SERVICE_USER" },
}));

beforeAll(async () => {
  its = await setting();
  await giveRole(its.bank, await person(its.bank, "fay"), {
    role: "FACILITATOR",
    scopeId: its.bra,
  });
  held = await meeting(its.bank, { runner: "fay", hubId: its.bra, people });
  decisionId = await opened(its.bank, "fay", held);
});

const codes = async (persona: string, name: string, input: object) =>
  (await ask(its.bank, persona, [name, { ...input }])).codes;
const versionOf = async (circleId: string) =>
  at(
    await its.bank.anonymous.must("query ($id: ID!) { circle(id: $id) { version } }", {
      id: circleId,
    }),
    "circle.version",
  );
const takes = async (persona: string, circleId: string, more: object = {}) =>
  ask(its.bank, persona, [
    "takeOnCircle",
    { circleId, version: await versionOf(circleId), ...more },
  ]);
const plan = (circleId: string) => ({
  ...{ circleId, title: "Next", startsAt: its.bank.now(), ways: ["PHONE"] },
});

describe("a circle that a facilitator runs", () => {
  it("is read by the hub's brokers, who do nothing in it", async () => {
    const { circleId, sessionId, artefactId, seats } = held;
    const seen = await its.bank.as("priya").must(
      `query ($id: ID!, $session: ID!) {
        circle(id: $id) { runBy seats { nodes { name } } }
        circleSession(id: $session) { attendance { seatId } }
      }`,
      { id: circleId, session: sessionId },
    );
    expect(seen).toMatchObject({
      circle: { runBy: "FACILITATOR", seats: { nodes: [{}, {}, {}] } },
      circleSession: { attendance: [{}, {}, {}] },
    });
    const group = { kind: "SELF", side: "SERVICE_USER", group: "Members", isVoting: true };
    const seatId = seats["carla"];
    const rows = [{ seatId, way: "PHONE" }];
    const text = { text: "No.", way: "PHONE" };
    const purpose = { change: { purpose: "Mine." } };
    const voice = {
      ...{ circleId, whose: "A child", method: "DRAWING", expressed: "A door.", reading: "Out." },
      ...{ readBy: "A teacher", confidence: "LOW", answer: "ASSENT" },
    };
    const tries: readonly (readonly [string, object])[] = [
      ["updateCircle", { circleId, version: 1, ...purpose }],
      ["inviteSeat", { circleId, memberId: its.amina, ...group }],
      ["endSeat", { circleId, seatId, version: 2 }],
      ["scheduleSession", plan(circleId)],
      ["recordAttendance", { sessionId, version: 9, seats: rows }],
      ["addContribution", { sessionId, seatId, ...text }],
      ["recordVoice", voice],
      [
        "proposeArtefact",
        { circleId, kind: "PLAN", title: "Mine", text: "Mine.", authorSeatIds: [seatId] },
      ],
      ["openDecision", { sessionId, artefactId, question: "Mine?" }],
      ["closeDecision", { decisionId, version: 1, decidedAt: "IN_CIRCLE" }],
      ["answerObjection", { decisionId, seatId, answer: "No." }],
      ["overrideDecision", { decisionId, version: 1, body: "Us", reason: "So." }],
    ];
    for (const [name, input] of tries) {
      expect([name, await codes("priya", name, input)]).toEqual([name, ["FORBIDDEN"]]);
    }
  });

  it("is stepped into by a broker with a reason that everyone reads, until one takes it on again", async () => {
    const own = await must(its.bank, "fay", ["createCircle", circleWish(its.bra)]);
    const circleId = textAt(own, "id");
    expect(await codes("priya", "scheduleSession", plan(circleId))).toEqual(["FORBIDDEN"]);
    expect((await takes("rob", circleId, { reason: "Mine." })).codes).toEqual(["FORBIDDEN"]);
    expect((await takes("amina", circleId, { reason: "Mine." })).codes).toEqual(["FORBIDDEN"]);
    expect((await takes("priya", circleId)).codes).toEqual(["VALIDATION_FAILED"]);
    expect((await takes("priya", circleId, { reason: "Fay is ill." })).thing).toMatchObject({
      runBy: "BROKER",
    });
    expect(await codes("priya", "scheduleSession", plan(circleId))).toEqual([]);
    expect(await codes("fay", "scheduleSession", plan(circleId))).toEqual([]);
    const seen = await its.bank.anonymous.must(
      "query ($id: ID!) { circle(id: $id) { runBy stepIns { at reason } } }",
      { id: circleId },
    );
    expect(at(seen, "circle")).toEqual({
      ...{ runBy: "BROKER", stepIns: [{ at: its.bank.now(), reason: "Fay is ill." }] },
    });
    expect((await takes("fay", circleId)).thing).toMatchObject({ runBy: "FACILITATOR" });
    expect(await codes("priya", "scheduleSession", plan(circleId))).toEqual(["FORBIDDEN"]);
  });
});

describe("a seat that is ended by those who run the circle", () => {
  const seatsOf = async (persona: string, circleId: string) =>
    at(
      await its.bank.as(persona).must(
        `query ($id: ID!) { circle(id: $id) {
          mySeat { status endedBecause } seats { nodes { status endedBecause } }
        } }`,
        { id: circleId },
      ),
      "circle",
    );
  const told = async (circleId: string) =>
    at(
      await its.bank.anonymous.must("query ($id: ID!) { powerMap(circleId: $id) { seatsEnded } }", {
        id: circleId,
      }),
      "powerMap.seatsEnded",
    );

  it("says why to the person and the table, and that it happened to everybody", async () => {
    const { circleId, seats } = await meeting(its.bank, { runner: "fay", hubId: its.bra, people });
    const left = { circleId, seatId: seats["carlo"], version: 2, reason: "I move." };
    await must(its.bank, "carlo", ["endSeat", left]);
    expect(await told(circleId)).toBe(0);
    const wish = { circleId, seatId: seats["carla"], version: 2 };
    expect(await codes("fay", "endSeat", wish)).toEqual(["VALIDATION_FAILED"]);
    expect(await codes("fay", "endSeat", { ...wish, reason: "She says no." })).toEqual([]);
    const ended = { status: "ENDED", endedBecause: "She says no." };
    expect(await seatsOf("carla", circleId)).toEqual({ mySeat: ended, seats: null });
    expect(at(await seatsOf("carmen", circleId), "seats.nodes")).toContainEqual(ended);
    expect(at(await seatsOf("carlo", circleId), "mySeat")).toEqual({
      ...{ status: "ENDED", endedBecause: null },
    });
    expect(await told(circleId)).toBeNull();
  });
});

describe("a circle that a broker began", () => {
  it("is run by the brokers until a facilitator takes it on", async () => {
    const own = await must(its.bank, "priya", ["createCircle", circleWish(its.bra)]);
    const circleId = textAt(own, "id");
    expect(await codes("priya", "scheduleSession", plan(circleId))).toEqual([]);
    expect((await takes("fay", circleId)).codes).toEqual([]);
    expect(await codes("priya", "scheduleSession", plan(circleId))).toEqual(["FORBIDDEN"]);
    expect((await takes("fay", circleId)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("is changed under nobody who is invited at that moment", async () => {
    const own = await must(its.bank, "priya", ["createCircle", circleWish(its.bra)]);
    const circleId = textAt(own, "id");
    const invites = () =>
      must(its.bank, "priya", [
        "inviteSeat",
        {
          ...{ circleId, memberId: its.amina, kind: "SELF", side: "SERVICE_USER" },
          ...{ group: "Members", isVoting: true },
        },
      ]);
    const [changed] = await Promise.all([
      codes("priya", "updateCircle", { circleId, version: 1, change: { purpose: "Another." } }),
      invites(),
    ]);
    const version = await versionOf(circleId);
    const after = await codes("priya", "updateCircle", {
      ...{ circleId, version, change: { purpose: "A third." } },
    });
    expect([[], ["CONFLICT_VERSION"], ["CIRCLE_DECIDES"]]).toContainEqual(changed);
    expect(after).toEqual(["CIRCLE_DECIDES"]);
  });
});
