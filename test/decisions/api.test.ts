import { beforeAll, describe, expect, it } from "vitest";
import { ask, type Meeting, meeting, must, opened, type Sitting } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";

let its: Setting;
let held: Meeting;

const people = (): readonly Sitting[] => [
  { persona: "amina", side: "SERVICE_USER", memberId: its.amina },
  { persona: "grace", side: "SERVICE_USER", memberId: its.grace },
  { persona: "tom", side: "SERVICE_USER", memberId: its.tom },
  { persona: "kofi", side: "SERVICE_USER", memberId: its.kofi, kind: "REPRESENTS" },
  { persona: "nora", side: "PROFESSIONAL" },
  { persona: "omar", side: "PROFESSIONAL", isVoting: false },
];

beforeAll(async () => {
  its = await setting();
  await giveRole(its.bank, await person(its.bank, "fay"), {
    role: "FACILITATOR",
    scopeId: its.bra,
  });
  held = await meeting(its.bank, { runner: "fay", hubId: its.bra, people: people() });
});

const asks = (persona: string, name: string, input: object) =>
  ask(its.bank, persona, [name, { ...input }]);
const codes = async (persona: string, name: string, input: object) =>
  (await asks(persona, name, input)).codes;
const cast = (persona: string, decisionId: string, stance: string, more: object = {}) =>
  asks(persona, "castPosition", { decisionId, stance, ...more });

/** Another artefact, so that something can be decided again. */
async function made(): Promise<string> {
  const { circleId, seats } = held;
  const wish = {
    circleId,
    kind: "PLAN",
    title: "Anew",
    text: "Words.",
    authorSeatIds: [seats["amina"]],
  };
  return textAt(await must(its.bank, "fay", ["proposeArtefact", wish]), "id");
}
const anew = async () =>
  opened(its.bank, "fay", { sessionId: held.sessionId, artefactId: await made() });
const inCircle = (decisionId: string) => ({ decisionId, version: 1, decidedAt: "IN_CIRCLE" });

describe("opening a decision", () => {
  it("lists all that is missing, and needs each of it", async () => {
    const { circleId } = held;
    const plan = { circleId, title: "Later", startsAt: "2026-03-01T10:00:00Z", ways: ["VIDEO"] };
    const session = await must(its.bank, "fay", ["scheduleSession", plan]);
    const wish = { sessionId: textAt(session, "id"), artefactId: await made(), question: "Now?" };
    const outcome = await asks("fay", "openDecision", wish);
    expect(outcome.codes).toEqual(["PRECONDITION_FAILED"]);
    for (const words of ["not begun", "as there", "not shared in time", "sought", "answered"]) {
      expect(textAt(outcome.errors, "0.message")).toContain(words);
    }
  });

  it("is for those who run the circle, not for those who sit in it", async () => {
    const { sessionId, artefactId } = held;
    const wish = { sessionId, artefactId, question: "Now?" };
    expect(await codes("amina", "openDecision", wish)).toEqual(["FORBIDDEN"]);
    expect(await codes("rob", "openDecision", wish)).toEqual(["NOT_FOUND"]);
  });
});

