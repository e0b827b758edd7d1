import { beforeAll, describe, expect, it } from "vitest";
import { sameIdAs } from "../../src/kernel/index.ts";
import { at, type Json } from "../support/api.ts";
import { type Retelling, retell, retellUntil } from "./retelling.ts";

/*
 * Arthur says that £20 is gone after Helen was there. It is looked into, the note turns up in the
 * teapot, two safeguarding leads sign that it was false, and nothing is left on Helen.
 */

let told: Retelling;
/** The story up to the evening of the visit, when nobody had said anything. */
let before: Pick<Retelling, "ask">;

beforeAll(async () => {
  told = await retell();
  before = await retellUntil("2026-03-18");
}, 180_000);

/** Everybody who can ask anything about Helen, other than herself. */
const others = [undefined, "joan", "olu", "sam", "amina", "lucy", "priya", "esther", "steward"];

const aboutHelen = `query ($helen: ID!, $account: ID!, $hub: ID!, $j32: ID!, $entry: ID!) {
  member(id: $helen) {
    version status referenceCount references { refereeName relation takenOn } waivers { step }
    interviewHeldOn missingSteps
  }
  memberLimits(memberId: $helen) { __typename }
  skills(memberId: $helen) { skills { level } }
  listingsOf(partyId: $helen) { nodes { id status } }
  clearances(memberId: $helen) { nodes { kind issuer givenOn expiresOn } }
  interimMeasures(hubId: $hub) { nodes { id kind } }
  account(id: $account) { balanceMinutes reservedMinutes statement { nodes { seq minutes } } }
  exchanges(partyId: $helen) { nodes { id version status settledMinutes } }
  exchange(id: $j32) {
    version status settledMinutes journalEntryId steps { status at by }
    visit { status version checkedIn { at } checkedOut { at } money { unexplainedPence } }
  }
  node(id: $entry) { ... on JournalEntry { kind reversedById postings { minutes } } }
}`;

const known = (from: Pick<Retelling, "ask">): Promise<readonly Json[]> => {
  const { idOf } = told;
  const helen = idOf("helen");
  const variables = {
    ...{ helen, account: sameIdAs(helen, "acc"), hub: idOf("THO") },
    ...{ j32: idOf("exchange J32"), entry: idOf("J32") },
  };
  return Promise.all(
    others.map(async (persona) => ({
      [persona ?? "nobody"]: await from.ask(persona, aboutHelen, variables),
    })),
  );
};

const incidentId = () => sameIdAs(told.idOf("Joan's report"), "inc");

describe("Helen, after she was accused of what had not happened", () => {
  it("is to everybody else, byte for byte, who she was before", async () => {
    expect(JSON.stringify(await known(told))).toBe(JSON.stringify(await known(before)));
  });

  it("keeps the hours of that visit, and their journal entry was not taken back", async () => {
    const lucy = await told.ask(
      "lucy",
      `query ($id: ID!, $entry: ID!) {
        exchange(id: $id) { status settledMinutes }
        node(id: $entry) { ... on JournalEntry { reversedById } }
      }`,
      { id: told.idOf("exchange J32"), entry: told.idOf("J32") },
    );
    expect(lucy).toEqual({
      exchange: { status: "SETTLED", settledMinutes: 120 },
      node: { reversedById: null },
    });
  });

  it("reads how it ended, and what she had said to it", async () => {
    const own = await told.ask(
      "helen",
      `query ($member: ID!) {
        incidentsToAnswer(memberId: $member) { nodes { status outcome replies { by text } } }
      }`,
      { member: told.idOf("helen") },
    );
    expect(at(own, "incidentsToAnswer.nodes.0")).toMatchObject({
      ...{ status: "CONCLUDED", outcome: "FALSE" },
      replies: [{ by: "SUBJECT", text: expect.stringContaining("no £20 note") }],
    });
    expect(JSON.stringify(own)).not.toMatch(/joan/i);
  });
});

describe("the incident", () => {
  const all = `query ($id: ID!) {
    incident(id: $id) {
      status outcome account isWithoutName subject { name } reporter { name }
      proposal { reasons } measures { id } replies { by }
      visit {
        companion { name } isLone
        money { givenPence spentPence returnedPence unexplainedPence lines { noted { by } } }
      }
    }
  }`;

  it("is read by both leads, with Olu's money log of the visit", async () => {
    for (const persona of ["esther", "nerys"]) {
      const { incident } = Object(await told.ask(persona, all, { id: incidentId() }));
      expect(incident).toMatchObject({
        ...{ status: "CONCLUDED", outcome: "FALSE", isWithoutName: false, measures: [] },
        ...{ subject: { name: "Helen" }, reporter: { name: "Joan" } },
        proposal: { reasons: expect.stringContaining("teapot") },
        visit: {
          ...{ companion: { name: "Olu" }, isLone: false },
          money: {
            ...{ givenPence: 500, spentPence: 385, returnedPence: 115, unexplainedPence: 0 },
            lines: [
              { noted: { by: "COMPANION" } },
              { noted: { by: "COMPANION" } },
              { noted: { by: "COMPANION" } },
            ],
          },
        },
      });
    }
  });

  it.each([undefined, "helen", "joan", "olu", "lucy", "priya", "steward"])(
    "is for %s as if it were not there",
    async (persona) => {
      const look = `query ($id: ID!, $hub: ID!) {
        incident(id: $id) { id } node(id: $id) { id } incidents(hubId: $hub) { nodes { id } }
      }`;
      const hub = told.idOf("THO");
      const answer = await told.ask(persona, look, { id: incidentId(), hub });
      expect(answer).toEqual({ incident: null, node: null, incidents: null });
    },
  );

  it("shows Joan her own words and that it is over, and no more", async () => {
    const own = await told.ask(
      "joan",
      "{ myIncidentReports { nodes { status account hub { id } } } }",
    );
    expect(at(own, "myIncidentReports.nodes")).toEqual([
      {
        status: "CONCLUDED",
        account: expect.stringContaining("£20"),
        hub: { id: told.idOf("THO") },
      },
    ]);
  });
});
