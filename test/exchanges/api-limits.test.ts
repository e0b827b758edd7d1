import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runDeadlines } from "../../src/exchanges/index.ts";
import { at } from "../support/api.ts";
import { agreeing, given, limit, nextDay, settled, standing } from "./limited.ts";
import { agreed, codes, idOf, must, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
  await forAmina({});
  await settled(its, 15);
});

beforeEach(() => nextDay(its));

/** Amina, who pays in these tests, may go lower than others, so that she can go on paying. */
const forAmina = (limits: object) => limit(its, its.amina, { floorMinutes: -1200, ...limits });

const grace = () => standing(its, "grace", its.grace);
const promised = async () => at(await grace(), "promisedMinutes");

describe("help agreed with someone whose giving is limited", () => {
  beforeEach(() => limit(its, its.grace, { givingLimits: { dayMinutes: 60 } }));

  it("is promised to them, and nothing beyond the limit is agreed", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 45 }));
    expect(await promised()).toBe(45);
    expect(await agreeing(its, 30)).toBe("GIVING_LIMIT_REACHED");
    expect(await agreeing(its, 15)).toBe("AGREED");
    expect(await promised()).toBe(60);
    await must(its.bank, "amina", ["cancelExchange", { exchangeId }]);
    expect(await promised()).toBe(15);
    await endAll();
  });

  it("is settled for 8 write units, and its promise is used up", async () => {
    const exchangeId = await given(its, 60);
    its.bank.usage.reset();
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 60 }]);
    expect(its.bank.usage.writeUnits()).toBe(8);
    expect(await promised()).toBe(0);
    expect(await agreeing(its, 15)).toBe("GIVING_LIMIT_REACHED");
    nextDay(its);
    expect(await agreeing(its, 15)).toBe("AGREED");
    await endAll();
  });

  it("frees what was promised beyond what it really took", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 60 }));
    await must(its.bank, "grace", ["markDelivered", happened(exchangeId, 30)]);
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 30 }]);
    expect(await promised()).toBe(0);
    expect(await agreeing(its, 45)).toBe("GIVING_LIMIT_REACHED");
    expect(await agreeing(its, 30)).toBe("AGREED");
    await endAll();
  });

  it("frees it when a dispute ends lower", async () => {
    const exchangeId = await given(its, 60);
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 30 }]);
    expect(await promised()).toBe(60);
    const end = { exchangeId, minutes: 45, note: "Between the two." };
    await must(its.bank, "priya", ["resolveDispute", end]);
    expect(await promised()).toBe(0);
  });

  it("frees it when the help is changed, called off after it was given, or never happens", async () => {
    const changed = idOf(await agreed(its, { minutes: 30 }));
    const change = { exchangeId: changed, version: 2, minutes: 15 };
    await must(its.bank, "amina", ["proposeExchangeChange", change]);
    expect(await promised()).toBe(0);
    const yes = { exchangeId: changed, version: 3 };
    await must(its.bank, "grace", ["agreeExchange", yes]);
    expect(await promised()).toBe(15);
    const exchangeId = await given(its, 30);
    await must(its.bank, "grace", ["cancelExchange", { exchangeId }]);
    expect(await promised()).toBe(15);
    await endAll();
  });

  it("takes longer only within the limit", async () => {
    const exchangeId = idOf(await agreed(its, { minutes: 30 }));
    await must(its.bank, "grace", ["markDelivered", happened(exchangeId, 75)]);
    const longer = ["confirmExchange", { exchangeId, minutes: 75 }] as const;
    expect(await codes(its.bank, "amina", longer)).toEqual(["GIVING_LIMIT_REACHED"]);
    nextDay(its);
    const other = idOf(await agreed(its, { minutes: 30 }));
    await must(its.bank, "grace", ["markDelivered", happened(other, 60)]);
    await must(its.bank, "grace", ["cancelExchange", { exchangeId }]);
    await must(its.bank, "amina", ["confirmExchange", { exchangeId: other, minutes: 60 }]);
    expect(await promised()).toBe(0);
  });

  it("is paid when it was agreed before the limit came, and promised nothing", async () => {
    await limit(its, its.grace, { givingLimits: { dayMinutes: 0 } });
    const quick = await given(its, 60);
    const slow = await given(its, 60);
    expect(await promised()).toBe(0);
    await limit(its, its.grace, { givingLimits: { dayMinutes: 15 } });
    await must(its.bank, "amina", ["confirmExchange", { exchangeId: quick, minutes: 60 }]);
    its.bank.at(new Date(Date.parse(its.bank.now()) + 14 * 86_400_000).toISOString());
    const silent = { exchangeId: slow, minutes: 60, reason: "No answer on the phone." };
    expect(await must(its.bank, "priya", ["confirmOnBehalf", silent])).toMatchObject({
      status: "SETTLED",
    });
  });
});