describe("a position", () => {
  it("is each seat's own: nobody without a seat, a vote, a mandate or presence has one", async () => {
    const decisionId = await anew();
    expect((await cast("stranger", decisionId, "SUPPORT")).codes).toEqual(["FORBIDDEN"]);
    expect((await cast("fay", decisionId, "SUPPORT")).codes).toEqual(["FORBIDDEN"]);
    expect((await cast("kofi", decisionId, "SUPPORT")).codes).toEqual(["MANDATE_MISSING"]);
    expect((await cast("omar", decisionId, "SUPPORT")).codes).toEqual(["FORBIDDEN"]);
    expect((await cast("amina", decisionId, "SUPPORT")).codes).toEqual([]);
    const more = { seatId: held.seats["grace"], spoken: { channel: "PHONE", note: "Yes." } };
    expect((await cast("fay", decisionId, "SUPPORT", more)).codes).toEqual(["FORBIDDEN"]);
    expect((await cast("amina", decisionId, "SUPPORT", more)).codes).toEqual(["FORBIDDEN"]);
    expect((await cast("rob", decisionId, "SUPPORT", more)).codes).toEqual(["NOT_FOUND"]);
    expect((await cast("priya", decisionId, "SUPPORT", more)).codes).toEqual([]);
    const over = { ...more, seatId: held.seats["amina"] };
    expect((await cast("priya", decisionId, "STAND_ASIDE", over)).codes).toEqual(["FORBIDDEN"]);
  });

  it("is replaced by what the seat says next, and what it said before stays beside", async () => {
    const decisionId = await anew();
    expect((await cast("amina", decisionId, "OBJECT")).codes).toEqual(["VALIDATION_FAILED"]);
    await cast("amina", decisionId, "OBJECT", { reason: "Too long a way." });
    const answered = { decisionId, seatId: held.seats["amina"], answer: "A van comes." };
    expect(await codes("amina", "answerObjection", answered)).toEqual(["FORBIDDEN"]);
    expect((await asks("fay", "answerObjection", answered)).thing).toMatchObject({
      answer: { text: "A van comes." },
    });
    const now = await cast("amina", decisionId, "SUPPORT");
    expect(now.thing).toMatchObject({ stance: "SUPPORT", earlier: [{ stance: "OBJECT" }] });
    const closed = await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    expect(closed).toMatchObject({ tally: { supports: 1, objects: 0, votingPresent: 4 } });
  });

  it("cannot be taken when the decision is closed", async () => {
    const decisionId = await anew();
    await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    expect((await cast("amina", decisionId, "SUPPORT")).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is read by those who sit in the circle, and by nobody else", async () => {
    const decisionId = await anew();
    await cast("amina", decisionId, "OBJECT", { reason: "Too far." });
    await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    const query = `query ($id: ID!) { decision(id: $id) {
      question status tally { objects } positions { nodes { name stance reason } }
    } }`;
    const seen = async (persona: string) =>
      at(
        await (persona === "anyone" ? its.bank.anonymous : its.bank.as(persona)).must(query, {
          id: decisionId,
        }),
        "decision",
      );
    for (const persona of ["anyone", "rob", "stranger"]) {
      expect(await seen(persona)).toEqual({
        ...{ question: "Do we credit this?", status: "BLOCKED", tally: null, positions: null },
      });
    }
    expect(await seen("grace")).toMatchObject({
      tally: { objects: 1 },
      positions: { nodes: [{ name: "amina", stance: "OBJECT", reason: "Too far." }] },
    });
  });
});

describe("closing", () => {
  it("asks where it was really decided, and believes no place without a name", async () => {
    const decisionId = await anew();
    const elsewhere = { decisionId, version: 1, decidedAt: "BEFORE_THE_MEETING" };
    expect(await codes("fay", "closeDecision", elsewhere)).toEqual(["VALIDATION_FAILED"]);
    for (const persona of ["amina", "grace", "tom"]) await cast(persona, decisionId, "SUPPORT");
    const where = "At the council, the week before";
    expect((await asks("fay", "closeDecision", { ...elsewhere, where })).thing).toMatchObject({
      ...{ status: "AGREED", rung: 5, decidedAt: "BEFORE_THE_MEETING" },
    });
  });

  it("is done once: again with the same key it answers the same", async () => {
    const artefactId = await made();
    const decisionId = await opened(its.bank, "fay", { sessionId: held.sessionId, artefactId });
    for (const persona of ["amina", "grace", "tom"]) await cast(persona, decisionId, "SUPPORT");
    const wish = { ...inCircle(decisionId), idempotencyKey: newRequestKey() };
    const first = await asks("fay", "closeDecision", wish);
    expect(first.thing).toMatchObject({ status: "AGREED", rung: 7 });
    expect(await asks("fay", "closeDecision", wish)).toEqual({ ...first, replayed: true });
    expect(await codes("fay", "closeDecision", inCircle(decisionId))).toEqual(["CONFLICT_VERSION"]);
    const again = { decisionId, version: 2, decidedAt: "IN_CIRCLE" };
    expect(await codes("fay", "closeDecision", again)).toEqual(["STATE_TRANSITION_INVALID"]);
    const artefact = await its.bank.anonymous.must(
      "query ($id: ID!) { artefact(id: $id) { isAgreed text } }",
      { id: artefactId },
    );
    expect(at(artefact, "artefact")).toEqual({ isAgreed: true, text: "Words." });
  });

  it("is no way for those who run the circle to say what it comes to", async () => {
    const decisionId = await anew();
    expect(await codes("amina", "closeDecision", inCircle(decisionId))).toEqual(["FORBIDDEN"]);
    const closed = await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    expect(closed).toMatchObject({ status: "BLOCKED", outcome: "BLOCKED" });
  });
});
