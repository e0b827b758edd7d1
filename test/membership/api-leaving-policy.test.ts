import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import {
  accountOf,
  findHead,
  issuanceOf,
  type Movement,
  planHold,
  planPosting,
  potOf,
} from "../../src/ledger/index.ts";
import { accountRefOf, findParty, policyOf } from "../../src/membership/index.ts";
import { at, testBank } from "../support/api.ts";
import { ask, marlshire, member, must, type Setting } from "./setting.ts";

let setting: Setting;
let memberId: string;
let leaver: string;
let made = 0;

beforeAll(async () => {
  setting = await marlshire(await testBank());
});

beforeEach(newLeaver);

async function newLeaver() {
  leaver = `goes${++made}`;
  memberId = await member(setting, leaver);
}

async function account(partyId: string) {
  const { bank, hubId } = setting;
  const party = await findParty(bank.table(), partyId);
  if (!party) throw new Error("no such party");
  return accountRefOf(party, await policyOf(bank.table(), hubId, bank.now()), bank.now());
}

const actId = () => `exc_${String(++made).padStart(26, "0")}`;

/** Moves minutes as another room would. */
async function move(movement: Movement) {
  const { bank } = setting;
  const act = { actId: actId(), kind: "EXCHANGE", movements: [movement], now: bank.now() } as const;
  const plan = await planPosting(bank.table(), act);
  if (isRefusal(plan)) throw new Error(plan.message);
  await bank.table().commit(plan.writes);
}

/** Brings the leaver's balance to so many minutes. */
async function bring(minutes: number) {
  const source = { hubId: setting.hubId, purpose: "TEST", quarter: "2026-Q1" };
  const issuance = issuanceOf({ ...source, grantedMinutes: 1_000_000 });
  const own = await account(memberId);
  if (minutes > 0) await move({ from: issuance, to: own, minutes });
  if (minutes < 0) await move({ from: own, to: potOf(setting.hubId), minutes: -minutes });
}

const balance = async (id: string) =>
  (await findHead(setting.bank.table(), id))?.balanceMinutes ?? 0;
const inPot = () => balance(potOf(setting.hubId).id);
const writtenOff = (quarter = "2026-Q1") => {
  const closing = { hubId: setting.hubId, purpose: "CLOSURE", quarter, grantedMinutes: 0 };
  return balance(issuanceOf(closing).id);
};

async function policy(values: object) {
  const { bank, hubId } = setting;
  bank.at(new Date(Date.parse(bank.now()) + 1000).toISOString());
  const hub = await bank.anonymous.must(`query ($id: ID!) { hub(id: $id) { version } }`, {
    id: hubId,
  });
  const wish = { hubId, version: at(hub, "hub.version"), policy: values, reason: "Decided." };
  await must(bank.steward, "setHubPolicy", wish);
}

const leave = (more: object = {}) =>
  ask(setting.bank.as(leaver), "leaveHub", { memberId, ...more });

const zeroSum = async () =>
  at(
    await setting.bank
      .as("priya")
      .must(`query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }`, {
        id: setting.hubId,
      }),
    "hubTrialBalance.sumMinutes",
  );

describe("the hours of a member who leaves", () => {
  it("go to the pot where the hub decided that, and nobody is chosen", async () => {
    const heir = await member(setting, `heir-${leaver}`);
    await policy({ leavingBalance: "TO_POT" });
    await bring(90);
    const before = await inPot();
    const chosen = await leave({ giveToMemberId: heir });
    expect(chosen.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(chosen.errors, "0.path")).toEqual(["input", "giveToMemberId"]);
    expect((await leave()).codes).toEqual([]);
    expect(await inPot()).toBe(before + 90);
  });

  it("spare the pot and are issued where the hub decided that", async () => {
    await policy({ leavingShortfall: "ISSUANCE" });
    await bring(-120);
    const [pot, before] = [await inPot(), await writtenOff()];
    expect((await leave()).codes).toEqual([]);
    expect([await inPot(), await writtenOff()]).toEqual([pot, before - 120]);
  });

  it("make good what was written off, also in the quarter before, and then fill the pot", async () => {
    await policy({ leavingBalance: "BACK_TO_ISSUANCE", leavingShortfall: "ISSUANCE" });
    const before = await writtenOff();
    await bring(-60);
    await leave();
    expect(await writtenOff()).toBe(before - 60);
    setting.bank.at("2026-06-30T09:00:00.000Z");
    await newLeaver();
    await bring(60 - before + 45);
    const pot = await inPot();
    expect((await leave()).codes).toEqual([]);
    expect([await writtenOff(), await inPot()]).toEqual([0, pot + 45]);
  });

  it("go to nobody whose hard ceiling they would pass", async () => {
    await policy({ leavingBalance: "HOLDER_CHOOSES" });
    const heir = await member(setting, `heir-${leaver}`);
    const found = await setting.bank
      .as("priya")
      .must(`query ($id: ID!) { member(id: $id) { version } }`, { id: heir });
    const limits = { ceilingMinutes: 300, isCeilingHard: true, reason: "For this test." };
    const wish = { memberId: heir, version: at(found, "member.version"), ...limits };
    await must(setting.bank.as("priya"), "setMemberLimits", wish);
    await bring(315);
    expect((await leave({ giveToMemberId: heir })).codes).toEqual(["CEILING_REACHED"]);
    await move({ from: await account(memberId), to: potOf(setting.hubId), minutes: 15 });
    expect((await leave({ giveToMemberId: heir })).codes).toEqual([]);
    expect(await balance(accountOf(heir))).toBe(300);
  });

  it("wait while minutes are promised for help that was agreed", async () => {
    const { bank } = setting;
    const holds = [{ account: await account(memberId), minutes: 60, isPromise: true }];
    const held = await planHold(bank.table(), { holds, actId: actId(), now: bank.now() });
    if (isRefusal(held)) throw new Error(held.message);
    await bank.table().commit(held.writes);
    expect((await leave()).codes).toEqual(["HOURS_SET_ASIDE"]);
  });

  it("stay where they are while the account is stopped, even with nothing on it", async () => {
    await bring(15);
    await move({ from: await account(memberId), to: potOf(setting.hubId), minutes: 15 });
    const accountId = accountOf(memberId);
    const wish = { accountId, reason: "Looked into.", idempotencyKey: `stopping-${leaver}` };
    await setting.bank.as("priya").must(
      `mutation ($input: FreezeAccountInput!) { freezeAccount(input: $input) {
        account { status } userErrors { code }
      } }`,
      { input: wish },
    );
    expect((await leave()).codes).toEqual(["ACCOUNT_FROZEN"]);
  });

  it("are never lost: the hub's sum stays zero and the account ends at zero", async () => {
    const wishes = fc.record({
      minutes: fc.integer({ min: -20, max: 60 }).map((quarters) => quarters * 15),
      leavingBalance: fc.constantFrom("HOLDER_CHOOSES", "TO_POT", "BACK_TO_ISSUANCE"),
      leavingShortfall: fc.constantFrom("POT_THEN_ISSUANCE", "ISSUANCE"),
    });
    const round = fc.asyncProperty(wishes, async ({ minutes, ...values }) => {
      await newLeaver();
      await policy(values);
      await bring(minutes);
      expect((await leave()).codes).toEqual([]);
      expect(await balance(accountOf(memberId))).toBe(0);
      expect(await inPot()).toBeGreaterThanOrEqual(0);
      expect(await writtenOff("2026-Q2")).toBeLessThanOrEqual(0);
      expect(await zeroSum()).toBe(0);
    });
    await fc.assert(round, { numRuns: 8 });
  });
});
