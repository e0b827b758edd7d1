import { beforeAll, describe, expect, it } from "vitest";
import { ask, type Meeting, meeting, must, type Sitting, seated } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";

let its: Setting;

const people: readonly Sitting[] = ["carla", "carlo", "carmen"].map((persona) => ({
  ...{ persona, side: "SERVICE_USER" },
}));

beforeAll(async () => {
  its = await setting();
  await giveRole(its.bank, await person(its.bank, "fay"), {
    role: "FACILITATOR",
    scopeId: its.bra,
  });
});

const met = () => meeting(its.bank, { runner: "fay", hubId: its.bra, people });
const double = { rule: "DOUBLE_MAJORITY" };

const circleNow = async (circleId: string): Promise<Json> =>
  at(
    await its.bank.anonymous.must(
      `query ($id: ID!) { circle(id: $id) {
        version purpose rules { rule minPresent noticeDays minServiceUsers { part whole } }
        power { isBinding boundBy vetoes } model { label } groups { name side wasInvited fundsPercent }
      } }`,
      { id: circleId },
    ),
    "circle",
  );

const versionOf = async (circleId: string) => at(await circleNow(circleId), "version");
const alone = async (circleId: string, change: object) =>
  ask(its.bank, "fay", ["updateCircle", { circleId, version: await versionOf(circleId), change }]);

async function put(held: Meeting, more: object) {
  const made = {
    ...{ circleId: held.circleId, kind: "PLAN", title: "Anew", text: "Words." },
    authorSeatIds: [held.seats["carla"]],
  };
  const artefactId = textAt(await must(its.bank, "fay", ["proposeArtefact", made]), "id");
  return ask(its.bank, "fay", [
    "openDecision",
    {
      ...{ sessionId: held.sessionId, artefactId, question: "Do we change ourselves?" },
      ...{ viewsSought: "All.", viewsAnswered: "Yes.", ...more },
    },
  ]);
}
const opening = async (held: Meeting, more: object) => textAt((await put(held, more)).thing, "id");
async function ending(decisionId: string, stance: "SUPPORT" | "OBJECT") {
  for (const { persona } of people) {
    const said = { decisionId, stance, reason: "So." };
    await must(its.bank, persona, ["castPosition", said]);
  }
  const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
  return must(its.bank, "fay", ["closeDecision", closing]);
}

