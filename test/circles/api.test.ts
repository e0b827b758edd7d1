import { beforeAll, describe, expect, it } from "vitest";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { at, textAt } from "../support/api.ts";
import {
  ask,
  circleWish,
  heldSession,
  type Meeting,
  meeting,
  must,
  type Sitting,
  seated,
} from "./deciding.ts";

let its: Setting;
let held: Meeting;

/** Amina, grace and tom of BRA, kofi of SAL, and nora of the school. */
const people = (): readonly Sitting[] => [
  { persona: "amina", side: "SERVICE_USER", memberId: its.amina },
  { persona: "grace", side: "SERVICE_USER", memberId: its.grace },
  { persona: "kofi", side: "SERVICE_USER", memberId: its.kofi },
  { persona: "nora", side: "PROFESSIONAL" },
];

beforeAll(async () => {
  its = await setting();
  await giveRole(its.bank, await person(its.bank, "fay"), {
    role: "FACILITATOR",
    scopeId: its.bra,
  });
  held = await meeting(its.bank, { runner: "fay", hubId: its.bra, people: people() });
});

const codes = async (persona: string, wish: readonly [string, object]) =>
  (await ask(its.bank, persona, [wish[0], { ...wish[1] }])).codes;

describe("a circle", () => {
  it("is begun by a facilitator or a broker of the hub, and by nobody else", async () => {
    const wish = ["createCircle", circleWish(its.bra)] as const;
    for (const persona of ["amina", "rob", "nora", "steward"]) {
      expect(await codes(persona, wish)).toEqual(["FORBIDDEN"]);
    }
    expect(await codes("anonymous", wish)).toEqual(["SIGN_IN_REQUIRED"]);
    expect(await codes("priya", wish)).toEqual([]);
  });

  it("is open to everyone in what it is for, and not in who sits there", async () => {
    const answer = await its.bank.anonymous.must(
      `query ($id: ID!) {
        circle(id: $id) {
          name purpose rules { rule minServiceUsers { part whole } minPresent noticeDays }
          groups { name } seats { nodes { name } } mySeat { id } sessions { nodes { title } }
        }
      }`,
      { id: held.circleId },
    );
    expect(at(answer, "circle")).toEqual({
      ...{ name: "Governance circle", purpose: "What the hub credits." },
      rules: {
        ...{ rule: "MAJORITY", minServiceUsers: { part: 1, whole: 3 } },
        ...{ minPresent: 3, noticeDays: 5 },
      },
      groups: [{ name: "Members" }, { name: "Staff" }],
      ...{ seats: null, mySeat: null, sessions: null },
    });
  });

  it.each([
    ["a third is the least", { minServiceUsers: { part: 1, whole: 4 } }],
    ["three people are the fewest", { minPresent: 2 }],
    ["five days are the least", { noticeDays: 4 }],
  ])("begins with no less than the rule: %s", async (_why, lower) => {
    const wish = circleWish(its.bra, { rules: { rule: "CONSENT", ...lower } });
    expect(await codes("fay", ["createCircle", wish])).toEqual(["VALIDATION_FAILED"]);
  });

  it("raises what it asks of itself and never lowers it again", async () => {
    const circle = await must(its.bank, "fay", ["createCircle", circleWish(its.bra)]);
    const circleId = textAt(circle, "id");
    const raised = { rule: "MAJORITY", minServiceUsers: { part: 1, whole: 2 }, noticeDays: 7 };
    await must(its.bank, "fay", [
      "updateCircle",
      { circleId, version: 1, change: { rules: raised } },
    ]);
    for (const lower of [{ minServiceUsers: { part: 2, whole: 5 } }, { noticeDays: 6 }]) {
      const change = { rules: { ...raised, ...lower } };
      expect(await codes("fay", ["updateCircle", { circleId, version: 2, change }])).toEqual([
        "RULE_LOWERED",
      ]);
    }
  });

  it("is called after Ostrom and Cahn only with binding decisions and help that was exchanged", async () => {
    const model = { label: "OSTROM_CAHN", evidence: "See the exchange." };
    expect(await codes("fay", ["createCircle", circleWish(its.bra, { model })])).toEqual([
      "MODEL_NOT_SHOWN",
    ]);
    const exchangeId = await make(its.bank, "amina", [
      "proposeExchange",
      "exchange",
      { providerId: its.grace, recipientIds: [its.amina], minutes: 15, what: "Shelves" },
    ]);
    const shown = circleWish(its.bra, { model: { ...model, exchangeId } });
    expect(await codes("priya", ["createCircle", shown])).toEqual(["MODEL_NOT_SHOWN"]);
    await make(its.bank, "grace", ["agreeExchange", "exchange", { exchangeId, version: 1 }]);
    const given = { exchangeId, minutes: 15, happenedOn: its.bank.now().slice(0, 10) };
    await make(its.bank, "grace", ["markDelivered", "exchange", given]);
    await make(its.bank, "amina", ["confirmExchange", "exchange", { exchangeId, minutes: 15 }]);
    expect(await codes("priya", ["createCircle", shown])).toEqual([]);
    const loose = { ...shown, power: { isBinding: false } };
    expect(await codes("priya", ["createCircle", loose])).toEqual(["MODEL_NOT_SHOWN"]);
  });
});

