import { beforeAll, describe, expect, it } from "vitest";
import { ask, type Meeting, meeting, must, opened, type Sitting } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, textAt } from "../support/api.ts";

let its: Setting;
let own: Meeting;
let higher: Meeting;
let decisionId: string;
let people: readonly Sitting[];

const sitting = (personas: readonly string[]): readonly Sitting[] =>
  personas.map((persona) => ({ persona, side: "SERVICE_USER" }));

/** A circle of a service, and one of the whole place where Carla is to speak for it. */
beforeAll(async () => {
  its = await setting();
  const { bank, bra, sal } = its;
  own = await meeting(bank, {
    ...{ runner: "priya", hubId: bra, people: sitting(["carla", "carlo", "carmen"]) },
  });
  people = [
    { persona: "carla", side: "SERVICE_USER", kind: "REPRESENTS" },
    ...sitting(["sven", "sara", "sami"]),
  ];
  higher = await meeting(bank, {
    ...{ runner: "rob", hubId: sal, people, circle: { level: "STRATEGIC" } },
  });
  decisionId = await opened(bank, "priya", own);
});

const codes = async (persona: string, name: string, input: object) =>
  (await ask(its.bank, persona, [name, { ...input }])).codes;
const word = (more: object = {}) => ({
  ...{ decisionId, seatId: own.seats["carla"], toCircleId: higher.circleId },
  ...more,
});

describe("the word of a circle in a higher one", () => {
  it("is given by a yes of its own, to somebody who sits in both", async () => {
    expect(await codes("priya", "delegateUpward", word())).toEqual(["DECISION_NOT_AGREED"]);
    for (const persona of ["carla", "carlo", "carmen"]) {
      await must(its.bank, persona, ["castPosition", { decisionId, stance: "SUPPORT" }]);
    }
    const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
    await must(its.bank, "priya", ["closeDecision", closing]);
    for (const persona of ["rob", "carla", "amina"]) {
      expect(await codes(persona, "delegateUpward", word())).toEqual(["FORBIDDEN"]);
    }
    const others = { seatId: own.seats["carlo"] };
    expect(await codes("priya", "delegateUpward", word(others))).toEqual(["NOT_FOUND"]);
    const down = { toCircleId: own.circleId };
    expect(await codes("priya", "delegateUpward", word(down))).toEqual(["LEVEL_NOT_HIGHER"]);
  });

  it("lets its representative vote there, who without it has no vote", async () => {
    const { bank } = its;
    const before = await opened(bank, "rob", higher);
    const said = { decisionId: before, stance: "SUPPORT" };
    expect(await codes("carla", "castPosition", said)).toEqual(["MANDATE_MISSING"]);
    const seat = await must(bank, "priya", ["delegateUpward", word()]);
    expect(seat).toMatchObject({
      mayVote: true,
      mandate: {
        ...{ from: "Governance circle", statement: "Care, learning and taking part." },
        ...{ givenOn: bank.now().slice(0, 10), decision: { id: decisionId } },
      },
    });
    expect(await codes("carla", "castPosition", said)).toEqual(["NOT_IN_THE_ROOM"]);
    const session = await bank
      .as("rob")
      .must("query ($id: ID!) { circleSession(id: $id) { version } }", { id: higher.sessionId });
    const there = {
      ...{ sessionId: higher.sessionId, version: at(session, "circleSession.version") },
      seats: [{ seatId: textAt(seat, "id"), way: "IN_PERSON" }],
    };
    await must(bank, "rob", ["recordAttendance", there]);
    expect(await codes("carla", "castPosition", said)).toEqual([]);
  });

  it("is written over by nobody in the higher circle", async () => {
    const seat = await its.bank
      .as("carla")
      .must("query ($id: ID!) { circle(id: $id) { mySeat { id version } } }", {
        id: higher.circleId,
      });
    const mine = {
      ...{ circleId: higher.circleId, seatId: at(seat, "circle.mySeat.id") },
      ...{ version: at(seat, "circle.mySeat.version"), from: "Us", statement: "Say yes." },
      givenOn: its.bank.now().slice(0, 10),
    };
    expect(await codes("rob", "recordSeatMandate", mine)).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("follows from nothing that was overridden", async () => {
    const over = { decisionId, version: 2, body: "The council", reason: "No money." };
    await must(its.bank, "priya", ["overrideDecision", over]);
    expect(await codes("priya", "delegateUpward", word())).toEqual(["DECISION_NOT_AGREED"]);
  });
});
