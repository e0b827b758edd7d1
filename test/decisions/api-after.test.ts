import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/kernel/index.ts";
import {
  ask,
  circleWish,
  heldSession,
  type Meeting,
  meeting,
  must,
  opened,
  type Sitting,
} from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, textAt } from "../support/api.ts";

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

describe("after a decision", () => {
  it("power that overrides it says why, for all to read", async () => {
    const decisionId = await anew();
    for (const persona of ["amina", "grace", "tom"]) await cast(persona, decisionId, "SUPPORT");
    await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    const wish = { decisionId, version: 2, body: "The council", reason: "There is no money." };
    expect(await codes("amina", "overrideDecision", wish)).toEqual(["FORBIDDEN"]);
    await must(its.bank, "fay", ["overrideDecision", wish]);
    const answer = await its.bank.anonymous.must(
      `query ($id: ID!) { decision(id: $id) { status outcome rung overriding { body reason } } }`,
      { id: decisionId },
    );
    expect(at(answer, "decision")).toEqual({
      ...{ status: "OVERRIDDEN", outcome: "AGREED", rung: 5 },
      overriding: { body: "The council", reason: "There is no money." },
    });
  });

  it("what is taken on counts as done when it is shown", async () => {
    const decisionId = await anew();
    for (const persona of ["amina", "grace", "tom"]) await cast(persona, decisionId, "SUPPORT");
    const wish = {
      ...{ decisionId, what: "Buy symbols.", ownerSeatId: held.seats["nora"] },
      ...{ ownerRole: "Head teacher", dueOn: "2026-09-01" },
    };
    expect(await codes("fay", "assignAction", wish)).toEqual(["DECISION_NOT_AGREED"]);
    await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    const actionId = textAt(await must(its.bank, "fay", ["assignAction", wish]), "id");
    const rate = async () =>
      at(
        await its.bank.anonymous.must(
          `query ($id: ID!) {
            rungDistribution(placeId: $id, quarter: "2026-Q3") { actionsDone { part whole } }
          }`,
          { id: its.bra },
        ),
        "rungDistribution.actionsDone",
      );
    expect(await rate()).toEqual({ part: 0, whole: 0 });
    const done = { actionId, version: 1 };
    expect(await codes("amina", "completeAction", done)).toEqual(["FORBIDDEN"]);
    await must(its.bank, "nora", ["completeAction", done]);
    expect(await rate()).toEqual({ part: 0, whole: 0 });
    const before = its.bank.now();
    its.bank.at("2026-08-31T23:00:00Z");
    expect(await rate()).toEqual({ part: 0, whole: 0 });
    its.bank.at("2026-09-01T09:00:00Z");
    expect(await rate()).toEqual({ part: 0, whole: 1 });
    const shown = {
      actionId,
      version: 2,
      evidence: "Seen on the doors.",
      result: "They find them.",
    };
    await must(its.bank, "nora", ["completeAction", shown]);
    expect(await rate()).toEqual({ part: 1, whole: 1 });
    its.bank.at("2027-01-05T09:00:00Z");
    expect(await rate()).toEqual({ part: 1, whole: 1 });
    its.bank.at(before);
    const trace = await its.bank.anonymous.must(
      `query ($id: ID!) { decisionTrace(decisionId: $id) {
        voices { nodes { text } } artefact { title } decision { status }
        actions { nodes { ownerRole evidence result } }
      } }`,
      { id: decisionId },
    );
    expect(at(trace, "decisionTrace")).toEqual({
      ...{ voices: null, artefact: { title: "Anew" }, decision: { status: "AGREED" } },
      actions: {
        nodes: [
          {
            ...{ ownerRole: "Head teacher", evidence: "Seen on the doors." },
            result: "They find them.",
          },
        ],
      },
    });
  });

  it("how it felt stays private, and is told of nobody while few said", async () => {
    const decisionId = await anew();
    const rated = { decisionId, rung: 2 };
    expect(await codes("amina", "rateDecision", rated)).toEqual(["STATE_TRANSITION_INVALID"]);
    await must(its.bank, "fay", ["closeDecision", inCircle(decisionId)]);
    expect(await codes("fay", "rateDecision", rated)).toEqual(["FORBIDDEN"]);
    await must(its.bank, "amina", ["rateDecision", rated]);
    const own = async (persona: string) =>
      at(
        await its.bank
          .as(persona)
          .must("query ($id: ID!) { decision(id: $id) { myRating selfRatingGap } }", {
            id: decisionId,
          }),
        "decision",
      );
    expect(await own("amina")).toEqual({ myRating: 2, selfRatingGap: null });
    expect(await own("fay")).toEqual({ myRating: null, selfRatingGap: null });
    const before = its.bank.now();
    its.bank.at(addDays(before, 15));
    expect(await codes("grace", "rateDecision", rated)).toEqual(["STATE_TRANSITION_INVALID"]);
    its.bank.at(before);
  });
});

describe("the public record", () => {
  it("counts what circles came to, for the hub and every area above it", async () => {
    const { bank, sal } = its;
    const own = [{ persona: "sven", side: "SERVICE_USER" }] as const;
    const { circleId, sessionId, artefactId, seats } = await meeting(bank, {
      ...{ runner: "rob", hubId: sal, people: own },
      circle: circleWish(sal, { name: "A circle of one" }),
    });
    const decisionId = await opened(bank, "rob", { sessionId, artefactId });
    await cast("sven", decisionId, "SUPPORT");
    const closed = await must(bank, "rob", ["closeDecision", inCircle(decisionId)]);
    expect(closed).toMatchObject({ status: "NOT_QUORATE", rung: 5 });
    const again = await heldSession(bank, { runner: "rob", circleId, people: own, seats });
    const second = await opened(bank, "rob", { sessionId: again, artefactId });
    const elsewhere = { ...inCircle(second), decidedAt: "ELSEWHERE", where: "The council" };
    await must(bank, "rob", ["closeDecision", elsewhere]);
    const record = async (placeId: string) =>
      at(
        await bank.anonymous.must(
          `query ($id: ID!) { rungDistribution(placeId: $id, quarter: "2026-Q1") {
            closed agreed notQuorate decidedElsewhere rungs { rung count } withRealPower { part whole }
          } }`,
          { id: placeId },
        ),
        "rungDistribution",
      );
    const five = { rung: 5, count: 2 };
    expect(await record(sal)).toMatchObject({
      ...{ closed: 2, agreed: 0, notQuorate: 2, decidedElsewhere: 1 },
      ...{ withRealPower: { part: 0, whole: 2 }, rungs: expect.arrayContaining([five]) },
    });
    const areas = await bank.anonymous.must("{ areas { nodes { id } } }");
    const nation = await record(textAt(areas, "areas.nodes.0.id"));
    const inBra = await record(its.bra);
    expect(at(nation, "closed")).toBe(Number(at(inBra, "closed")) + 2);
    const map = await bank.anonymous.must(
      `query ($id: ID!) {
        powerMap(circleId: $id) { closed decidedElsewhere boundBy }
        modelProfile(circleId: $id) {
          model { label evidence isExchangeShown } isBinding agreed withRealPower { part whole }
        }
      }`,
      { id: circleId },
    );
    expect(at(map, "modelProfile")).toEqual({
      model: { label: "NESTA", evidence: "We began in January.", isExchangeShown: false },
      ...{ isBinding: true, agreed: 0, withRealPower: { part: 0, whole: 2 } },
    });
    expect(at(map, "powerMap")).toEqual({
      ...{ closed: 2, decidedElsewhere: 1, boundBy: "The hub's broker" },
    });
  });
});
