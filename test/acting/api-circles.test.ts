import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, must } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/setting.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";
import { slowly } from "../support/slowly.ts";
import { heardPosition, heardSeat, heardSupport } from "./circle.ts";
import { newest, object, objected, said, secondBroker, tick } from "./setting.ts";

let its: Setting;
let bela: string;

beforeAll(async () => {
  its = await setting();
  bela = await secondBroker(its);
});
beforeEach(() => tick(its.bank));

const record = () => newest(its.bank, "priya", its.nadia);
const objects = async (more: object = {}) =>
  object(its.bank, bela, {
    ...{ recordId: textAt(await record(), "id"), spoken: objected, reason: "Not me." },
    ...more,
  });
const outcome = async () => at((await objects()).record, "objection.outcome");
const inCircle = (decisionId: string) => ({ decisionId, version: 1, decidedAt: "IN_CIRCLE" });
const seen = async (decisionId: string) =>
  at(
    await its.bank.as("priya").must(
      `query ($id: ID!) { decision(id: $id) { tally { supports votingPresent } positions { nodes {
        stance isWrittenByBroker takenBackAt earlier { stance takenBackAt }
      } } } }`,
      { id: decisionId },
    ),
    "decision",
  );

describe("a yes to a seat that a broker wrote down", () => {
  it("is told to the member with how it was said, and ends when they object", async () => {
    const { circleId } = await heardSeat(its);
    expect(await record()).toMatchObject({
      ...{ kind: "SEAT", by: "priya", as: "BROKER", channel: "PHONE", readBack: true },
      ...{ slip: said.slip, note: said.note, mayObject: true },
    });
    expect(await outcome()).toBe("UNDONE");
    const circle = await its.bank
      .as("priya")
      .must("query ($id: ID!) { circle(id: $id) { seats { nodes { status } } } }", {
        id: circleId,
      });
    expect(at(circle, "circle.seats.nodes")).toEqual([{ status: "ENDED" }]);
    expect((await objects()).codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("is nothing to undo once the seat ended and the member said yes anew", async () => {
    const { circleId, seatId } = await heardSeat(its);
    const of = textAt(await record(), "id");
    const ending = { circleId, seatId, version: 2, reason: "She moved away." };
    await must(its.bank, "priya", ["endSeat", ending]);
    const again = {
      ...{ circleId, memberId: its.nadia, kind: "SELF", side: "SERVICE_USER" },
      ...{ group: "Members", isVoting: true },
    };
    await must(its.bank, "priya", ["inviteSeat", again]);
    tick(its.bank);
    await must(its.bank, "priya", ["acceptSeat", { circleId, seatId, version: 4, spoken: said }]);
    const { record: first } = await objects({ recordId: of });
    expect(at(first, "objection.outcome")).toBe("NOTHING_LEFT");
  });
});

describe("a position that a broker wrote down", () => {
  it("is told to the member, shown at the table as heard, and counts for nothing when they object", async () => {
    const { decisionId } = await heardPosition(its);
    expect(await record()).toMatchObject({
      ...{ kind: "POSITION", channel: "PHONE", readBack: true, note: said.note, mayObject: true },
    });
    const heard = { stance: "SUPPORT", isWrittenByBroker: true, takenBackAt: null, earlier: [] };
    expect(at(await seen(decisionId), "positions.nodes")).toEqual([heard]);
    expect(await outcome()).toBe("UNDONE");
    const takenBackAt = its.bank.now();
    expect(at(await seen(decisionId), "positions.nodes")).toEqual([{ ...heard, takenBackAt }]);
    await must(its.bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(await seen(decisionId)).toMatchObject({ tally: { supports: 0, votingPresent: 3 } });
  });

  it("can be said anew after that, and the same request again does nothing", async () => {
    const { decisionId, seatId } = await heardPosition(its);
    const wish = {
      ...{ decisionId, seatId, stance: "SUPPORT", spoken: said },
      idempotencyKey: newRequestKey(),
    };
    await must(its.bank, "priya", ["castPosition", wish]);
    await objects();
    expect((await ask(its.bank, "priya", ["castPosition", wish])).replayed).toBe(true);
    tick(its.bank);
    await heardSupport(its, { decisionId, seatId });
    await must(its.bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(await seen(decisionId)).toMatchObject({ tally: { supports: 1 } });
  });

  it("is looked at by a broker once the vote has ended, and what was counted stays", async () => {
    const { decisionId } = await heardPosition(its);
    await must(its.bank, "priya", ["closeDecision", inCircle(decisionId)]);
    expect(await outcome()).toBe("BROKER_LOOKS");
    expect(await seen(decisionId)).toMatchObject({ tally: { supports: 1 } });
  });

  it("is either taken back in time or counted, when the vote ends at that moment", async () => {
    const { decisionId } = await heardPosition(its);
    const late = slowly(its.bank, "priya", objects);
    const closed = await late.must(
      `mutation ($input: CloseDecisionInput!) {
        closeDecision(input: $input) { decision { tally { supports } } userErrors { code } }
      }`,
      { input: { ...inCircle(decisionId), idempotencyKey: newRequestKey() } },
    );
    expect(at(closed, "closeDecision.decision.tally.supports")).toBe(0);
  });
});
