import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, textAt } from "../support/api.ts";
import { ask, type Meeting, meeting, must, opened, type Sitting, seated } from "./deciding.ts";

/* Two circles of one hub, run by the same broker: nothing of the one is used in the other. */

let its: Setting;
let one: Meeting;
let other: Meeting;

const people = (...names: readonly string[]): readonly Sitting[] =>
  names.map((persona) => ({ persona, side: "SERVICE_USER" }));

beforeAll(async () => {
  its = await setting();
  const where = { runner: "priya", hubId: its.bra };
  one = await meeting(its.bank, { ...where, people: people("carla", "carlo", "carmen") });
  other = await meeting(its.bank, { ...where, people: people("dora", "dan", "dev") });
});

const codes = async (persona: string, name: string, input: object) =>
  (await ask(its.bank, persona, [name, { ...input }])).codes;

const voice = (circleId: string) => ({
  ...{ circleId, whose: "Three children", method: "AAC_DEVICE", expressed: "Door." },
  ...{ reading: "Symbols.", readBy: "A therapist", confidence: "HIGH", answer: "ASSENT" },
});

describe("what belongs to another circle", () => {
  it("is not there for a mandate, a contribution, an attendance or a decision", async () => {
    const { bank } = its;
    const { circleId, sessionId } = one;
    const who = { persona: "sven", side: "SERVICE_USER", kind: "VOICE_OF" } as const;
    const seatId = await seated(bank, { runner: "priya", circleId, who });
    const theirs = textAt(await must(bank, "priya", ["recordVoice", voice(other.circleId)]), "id");
    const said = { sessionId, seatId: one.seats["carla"], way: "PAPER", text: "Yes." };
    const own = textAt(await must(bank, "carla", ["addContribution", said]), "id");
    const session = await bank
      .as("priya")
      .must("query ($id: ID!) { circleSession(id: $id) { version } }", { id: sessionId });
    const seats = [{ way: "PHONE", seatId: other.seats["dora"] }];
    const list = { sessionId, version: at(session, "circleSession.version"), seats };
    const asking = { question: "Do we?", viewsSought: "All.", viewsAnswered: "Yes." };
    const written = { circleId, kind: "PLAN", title: "Ours", text: "Words." };
    const mandate = { from: "Children", statement: "Symbols.", givenOn: "2026-01-05" };
    const tries: readonly (readonly [string, object])[] = [
      ["recordSeatMandate", { circleId, seatId, version: 2, ...mandate, voiceRecordId: theirs }],
      ["addContribution", { ...said, voiceRecordId: theirs }],
      ["addContribution", { ...said, seatId: other.seats["dora"] }],
      ["recordAttendance", list],
      ["openDecision", { sessionId, artefactId: other.artefactId, ...asking }],
      ["proposeArtefact", { ...written, authorSeatIds: [other.seats["dora"]] }],
      ["adoptContribution", { contributionId: own, artefactId: other.artefactId, version: 1 }],
      ["endSeat", { circleId, seatId: other.seats["dora"], version: 2, reason: "Mine." }],
    ];
    for (const [name, input] of tries) {
      expect([name, await codes("priya", name, input)]).toEqual([name, ["NOT_FOUND"]]);
    }
  });
});

describe("a vote", () => {
  it("is not had by who was invited, left, or sits in another circle", async () => {
    const { bank } = its;
    const decisionId = await opened(bank, "priya", one);
    const { circleId } = one;
    const invited = {
      ...{ circleId, memberId: its.amina, kind: "SELF", side: "SERVICE_USER" },
      ...{ group: "Members", isVoting: true },
    };
    await must(bank, "priya", ["inviteSeat", invited]);
    const gone = await seated(bank, {
      ...{ runner: "priya", circleId, who: { persona: "gil", side: "SERVICE_USER" } },
    });
    await must(bank, "gil", ["endSeat", { circleId, seatId: gone, version: 2 }]);
    for (const persona of ["amina", "gil", "dora"]) {
      const wish = { decisionId, stance: "SUPPORT" };
      expect([persona, await codes(persona, "castPosition", wish)]).toEqual([
        persona,
        ["FORBIDDEN"],
      ]);
    }
  });

  it("and a seat are ended by nobody else at the table", async () => {
    const { circleId, seats } = other;
    const wish = { circleId, seatId: seats["dan"], version: 2, reason: "Mine." };
    expect(await codes("dora", "endSeat", wish)).toEqual(["NOT_FOUND"]);
    const mine = { circleId, seatId: seats["dan"], version: 2, from: "All", statement: "Yes." };
    expect(await codes("dan", "recordSeatMandate", { ...mine, givenOn: "2026-01-05" })).toEqual([
      "FORBIDDEN",
    ]);
  });
});
