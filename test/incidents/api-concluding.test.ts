import { beforeAll, describe, expect, it } from "vitest";
import { at, codesOf } from "../support/api.ts";
import {
  as,
  ask,
  asked,
  codes,
  concluded,
  lead,
  must,
  type Place,
  place,
  proposed,
  reported,
  summary,
  versionOf,
} from "./setting.ts";

let its: Place;
beforeAll(async () => {
  its = await place();
});

const spoken = { channel: "PHONE", note: "She rang on Monday." };
const noTie = true;
const daysPass = (days: number) =>
  its.bank.at(new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString());
const inDays = (days: number) =>
  new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString();

describe("the right of reply", () => {
  it("is the subject's from when they are asked, in words written for them", async () => {
    const id = await reported(its);
    const answer = ["replyToIncident", { incidentId: as("ans", id), text: "No." }] as const;
    const mine = async () =>
      at(
        await its.bank.as("grace").must(
          `query ($id: ID!, $me: ID!) {
            incidentToAnswer(id: $id) { summary status replies { text by } outcome }
            incidentsToAnswer(memberId: $me) { nodes { id } }
          }`,
          { id: as("ans", id), me: its.grace },
        ),
        "incidentToAnswer",
      );
    await lead(its, "leena", ["takeUpIncident", id]);
    expect(await mine()).toBeNull();
    expect(await codes(its, "grace", answer)).toEqual(["NOT_FOUND"]);
    await lead(its, "leena", ["askForReply", id, { summary }]);
    expect(await mine()).toEqual({ summary, status: "UNDER_REVIEW", replies: [], outcome: null });
    expect(await must(its, "grace", answer)).toMatchObject({
      reply: { text: "No.", by: "SUBJECT" },
    });
    expect(await mine()).toMatchObject({ replies: [{ text: "No.", by: "SUBJECT" }] });
    for (const persona of ["amina", "tom", "priya", "steward", "lars"]) {
      expect(await codes(its, persona, answer)).toEqual(["NOT_FOUND"]);
    }
  });

  it("is a guardian's for a child, and a lead writes down what was said on the phone", async () => {
    const child = await asked(its, { aboutMemberId: its.jack, exchangeId: undefined });
    const wish = { incidentId: as("ans", child), text: "He was at school." };
    expect(await must(its, "tom", ["replyToIncident", wish])).toMatchObject({
      reply: { by: "GUARDIAN" },
    });
    const nadias = await asked(its, { aboutMemberId: its.nadia, exchangeId: undefined });
    const heard = { incidentId: nadias, text: "I was at home.", spoken };
    expect(await must(its, "lars", ["replyToIncident", heard])).toMatchObject({
      reply: { by: "SAFEGUARDING_LEAD", spokenOver: "PHONE" },
    });
    expect(await codes(its, "priya", ["replyToIncident", heard])).toEqual(["NOT_FOUND"]);
    const unheard = { incidentId: nadias, text: "I was at home." };
    expect(await codes(its, "lars", ["replyToIncident", unheard])).toEqual(["NOT_FOUND"]);
  });

  it("keeps all that was said, each thing once", async () => {
    const id = await asked(its);
    const wish = { incidentId: as("ans", id), text: "No.", idempotencyKey: "said-once-only" };
    await Promise.all([1, 2, 3].map(() => must(its, "grace", ["replyToIncident", wish])));
    for (let more = 1; more < 10; more++) {
      await must(its, "grace", ["replyToIncident", { ...wish, idempotencyKey: `more-${more}-x` }]);
    }
    const over = { ...wish, idempotencyKey: "one-too-many" };
    expect(await codes(its, "grace", ["replyToIncident", over])).toEqual(["TOO_MANY_REPLIES"]);
  });
});

