import { beforeAll, describe, expect, it } from "vitest";
import {
  circleOf,
  decisionOf,
  seatOf,
  sessionOf,
} from "../../infra/local/marlshire/circles/meeting.ts";
import { at } from "../support/api.ts";
import { type Retelling, retell } from "./retelling.ts";

/* Story C, and the decisions that the mandates rest on, as they stand after the whole story. */

let told: Retelling;
beforeAll(async () => {
  told = await retell();
}, 90_000);

const facts = `status outcome rung decidedAt where
  tally { votingPresent serviceUsersPresent supports objects serviceUsersSupport }`;

const decision = async (name: string, as = "priya") =>
  at(
    await told.ask(as, `query ($id: ID!) { decision(id: $id) { ${facts} } }`, {
      id: told.idOf(decisionOf(name)),
    }),
    "decision",
  );

describe("the decisions that Marlshire's mandates rest on", () => {
  it("were taken by service users who were more than half, and bind: rung 7", async () => {
    expect(await decision("D1")).toMatchObject({
      ...{ status: "AGREED", rung: 7, decidedAt: "IN_CIRCLE" },
      tally: { votingPresent: 10, serviceUsersPresent: 6, supports: 10, objects: 0 },
    });
    expect(await decision("T1", "lucy")).toMatchObject({
      ...{ status: "AGREED", rung: 7 },
      tally: { votingPresent: 8, serviceUsersPresent: 5, supports: 8 },
    });
  });

  it("stand behind each mandate, for everyone to read", async () => {
    const answer = await told.ask(
      "kofi",
      `query ($id: ID!) { mandates(hubId: $id, quarter: "2026-Q1") {
        purpose grantedMinutes decisions { circleName rung decision { id status } }
      } }`,
      { id: told.idOf("BRA") },
    );
    const behind = [
      {
        ...{ circleName: "Brackenford governance circle", rung: 7 },
        decision: { id: told.idOf(decisionOf("D1")), status: "AGREED" },
      },
    ];
    expect(at(answer, "mandates")).toEqual(
      [
        { purpose: "CARE", grantedMinutes: 1440, decisions: behind },
        { purpose: "LEARNING", grantedMinutes: 1200, decisions: behind },
        { purpose: "PARTICIPATION", grantedMinutes: 960, decisions: behind },
      ].map((mandate) => expect.objectContaining(mandate)),
    );
  });
});

describe("the issue that the council could not settle", () => {
  it("went up to the nation, which said nothing, for everyone to read", async () => {
    const answer = await told.ask(
      undefined,
      `query ($id: ID!) { issue(id: $id) {
        title status supporters askings { body answer isSilent place { name } }
      } }`,
      { id: told.idOf("issue-aac-money") },
    );
    expect(at(answer, "issue")).toEqual({
      ...{ title: "Money for help near home", status: "SILENT", supporters: 10 },
      askings: [
        {
          ...{ body: "Marlshire council", isSilent: false, place: { name: "Marlshire" } },
          answer: "The rules for this money are made by the Department for Education.",
        },
        {
          ...{ body: "Department for Education", answer: null, isSilent: true },
          place: { name: "England" },
        },
      ],
    });
  });
});

describe("what nobody pays for", () => {
  it("is in diaries that only those read who wrote them, and told as a sum of eight people", async () => {
    const diary = `query ($id: ID!) { coreWork(memberId: $id) { nodes { kind minutes } } }`;
    const tom = { id: told.idOf("tom") };
    expect(at(await told.ask("tom", diary, tom), "coreWork.nodes")).toHaveLength(8);
    expect(at(await told.ask("priya", diary, tom), "coreWork")).toBeNull();
    const sum = await told.ask(
      undefined,
      `query ($id: ID!) { coreEconomyHours(scopeId: $id, month: "2026-02") {
        reportedMinutes suppressed
      } }`,
      { id: told.idOf("BRA") },
    );
    // 180 hours of Amina's that were recognised, and 215 in the diaries of seven. What was credited
    // is hers alone, so it is hidden.
    expect(at(sum, "coreEconomyHours")).toEqual({ reportedMinutes: 23_700, suppressed: true });
  });
});

