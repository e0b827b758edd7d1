import { beforeAll, describe, expect, it } from "vitest";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { localAudience, localIssuer } from "../../infra/local/issuer.ts";
import { createGraphqlHandler } from "../../src/graphql/index.ts";
import { markOf } from "../../src/rights/decide/index.ts";
import type { Table } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, mustTell } from "../federation/hubs.ts";
import { at } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, personIdOf, traces } from "./asking.ts";
import { logSeenBy, makeLead } from "./reading.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await makeLead(its.bank, "sadia", its.bra);
  its.bank.at("2026-03-01T10:00:00.000Z");
}, 60_000);

const list = `query ($hub: ID!) {
  members(hubId: $hub, first: 100) { nodes { id firstName phone } }
}`;

/** Write units of what somebody asks. */
async function weigh(persona: string, query: string, variables: object): Promise<number> {
  const caller = its.bank.as(persona);
  its.bank.usage.reset();
  await caller.must(query, { ...variables });
  return its.bank.usage.writeUnits();
}

const storedLines = async () =>
  (await itemsOf(its.bank.client, its.bank.tableName)).filter((item) =>
    String(item["pk"]).startsWith("READS#"),
  );

describe("what the log costs", () => {
  it("is nothing for what is not written, 3 units for a new line and 1 for one that is there", async () => {
    const one = "query ($id: ID!) { member(id: $id) { bornOn } }";
    expect(await weigh("grace", one, { id: its.grace })).toBe(0);
    expect(await weigh("priya", one, { id: its.grace })).toBe(3);
    expect(await weigh("priya", one, { id: its.grace })).toBe(1);
    expect(
      await weigh("priya", "query ($id: ID!) { hub(id: $id) { name } }", { id: its.bra }),
    ).toBe(0);
  });

  it("is one line for a whole page of members, and the same one for the same page again", async () => {
    const before = (await storedLines()).length;
    const first = await weigh("priya", list, { hub: its.bra });
    const again = await weigh("priya", list, { hub: its.bra });
    expect((await storedLines()).length).toBe(before + 1);
    expect([first, again]).toEqual([3, 1]);
    expect(await logSeenBy(its.bank, "tom", its.tom)).toMatchObject([
      { readAs: "BROKER", wasInList: true, times: 2, what: ["CONTACT", "NAME"] },
    ]);
  });

  it("stays small for a page of a hundred, because those on it are marks and no ids", async () => {
    const line = (await storedLines()).find((item) => item["kind"] === "MANY");
    const seen = line?.["seen"];
    expect(seen).toContain(markOf(its.tom));
    const hundred = Array.from({ length: 100 }, (_, place) => markOf(`mem_${place}`));
    const size = JSON.stringify({ ...line, seen: hundred }).length;
    expect(size).toBeLessThan(2048);
    expect(JSON.stringify(line)).not.toContain(its.tom.slice(4));
  });
});

describe("a list", () => {
  it("is in the log of those who were on the page and of nobody else", async () => {
    const { bank, kofi, amina } = its;
    expect(await logSeenBy(bank, "kofi", kofi)).toEqual([]);
    expect(await logSeenBy(bank, "amina", amina)).toMatchObject([{ wasInList: true }]);
    await does(bank, "zoe", [
      "apply",
      { hubId: its.bra, firstName: "zoe", lastName: "Test", bornOn: "1990-01-01" },
    ]);
    expect(await logSeenBy(bank, "zoe")).toEqual([]);
  });

  it("is told for each who stands in a broker's agenda, in whichever hub", async () => {
    const { bank, kofi, grace, amina, tom } = its;
    for (const providerId of [kofi, grace]) {
      for (const recipient of [amina, tom]) {
        const wish = { providerId, recipientIds: [recipient], minutes: 30, what: "Windows" };
        const persona = recipient === amina ? "amina" : "tom";
        await does(bank, persona, ["proposeExchange", wish]);
      }
    }
    bank.at("2026-03-02T10:00:00.000Z");
    await bank
      .as("priya")
      .must("query ($id: ID!) { hubExchanges(hubId: $id, agenda: OPEN) { nodes { what } } }", {
        id: its.bra,
      });
    for (const [persona, memberId] of Object.entries({ amina, tom, grace, kofi })) {
      const lines = (await logSeenBy(bank, persona, memberId)) ?? [];
      expect(lines[0], persona).toMatchObject({ day: "2026-03-02", what: ["HELP"] });
    }
  });
});

