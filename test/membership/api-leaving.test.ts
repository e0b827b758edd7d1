import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import {
  accountOf,
  actKey,
  findHead,
  issuanceOf,
  journalIdOf,
  type Movement,
  planHold,
  planPosting,
  potOf,
} from "../../src/ledger/index.ts";
import { accountRefOf, findParty, policyOf } from "../../src/membership/index.ts";
import { at, testBank } from "../support/api.ts";
import {
  applicant,
  ask,
  childMember,
  marlshire,
  member,
  must,
  person,
  type Setting,
} from "./setting.ts";

let setting: Setting;
let memberId: string;
let leaver: string;
let leavers = 0;

beforeAll(async () => {
  setting = await marlshire(await testBank());
});

beforeEach(async () => {
  leavers += 1;
  leaver = `leaver${leavers}`;
  memberId = await member(setting, leaver);
});

const actId = (count: number) => `exc_${String(count).padStart(26, "0")}`;
let acts = 0;

async function account(partyId: string) {
  const { bank, hubId } = setting;
  const party = await findParty(bank.table(), partyId);
  if (!party) throw new Error("no such party");
  return accountRefOf(party, await policyOf(bank.table(), hubId, bank.now()), bank.now());
}

/** Moves minutes as another room would. */
async function move(movements: readonly Movement[]) {
  const { bank } = setting;
  acts += 1;
  const act = { actId: actId(acts), kind: "EXCHANGE", movements, now: bank.now() } as const;
  const plan = await planPosting(bank.table(), act);
  if (isRefusal(plan)) throw new Error(plan.message);
  await bank.table().commit(plan.writes);
}

async function give(partyId: string, minutes: number) {
  const source = { hubId: setting.hubId, purpose: "TEST", quarter: "2026-Q1" };
  const issuance = issuanceOf({ ...source, grantedMinutes: 100_000 });
  await move([{ from: issuance, to: await account(partyId), minutes }]);
}

async function take(partyId: string, minutes: number, to = potOf(setting.hubId)) {
  await move([{ from: await account(partyId), to, minutes }]);
}

const balance = async (accountId: string) =>
  (await findHead(setting.bank.table(), accountId))?.balanceMinutes ?? 0;
const potBalance = () => balance(potOf(setting.hubId).id);