describe("the SEND circle", () => {
  it("could not decide at first: two of eight, settled before the parents came", async () => {
    expect(await decision("SEND-1")).toEqual({
      ...{ status: "NOT_QUORATE", outcome: "NOT_QUORATE", rung: 5 },
      decidedAt: "BEFORE_THE_MEETING",
      where: "A meeting of the council the week before, without parents",
      tally: {
        ...{ votingPresent: 8, serviceUsersPresent: 2, supports: 6, objects: 2 },
        serviceUsersSupport: 0,
      },
    });
  });

  it("decided at last: five of nine, one against it, and binding", async () => {
    expect(await decision("SEND-2")).toMatchObject({
      ...{ status: "AGREED", rung: 7, decidedAt: "IN_CIRCLE" },
      tally: {
        ...{ votingPresent: 9, serviceUsersPresent: 5, supports: 8, objects: 1 },
        serviceUsersSupport: 5,
      },
    });
  });

  it("had Nadia on the phone, the children through Olu, and nobody of the ministries", async () => {
    const answer = await told.ask(
      "amina",
      `query ($id: ID!) {
        inTheRoom(sessionId: $id) {
          votingPresent serviceUsersPresent isEnough absentGroups coverage { part whole }
          groups { name presence }
        }
        circleSession(id: $id) { attendance { seatId way } }
      }`,
      { id: told.idOf(sessionOf("SEND-2")) },
    );
    expect(at(answer, "inTheRoom")).toEqual({
      ...{ votingPresent: 9, serviceUsersPresent: 5, isEnough: true, absentGroups: 2 },
      coverage: { part: 4, whole: 6 },
      groups: [
        { name: "Parent carers", presence: "PRESENT" },
        { name: "Young people", presence: "PRESENT" },
        { name: "Children with AAC", presence: "REPRESENTED" },
        { name: "Council and health", presence: "PRESENT" },
        { name: "Department for Education", presence: "ABSENT" },
        { name: "Treasury", presence: "ABSENT" },
      ],
    });
    const attendance = at(answer, "circleSession.attendance");
    const nadia = { seatId: told.idOf(seatOf("SEND", "nadia")), way: "PHONE" };
    expect(attendance).toContainEqual(nadia);
  });

  it("credited its parents from the forum, the same two hours for each, once", async () => {
    const document = `mutation ($input: CreditSessionInput!) { creditSession(input: $input) {
      credits { rows { seatId outcome journalEntryId } } userErrors { code }
    } }`;
    const { data } = await told.bank.call("forum", "2026-02-21T09:00:00Z", document, {
      input: {
        ...{ sessionId: told.idOf(sessionOf("SEND-2")), idempotencyKey: "once-more-please" },
        from: { organisationId: told.idOf("forum") },
      },
    });
    const row = (id: string, outcome: string, journalEntryId: string | null = null) => ({
      ...{ seatId: told.idOf(seatOf("SEND", id)), outcome, journalEntryId },
    });
    const again = JSON.parse(JSON.stringify(data));
    expect(at(again, "creditSession.credits.rows")).toEqual([
      row("amina", "CREDITED", told.idOf("J12")),
      row("tom", "CREDITED", told.idOf("J13")),
      ...["nadia", "sam", "olu"].map((id) => row(id, "OF_ANOTHER_HUB")),
      ...["david", "ruth", "school", "priya"].map((id) => row(id, "IN_PAID_TIME")),
    ]);
  });

  it("counted the parents' hours beside the staff's, signed by both sides", async () => {
    const answer = await told.ask(
      "amina",
      `query ($id: ID!) { serviceHours(partyId: $id) { nodes {
        mode citizenMinutes staffMinutes isSignedByCitizen isSignedByService
      } } }`,
      { id: told.idOf("amina") },
    );
    expect(at(answer, "serviceHours.nodes")).toEqual([
      {
        ...{ mode: "CO_COMMISSION", citizenMinutes: 240, staffMinutes: 480 },
        ...{ isSignedByCitizen: true, isSignedByService: true },
      },
    ]);
  });

  it("keeps the objection beside its answer, and the way to what was done", async () => {
    const answer = await told.ask(
      "amina",
      `query ($id: ID!) { decisionTrace(decisionId: $id) {
        decision { positions(first: 20) { nodes { name stance reason answer { text } } } }
        actions { nodes { ownerRole isDone evidence result } }
      } }`,
      { id: told.idOf(decisionOf("SEND-2")) },
    );
    expect(at(answer, "decisionTrace.decision.positions.nodes")).toContainEqual({
      ...{ name: "David", stance: "OBJECT", reason: "The money is not found yet." },
      answer: { text: "Travel out of the county costs more than the post." },
    });
    expect(at(answer, "decisionTrace.actions.nodes")).toEqual([
      {
        ...{ ownerRole: "SEND commissioner", isDone: true },
        evidence: "Commissioned in the council's minutes.",
        result: "Twelve families have help within half an hour.",
      },
    ]);
  });

  it("is counted for the county and the nation: two of three with real power in Brackenford's", async () => {
    const record = async (place: string) =>
      at(
        await told.ask(
          "kofi",
          `query ($id: ID!) { rungDistribution(placeId: $id, quarter: "2026-Q1") {
            closed notQuorate decidedElsewhere withRealPower { part whole }
            actionsDone { part whole }
          } }`,
          { id: told.idOf(place) },
        ),
        "rungDistribution",
      );
    const both = { notQuorate: 1, decidedElsewhere: 1, actionsDone: { part: 1, whole: 1 } };
    expect(await record("BRA")).toEqual({
      ...both,
      ...{ closed: 3, withRealPower: { part: 2, whole: 3 } },
    });
    for (const place of ["Marlshire", "England"]) {
      expect(await record(place)).toEqual({
        ...both,
        ...{ closed: 4, withRealPower: { part: 3, whole: 4 } },
      });
    }
    const map = await told.ask(
      "kofi",
      `query ($id: ID!) { powerMap(circleId: $id) {
        vetoes funders { name fundsPercent } closed decidedElsewhere
      } }`,
      { id: told.idOf(circleOf("SEND")) },
    );
    expect(at(map, "powerMap")).toEqual({
      ...{ vetoes: ["The council's cabinet"], closed: 2, decidedElsewhere: 1 },
      funders: [
        { name: "Council and health", fundsPercent: 40 },
        { name: "Department for Education", fundsPercent: 60 },
      ],
    });
  });
});
