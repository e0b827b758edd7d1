import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type Json, newRequestKey } from "../support/api.ts";
import { limit, nextDay, settled } from "./limited.ts";
import { cleaning, idOf, must, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
  await settled(its, 60);
});

beforeEach(() => nextDay(its));

type Asked = { readonly thing: Json; readonly warnings: Json };

/** Asks for a mutation and for the warnings that come with its answer. */
async function warned(
  persona: string,
  [mutation, input, field = "exchange"]: readonly [string, object, string?],
): Promise<Asked> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const answer = await its.bank.as(persona).ask(
    `mutation ($input: ${type}) { ${mutation}(input: $input) {
      ${field} { id } warnings { accountId code minutesLeft message } userErrors { code }
    } }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const payload = at(answer.data, mutation);
  return { thing: at(payload, field), warnings: at(payload, "warnings") };
}

const warning = (partyId: string, code: string, minutesLeft: number) =>
  expect.objectContaining({ accountId: `acc${partyId.slice(3)}`, code, minutesLeft });

describe("what comes with an answer before a limit stops somebody", () => {
  it("is told to each about their own account, and to a broker about both", async () => {
    await limit(its, its.amina, { spendingLimits: { dayMinutes: 120 } });
    await limit(its, its.grace, { givingLimits: { dayMinutes: 105 } });
    const proposal = await warned("amina", ["proposeExchange", cleaning(its, { minutes: 75 })]);
    expect(proposal.warnings).toEqual([]);
    const exchangeId = idOf(proposal.thing);
    const agreement = await warned("grace", ["agreeExchange", { exchangeId, version: 1 }]);
    expect(agreement.warnings).toEqual([warning(its.grace, "NEAR_GIVING_LIMIT", 30)]);
    const heard = await warned("priya", ["proposeExchange", cleaning(its, { minutes: 15 })]);
    expect(heard.warnings).toEqual([
      warning(its.amina, "NEAR_SPENDING_LIMIT", 45),
      warning(its.grace, "NEAR_GIVING_LIMIT", 30),
    ]);
    const given = { exchangeId, minutes: 75, happenedOn: its.bank.now().slice(0, 10) };
    await must(its.bank, "grace", ["markDelivered", given]);
    const settlement = await warned("amina", ["confirmExchange", { exchangeId, minutes: 75 }]);
    expect(settlement.warnings).toEqual([warning(its.amina, "NEAR_SPENDING_LIMIT", 45)]);
  });

  it("comes with a booking and a gift as well, and never without being done", async () => {
    const option = { organisationId: its.cafe, title: "Tea", askedMinutes: 30 };
    const wish = { ...option, channels: ["IN_PERSON"] };
    const spendOptionId = await make(its.bank, "cora", ["createSpendOption", "spendOption", wish]);
    const startsAt = new Date(Date.parse(its.bank.now()) + 86_400_000).toISOString();
    const slot = { spendOptionId, startsAt, capacity: 3 };
    const slotId = await make(its.bank, "cora", ["addSlot", "slot", slot]);
    await limit(its, its.amina, { spendingLimits: { dayMinutes: 75 } });
    const place = await warned("amina", ["bookSpendOption", { slotId, memberId: its.amina }]);
    expect(place.warnings).toEqual([warning(its.amina, "NEAR_SPENDING_LIMIT", 45)]);
    const gift = { fromId: its.amina, to: { potOfHubId: its.bra }, minutes: 15 };
    const given = await warned("amina", ["giveCredits", gift, "gift"]);
    expect(given.warnings).toEqual([warning(its.amina, "NEAR_SPENDING_LIMIT", 30)]);
    const tooMuch = { ...gift, minutes: 45 };
    expect(await warned("amina", ["giveCredits", tooMuch, "gift"])).toEqual({
      thing: null,
      warnings: null,
    });
  });
});

describe("the warnings of an account", () => {
  const warningsOn = async (persona: string, partyId: string) =>
    at(
      await its.bank
        .as(persona)
        .must(`query ($id: ID!) { account(id: $id) { warnings { code minutesLeft } } }`, {
          id: `acc${partyId.slice(3)}`,
        }),
      "account.warnings",
    );

  it("go by the limits in force now, whatever held when its last entry was written", async () => {
    expect(await warningsOn("grace", its.grace)).toEqual([]);
    await limit(its, its.grace, { ceilingMinutes: 300, isCeilingHard: true, floorMinutes: 0 });
    const inHand = await standingOf(its.grace);
    await make(its.bank, "tom", [
      "giveCredits",
      "gift",
      { fromId: its.tom, to: { memberId: its.grace }, minutes: 255 - inHand },
    ]);
    expect(await warningsOn("grace", its.grace)).toEqual([
      { code: "NEAR_CEILING", minutesLeft: 45 },
    ]);
    await limit(its, its.grace, { ceilingMinutes: 300 });
    expect(await warningsOn("priya", its.grace)).toEqual([]);
  });

  it("are none for the hub's own accounts", async () => {
    const books = await its.bank.as("priya").must(
      `query ($hubId: ID!) { hubTrialBalance(hubId: $hubId) {
        accounts(first: 20) { nodes { kind warnings { code } } }
      } }`,
      { hubId: its.bra },
    );
    const nodes = at(books, "hubTrialBalance.accounts.nodes");
    const pots = (Array.isArray(nodes) ? nodes : []).filter((one) => at(one, "kind") === "POT");
    expect(pots).toEqual([{ kind: "POT", warnings: [] }]);
  });

  async function standingOf(partyId: string): Promise<number> {
    const answer = await its.bank
      .as("priya")
      .must(`query ($id: ID!) { account(id: $id) { balanceMinutes } }`, {
        id: `acc${partyId.slice(3)}`,
      });
    return Number(at(answer, "account.balanceMinutes"));
  }
});