describe("help across hubs for someone whose giving is limited", () => {
  it("is promised in the books of their own hub and settled there", async () => {
    await limit(its, its.kofi, { givingLimits: { dayMinutes: 60 } });
    const kofi = () => standing(its, "kofi", its.kofi);
    const wish = { providerId: its.kofi };
    expect(await agreeing(its, 75, wish)).toBe("GIVING_LIMIT_REACHED");
    expect(await agreeing(its, 60, wish)).toBe("AGREED");
    expect(at(await kofi(), "promisedMinutes")).toBe(60);
    const [exchangeId = ""] = await openIds();
    await must(its.bank, "kofi", ["markDelivered", happened(exchangeId, 60)]);
    await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 60 }]);
    expect(await kofi()).toMatchObject({ balanceMinutes: 60, promisedMinutes: 0 });
    expect(await agreeing(its, 15, wish)).toBe("GIVING_LIMIT_REACHED");
  });
});

describe("a hard ceiling", () => {
  it("is not passed by help or gifts, and is kept free for what was agreed", async () => {
    const inHand = Number(at(await grace(), "balanceMinutes"));
    const ceilingMinutes = Math.max(300, inHand + 45);
    const room = ceilingMinutes - inHand;
    await limit(its, its.grace, { ceilingMinutes, isCeilingHard: true });
    expect(await agreeing(its, room + 15)).toBe("CEILING_REACHED");
    const gift = { fromId: its.tom, to: { memberId: its.grace }, minutes: 15 };
    const giving = () => make(its.bank, "tom", ["giveCredits", "gift", gift]);
    expect(await agreeing(its, room)).toBe("AGREED");
    expect(await promised()).toBe(room);
    await expect(giving()).rejects.toThrow("CEILING_REACHED");
    await endAll();
    await giving();
    expect(await agreeing(its, room)).toBe("CEILING_REACHED");
  });
});

describe("limits on spending", () => {
  it("hold for what is agreed and what is booked, and end with the day", async () => {
    await limit(its, its.grace, { givingLimits: { dayMinutes: 0 } });
    await forAmina({ spendingLimits: { dayMinutes: 60 } });
    expect(await agreeing(its, 75)).toBe("SPENDING_LIMIT_REACHED");
    expect(await agreeing(its, 45)).toBe("AGREED");
    const slotId = await teaSlot();
    const booking = ["bookSpendOption", { slotId, memberId: its.amina }] as const;
    expect(await codes(its.bank, "amina", booking)).toEqual(["SPENDING_LIMIT_REACHED"]);
    await endAll();
    expect(await codes(its.bank, "amina", booking)).toEqual([]);
    await endAll();
  });

  it("hold for how soon: a little later it is allowed", async () => {
    await forAmina({ leastGapMinutes: 30 });
    expect(await agreeing(its, 15)).toBe("AGREED");
    expect(await agreeing(its, 15)).toBe("TOO_SOON");
    its.bank.at(new Date(Date.parse(its.bank.now()) + 30 * 60_000).toISOString());
    expect(await agreeing(its, 15)).toBe("AGREED");
    await endAll();
  });
});

it("frees what was promised when nobody takes the help up in time", async () => {
  await forAmina({});
  await limit(its, its.grace, { givingLimits: { dayMinutes: 60 } });
  await agreed(its, { minutes: 60 });
  expect(await promised()).toBe(60);
  its.bank.at(new Date(Date.parse(its.bank.now()) + 31 * 86_400_000).toISOString());
  await runDeadlines({ table: its.bank.table(), now: its.bank.now() }, [its.bra]);
  expect(await promised()).toBe(0);
});

const happened = (exchangeId: string, minutes: number) => ({
  exchangeId,
  minutes,
  happenedOn: its.bank.now().slice(0, 10),
});

async function openIds(): Promise<readonly string[]> {
  const answer = await its.bank.as("priya").must(
    `query ($hubId: ID!) { hubExchanges(hubId: $hubId, agenda: OPEN, first: 100) {
      nodes { id status }
    } }`,
    { hubId: its.bra },
  );
  const nodes = at(answer, "hubExchanges.nodes");
  return (Array.isArray(nodes) ? nodes : []).flatMap((node) =>
    at(node, "status") === "PROPOSED" ? [] : [idOf(node)],
  );
}

/** Calls off what is still agreed, so that each test finds nothing promised and nothing set aside. */
async function endAll(): Promise<void> {
  for (const exchangeId of await openIds()) {
    await must(its.bank, "priya", ["cancelExchange", { exchangeId }]);
  }
  expect(await grace()).toMatchObject({ promisedMinutes: 0 });
}

async function teaSlot(): Promise<string> {
  const option = { organisationId: its.cafe, title: "Tea", askedMinutes: 30 };
  const wish = { ...option, channels: ["IN_PERSON"] };
  const spendOptionId = await make(its.bank, "cora", ["createSpendOption", "spendOption", wish]);
  const startsAt = new Date(Date.parse(its.bank.now()) + 5 * 86_400_000).toISOString();
  return make(its.bank, "cora", ["addSlot", "slot", { spendOptionId, startsAt, capacity: 3 }]);
}
