import { beforeAll, expect, it } from "vitest";
import {
  type Meeting,
  meeting,
  must,
  opened,
  personIdOf,
  type Sitting,
} from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, traces } from "./asking.ts";
import { mark } from "./life.ts";

/*
 * Grace sits in a circle, writes down how others said something, speaks and votes there, and is
 * erased while the vote is open.
 */

let its: Setting;
let held: Meeting;
let decisionId: string;
let voiceId: string;
let seatId: string;
let personId: string;

const said = { channel: "PHONE", note: `${mark} on the phone` } as const;

beforeAll(async () => {
  its = await setting();
  const { bank, bra, grace, amina, tom } = its;
  const people: readonly Sitting[] = [
    { persona: "amina", side: "SERVICE_USER", memberId: amina },
    { persona: "grace", side: "SERVICE_USER", memberId: grace },
    { persona: "tom", side: "SERVICE_USER", memberId: tom },
  ];
  held = await meeting(bank, { runner: "priya", hubId: bra, people });
  personId = await personIdOf(bank, "grace");
  seatId = held.seats["grace"] ?? "";
  const { circleId, sessionId } = held;
  const voice = {
    ...{ circleId, whose: "Three children", method: "AAC_DEVICE", expressed: "A red door." },
    ...{ reading: "Yes.", readBy: "A parent", confidence: "HIGH", answer: "ASSENT" },
  };
  voiceId = textAt(await must(bank, "grace", ["recordVoice", voice]), "id");
  const words = { sessionId, seatId, way: "PHONE", text: `${mark} words`, voiceRecordId: voiceId };
  await must(bank, "grace", ["addContribution", words]);
  decisionId = await opened(bank, "priya", held);
  const heard = { decisionId, seatId, stance: "OBJECT", reason: `${mark} heard`, spoken: said };
  await must(bank, "priya", ["castPosition", heard]);
  const against = { decisionId, stance: "OBJECT", reason: `${mark} no` };
  await must(bank, "grace", ["castPosition", against]);
  const answer = { decisionId, seatId, answer: "A van comes." };
  await must(bank, "priya", ["answerObjection", answer]);
  const issue = { memberId: grace, title: `${mark} title`, text: `${mark} text`, body: "All" };
  const issueId = await does(bank, "grace", ["raiseIssue", issue], "issue");
  await does(bank, "grace", ["supportIssue", { issueId, memberId: grace }]);
  const work = { memberId: grace, kind: "CARE", happenedOn: "2026-01-05", minutes: 60 };
  await does(bank, "grace", ["reportCoreWork", work]);
  await does(bank, "grace", ["leaveHub", { memberId: grace }]);
  await erase(bank, "grace");
});

it("leaves no word and no name of somebody who recorded, spoke and voted in a circle", async () => {
  const { client, tableName } = its.bank;
  const items = await itemsOf(client, tableName);
  for (const words of [mark, personId, '"grace"']) expect(traces(items, words)).toEqual([]);
});

it("leaves the voices that they wrote down for others", async () => {
  const voice = await its.bank
    .as("priya")
    .must(
      "query ($id: ID!) { circleSession(id: $id) { contributions { nodes { isVoiceRecorded } } } }",
      {
        id: held.sessionId,
      },
    );
  expect(at(voice, "circleSession.contributions.nodes")).toEqual([{ isVoiceRecorded: true }]);
  const [kept] = await its.bank.table().walk({ pk: voiceId, limit: 1 });
  expect(kept).toMatchObject({ whose: "Three children", expressed: "A red door." });
});

it("counts how they stood when the vote ends, and the objection stays with its answer", async () => {
  const closing = { decisionId, version: 1, decidedAt: "IN_CIRCLE" };
  const closed: Json = await must(its.bank, "priya", ["closeDecision", closing]);
  expect(closed).toMatchObject({ tally: { votingPresent: 3, objects: 1, supports: 0 } });
  const told = await its.bank
    .as("amina")
    .must(
      "query ($id: ID!) { decision(id: $id) { positions { nodes { name answer { text } } } } }",
      {
        id: decisionId,
      },
    );
  expect(at(told, "decision.positions.nodes")).toEqual([
    { name: null, answer: { text: "A van comes." } },
  ]);
});
