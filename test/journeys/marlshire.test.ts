import { beforeAll, describe, expect, it } from "vitest";
import { tellMarlshire } from "../../infra/local/marlshire/index.ts";
import { journal, type StoryEntry } from "../../infra/local/marlshire/journal/index.ts";
import { members } from "../../infra/local/marlshire/people.ts";
import { brokerOf, hubs } from "../../infra/local/marlshire/places.ts";
import { at, type Json } from "../support/api.ts";
import { accountsFor, type Line, type Retelling, retell, statementOf } from "./retelling.ts";

let told: Retelling;
/** All lines of each account of the story, by the story's word for its balance. */
const lines = new Map<string, readonly (readonly Line[])[]>();

const balances = [...new Set(journal.flatMap(({ after }) => Object.keys(after)))];

beforeAll(async () => {
  told = await retell();
  for (const name of balances) {
    const statements = await Promise.all(
      accountsFor(told, name).map(({ id, hub }) => statementOf(told, id, hub)),
    );
    lines.set(name, statements);
  }
}, 90_000);

const linesOf = (name: string) => lines.get(name) ?? [];
const hours = (minutes: number) => minutes / 60;

/** When an entry was settled, read from the line it left on one of its accounts. */
function settledAt(entry: StoryEntry): string {
  const id = told.idOf(entry.id);
  const all = Object.keys(entry.after).flatMap((name) => linesOf(name).flat());
  return all.find((line) => line.journalEntryId === id)?.recordedAt ?? "";
}

/**
 * The balance in hours right after an entry, over all accounts that the word stands for. Those who
 * were at one session are credited in one request, and so at one moment, one after the other.
 */
function balanceAfter(name: string, entry: StoryEntry): number {
  const moment = settledAt(entry);
  const later = journal.slice(journal.indexOf(entry) + 1).map(({ id }) => told.idOf(id));
  const isBy = (line: Line) =>
    line.recordedAt <= moment && !(later as readonly Json[]).includes(line.journalEntryId);
  const last = linesOf(name).map((statement) => statement.findLast(isBy));
  return hours(last.reduce((sum, line) => sum + (line?.balanceMinutes ?? 0), 0));
}

/** The same, as the account itself tells it to a broker. */
async function toldAt(name: string, moment: string): Promise<number> {
  const answers = await Promise.all(
    accountsFor(told, name).map(({ id, hub }) =>
      told.ask(
        brokerOf(hub),
        "query ($id: ID!, $at: DateTime!) { account(id: $id) { balanceAt(at: $at) } }",
        { id, at: moment },
      ),
    ),
  );
  return hours(
    answers.reduce((sum: number, one) => sum + Number(at(one, "account.balanceAt") ?? 0), 0),
  );
}

describe("Marlshire's first quarter", () => {
  it("has 39 journal entries, on the days and of the kinds the story says", async () => {
    expect(journal).toHaveLength(39);
    for (const { id, kind, on } of journal) {
      const seen = await Promise.all(
        hubs.map(({ broker }) =>
          told.ask(
            broker,
            `query ($id: ID!) {
              node(id: $id) { ... on JournalEntry { kind happenedOn recordedAt } }
            }`,
            { id: told.idOf(id) },
          ),
        ),
      );
      const entry = seen.map((one) => at(one, "node")).find((node) => node !== null);
      expect({ id, ...Object(entry) }).toMatchObject({ id, kind, happenedOn: on });
      expect(at(entry, "recordedAt")).toContain(on);
    }
  });

  it.each(journal)("leaves after $id the balances that the story says", (entry) => {
    const moment = settledAt(entry);
    expect(moment).toContain(entry.on);
    for (const [name, expected] of Object.entries(entry.after)) {
      expect({ [name]: balanceAfter(name, entry) }).toEqual({ [name]: expected });
    }
  });

  it.each(["amina", "walter", "POT SAL", "ISS BRA"])(
    "is known of %s at each of its dates",
    async (name) => {
      const entries = journal.filter(({ after }) => name in after);
      expect(entries.length).toBeGreaterThan(1);
      for (const entry of entries) {
        const { [name]: expected } = entry.after;
        const moment = settledAt(entry);
        expect({ [entry.id]: await toldAt(name, moment) }).toEqual({ [entry.id]: expected });
      }
      expect(await toldAt(name, "2025-12-31T23:59:59.999Z")).toBe(0);
    },
  );

  it("moves in each entry exactly the accounts that the story names", () => {
    for (const entry of journal) {
      const id = told.idOf(entry.id);
      const moved = balances.filter((name) =>
        linesOf(name).some((statement) => statement.some((line) => line.journalEntryId === id)),
      );
      expect({ [entry.id]: moved.sort() }).toEqual({ [entry.id]: Object.keys(entry.after).sort() });
    }
  });

  it("closes with every hub at zero", async () => {
    for (const { code, broker } of hubs) {
      const data = await told.ask(
        broker,
        "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes totals { kind minutes } } }",
        { id: told.idOf(code) },
      );
      expect(at(data, "hubTrialBalance.sumMinutes")).toBe(0);
      expect(at(data, "hubTrialBalance.totals")).toEqual(expect.arrayContaining(closing[code]));
    }
  });

  const total = (kind: string, closed: number) => ({ kind, minutes: closed * 60 });
  const closing = {
    BRA: [
      total("MEMBER", 25.5),
      total("ORGANISATION", 18.5),
      ...[total("POT", 1), total("CLEARING", 3), total("ISSUANCE", -48)],
    ],
    SAL: [total("MEMBER", 5), total("ORGANISATION", 0), total("POT", 0), total("CLEARING", -5)],
    THO: [total("MEMBER", 11.5), total("CLEARING", 2), total("ISSUANCE", -13.5)],
  };

  it("has statements that add up line by line, with nothing left set aside", () => {
    for (const statement of balances.flatMap(linesOf).filter(({ length }) => length > 0)) {
      let balance = 0;
      for (const [place, line] of statement.entries()) {
        balance += line.minutes;
        expect(line).toMatchObject({ seq: place + 1, balanceMinutes: balance });
      }
      expect(statement.at(-1)?.reservedMinutes).toBe(0);
    }
  });

  it("changes nothing and finds the same ids when it is told again", async () => {
    told.stored.usage.reset();
    const again = await tellMarlshire(told.bank, () => undefined);
    expect(told.stored.usage.writeUnits()).toBe(0);
    for (const name of [...members.map(({ id }) => id), ...journal.map(({ id }) => id)]) {
      expect(again(name)).toBe(told.idOf(name));
    }
  }, 30_000);
});