describe("a seat", () => {
  it("is taken by the person themselves, once", async () => {
    const circleId = held.circleId;
    const wish = {
      ...{ circleId, memberId: its.tom, kind: "SELF", side: "SERVICE_USER" },
      ...{ group: "Members", isVoting: true },
    };
    const seat = await must(its.bank, "fay", ["inviteSeat", wish]);
    expect(seat).toMatchObject({ status: "INVITED", mayVote: false });
    expect(await codes("fay", ["inviteSeat", wish])).toEqual(["STATE_TRANSITION_INVALID"]);
    const yes = { circleId, seatId: textAt(seat, "id"), version: 1 };
    expect(await codes("fay", ["acceptSeat", yes])).toEqual(["FORBIDDEN"]);
    expect(await codes("grace", ["acceptSeat", yes])).toEqual(["NOT_FOUND"]);
    expect(await must(its.bank, "tom", ["acceptSeat", yes])).toMatchObject({ mayVote: true });
    const left = { ...yes, version: 2 };
    expect(await must(its.bank, "tom", ["endSeat", left])).toMatchObject({ status: "ENDED" });
  });

  it("is accepted for a member who rang their broker, with what was heard", async () => {
    const { circleId } = held;
    const wish = {
      ...{ circleId, memberId: its.nadia, kind: "SELF", side: "SERVICE_USER" },
      ...{ group: "Members", isVoting: true },
    };
    const seat = await must(its.bank, "fay", ["inviteSeat", wish]);
    const yes = { circleId, seatId: textAt(seat, "id"), version: 1 };
    expect(await codes("priya", ["acceptSeat", yes])).toEqual(["FORBIDDEN"]);
    const spoken = { channel: "PHONE", note: "She said yes, with an interpreter." };
    expect(await must(its.bank, "priya", ["acceptSeat", { ...yes, spoken }])).toMatchObject({
      status: "ACCEPTED",
    });
  });

  it("speaks for others with a vote only once their mandate is written down", async () => {
    const { circleId } = held;
    const who: Sitting = { persona: "sven", side: "SERVICE_USER", kind: "VOICE_OF" };
    const seatId = await seated(its.bank, { runner: "fay", circleId, who });
    const mandate = {
      ...{ circleId, seatId, version: 2, from: "Three children" },
      ...{ statement: "Symbols on every door.", givenOn: its.bank.now().slice(0, 10) },
    };
    expect(await codes("fay", ["recordSeatMandate", mandate])).toEqual(["VOICE_MISSING"]);
    const voice = {
      ...{ circleId, whose: "Three children", method: "AAC_DEVICE", expressed: "Door. Which?" },
      ...{ reading: "They want symbols.", readBy: "A therapist", confidence: "HIGH" },
    };
    const no = await must(its.bank, "sven", ["recordVoice", { ...voice, answer: "DISSENT" }]);
    const withNo = { ...mandate, voiceRecordId: textAt(no, "id") };
    expect(await codes("fay", ["recordSeatMandate", withNo])).toEqual(["VOICE_MISSING"]);
    const yes = await must(its.bank, "sven", ["recordVoice", { ...voice, answer: "ASSENT" }]);
    const withYes = { ...mandate, voiceRecordId: textAt(yes, "id") };
    expect(await must(its.bank, "fay", ["recordSeatMandate", withYes])).toMatchObject({
      mayVote: true,
    });
  });
});

