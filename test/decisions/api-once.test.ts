import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/kernel/index.ts";
import {
  ask,
  type Meeting,
  meeting,
  must,
  opened,
  type Sitting,
  seated,
} from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, codesOf, newRequestKey, textAt } from "../support/api.ts";
import { slowly } from "../support/slowly.ts";

let its: Setting;
let held: Meeting;

const people = (): readonly Sitting[] => [
  { persona: "carla", side: "SERVICE_USER" },
  { persona: "jack", side: "SERVICE_USER", memberId: its.jack },
  { persona: "amina", side: "SERVICE_USER", memberId: its.amina },
  { persona: "nora", side: "PROFESSIONAL" },
];

beforeAll(async () => {
  its = await setting();
  held = await meeting(its.bank, { runner: "priya", hubId: its.bra, people: people() });
});

const asks = (persona: string, name: string, input: object) =>
  ask(its.bank, persona, [name, { ...input }]);
const codes = async (persona: string, name: string, input: object) =>
  (await asks(persona, name, input)).codes;
const inCircle = (decisionId: string) => ({ decisionId, version: 1, decidedAt: "IN_CIRCLE" });

async function made(): Promise<string> {
  const wish = {
    ...{ circleId: held.circleId, kind: "PLAN", title: "Anew", text: "Words." },
    authorSeatIds: [held.seats["carla"]],
  };
  return textAt(await must(its.bank, "priya", ["proposeArtefact", wish]), "id");
}
const onArtefact = (artefactId: string) => ({
  ...{ sessionId: held.sessionId, artefactId, question: "Do we?" },
  ...{ viewsSought: "All.", viewsAnswered: "Yes." },
});
const anew = async () =>
  opened(its.bank, "priya", { sessionId: held.sessionId, artefactId: await made() });

describe("one thing", () => {
  it("is decided by one vote at a time, also when two are opened at once", async () => {
    const artefactId = await made();
    const both = await Promise.all(
      [1, 2].map(() => asks("priya", "openDecision", onArtefact(artefactId))),
    );
    expect(both.map((one) => one.codes).toSorted()).toEqual([[], ["DECISION_OPEN"]]);
    expect(await codes("priya", "openDecision", onArtefact(artefactId))).toEqual(["DECISION_OPEN"]);
  });

  it("is decided again after a no, and never after a yes", async () => {
    const artefactId = await made();
    const first = await must(its.bank, "priya", ["openDecision", onArtefact(artefactId)]);
    await must(its.bank, "priya", ["closeDecision", inCircle(textAt(first, "id"))]);
    const second = textAt(
      await must(its.bank, "priya", ["openDecision", onArtefact(artefactId)]),
      "id",
    );
    for (const persona of ["carla", "jack", "amina"]) {
      await must(its.bank, persona, ["castPosition", { decisionId: second, stance: "SUPPORT" }]);
    }
    const ended = await must(its.bank, "priya", ["closeDecision", inCircle(second)]);
    expect(ended).toMatchObject({ status: "AGREED" });
    expect(await codes("priya", "openDecision", onArtefact(artefactId))).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });
});