describe("the people of Marlshire", () => {
  it("each offer something, ask for something and can do something", async () => {
    for (const { id, hub } of members) {
      const data = await told.ask(
        brokerOf(hub),
        `query ($id: ID!) {
          member(id: $id) { status }
          listingsOf(partyId: $id) { nodes { direction status } }
          skills(memberId: $id) { skills { level } }
        }`,
        { id: told.idOf(id) },
      );
      expect(data).toMatchObject({
        member: { status: "ACTIVE" },
        listingsOf: {
          nodes: expect.arrayContaining([
            { direction: "OFFER", status: "PUBLISHED" },
            { direction: "REQUEST", status: "PUBLISHED" },
          ]),
        },
        skills: { skills: [{ level: expect.any(String) }] },
      });
    }
  });

  const exchange = async (persona: string, entry: string): Promise<Json> =>
    at(
      await told.ask(
        persona,
        `query ($id: ID!) {
          exchange(id: $id) {
            status provider { name } payer { name } recipients { name } journalEntryId
            moneyLegs { purpose pence paidBy { name } } steps { status by spokenOver }
          }
        }`,
        { id: told.idOf(`exchange ${entry}`) },
      ),
      "exchange",
    );

  it("keep money beside the hours: £6.40 for fuel on the way to the clinic", async () => {
    expect(await exchange("amina", "J08")).toMatchObject({
      moneyLegs: [{ purpose: "FUEL", pence: 640, paidBy: { name: "Amina" } }],
    });
  });

  it("take part by phone, with a broker who writes down what was said", async () => {
    const heard = expect.objectContaining({ by: "BROKER", spokenOver: "PHONE" });
    const j19 = await exchange("rob", "J19");
    expect(at(j19, "steps")).toEqual(expect.arrayContaining([heard]));
  });

  it("pay for those they care for: Joan for Arthur", async () => {
    expect(await exchange("joan", "J32")).toMatchObject({
      ...{ payer: { name: "Joan" }, recipients: [{ name: "Arthur" }], provider: { name: "Helen" } },
    });
  });

  it("have a broker who proposes what a business may spend on", async () => {
    expect(at(await exchange("cafe", "J39"), "steps.0")).toMatchObject({ by: "BROKER" });
  });

  it("can take an hour back that was entered twice, and both entries say so", async () => {
    const { idOf } = told;
    const data = await told.ask(
      "lucy",
      `query ($one: ID!, $other: ID!) {
        one: node(id: $one) { ... on JournalEntry { reversedById } }
        other: node(id: $other) { ... on JournalEntry { reversesId reason } }
      }`,
      { one: idOf("J29"), other: idOf("J30") },
    );
    expect(data).toMatchObject({
      one: { reversedById: idOf("J30") },
      other: { reversesId: idOf("J29") },
    });
  });

  it("see what a circle granted and what is left of it", async () => {
    const data = await told.ask(
      undefined,
      `query ($id: ID!) {
        mandates(hubId: $id, quarter: "2026-Q1") { purpose grantedMinutes remainingMinutes }
      }`,
      { id: told.idOf("THO") },
    );
    expect(data).toEqual({
      mandates: [
        { purpose: "CARE", grantedMinutes: 720, remainingMinutes: 0 },
        { purpose: "TRAINING", grantedMinutes: 360, remainingMinutes: 270 },
      ],
    });
  });
});