describe("leaving a hub", () => {
  it("gives what is in hand to the pot, closes the account and keeps the journal entry", async () => {
    const { bank } = setting;
    await give(memberId, 90);
    const before = await potBalance();
    const left = await must(bank.as(leaver), "leaveHub", { memberId, reason: "Moving away." });
    expect(left).toMatchObject({ status: "LEFT", leftAt: bank.now(), leaveReason: "Moving away." });
    expect(await potBalance()).toBe(before + 90);
    expect(await findHead(bank.table(), accountOf(memberId))).toMatchObject({
      balanceMinutes: 0,
      status: "CLOSED",
    });
    const act = await bank.table().get(actKey(memberId));
    expect(act).toMatchObject({ memberId, journal: { kind: "CLOSURE" } });
    const node = await bank.as("priya").must(`query ($id: ID!) { node(id: $id) { id } }`, {
      id: journalIdOf(memberId),
    });
    expect(at(node, "node.id")).toBe(journalIdOf(memberId));
  });

  it("gives what is in hand to the member who was named", async () => {
    const heir = await member(setting, `heir-${leaver}`);
    await give(memberId, 45);
    await must(setting.bank.as(leaver), "leaveHub", { memberId, giveToMemberId: heir });
    expect(await balance(accountOf(heir))).toBe(45);
  });

  it("asks nobody for what is below zero: the pot absorbs it, then it is issued", async () => {
    const { bank, hubId } = setting;
    const heir = await member(setting, `other-${leaver}`);
    await take(memberId, 300, await account(heir));
    const inPot = await potBalance();
    await must(bank.as(leaver), "leaveHub", { memberId });
    const fromPot = Math.min(300, inPot);
    expect(await potBalance()).toBe(inPot - fromPot);
    const closing = { hubId, purpose: "CLOSURE", quarter: "2026-Q1", grantedMinutes: 0 };
    expect(await balance(issuanceOf(closing).id)).toBe(fromPot - 300);
    expect(await balance(accountOf(memberId))).toBe(0);
  });

  it("waits while minutes are set aside for help that was agreed", async () => {
    const { bank } = setting;
    acts += 1;
    const holds = [{ account: await account(memberId), minutes: 60 }];
    const held = await planHold(bank.table(), { holds, actId: actId(acts), now: bank.now() });
    if (isRefusal(held)) throw new Error(held.message);
    await bank.table().commit(held.writes);
    const outcome = await ask(bank.as(leaver), "leaveHub", { memberId });
    expect(outcome.codes).toEqual(["HOURS_SET_ASIDE"]);
    const seen = await bank.as(leaver).must(`query ($id: ID!) { member(id: $id) { status } }`, {
      id: memberId,
    });
    expect(seen).toEqual({ member: { status: "ACTIVE" } });
  });

  it("gives nothing to someone of another hub, someone who waits to join, or oneself", async () => {
    const { bank, otherHubId } = setting;
    const codes = async (giveToMemberId: string) =>
      (await ask(bank.as(leaver), "leaveHub", { memberId, giveToMemberId })).codes;
    const far = await applicant({ ...setting, hubId: otherHubId }, `far-${leaver}`);
    expect(await codes(far)).toEqual(["NOT_FOUND"]);
    expect(await codes("mem_00000000000000000000000000")).toEqual(["NOT_FOUND"]);
    const waiting = await applicant(setting, `waiting-${leaver}`);
    expect(await codes(waiting)).toEqual(["NOT_FOUND"]);
    expect(await codes(memberId)).toEqual(["VALIDATION_FAILED"]);
  });

  it("happens once", async () => {
    const { bank } = setting;
    await must(bank.as(leaver), "leaveHub", { memberId });
    const again = await ask(bank.as(leaver), "leaveHub", { memberId });
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const paused = await ask(bank.as("priya"), "pauseMembership", { memberId });
    expect(paused.codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("takes the voice in the hub from the very next request", async () => {
    const { bank } = setting;
    await give(memberId, 15);
    const mine = `query ($id: ID!) { node(id: $id) { id } }`;
    const asked = { id: accountOf(memberId) };
    expect(at(await bank.as(leaver).must(mine, asked), "node.id")).toBe(asked.id);
    await must(bank.as(leaver), "leaveHub", { memberId });
    expect(await bank.as(leaver).must(mine, asked)).toEqual({ node: null });
  });

  it("never gives the credits to who acts for the leaver", async () => {
    const { bank } = setting;
    const guardian = `guardian-${leaver}`;
    const guardianMember = await member(setting, guardian);
    const child = await childMember(setting, { name: "Idris", guardian });
    await give(child, 60);
    const gain = { memberId: child, giveToMemberId: guardianMember };
    expect((await ask(bank.as(guardian), "leaveHub", gain)).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(bank.as("priya"), "leaveHub", gain)).codes).toEqual(["FORBIDDEN"]);
    const friend = { memberId: child, giveToMemberId: memberId };
    expect((await ask(bank.as(guardian), "leaveHub", friend)).codes).toEqual([]);
  });

  it("gives nothing to a child that is not theirs, as if there were none", async () => {
    const { bank } = setting;
    await person(bank, `mum-${leaver}`);
    const dadsOwn = await member(setting, `dad-${leaver}`);
    const child = await childMember(setting, { name: `kid-${leaver}`, guardian: `mum-${leaver}` });
    const leaving = async (persona: string, wish: object) => {
      const { codes, errors } = await ask(bank.as(persona), "leaveHub", { memberId, ...wish });
      return { codes, errors };
    };
    const nobody = await leaving(leaver, { giveToMemberId: "mem_00000000000000000000000000" });
    expect(nobody.codes).toEqual(["NOT_FOUND"]);
    expect(await leaving(leaver, { giveToMemberId: child })).toEqual(nobody);
    expect(
      (await leaving(`dad-${leaver}`, { memberId: dadsOwn, giveToMemberId: child })).codes,
    ).toEqual(["NOT_FOUND"]);
    expect((await leaving("priya", { giveToMemberId: child })).codes).toEqual([]);
    const other = await childMember(setting, { name: `pal-${leaver}`, guardian: `dad-${leaver}` });
    const friends = { memberId: child, giveToMemberId: other, idempotencyKey: `to-${leaver}-pal` };
    for (let turn = 0; turn < 2; turn++) {
      expect((await leaving(`mum-${leaver}`, friends)).codes).toEqual([]);
    }
    const dad = { memberId: dadsOwn, giveToMemberId: other };
    expect((await leaving(`dad-${leaver}`, dad)).codes).toEqual([]);
  });

  it("lets an applicant take the application back without touching any account", async () => {
    const { bank } = setting;
    const waiting = await applicant(setting, `applied-${leaver}`);
    await must(bank.as(`applied-${leaver}`), "leaveHub", { memberId: waiting });
    expect(await findHead(bank.table(), accountOf(waiting))).toBeUndefined();
  });
});

describe("taking a break", () => {
  it("keeps the balance and ends when the member comes back", async () => {
    const { bank } = setting;
    await give(memberId, 30);
    const pause = { memberId, reason: "An operation." };
    const paused = await must(bank.as(leaver), "pauseMembership", pause);
    expect(paused).toMatchObject({ status: "PAUSED", pauseReason: "An operation." });
    expect((await ask(bank.as(leaver), "pauseMembership", pause)).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const back = await must(bank.as("priya"), "resumeMembership", { memberId });
    expect(back).toMatchObject({ status: "ACTIVE", pausedAt: null, pauseReason: null });
    expect(await balance(accountOf(memberId))).toBe(30);
    expect((await ask(bank.as(leaver), "resumeMembership", { memberId })).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is no business of other members", async () => {
    const { bank } = setting;
    await person(bank, `nosy-${leaver}`);
    const outcome = await ask(bank.as(`nosy-${leaver}`), "pauseMembership", { memberId });
    expect(outcome.codes).toEqual(["NOT_FOUND"]);
  });
});
