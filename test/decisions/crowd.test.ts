import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/kernel/index.ts";
import { ask, circleWish, must, type Outcome, opened, seated } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";

/* A circle as large as circles can be, whose people all speak at the same moment. */

const crowdSize = 200;
const personas = Array.from({ length: crowdSize }, (_, n) => `crowd${n}`);

let its: Setting;
let circleId: string;
let sessionId: string;
const seats = new Map<string, string>();

beforeAll(async () => {
  its = await setting();
  const { bank, bra } = its;
  circleId = textAt(await must(bank, "priya", ["createCircle", circleWish(bra)]), "id");
  for (const persona of personas) {
    const who = { persona, side: "SERVICE_USER" } as const;
    seats.set(persona, await seated(bank, { runner: "priya", circleId, who }));
  }
  const plan = { circleId, title: "All of us", startsAt: bank.now(), ways: ["VIDEO"] };
  sessionId = textAt(await must(bank, "priya", ["scheduleSession", plan]), "id");
  await must(bank, "priya", ["shareInformation", { sessionId, version: 1, what: "A page." }]);
  for (const persona of personas.slice(0, 101)) {
    await must(bank, persona, ["waiveNotice", { sessionId }]);
  }
  for (let from = 0; from < crowdSize; from += 90) {
    const there = personas.slice(from, from + 90);
    const version = at(
      await bank
        .as("priya")
        .must("query ($id: ID!) { circleSession(id: $id) { version } }", { id: sessionId }),
      "circleSession.version",
    );
    const rows = there.map((persona) => ({ seatId: seats.get(persona), way: "VIDEO" }));
    await must(bank, "priya", ["recordAttendance", { sessionId, version, seats: rows }]);
  }
}, 180_000);

async function question(): Promise<string> {
  const wish = {
    ...{ circleId, kind: "PLAN", title: "All of us", text: "Words." },
    authorSeatIds: [seats.get("crowd0")],
  };
  const artefact = await must(its.bank, "priya", ["proposeArtefact", wish]);
  return opened(its.bank, "priya", { sessionId, artefactId: textAt(artefact, "id") });
}

/**
 * Says it, and again with the same key as often as the service asks for that, after a while as it
 * says: on a machine that is busy with other things not all of a crowd are answered in time, and
 * fewer still when all of them come back at once.
 */
const say = (persona: string, decisionId: string, stance: string) =>
  insist(persona, "castPosition", { decisionId, stance, reason: "Because." });

async function insist(persona: string, name: string, input: object): Promise<Outcome> {
  const wish = { ...input, idempotencyKey: newRequestKey() };
  for (let tries = 1; ; tries++) {
    const outcome = await ask(its.bank, persona, [name, wish]).catch(notInTime);
    if (outcome && !outcome.codes.includes("BUSY_TRY_AGAIN")) return outcome;
    await pause(Math.random() * tries * 1_000);
  }
}

function notInTime(error: unknown): undefined {
  if (!String(error).includes("TOOK_TOO_LONG")) throw error;
}

const closing = (decisionId: string) =>
  ask(its.bank, "priya", ["closeDecision", { decisionId, version: 1, decidedAt: "IN_CIRCLE" }]);

describe("two hundred people", () => {
  it("who speak at once are each counted once, and one more finds no seat", async () => {
    const decisionId = await question();
    const outcomes = await Promise.all(
      personas.map((persona) => say(persona, decisionId, "SUPPORT")),
    );
    expect(outcomes.flatMap(({ codes }) => codes)).toEqual([]);
    const { thing } = await closing(decisionId);
    expect(thing).toMatchObject({
      ...{ status: "AGREED", rung: 7 },
      tally: { votingPresent: crowdSize, supports: crowdSize, objects: 0 },
    });
    const late = { persona: "late", side: "SERVICE_USER" } as const;
    const one = seated(its.bank, { runner: "priya", circleId, who: late });
    await expect(one).rejects.toThrow("CIRCLE_FULL");
  }, 180_000);

  // Whoever was told that their position was taken finds it in the count, whenever closing came.
  it("who speak while it is being closed are in the count if they were told so, and only then", async () => {
    const decisionId = await question();
    const half = personas.slice(0, 60).map((persona) => say(persona, decisionId, "SUPPORT"));
    await Promise.race(half);
    const closed = closing(decisionId);
    const again = closing(decisionId);
    const outcomes = await Promise.all(half);
    const ends = await Promise.all([closed, again]);
    const told = outcomes.filter(({ codes }) => codes.length === 0).length;
    const decided = ends.filter(({ codes }) => codes.length === 0);
    expect(decided).toHaveLength(1);
    expect(at(decided[0]?.thing, "tally.supports")).toBe(told);
    for (const { codes } of outcomes) {
      expect([[], ["STATE_TRANSITION_INVALID"]]).toContainEqual(codes);
    }
  }, 180_000);

  it("who each change their mind at once are counted for what they said last", async () => {
    const decisionId = await question();
    const some = personas.slice(0, 30);
    await Promise.all(some.map((persona) => say(persona, decisionId, "OBJECT")));
    await Promise.all(some.map((persona) => say(persona, decisionId, "SUPPORT")));
    const { thing } = await closing(decisionId);
    expect(thing).toMatchObject({ tally: { supports: some.length, objects: 0 } });
  }, 180_000);

  it("who say how it felt are told as one number, that moves for nobody who looks again", async () => {
    const { bank } = its;
    const decisionId = await question();
    await closing(decisionId);
    const rate = (persona: string, rung: number) =>
      insist(persona, "rateDecision", { decisionId, rung });
    const some = personas.slice(0, 20);
    await Promise.all(some.map((persona) => rate(persona, 8)));
    await Promise.all(some.slice(0, 15).map((persona) => rate(persona, 2)));
    await rate("crowd0", 2);
    const gap = async () =>
      at(
        await bank.anonymous.must("query ($id: ID!) { decision(id: $id) { rung selfRatingGap } }", {
          id: decisionId,
        }),
        "decision",
      );
    const before = bank.now();
    expect(await gap()).toEqual({ rung: 7, selfRatingGap: null });
    bank.at(addDays(before, 15));
    expect(await gap()).toEqual({ rung: 7, selfRatingGap: -5 });
    bank.at(before);
  }, 180_000);
});
