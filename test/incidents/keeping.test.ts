import { beforeAll, describe, expect, it } from "vitest";
import { wipeIncidents } from "../../src/incidents/index.ts";
import { must as mustExchange } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { spoil } from "../support/spoiling.ts";
import { as, asked, concluded, must, type Place, place, report } from "./setting.ts";

let its: Place;
beforeAll(async () => {
  its = await place();
});

const daysPass = (days: number) =>
  its.bank.at(new Date(Date.parse(its.bank.now()) + days * 86_400_000).toISOString());
const run = () => wipeIncidents({ table: its.bank.table(), now: its.bank.now() });

const seen = async (persona: string, id: string): Promise<Json> =>
  at(
    await its.bank.as(persona).must(
      `query ($id: ID!) { incident(id: $id) {
        status outcome account summary wipedAt subject { partyId } reporter { partyId } exchangeId
        replies { text } proposal { reasons } measures { id }
      } }`,
      { id },
    ),
    "incident",
  );

const nothingLeft = (outcome: string, wipedAt: string) => ({
  ...{ status: "CONCLUDED", outcome, wipedAt, account: null, summary: null, subject: null },
  ...{ reporter: null, exchangeId: null, replies: [], proposal: null, measures: [] },
});

describe("the clock", () => {
  it("wipes the others where one cannot be read, and says so", async () => {
    const own = await place();
    const [first, second] = [await concluded(own, "FALSE"), await concluded(own, "FALSE")];
    const { client, tableName } = own.bank;
    const key = { pk: first, sk: "INCIDENT" };
    await spoil(client, tableName, { key, fields: { version: "many" } });
    const now = new Date(Date.parse(own.bank.now()) + 28 * 86_400_000).toISOString();
    await expect(wipeIncidents({ table: own.bank.table(), now })).rejects.toThrow("be read");
    const left = await own.bank.table().get({ pk: second, sk: "INCIDENT" });
    expect(left).toMatchObject({ wipedAt: now });
  });

  it("wipes what was cleared by the hub's policy, once, also when several run at once", async () => {
    const ids = [await concluded(its, "FALSE"), await concluded(its, "UNFOUNDED")];
    const kept = await concluded(its, "UNSUBSTANTIATED");
    const open = await asked(its);
    daysPass(27);
    expect(await run()).toEqual({ WIPED: 0 });
    daysPass(1);
    await Promise.all([run(), run(), run()]);
    its.bank.usage.reset();
    expect(await run()).toEqual({ WIPED: 0 });
    expect(its.bank.usage.writeUnits()).toBe(0);
    for (const [place, id] of ids.entries()) {
      const outcome = place === 0 ? "FALSE" : "UNFOUNDED";
      expect(await seen("leena", id)).toEqual(nothingLeft(outcome, its.bank.now()));
      expect(await look("grace", "incidentToAnswer", as("ans", id))).toBeNull();
      expect(await look("amina", "incidentReport", as("rpt", id))).toBeNull();
    }
    for (const id of [kept, open]) {
      expect(await seen("leena", id)).toMatchObject({ account: "Twenty pounds are gone." });
    }
    daysPass(2162);
    expect(await run()).toEqual({ WIPED: 1 });
    expect(await seen("leena", kept)).toMatchObject({ account: null, outcome: "UNSUBSTANTIATED" });
    expect(await seen("leena", open)).toMatchObject({ status: "UNDER_REVIEW" });
  });

  const look = async (persona: string, field: string, id: string): Promise<Json> =>
    at(
      await its.bank.as(persona).must(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id }),
      field,
    );

  it("goes by what the hub has decided when it was signed", async () => {
    const { version } = Object(
      at(
        await its.bank.as("priya").must("query ($id: ID!) { hub(id: $id) { version } }", {
          id: its.bra,
        }),
        "hub",
      ),
    );
    const policy = { clearedIncidentDays: 0 };
    const wish = { hubId: its.bra, version, policy, reason: "The circle said so." };
    await make(its.bank, "priya", ["setHubPolicy", "hub", wish]);
    const id = await concluded(its, "MALICIOUS");
    expect(await run()).toEqual({ WIPED: 1 });
    expect(await seen("leena", id)).toMatchObject({ account: null, outcome: "MALICIOUS" });
  });
});

