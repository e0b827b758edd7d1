import { beforeAll, describe, expect, it } from "vitest";
import { actKey } from "../../src/ledger/index.ts";
import { at, type Json } from "../support/api.ts";
import { limit } from "./limited.ts";
import { cleaning, idOf, must, type Setting, setting, versionOf } from "./setting.ts";

type Wish = Parameters<typeof must>[2];

let its: Setting;

beforeAll(async () => {
  its = await setting();
  // An account's first entry is also listed in its hub, which costs one unit once in its life.
  await settle("grace", its.grace);
  await settle("kofi", its.kofi);
});

/** Does something that has to succeed, and answers with it and the write units it took. */
async function weigh(persona: string, wish: Wish): Promise<{ thing: Json; units: number }> {
  its.bank.usage.reset();
  const thing = await must(its.bank, persona, wish);
  return { thing, units: its.bank.usage.writeUnits() };
}

/** What a full listing, a plan, a place and a value note of usual length take. */
const ordinary = {
  what: "Cleaning the windows of the front room and the stairs",
  plannedFor: "2026-01-06T14:00:00Z",
  placeKind: "RECIPIENT_HOME",
  channel: "IN_PERSON",
};
const valueNote = "I could see the garden again, which made my week.";

/** Write units are exact and are money, so they are promises like any other. */
describe("the write units of an exchange", () => {
  it("are 4 to propose, 6 to agree, 3 to deliver and 8 to settle", async () => {
    const proposal = await weigh("amina", ["proposeExchange", cleaning(its, ordinary)]);
    const exchangeId = idOf(proposal.thing);
    const agreement = await weigh("grace", [
      "agreeExchange",
      { exchangeId, version: versionOf(proposal.thing) },
    ]);
    const delivery = await weigh("grace", [
      "markDelivered",
      { exchangeId, minutes: 60, happenedOn: "2026-01-05" },
    ]);
    const settlement = await weigh("amina", [
      "confirmExchange",
      { exchangeId, minutes: 60, valueNote },
    ]);
    expect(at(settlement.thing, "status")).toBe("SETTLED");
    expect([proposal, agreement, delivery, settlement].map(({ units }) => units)).toEqual([
      4, 6, 3, 8,
    ]);
  });

  it("are 8 to agree and 12 to settle across hubs", async () => {
    const wish = cleaning(its, { ...ordinary, providerId: its.kofi });
    const proposal = await weigh("amina", ["proposeExchange", wish]);
    const exchangeId = idOf(proposal.thing);
    const agreement = await weigh("kofi", [
      "agreeExchange",
      { exchangeId, version: versionOf(proposal.thing) },
    ]);
    await must(its.bank, "kofi", [
      "markDelivered",
      { exchangeId, minutes: 60, happenedOn: "2026-01-05" },
    ]);
    const settlement = await weigh("amina", [
      "confirmExchange",
      { exchangeId, minutes: 60, valueNote },
    ]);
    expect([proposal, agreement, settlement].map(({ units }) => units)).toEqual([4, 8, 12]);
  });

  it("hold for a longer exchange too, because the item stays within 1 KB", async () => {
    const within = await itemOf(await settle("grace", its.grace));
    expect(sizeOf({ ...within, l: "lst_0123456789ABCDEFGHJKMNPQRS" })).toBeLessThanOrEqual(924);
    const across = await itemOf(await settle("kofi", its.kofi));
    expect(sizeOf(across)).toBeLessThanOrEqual(1024);
  });

  it("are 5 to propose when a sponsor pays who takes no other part: one list more", async () => {
    const wish = cleaning(its, { ...ordinary, payerId: its.school, sponsored: true });
    expect((await weigh("nora", ["proposeExchange", wish])).units).toBe(5);
  });

  it("are 2 more to settle when the longest value note begins a second KB", async () => {
    const proposal = await must(its.bank, "amina", ["proposeExchange", cleaning(its, ordinary)]);
    const exchangeId = idOf(proposal);
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happened = { exchangeId, minutes: 60, happenedOn: "2026-01-05" };
    await must(its.bank, "grace", ["markDelivered", happened]);
    const longest = { exchangeId, minutes: 60, valueNote: "x".repeat(500) };
    expect((await weigh("amina", ["confirmExchange", longest])).units).toBe(10);
  });

  it("are 2 more to agree with someone whose giving is limited, and no more to settle", async () => {
    await limit(its, its.grace, { givingLimits: { dayMinutes: 600 } });
    const exchangeId = idOf(await must(its.bank, "amina", ["proposeExchange", cleaning(its)]));
    const agreement = await weigh("grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happened = { exchangeId, minutes: 60, happenedOn: "2026-01-05" };
    await must(its.bank, "grace", ["markDelivered", happened]);
    const settlement = await weigh("amina", ["confirmExchange", { exchangeId, minutes: 60 }]);
    expect([agreement, settlement].map(({ units }) => units)).toEqual([8, 8]);
  });

  it("are none when the same request comes again", async () => {
    const input = { ...cleaning(its), idempotencyKey: "the-same-key-again" };
    await weigh("amina", ["proposeExchange", input]);
    const again = await weigh("amina", ["proposeExchange", input]);
    expect(again.units).toBe(0);
  });
});

async function settle(provider: string, providerId: string): Promise<string> {
  const wish = cleaning(its, { ...ordinary, providerId, minutes: 15 });
  const exchangeId = idOf(await must(its.bank, "amina", ["proposeExchange", wish]));
  const on = { minutes: 15, happenedOn: "2026-01-05" };
  await must(its.bank, provider, ["agreeExchange", { exchangeId, version: 1 }]);
  await must(its.bank, provider, ["markDelivered", { exchangeId, ...on }]);
  await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 15, valueNote }]);
  return exchangeId;
}

async function itemOf(exchangeId: string) {
  const item = await its.bank.table().get(actKey(exchangeId));
  if (!item) throw new Error("The exchange is not there.");
  return item;
}

/** The size of an item as the engine counts it: names and values, 3 for a list or map, 1 an element. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(Math.abs(value)).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + sizeOf(one), 3);
  if (typeof value !== "object" || value === null) return 1;
  return Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .reduce((sum, [name, held]) => sum + 1 + Buffer.byteLength(name) + sizeOf(held), 3);
}
