import { beforeAll, describe, expect, it } from "vitest";
import { accountOf } from "../../src/ledger/index.ts";
import { agreed, codes, delivered, idOf, must, proposed } from "../exchanges/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json, newRequestKey, textAt } from "../support/api.ts";
import { account, brokerToo, helped } from "./helped.ts";

let its: Setting;

async function sumOf(broker: string, hubId: string): Promise<Json> {
  const document = "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }";
  const data = await its.bank.as(broker).must(document, { id: hubId });
  return at(data, "hubTrialBalance.sumMinutes");
}

describe("taking an entry back", () => {
  const reverse = change("reverseEntry", "journalEntry { id reversesId reason kind }");
  const back = (persona: string, journalEntryId: string, idempotencyKey = newRequestKey()) =>
    tell(its.bank.as(persona), reverse, { journalEntryId, reason: "A slip.", idempotencyKey });
  const refusal = async (persona: string, id: string, key?: string) =>
    codesOf(await back(persona, id, key));
  const balance = async (partyId: string, broker = "priya"): Promise<Json> =>
    at(
      await account(its, broker, { id: accountOf(partyId), fields: "balanceMinutes" }),
      "balanceMinutes",
    );

  /** An entry between Grace and Amina, and one that Tom, who is a broker too, had a part in. */
  let entry: string;
  let tomsEntry: string;
  beforeAll(async () => {
    its = await setting();
    entry = await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    tomsEntry = await helped(its, { provider: "tom", payer: "amina", minutes: 60 });
    await brokerToo(its, "tom");
  });

  it("is for a broker who may see it and has no part in it", async () => {
    expect(await refusal("amina", entry)).toEqual(["FORBIDDEN"]);
    expect(await refusal("tom", tomsEntry)).toEqual(["FORBIDDEN"]);
    expect(await refusal("rob", entry)).toEqual(["NOT_FOUND"]);
    expect(await refusal("stranger", entry)).toEqual(["NOT_FOUND"]);
  });

  it("is done once, by its mirror image, and both say so", async () => {
    const key = newRequestKey();
    const first = at((await back("priya", entry, key)).data, "reverseEntry");
    const taken = { reversesId: entry, reason: "A slip.", kind: "REVERSAL" };
    expect(first).toMatchObject({ journalEntry: taken, replayed: false });
    const reversal = textAt(first, "journalEntry.id");
    const again = at((await back("priya", entry, key)).data, "reverseEntry");
    expect(again).toMatchObject({ journalEntry: { id: reversal }, replayed: true });
    expect(await balance(its.grace)).toBe(0);
    const data = await its.bank.as("grace").must(
      `query ($exchange: ID!, $reversal: ID!) {
        exchange(id: $exchange) { journalEntry { id reversedById } }
        node(id: $reversal) { ... on JournalEntry { reversesId postings { minutes } } }
      }`,
      { exchange: `exc${entry.slice(3)}`, reversal },
    );
    expect(data).toEqual({
      exchange: { journalEntry: { id: entry, reversedById: reversal } },
      node: { reversesId: entry, postings: [{ minutes: -60 }] },
    });
    expect(await refusal("priya", tomsEntry, key)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", entry)).toEqual(["ALREADY_REVERSED"]);
    expect(await refusal("priya", reversal)).toEqual(["NOT_REVERSIBLE"]);
  });

  it("brings a balance below its floor where it has to, and that can be seen", async () => {
    await helped(its, { provider: "grace", payer: "tom", minutes: 360 });
    const fields = "balanceMinutes floorMinutes availableMinutes isBelowFloor";
    const tom = () => account(its, "priya", { id: accountOf(its.tom), fields });
    const atFloor = { floorMinutes: -300, availableMinutes: 0 };
    expect(await tom()).toEqual({ ...atFloor, balanceMinutes: -300, isBelowFloor: false });
    expect(await refusal("priya", tomsEntry)).toEqual([]);
    expect(await tom()).toEqual({ ...atFloor, balanceMinutes: -360, isBelowFloor: true });
  });

  it("is whole across hubs, and both hubs' books stay at zero", async () => {
    const before = [await balance(its.kofi, "rob"), await balance(its.amina)];
    const across = await helped(its, { provider: "kofi", payer: "amina", minutes: 120 });
    expect(await balance(its.kofi, "rob")).toBe(120);
    expect(await refusal("priya", across)).toEqual([]);
    expect(await balance(its.kofi, "rob")).toBe(0);
    expect(await balance(its.amina)).toBe(before[1]);
    expect([await sumOf("priya", its.bra), await sumOf("rob", its.sal)]).toEqual([0, 0]);
    expect(await refusal("rob", across)).toEqual(["ALREADY_REVERSED"]);
  });
});

describe("stopping an account", () => {
  type Change = "freezeAccount" | "unfreezeAccount";
  const set = (persona: string, name: Change, wish: object = {}) =>
    tell(its.bank.as(persona), change(name, "account { id status balanceMinutes }"), {
      ...{ accountId: accountOf(its.amina), reason: "Being looked into." },
      ...wish,
    });
  const refusal = async (persona: string, name: Change, wish?: object) =>
    codesOf(await set(persona, name, wish));

  beforeAll(async () => {
    its = await setting();
    await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    await brokerToo(its, "grace");
  });

  it("is for a broker of its hub, and never one's own", async () => {
    expect(await refusal("amina", "freezeAccount")).toEqual(["FORBIDDEN"]);
    const own = { accountId: accountOf(its.grace) };
    expect(await refusal("grace", "freezeAccount", own)).toEqual(["FORBIDDEN"]);
    expect(await refusal("grace", "unfreezeAccount", own)).toEqual(["FORBIDDEN"]);
    expect(await refusal("rob", "freezeAccount")).toEqual(["NOT_FOUND"]);
    const member = { accountId: its.grace };
    expect(await refusal("priya", "freezeAccount", member)).toEqual(["NOT_FOUND"]);
  });

  it("holds back help and settlement, once, until it is let go on", async () => {
    const open = idOf(await proposed(its, { minutes: 15 }));
    const given = idOf(await delivered(its, { minutes: 15 }, 15));
    const idempotencyKey = newRequestKey();
    for (const replayed of [false, true]) {
      const { data } = await set("priya", "freezeAccount", { idempotencyKey });
      const stopped = { status: "FROZEN", balanceMinutes: -60 };
      expect(at(data, "freezeAccount")).toMatchObject({ account: stopped, replayed });
    }
    const otherwise = { idempotencyKey, accountId: accountOf(its.grace) };
    const reused = await refusal("priya", "freezeAccount", otherwise);
    expect(reused).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", "freezeAccount")).toEqual(["STATE_TRANSITION_INVALID"]);
    const yes = { exchangeId: open, version: 1 };
    expect(await codes(its.bank, "grace", ["agreeExchange", yes])).toEqual(["ACCOUNT_FROZEN"]);
    const confirm = { exchangeId: given, minutes: 15 };
    const waiting = await must(its.bank, "amina", ["confirmExchange", confirm]);
    expect(waiting).toMatchObject({ status: "CONFIRMED", journalEntryId: null });
  });

  it("ends when a broker lets it go on, once", async () => {
    const idempotencyKey = newRequestKey();
    for (const replayed of [false, true]) {
      const { data } = await set("priya", "unfreezeAccount", { idempotencyKey });
      const goesOn = { status: "OPEN", balanceMinutes: -60 };
      expect(at(data, "unfreezeAccount")).toMatchObject({ account: goesOn, replayed });
    }
    const otherwise = { idempotencyKey, reason: "Another reason." };
    const reused = await refusal("priya", "unfreezeAccount", otherwise);
    expect(reused).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", "unfreezeAccount")).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await agreed(its, { minutes: 15 })).toMatchObject({ status: "AGREED" });
  });
});