describe("a vote that is going on", () => {
  it("keeps the voice of who was there, when whoever runs the circle ends their seat", async () => {
    const decisionId = await anew();
    const { circleId, seats } = held;
    const gone = { circleId, seatId: seats["nora"], version: 2, reason: "She objects." };
    await must(its.bank, "priya", ["endSeat", gone]);
    const said = { decisionId, stance: "OBJECT", reason: "You left me out." };
    expect(await codes("nora", "castPosition", said)).toEqual([]);
    const ended = await must(its.bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(ended).toMatchObject({ tally: { objects: 1, votingPresent: 4 } });
  });

  it("ends once for two who close it at one moment, and is counted once", async () => {
    const decisionId = await anew();
    const closed = async () =>
      at(
        await its.bank.anonymous.must("query ($id: ID!) { powerMap(circleId: $id) { closed } }", {
          id: held.circleId,
        }),
        "powerMap.closed",
      );
    const before = Number(await closed());
    const both = await Promise.all(
      [1, 2].map(() => codes("priya", "closeDecision", inCircle(decisionId))),
    );
    expect(both.toSorted()).toEqual([[], ["CONFLICT_VERSION"]]);
    expect(await closed()).toBe(before + 1);
  });

  it("is for those who had their seat when it began, whoever is brought in to turn it", async () => {
    const { bank } = its;
    const before = bank.now();
    const decisionId = await anew();
    await must(bank, "carla", ["castPosition", { decisionId, stance: "OBJECT", reason: "No." }]);
    bank.at(addDays(before, 1));
    const { circleId, sessionId } = held;
    const friend = { persona: "fred", side: "SERVICE_USER" } as const;
    const seatId = await seated(bank, { runner: "priya", circleId, who: friend });
    const session = await bank
      .as("priya")
      .must("query ($id: ID!) { circleSession(id: $id) { version } }", { id: sessionId });
    const version = at(session, "circleSession.version");
    const there = { sessionId, version, seats: [{ seatId, way: "IN_PERSON" }] };
    await must(bank, "priya", ["recordAttendance", there]);
    const said = { stance: "SUPPORT" };
    expect(await codes("fred", "castPosition", { decisionId, ...said })).toEqual(["FORBIDDEN"]);
    const ended = await must(bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(ended).toMatchObject({ tally: { votingPresent: 4, supports: 0, objects: 1 } });
    const next = await anew();
    expect(await codes("fred", "castPosition", { decisionId: next, ...said })).toEqual([]);
    bank.at(before);
  });

  it("hears a child themselves and no guardian for them", async () => {
    const decisionId = await anew();
    const spoken = { channel: "PHONE", note: "He said yes." };
    const forJack = { decisionId, seatId: held.seats["jack"], stance: "SUPPORT", spoken };
    expect(await codes("tom", "castPosition", { decisionId, stance: "SUPPORT" })).toEqual([
      "FORBIDDEN",
    ]);
    expect(await codes("tom", "castPosition", forJack)).toEqual(["NOT_FOUND"]);
    expect(await codes("jack", "castPosition", { decisionId, stance: "SUPPORT" })).toEqual([]);
    expect(await codes("priya", "castPosition", forJack)).toEqual(["FORBIDDEN"]);
  });

  it("takes nobody's word for a member of another hub", async () => {
    const decisionId = await anew();
    const spoken = { channel: "PHONE", note: "She said yes." };
    const forAmina = { decisionId, seatId: held.seats["amina"], stance: "SUPPORT", spoken };
    expect(await codes("rob", "castPosition", forAmina)).toEqual(["NOT_FOUND"]);
  });

  it("counts a word that comes in while it is being closed, or refuses it", async () => {
    const decisionId = await anew();
    const late = slowly(its.bank, "priya", () =>
      must(its.bank, "carla", ["castPosition", { decisionId, stance: "SUPPORT" }]),
    );
    const closed = await late.must(
      `mutation ($input: CloseDecisionInput!) {
        closeDecision(input: $input) { decision { tally { supports } } userErrors { code } }
      }`,
      { input: { ...inCircle(decisionId), idempotencyKey: newRequestKey() } },
    );
    expect(at(closed, "closeDecision.decision.tally.supports")).toBe(1);
    const slow = slowly(its.bank, "carla", async () => {
      await must(its.bank, "priya", ["closeDecision", inCircle(next)]);
    });
    const next = await anew();
    const refused = await slow.ask(
      `mutation ($input: CastPositionInput!) {
        castPosition(input: $input) { position { stance } userErrors { code } }
      }`,
      { input: { decisionId: next, stance: "SUPPORT", idempotencyKey: newRequestKey() } },
    );
    expect(codesOf(refused)).toEqual(["STATE_TRANSITION_INVALID"]);
  });
});
