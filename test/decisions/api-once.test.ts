import { beforeAll, describe, expect, it } from "vitest";
import { ask, type Meeting, meeting, must, opened, type Sitting } from "../circles/deciding.ts";
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
    const gone = { circleId, seatId: seats["nora"], version: 2 };
    await must(its.bank, "priya", ["endSeat", gone]);
    const said = { decisionId, stance: "OBJECT", reason: "You left me out." };
    expect(await codes("nora", "castPosition", said)).toEqual([]);
    const ended = await must(its.bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(ended).toMatchObject({ tally: { objects: 1, votingPresent: 4 } });
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