describe("what is said", () => {
  const say = (seat: string, more: object = {}) =>
    [
      "addContribution",
      {
        ...{ sessionId: held.sessionId, seatId: held.seats[seat], way: "IN_PERSON" },
        ...{ text: "More symbols.", ...more },
      },
    ] as const;

  it("is kept with the seat it was said from and the way it was said", async () => {
    expect(await must(its.bank, "amina", say("amina"))).toMatchObject({
      ...{ text: "More symbols.", way: "IN_PERSON", side: "SERVICE_USER" },
      ...{ isWrittenByOther: false, isAdopted: false },
    });
    const written = await must(its.bank, "fay", say("kofi", { way: "PHONE" }));
    expect(written).toMatchObject({ way: "PHONE", isWrittenByOther: true });
    expect(await codes("amina", say("grace"))).toEqual(["FORBIDDEN"]);
    expect(await codes("tom", say("amina"))).toEqual(["NOT_FOUND"]);
  });

  it("counts for both sides alike when it is taken up", async () => {
    const said = await must(its.bank, "nora", say("nora"));
    const taken = { contributionId: textAt(said, "id"), artefactId: held.artefactId, version: 1 };
    await must(its.bank, "fay", ["adoptContribution", taken]);
    const answer = await its.bank.as("amina").must(
      `query ($id: ID!) { circleSession(id: $id) { voiceParity {
        serviceUsers { part whole } professionals { part whole }
      } } }`,
      { id: held.sessionId },
    );
    expect(at(answer, "circleSession.voiceParity")).toEqual({
      serviceUsers: { part: 0, whole: 2 },
      professionals: { part: 1, whole: 1 },
    });
    const { circleId, seats } = held;
    const where = { runner: "fay", circleId, people: people(), seats };
    const sessionId = await heldSession(its.bank, where);
    const again = await must(its.bank, "amina", say("amina", { sessionId }));
    const also = { ...taken, contributionId: textAt(again, "id") };
    await must(its.bank, "fay", ["adoptContribution", also]);
    expect(await parity("grace")).toEqual({
      serviceUsers: { part: 1, whole: 3 },
      professionals: { part: 1, whole: 1 },
    });
    expect(await parity("tom")).toBeNull();
  });

  const parity = async (persona: string) =>
    at(
      await its.bank.as(persona).must(
        `query ($id: ID!) { circle(id: $id) { voiceParity {
          serviceUsers { part whole } professionals { part whole }
        } } }`,
        { id: held.circleId },
      ),
      "circle.voiceParity",
    );
});

describe("a voice record", () => {
  const read = async (persona: string, id: string) =>
    at(
      await its.bank
        .as(persona)
        .must("query ($id: ID!) { voiceRecord(id: $id) { reading } }", { id }),
      "voiceRecord",
    );

  it("is read by whose voice it is, who wrote it and the facilitator; by guardians only as it allows", async () => {
    await seated(its.bank, {
      ...{ runner: "fay", circleId: held.circleId },
      who: { persona: "jack", side: "SERVICE_USER", memberId: its.jack },
    });
    const voice = {
      ...{ circleId: held.circleId, memberId: its.jack, whose: "A young person" },
      ...{ method: "DRAWING", expressed: "A door.", reading: "He wants to leave." },
      ...{ readBy: "A teacher", confidence: "LOW", answer: "ASSENT" },
    };
    const kept = textAt(await must(its.bank, "amina", ["recordVoice", voice]), "id");
    const reading = { reading: "He wants to leave." };
    for (const persona of ["jack", "amina", "fay"])
      expect(await read(persona, kept)).toEqual(reading);
    for (const persona of ["tom", "grace", "priya"]) expect(await read(persona, kept)).toBeNull();
    const wish = { ...voice, guardiansMayRead: true };
    const open = textAt(await must(its.bank, "amina", ["recordVoice", wish]), "id");
    expect(await read("tom", open)).toEqual(reading);
  });
});
