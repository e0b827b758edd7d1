import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { ask, balance, type Setting, setting } from "./setting.ts";

let its: Setting;
let people: readonly (readonly [string, string])[] = [];

beforeAll(async () => {
  its = await setting();
  people = [
    ["amina", its.amina],
    ["grace", its.grace],
    ["tom", its.tom],
    ["kofi", its.kofi],
  ];
});

/** What somebody tries with one of the exchanges there are. Many tries are refused: that is fine. */
type Try = {
  readonly what: string;
  readonly provider: number;
  readonly payer: number;
  readonly which: number;
  readonly quarters: number;
};

const tries = fc.record<Try>({
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constant("proposeExchange") },
    { weight: 7, arbitrary: fc.constant("ADVANCE") },
    {
      weight: 2,
      arbitrary: fc.constantFrom("cancelExchange", "proposeExchangeChange", "confirmExchange"),
    },
  ),
  provider: fc.nat(3),
  payer: fc.nat(3),
  which: fc.nat(1),
  quarters: fc.integer({ min: 1, max: 6 }),
});

/** What brings an exchange one step on. */
const nextOf: { readonly [status: string]: string } = {
  PROPOSED: "agreeExchange",
  AGREED: "markDelivered",
  DELIVERED: "confirmExchange",
  DISPUTED: "resolveDispute",
};

const person = (place: number) => people[place] ?? ["amina", its.amina];

/** Sends a try as everyone who could be allowed to: exactly one of them may succeed. */
async function attempt(one: Try): Promise<void> {
  const minutes = one.quarters * 15;
  if (one.what === "proposeExchange") {
    const [persona, payerId] = person(one.payer);
    const [, providerId] = person(one.provider);
    const wish = { providerId, recipientIds: [payerId], minutes, what: "Help" };
    await ask(its.bank, persona, ["proposeExchange", wish]);
    return;
  }
  const exchange = (await open())[one.which];
  if (!exchange) return;
  const advances = one.what === "ADVANCE";
  const what = advances ? (nextOf[String(at(exchange, "status"))] ?? "") : one.what;
  const input = inputOf(what, {
    exchangeId: at(exchange, "id"),
    version: at(exchange, "version"),
    minutes: advances ? Number(at(exchange, "minutes")) : minutes,
  });
  const personas = ["priya", "rob", ...people.map(([persona]) => persona)];
  await Promise.all(personas.map((persona) => ask(its.bank, persona, [what, input])));
}

function inputOf(what: string, its: { exchangeId: Json; version: Json; minutes: number }) {
  const { exchangeId, version, minutes } = its;
  switch (what) {
    case "agreeExchange":
      return { exchangeId, version };
    case "proposeExchangeChange":
      return { exchangeId, version, minutes };
    case "markDelivered":
      return { exchangeId, minutes, happenedOn: "2026-01-05" };
    case "resolveDispute":
      return { exchangeId, minutes, note: "So be it." };
    case "confirmExchange":
      return { exchangeId, minutes };
    default:
      return { exchangeId };
  }
}

/** Every exchange there is, each once. */
async function all(): Promise<readonly Json[]> {
  const found = new Map<Json, Json>();
  for (const [persona, partyId] of people) {
    const answer = await its.bank.as(persona).must(
      `query ($partyId: ID!) { exchanges(partyId: $partyId, first: 100) {
        nodes { id version status minutes payer { partyId } providerHub { id } hub { id } }
      } }`,
      { partyId },
    );
    const nodes = at(answer, "exchanges.nodes");
    for (const node of Array.isArray(nodes) ? nodes : []) found.set(at(node, "id"), node);
  }
  return [...found.values()];
}

const open = async () =>
  (await all()).filter((exchange) =>
    ["PROPOSED", "AGREED", "DELIVERED", "DISPUTED"].includes(String(at(exchange, "status"))),
  );

const holding = (exchange: Json) =>
  ["AGREED", "DELIVERED", "CONFIRMED", "DISPUTED"].includes(String(at(exchange, "status")));

const sum = (exchanges: readonly Json[]) =>
  exchanges.reduce<number>((total, exchange) => total + Number(at(exchange, "minutes")), 0);

async function keepsItsPromises(): Promise<void> {
  const exchanges = (await all()).filter(holding);
  for (const [persona, partyId] of people) {
    const head = await balance(its.bank, persona, partyId);
    const mine = exchanges.filter((exchange) => at(exchange, "payer.partyId") === partyId);
    expect([persona, Number(at(head, "reservedMinutes") ?? 0)]).toEqual([persona, sum(mine)]);
    const given = Number(at(head, "balanceMinutes") ?? 0);
    expect(given - sum(mine)).toBeGreaterThanOrEqual(-300);
  }
  for (const [broker, hubId] of [
    ["priya", its.bra],
    ["rob", its.sal],
  ] as const) {
    const answer = await its.bank
      .as(broker)
      .must("query ($hubId: ID!) { hubTrialBalance(hubId: $hubId) { sumMinutes } }", { hubId });
    expect(at(answer, "hubTrialBalance.sumMinutes")).toBe(0);
  }
}

// Whatever people try, in whatever order and at the same moment: nothing is set aside that no
// open exchange stands for, nobody gives more than they can, and no minute appears or is lost.
it("keeps every promise over random histories", async () => {
  const histories = fc.array(fc.array(tries, { minLength: 1, maxLength: 3 }), {
    minLength: 8,
    maxLength: 14,
  });
  await fc.assert(
    fc.asyncProperty(histories, async (batches) => {
      for (const batch of batches) await Promise.all(batch.map(attempt));
      await keepsItsPromises();
      for (const exchange of await open()) {
        await ask(its.bank, "priya", ["cancelExchange", { exchangeId: at(exchange, "id") }]);
        await ask(its.bank, "rob", ["cancelExchange", { exchangeId: at(exchange, "id") }]);
      }
      await keepsItsPromises();
    }),
    { numRuns: 8, endOnFailure: true },
  );
  // A history in which nothing ever moved would prove nothing.
  const settled = (await all()).filter((exchange) => at(exchange, "status") === "SETTLED");
  expect(settled.length).toBeGreaterThan(0);
}, 60_000);