describe("when the log cannot be written", () => {
  it("answers with a fault and tells nothing of what was read", async () => {
    const { bank, grace } = its;
    const failing = (table: Table): Table => ({
      ...table,
      commit: async () => {
        throw new Error("The disk is full.");
      },
    });
    const reported: object[] = [];
    const handler = createGraphqlHandler({
      settings: {
        issuer: localIssuer,
        audience: localAudience,
        keys: bank.issuer.keys,
        cursorSecret: "another secret",
        firstStewards: [],
      },
      table: () => failing(bank.table()),
      now: bank.now,
      log: (line) => reported.push(line),
    });
    const asks = async (persona: string) => {
      const headers = {
        "content-type": "application/json",
        authorization: `Bearer ${await bank.tokenFor(persona)}`,
      };
      const query = `{ member(id: "${grace}") { bornOn } }`;
      const body = Buffer.from(JSON.stringify({ query }));
      const wish = { method: "POST", target: "/graphql", headers, body };
      const answer = httpAnswer(await handler(httpEvent(wish, Date.parse(bank.now()))));
      return { status: answer.status, body: answer.body.toString() };
    };
    const refused = await asks("priya");
    expect(refused.status).toBe(500);
    expect(refused.body).not.toContain("1985");
    expect(at(JSON.parse(refused.body), "errors.0.extensions.code")).toBe("INTERNAL");
    expect(reported).toHaveLength(1);
    expect(await asks("grace")).toMatchObject({ status: 200 });
  });
});

describe("readers at the same time", () => {
  it("are all counted", async () => {
    const { bank, grace } = its;
    bank.at("2026-03-05T10:00:00.000Z");
    const query = "query ($id: ID!) { member(id: $id) { bornOn } }";
    await Promise.all(Array.from({ length: 6 }, () => bank.as("priya").must(query, { id: grace })));
    expect((await logSeenBy(bank, "grace", grace))?.[0]).toMatchObject({ times: 6 });
  });
});

describe("the log after an erasure", () => {
  it("of the reader still says that it was read, and by nobody", async () => {
    const { bank, grace } = its;
    bank.at("2026-03-06T10:00:00.000Z");
    await bank
      .as("sadia")
      .must("query ($id: ID!) { dataAccessLog(memberId: $id) { nodes { day } } }", {
        id: grace,
      });
    const personId = await personIdOf(bank, "sadia");
    await erase(bank, "sadia");
    expect((await logSeenBy(bank, "grace", grace))?.[0]).toMatchObject({
      ...{ readerName: "Someone who has left", readAs: "SAFEGUARDING_LEAD", times: 1 },
      ...{ what: ["ACCESS_LOG"], day: "2026-03-06" },
    });
    expect(traces(await itemsOf(bank.client, bank.tableName), personId.slice(4))).toEqual([]);
  });

  it("of the person has no line about them any more", async () => {
    const { bank, tom, kofi } = its;
    await bank
      .as("rob")
      .must("query ($id: ID!) { member(id: $id) { phone bornOn } }", { id: kofi });
    const about = async () => (await storedLines()).filter(({ subjectId }) => subjectId === kofi);
    expect(await about()).not.toEqual([]);
    await bank
      .as("rob")
      .must("query ($hub: ID!) { members(hubId: $hub) { nodes { bornOn } } }", { hub: its.sal });
    for (const persona of ["kofi", "tom"]) {
      const open = await bank
        .as(persona)
        .must("query ($id: ID!) { exchanges(partyId: $id, status: PROPOSED) { nodes { id } } }", {
          id: persona === "kofi" ? kofi : tom,
        });
      const nodes = at(open, "exchanges.nodes");
      for (const one of Array.isArray(nodes) ? nodes : []) {
        const exchangeId = at(one, "id");
        await mustTell(bank.as(persona), change("cancelExchange", ""), { exchangeId });
      }
    }
    await does(bank, "kofi", ["leaveHub", { memberId: kofi }]);
    await erase(bank, "kofi");
    expect(await about()).toEqual([]);
  });
});