describe("erasing a person", () => {
  /** They leave the hub, and ask to be forgotten. */
  const leaves = async (persona: string, memberId: string): Promise<void> => {
    const caller = its.bank.as(persona);
    await caller.must(
      `mutation ($input: LeaveHubInput!) {
        leaveHub(input: $input) { userErrors { code message } }
      }`,
      { input: { memberId, idempotencyKey: `${persona}-leaves-now` } },
    );
    await caller.must(
      `mutation ($input: ErasePersonInput!) {
        erasePerson(input: $input) { erasure { status } userErrors { code message } }
      }`,
      { input: { understood: true, idempotencyKey: `${persona}-is-erased` } },
    );
  };

  it("wipes what was cleared about them, and leaves the rest leading to nobody", async () => {
    its.bank.at("2026-01-06T09:00:00.000Z");
    const about = { aboutMemberId: its.grace };
    const falseOne = await concluded(its, "FALSE");
    const open = await asked(its, about);
    const upheld = await concluded(its, "SUBSTANTIATED");
    const line = {
      exchangeId: its.exchangeId,
      step: "SPENT",
      pence: 100,
      what: "Milk",
      seenBy: "Bo",
    };
    await mustExchange(its.bank, "grace", ["logVisitMoney", line]);
    await mustExchange(its.bank, "amina", ["cancelExchange", { exchangeId: its.exchangeId }]);
    await leaves("grace", its.grace);
    expect(await seen("leena", falseOne)).toMatchObject({ account: null, wipedAt: its.bank.now() });
    for (const id of [open, upheld]) {
      expect(await seen("leena", id)).toMatchObject({
        ...{ account: "Twenty pounds are gone.", subject: { partyId: its.grace } },
      });
    }
    const visit = await its.bank
      .as("amina")
      .must(
        "query ($id: ID!) { visit(exchangeId: $id) { money { lines { pence what seenBy } } } }",
        {
          id: its.exchangeId,
        },
      );
    const gone = "These words were erased.";
    expect(at(visit, "visit.money.lines")).toEqual([{ pence: 100, what: gone, seenBy: gone }]);
    // The same login begins anew, and what was said of the old self is not theirs to read.
    const facts = { firstName: "grace", lastName: "Test", bornOn: "1985-05-05" };
    await make(its.bank, "grace", ["registerPerson", "person", facts]);
    const now = await its.bank.as("grace").must(
      `query ($id: ID!, $me: ID!) {
        incidentToAnswer(id: $id) { id } incidentsToAnswer(memberId: $me) { nodes { id } }
      }`,
      { id: as("ans", open), me: its.grace },
    );
    expect(now).toEqual({ incidentToAnswer: null, incidentsToAnswer: null });
  });

  it("leaves what they reported, with nothing that leads to them", async () => {
    const made = await must(
      its,
      "kofi",
      report(its, { exchangeId: undefined, aboutMemberId: its.tom, account: "He shouted." }),
    );
    const id = textAt(made, "report.id");
    await leaves("kofi", its.kofi);
    expect(await seen("leena", as("inc", id))).toMatchObject({ account: "He shouted." });
    const facts = { firstName: "kofi", lastName: "Test", bornOn: "1985-05-05" };
    await make(its.bank, "kofi", ["registerPerson", "person", facts]);
    const mine = await its.bank
      .as("kofi")
      .must(
        "query ($id: ID!) { incidentReport(id: $id) { id } myIncidentReports { nodes { id } } }",
        {
          id,
        },
      );
    expect(mine).toEqual({ incidentReport: null, myIncidentReports: { nodes: [] } });
  });
});