describe("concluding", () => {
  const ending = { outcome: "FALSE", reasons: "It was found.", noTie };

  it("waits for the subject's word, or a week", async () => {
    const id = await reported(its);
    await lead(its, "leena", ["takeUpIncident", id]);
    const conclude = async () =>
      codes(its, "leena", [
        "concludeIncident",
        { incidentId: id, version: await versionOf(its, id), ...ending },
      ]);
    expect(await conclude()).toEqual(["REPLY_OUTSTANDING"]);
    daysPass(8);
    expect(await conclude()).toEqual(["REPLY_OUTSTANDING"]);
    await lead(its, "leena", ["askForReply", id, { summary }]);
    daysPass(6);
    expect(await conclude()).toEqual(["REPLY_OUTSTANDING"]);
    daysPass(1);
    expect(await conclude()).toEqual([]);
  });

  it("needs a second reader, who is not the first and may send it back", async () => {
    const id = await proposed(its);
    const sign = async (persona: string, wish: object) =>
      codes(its, persona, [
        "signConclusion",
        { incidentId: id, version: await versionOf(its, id), noTie, ...wish },
      ]);
    expect(await sign("leena", { agrees: true })).toEqual(["SECOND_READER_NEEDED"]);
    for (const persona of ["priya", "sunita", "steward", "grace", "amina"]) {
      expect(await sign(persona, { agrees: true })).toEqual(["NOT_FOUND"]);
    }
    expect(await sign("lars", { agrees: false })).toEqual(["VALIDATION_FAILED"]);
    expect(await sign("lars", { agrees: true, noTie: false })).toEqual(["VALIDATION_FAILED"]);
    expect(await sign("lars", { agrees: false, note: "Ask Tom too." })).toEqual([]);
    expect(await sign("lars", { agrees: true })).toEqual(["STATE_TRANSITION_INVALID"]);
    const anew = await lead(its, "leena", ["concludeIncident", id, ending]);
    expect(anew).toMatchObject({ status: "UNDER_REVIEW", sentBack: { note: "Ask Tom too." } });
    const done = await lead(its, "lars", ["signConclusion", id, { agrees: true, noTie }]);
    expect(done).toMatchObject({
      ...{ status: "CONCLUDED", outcome: "FALSE", concludedAt: its.bank.now() },
      wipeAt: inDays(28),
    });
  });

  it("ends it: nothing more is added, and both sides see that it ended", async () => {
    const id = await concluded(its, "UNSUBSTANTIATED");
    const version = await versionOf(its, id);
    const late: readonly (readonly [string, object])[] = [
      ["askForReply", { summary }],
      ["concludeIncident", ending],
      ["signConclusion", { agrees: true, noTie }],
      ["noteReferral", { to: "LADO", referredOn: "2026-01-05" }],
      ["applyInterimMeasure", { kind: "NO_LONE_VISITS", until: inDays(3) }],
      ["takeUpIncident", {}],
    ];
    for (const [mutation, wish] of late) {
      const input = { incidentId: id, version, ...wish };
      expect([mutation, await codes(its, "lars", [mutation, input])]).toEqual([
        mutation,
        ["STATE_TRANSITION_INVALID"],
      ]);
    }
    const reply = { incidentId: as("ans", id), text: "One thing more." };
    expect(await codes(its, "grace", ["replyToIncident", reply])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const told = await its.bank
      .as("grace")
      .must("query ($id: ID!) { incidentToAnswer(id: $id) { status outcome } }", {
        id: as("ans", id),
      });
    expect(at(told, "incidentToAnswer")).toEqual({
      ...{ status: "CONCLUDED", outcome: "UNSUBSTANTIATED" },
    });
  });

  it("is signed once, whoever races", async () => {
    const id = await proposed(its);
    const wish = { incidentId: id, version: await versionOf(its, id), agrees: true, noTie };
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask(its, "lars", ["signConclusion", wish])),
    );
    expect(answers.filter((answer) => codesOf(answer).length === 0)).toHaveLength(1);
  });
});
