import { beforeAll, describe, expect, it } from "vitest";
import { agreed, idOf, must as mustExchange } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { giveRole } from "../federation/hubs.ts";
import { codesOf, newRequestKey } from "../support/api.ts";
import { as, codes, lead, must, type Place, place, report, summary, versionOf } from "./setting.ts";

/*
 * What an incident leaves behind on the member it was about, when it comes to nothing: all that
 * anybody else can ask about them is asked before it is reported and after it was concluded.
 */

let its: Place;
/** Help of grace that is agreed all the while. */
let openId: string;
beforeAll(async () => {
  its = await place();
  openId = idOf(await agreed(its, { minutes: 15 }));
  const { bank, exchangeId, grace } = its;
  const happenedOn = bank.now().slice(0, 10);
  await mustExchange(bank, "grace", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
  await mustExchange(bank, "amina", ["confirmExchange", { exchangeId, minutes: 15 }]);
  const reference = { refereeName: "Ann", relation: "neighbour", takenOn: happenedOn };
  await make(bank, "priya", ["addReference", "member", { memberId: grace, ...reference }]);
  await make(bank, "leena", [
    "grantClearance",
    "clearance",
    {
      ...{ memberId: grace, kind: "SAFE_SUPPORT", outcome: "COMPLETED", issuer: "The council" },
      ...{ givenOn: "2026-01-02", expiresOn: "2026-12-31" },
    },
  ]);
  const facts = { firstName: "audrey", lastName: "Test", bornOn: "1980-05-05" };
  const audrey = await make(bank, "audrey", ["registerPerson", "person", facts]);
  await giveRole(bank, audrey, { role: "AUDITOR", scopeId: its.bra });
});

const everything = `query (
  $id: ID!, $hub: ID!, $account: ID!, $exchange: ID!, $visit: ID!, $open: ID!
) {
  member(id: $id) {
    id version status firstName references { refereeName relation takenOn } waivers { step reason }
    interviewHeldOn interviewNote referenceCount missingSteps pauseReason
    account { balanceMinutes reservedMinutes statement { nodes { seq kind minutes balanceMinutes } } }
  }
  memberLimits(memberId: $id) { __typename }
  memberAsNode: node(id: $id) { id }
  skills(memberId: $id) { skills { level } }
  listingsOf(partyId: $id) { nodes { id status } }
  exchanges(partyId: $id) { nodes { id version status settledMinutes steps { status at } journalEntryId } }
  learningRecords(partyId: $id) { nodes { id } }
  mentoringSeriesOf(partyId: $id) { nodes { id } }
  account(id: $account) { balanceMinutes statement { nodes { seq minutes } } }
  exchange(id: $exchange) {
    id version status settledMinutes journalEntryId
    journalEntry { id kind postings { minutes } } visit { status version }
    provider { partyId name }
  }
  visit(exchangeId: $exchange) { id version status money { givenPence } }
  visitAsNode: node(id: $visit) { id }
  clearances(memberId: $id) { nodes { kind givenOn expiresOn } }
  interimMeasures(hubId: $hub) { nodes { id kind } }
  overdueVisits(hubId: $hub) { nodes { id } }
  hubTrialBalance(hubId: $hub) { sumMinutes totals { kind minutes } }
  members(hubId: $hub) { nodes { id version status } }
  hubExchanges(hubId: $hub, agenda: CLOSED) { nodes { id version } }
  open: exchange(id: $open) { id version status checkedFacts { party { partyId } facts { kind words until } } }
}`;

/** Whether she could help somebody at home, which a measure changes while it holds. */
const whetherSheCan = `query ($id: ID!) { canDo(memberId: $id, handlesMoney: true) { isYes gaps { code } } }`;

/** Everyone who can ask anything about grace, other than herself. */
const others = [
  "amina",
  "tom",
  "kofi",
  "nora",
  "priya",
  "rob",
  "audrey",
  "lars",
  "steward",
  "stranger",
];

async function allThatIsKnown(): Promise<string> {
  const { bank, exchangeId, grace } = its;
  const variables = {
    ...{ id: grace, hub: its.bra, account: as("acc" as "inc", grace), exchange: exchangeId },
    ...{ visit: `vis${exchangeId.slice(3)}`, open: openId },
  };
  const answers = await Promise.all(
    others.map(async (persona) => {
      const { data, errors } = await bank.as(persona).ask(everything, variables);
      expect(errors).toBeUndefined();
      return `${persona} ${JSON.stringify(data)}`;
    }),
  );
  return answers.join("\n");
}

const canSheEach = (): Promise<readonly unknown[]> =>
  Promise.all(others.map((who) => its.bank.as(who).must(whetherSheCan, { id: its.grace })));

const inDays = (days: number) =>
  new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString();

/** Everything that can happen in an incident before it is concluded. */
async function fullStory(): Promise<{ readonly id: string; readonly during: string }> {
  const made = await must(its, "amina", report(its));
  const id = as("inc", JSON.parse(JSON.stringify(made)).report.id);
  await lead(its, "leena", ["takeUpIncident", id]);
  const until = inDays(14);
  for (const kind of ["NO_LONE_VISITS", "NO_MONEY_HANDLING", "NO_NEW_EXCHANGES"]) {
    await lead(its, "leena", ["applyInterimMeasure", id, { kind, until }]);
  }
  await lead(its, "leena", ["askForReply", id, { summary }]);
  await must(its, "grace", [
    "replyToIncident",
    { incidentId: as("ans", id), text: "It was not me." },
  ]);
  await lead(its, "leena", ["noteReferral", id, { to: "POLICE", referredOn: "2026-01-05" }]);
  const during = await allThatIsKnown();
  return { id, during };
}

const ending = (outcome: string) => ({ outcome, reasons: "It was in the teapot.", noTie: true });

describe("an incident that came to nothing", () => {
  it.each(["FALSE", "MALICIOUS", "UNFOUNDED"])(
    "leaves, as %s, no trace on references, facts, measures, help or hours",
    async (outcome) => {
      const before = await allThatIsKnown();
      const couldBefore = await canSheEach();
      const { id, during } = await fullStory();
      // While it is looked into, only leads see that something does not happen for a while.
      const seen = (text: string) =>
        text.split("\n").filter((line) => !/^(?:lars|tom) /.test(line));
      expect(seen(during)).toEqual(seen(before));
      expect(during).not.toBe(before);
      await lead(its, "leena", ["concludeIncident", id, ending(outcome)]);
      await lead(its, "lars", ["signConclusion", id, { agrees: true, noTie: true }]);
      expect(await allThatIsKnown()).toBe(before);
      expect(await canSheEach()).toEqual(couldBefore);
    },
  );

  it("ends what held the member back in the commit that signs", async () => {
    const { id } = await fullStory();
    const wish = { providerId: its.grace, recipientIds: [its.amina], minutes: 15, what: "Windows" };
    const proposal = await mustExchange(its.bank, "amina", ["proposeExchange", wish]);
    const exchangeId = JSON.parse(JSON.stringify(proposal)).id;
    const agree = { exchangeId, version: 1 };
    const asking = `mutation ($input: AgreeExchangeInput!) {
      agreeExchange(input: $input) { userErrors { code } }
    }`;
    const agreeing = async (idempotencyKey: string) =>
      its.bank.as("grace").must(asking, { input: { ...agree, idempotencyKey } });
    await expect(agreeing("while-held-back")).rejects.toThrow("NOT_POSSIBLE_NOW");
    await lead(its, "leena", ["concludeIncident", id, ending("FALSE")]);
    await expect(agreeing("while-half-signed")).rejects.toThrow("NOT_POSSIBLE_NOW");
    await lead(its, "lars", ["signConclusion", id, { agrees: true, noTie: true }]);
    await agreeing("after-it-is-over");
  });
});

describe("an incident that came to something", () => {
  it("lets measures run to their end, and moves no hours back either", async () => {
    const { id } = await fullStory();
    await lead(its, "leena", ["concludeIncident", id, ending("SUBSTANTIATED")]);
    const done = await lead(its, "lars", ["signConclusion", id, { agrees: true, noTie: true }]);
    expect(done).toMatchObject({
      ...{ outcome: "SUBSTANTIATED", wipeAt: inDays(2190) },
      measures: [{ endedAt: null }, { endedAt: null }, { endedAt: null }],
    });
    const exchange = await its.bank
      .as("amina")
      .must("query ($id: ID!) { exchange(id: $id) { status settledMinutes } }", {
        id: its.exchangeId,
      });
    expect(exchange).toEqual({ exchange: { status: "SETTLED", settledMinutes: 15 } });
  });
});

describe("an interim measure", () => {
  it("lasts 14 days at most, is kept going by a review, and ends", async () => {
    const made = await must(its, "amina", report(its));
    const id = as("inc", JSON.parse(JSON.stringify(made)).report.id);
    const measure = { kind: "NO_LONE_VISITS", until: inDays(14) };
    const taking = async (wish: object) =>
      codes(its, "leena", [
        "applyInterimMeasure",
        { incidentId: id, version: await versionOf(its, id), ...measure, ...wish },
      ]);
    expect(await taking({})).toEqual(["STATE_TRANSITION_INVALID"]);
    await lead(its, "leena", ["takeUpIncident", id]);
    expect(await taking({ until: inDays(15) })).toEqual(["VALIDATION_FAILED"]);
    expect(await taking({ until: inDays(-1) })).toEqual(["VALIDATION_FAILED"]);
    expect(await taking({})).toEqual([]);
    const now = await lead(its, "leena", ["askForReply", id, { summary }]);
    const measureId = JSON.parse(JSON.stringify(now)).measures[0].id;
    its.bank.at(inDays(13));
    const until = inDays(14);
    const kept = await lead(its, "lars", ["reviewInterimMeasure", id, { measureId, until }]);
    expect(kept).toMatchObject({ measures: [{ until, endedAt: null }] });
    const ended = await lead(its, "leena", ["endInterimMeasure", id, { measureId }]);
    expect(ended).toMatchObject({ measures: [{ endedAt: its.bank.now() }] });
    const foreign = { measureId: "itm_00000000000000000000000000", until };
    const version = await versionOf(its, id);
    const wish = { incidentId: id, version, ...foreign };
    expect(await codes(its, "leena", ["reviewInterimMeasure", wish])).toEqual(["NOT_FOUND"]);
  });

  it("is looked at again at the check-in, of help that was agreed before", async () => {
    const help = { placeKind: "RECIPIENT_HOME", minutes: 15 };
    const arriving = (exchangeId: string, wish: object = {}) =>
      its.bank.as("grace").ask(
        `mutation ($input: CheckInInput!) {
          checkIn(input: $input) { visit { isLone } userErrors { code } }
        }`,
        { input: { exchangeId, idempotencyKey: newRequestKey(), ...wish } },
      );
    // What the tests before have begun has run out.
    its.bank.at(inDays(15));
    const exchangeId = idOf(await agreed(its, help));
    const made = await must(its, "amina", report(its, { exchangeId }));
    const id = as("inc", JSON.parse(JSON.stringify(made)).report.id);
    await lead(its, "leena", ["takeUpIncident", id]);
    const measure = { kind: "NO_LONE_VISITS", until: inDays(7) };
    await lead(its, "leena", ["applyInterimMeasure", id, measure]);
    expect(codesOf(await arriving(exchangeId))).toEqual(["NOT_POSSIBLE_NOW"]);
    // With somebody else there nobody is alone with anybody.
    const together = await arriving(exchangeId, { companionId: its.tom });
    expect(together.data).toMatchObject({ checkIn: { visit: { isLone: false } } });
  });

  it("shows the member that it holds and never why", async () => {
    const { id } = await fullStory();
    const seen = await its.bank
      .as("leena")
      .must("query ($id: ID!) { incident(id: $id) { measures { id } } }", { id });
    const [measure] = JSON.parse(JSON.stringify(seen)).incident.measures;
    const own = await its.bank
      .as("grace")
      .must(
        "query ($id: ID!) { node(id: $id) { ... on InterimMeasure { kind until member { name } } } }",
        { id: measure.id },
      );
    expect(JSON.stringify(own)).not.toMatch(/inc_|ans_|amina|pounds/);
  });
});