describe("a circle that people were invited to", () => {
  it("is changed by whoever runs it in nothing but a forgotten group", async () => {
    const { circleId } = await met();
    const before = await circleNow(circleId);
    const members = { name: "Members", side: "SERVICE_USER" };
    const staff = { name: "Staff", side: "PROFESSIONAL" };
    for (const change of [
      { rules: double },
      { rules: { rule: "MAJORITY", minPresent: 9 } },
      { power: { isBinding: false } },
      { purpose: "Something else." },
      { model: { label: "FORUM", evidence: "None." } },
      { groups: [members] },
      { groups: [members, { ...staff, side: "SERVICE_USER" }] },
    ]) {
      expect((await alone(circleId, change)).codes).toEqual(["CIRCLE_DECIDES"]);
    }
    expect(await circleNow(circleId)).toEqual(before);
    const more = { name: "Treasury", side: "PROFESSIONAL", fundsPercent: 60 };
    expect((await alone(circleId, { groups: [members, staff, more] })).codes).toEqual([]);
    expect((await alone(circleId, { groups: [members, staff] })).codes).toEqual(["CIRCLE_DECIDES"]);
    const less = { ...more, fundsPercent: 10 };
    expect((await alone(circleId, { groups: [members, staff, less] })).codes).toEqual([
      "CIRCLE_DECIDES",
    ]);
  });

  it("changes itself by its own yes, at once and for everyone to read", async () => {
    const held = await met();
    const power = { isBinding: false, vetoes: ["The council"] };
    const decisionId = await opening(held, { change: { rules: double, power } });
    const seen = await its.bank.anonymous.must(
      `query ($id: ID!) { decision(id: $id) { change {
        purpose rules { rule } power { isBinding vetoes } groups { name }
      } } }`,
      { id: decisionId },
    );
    expect(at(seen, "decision.change")).toEqual({
      ...{ purpose: null, rules: double, power, groups: null },
    });
    expect(at(await circleNow(held.circleId), "rules.rule")).toBe("MAJORITY");
    expect(await ending(decisionId, "SUPPORT")).toMatchObject({ status: "AGREED", rung: 7 });
    expect(await circleNow(held.circleId)).toMatchObject({ rules: double, power });
    expect(at(await ending(await opening(held, {}), "SUPPORT"), "rung")).toBe(5);
  });

  it("stays as it is when people say no, and can be asked again", async () => {
    const held = await met();
    const decisionId = await opening(held, { change: { rules: double } });
    expect(await ending(decisionId, "OBJECT")).toMatchObject({ status: "BLOCKED" });
    expect(at(await circleNow(held.circleId), "rules.rule")).toBe("MAJORITY");
    await ending(await opening(held, { change: { rules: double } }), "SUPPORT");
    expect(at(await circleNow(held.circleId), "rules.rule")).toBe("DOUBLE_MAJORITY");
  });

  it("never asks less of itself, even if everybody wants to", async () => {
    const held = await met();
    const rules = { rule: "MAJORITY", noticeDays: 7 };
    await ending(await opening(held, { change: { rules } }), "SUPPORT");
    const lower = { rules: { ...rules, noticeDays: 6 } };
    expect((await put(held, { change: lower })).codes).toEqual(["RULE_LOWERED"]);
    const label = { model: { label: "OSTROM_CAHN", evidence: "None." } };
    expect((await put(held, { change: label })).codes).toEqual(["MODEL_NOT_SHOWN"]);
  });

  it("decides on one change at a time, whoever asks at once", async () => {
    const held = await met();
    const both = await Promise.all([
      put(held, { change: { rules: double } }),
      put(held, { change: { purpose: "Another." } }),
    ]);
    expect(both.map(({ codes }) => codes).toSorted()).toEqual([[], ["DECISION_OPEN"]]);
    const staff = { name: "Staff", side: "PROFESSIONAL" };
    const groups = [{ name: "Members", side: "SERVICE_USER" }, staff, { ...staff, name: "DfE" }];
    expect((await alone(held.circleId, { groups })).codes).toEqual(["DECISION_OPEN"]);
    await seated(its.bank, {
      ...{ runner: "fay", circleId: held.circleId },
      who: { persona: "cora2", side: "PROFESSIONAL" },
    });
    const [open] = both.filter(({ codes }) => codes.length === 0);
    await ending(textAt(open?.thing, "id"), "SUPPORT");
    expect((await put(held, { change: { purpose: "A third." } })).codes).toEqual([]);
  });

  it("tells who was in the room by the rules of the time when it decided", async () => {
    const held = await met();
    const isEnough = async () =>
      at(
        await its.bank
          .as("carla")
          .must("query ($id: ID!) { inTheRoom(sessionId: $id) { isEnough votingPresent } }", {
            id: held.sessionId,
          }),
        "inTheRoom",
      );
    expect(await isEnough()).toEqual({ isEnough: true, votingPresent: 3 });
    const rules = { rule: "MAJORITY", minPresent: 4 };
    await ending(await opening(held, { change: { rules } }), "SUPPORT");
    expect(await isEnough()).toEqual({ isEnough: true, votingPresent: 3 });
    const next = await opening(held, {});
    expect(await isEnough()).toEqual({ isEnough: false, votingPresent: 3 });
    expect(await ending(next, "SUPPORT")).toMatchObject({ status: "NOT_QUORATE" });
  });
});

describe("no path", () => {
  /** One after the other, by the one who runs it: whatever a facilitator can try. */
  const tries: readonly ((held: Meeting) => Promise<unknown>)[] = [
    ({ circleId }) => alone(circleId, { rules: double }),
    ({ circleId }) => alone(circleId, { power: { isBinding: false } }),
    async (held) => {
      const decisionId = await opening(held, { change: { rules: double } });
      const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
      return ask(its.bank, "fay", ["closeDecision", closing]);
    },
    async (held) =>
      ending(await opening(held, { change: { power: { isBinding: false } } }), "OBJECT"),
    ({ circleId, seats }) =>
      ask(its.bank, "fay", [
        "endSeat",
        { circleId, seatId: seats["carmen"], version: 2, reason: "Mine." },
      ]),
    async ({ circleId }) =>
      ask(its.bank, "fay", [
        "takeOnCircle",
        { circleId, version: await versionOf(circleId), reason: "Mine." },
      ]),
    ({ circleId }) => alone(circleId, { rules: { rule: "CONSENT" } }),
    (held) => put(held, { change: { rules: double, purpose: "Mine." } }),
  ];

  it("leads to other rules or other power without a yes of the circle", async () => {
    const held = await met();
    const { version: _, ...before } = Object(await circleNow(held.circleId));
    for (const attempt of tries) {
      await attempt(held);
      expect(await circleNow(held.circleId)).toMatchObject(before);
    }
  });
});
