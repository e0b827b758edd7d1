import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { cleaning, delivered, idOf, must, proposed, type Setting, setting } from "./setting.ts";

let its: Setting;
const made: string[] = [];

beforeAll(async () => {
  its = await setting();
  for (let count = 0; count < 7; count++) {
    its.bank.at(`2026-01-05T09:0${count}:00.000Z`);
    const exchange =
      count % 2 === 0
        ? await proposed(its, { minutes: 15, what: `Help ${count}` })
        : await must(its.bank, "amina", [
            "proposeExchange",
            cleaning(its, {
              providerId: its.amina,
              recipientIds: [its.tom, its.ellie],
              what: `Help ${count}`,
              minutes: 15,
            }),
          ]);
    made.unshift(idOf(exchange));
  }
});

const LIST = `query ($partyId: ID!, $status: ExchangeStatus, $first: Int, $after: String, $last: Int, $before: String) {
  exchanges(partyId: $partyId, status: $status, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function list(persona: string, variables: object): Promise<Json> {
  return at(await its.bank.as(persona).must(LIST, { ...variables }), "exchanges");
}

const idsIn = (page: Json): readonly Json[] => {
  const nodes = at(page, "nodes");
  return Array.isArray(nodes) ? nodes.map((node: Json) => at(node, "id")) : [];
};

describe("a party's exchanges", () => {
  it("are what they give, receive and pay for, newest first", async () => {
    expect(idsIn(await list("amina", { partyId: its.amina }))).toEqual(made);
  });

  it("are listed for every recipient, the later ones too", async () => {
    const theirs = made.filter((_, place) => place % 2 === 1);
    expect(idsIn(await list("amina", { partyId: its.ellie }))).toEqual(theirs);
    expect(idsIn(await list("tom", { partyId: its.tom }))).toEqual(theirs);
  });

  it("go on page by page, both ways", async () => {
    const one = await list("amina", { partyId: its.amina, first: 3 });
    expect(idsIn(one)).toEqual(made.slice(0, 3));
    const two = await list("amina", {
      partyId: its.amina,
      first: 3,
      after: at(one, "pageInfo.endCursor"),
    });
    expect(idsIn(two)).toEqual(made.slice(3, 6));
    const back = await list("amina", {
      partyId: its.amina,
      last: 3,
      before: at(two, "pageInfo.startCursor"),
    });
    expect(idsIn(back)).toEqual(made.slice(0, 3));
    const end = await list("amina", { partyId: its.amina, last: 2 });
    expect(idsIn(end)).toEqual(made.slice(-2));
    expect(at(end, "pageInfo.hasPreviousPage")).toBe(true);
  });

  it("can be those of one status", async () => {
    await must(its.bank, "grace", ["declineExchange", { exchangeId: made[0] }]);
    const declined = await list("amina", { partyId: its.amina, status: "DECLINED" });
    expect(idsIn(declined)).toEqual([made[0]]);
    const open = await list("amina", { partyId: its.amina, status: "PROPOSED", first: 4 });
    expect(idsIn(open)).toEqual(made.slice(1, 5));
  });

  it("are for who acts for the party and for its broker", async () => {
    expect(idsIn(await list("priya", { partyId: its.amina }))).toHaveLength(7);
    expect(await list("tom", { partyId: its.amina })).toBeNull();
    expect(await list("rob", { partyId: its.amina })).toBeNull();
    expect(await list("tom", { partyId: "mem_00000000000000000000000000" })).toBeNull();
  });

  it("open with no cursor of another list or viewer", async () => {
    const page = await list("amina", { partyId: its.amina, first: 2 });
    const after = at(page, "pageInfo.endCursor");
    for (const [persona, partyId] of [
      ["priya", its.amina],
      ["amina", its.ellie],
    ] as const) {
      const answer = await its.bank.as(persona).ask(LIST, { partyId, after });
      expect(answer.errors).toHaveLength(1);
    }
  });
});

describe("one exchange", () => {
  it("is there for those who take part and brokers of its hubs, and for nobody else", async () => {
    const id = made[6];
    const seen = async (persona: string, query: string) =>
      at(await its.bank.as(persona).must(query, { id }), "found.id") ?? null;
    for (const query of [
      "query ($id: ID!) { found: exchange(id: $id) { id } }",
      "query ($id: ID!) { found: node(id: $id) { id } }",
    ]) {
      for (const persona of ["amina", "grace", "priya"])
        expect(await seen(persona, query)).toBe(id);
      for (const persona of ["tom", "kofi", "rob"]) expect(await seen(persona, query)).toBeNull();
    }
    const nobody = await its.bank.anonymous.must("query ($id: ID!) { exchange(id: $id) { id } }", {
      id,
    });
    expect(at(nobody, "exchange")).toBeNull();
  });

  it("is not found under another thing's id", async () => {
    const body = made[6]?.slice(3);
    for (const id of [`jrn${body}`, `grp${body}`]) {
      const found = await its.bank
        .as("amina")
        .must("query ($id: ID!) { exchange(id: $id) { id } }", { id });
      expect(at(found, "exchange")).toBeNull();
    }
    for (const id of [`grp${body}`, `lrn${body}`]) {
      const answer = await its.bank
        .as("amina")
        .must("query ($id: ID!) { node(id: $id) { id } }", { id });
      expect(at(answer, "node")).toBeNull();
    }
  });
});

describe("a hub's agenda", () => {
  it("is for its brokers, by what the exchanges wait for", async () => {
    const AGENDA = `query ($hubId: ID!, $agenda: ExchangeAgenda!) {
      hubExchanges(hubId: $hubId, agenda: $agenda) { nodes { id status } }
    }`;
    const agenda = async (persona: string, part: string) =>
      at(await its.bank.as(persona).must(AGENDA, { hubId: its.bra, agenda: part }), "hubExchanges");
    expect(await agenda("amina", "OPEN")).toBeNull();
    expect(await agenda("rob", "OPEN")).toBeNull();
    expect(at(await agenda("priya", "CLOSED"), "nodes")).toEqual([
      { id: made[0], status: "DECLINED" },
    ]);
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 30));
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 15 }]);
    expect(at(await agenda("priya", "NEEDS_BROKER"), "nodes")).toEqual([
      { id: exchangeId, status: "DISPUTED" },
    ]);
    expect(at(await agenda("priya", "OPEN"), "nodes.0.status")).toBe("PROPOSED");
    await must(its.bank, "grace", ["cancelExchange", { exchangeId }]);
  });
});

// One call for each list, one for all items, one for all parties and one for all hubs.
it("asks the engine as often for a page of 50 as for a page of 5", async () => {
  const calls = async (first: number) => {
    its.bank.usage.reset();
    const answer = await its.bank.as("grace").must(
      `query ($partyId: ID!, $first: Int) {
        exchanges(partyId: $partyId, first: $first) {
          nodes {
            id what steps { status }
            provider { name hub { name } } recipients { name } payer { name } hub { name }
          }
        }
      }`,
      { partyId: its.grace, first },
    );
    return { calls: its.bank.usage.calls().length, rows: idsIn(at(answer, "exchanges")).length };
  };
  for (let count = 0; count < 50; count++) await proposed(its, { minutes: 15 });
  const few = await calls(5);
  const many = await calls(50);
  expect([few.rows, many.rows]).toEqual([5, 50]);
  expect(many.calls).toBe(few.calls);
  expect(many.calls).toBeLessThanOrEqual(8);
});
