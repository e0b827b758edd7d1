import { beforeEach, describe, expect, it } from "vitest";
import { accountOf, clearingOf, potOf } from "../../src/ledger/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { idOf, must } from "../exchanges/setting.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json, newRequestKey, textAt } from "../support/api.ts";
import { account, brokerToo, helped } from "./helped.ts";

let its: Setting;
beforeEach(async () => {
  its = await setting();
});

const fields = `journalEntry {
  id reversesId reversedById
  postings { minutes reversedMinutes isBelowFloor account { balanceMinutes } }
}`;
const back = (persona: string, journalEntryId: string, wish: object = {}) =>
  tell(its.bank.as(persona), change("reverseEntry", fields), {
    ...{ journalEntryId, reason: "The clock was read wrongly." },
    ...wish,
  });
const refusal = async (persona: string, id: string, wish: object = {}) =>
  codesOf(await back(persona, id, wish));
const entryFor = async (persona: string, id: string): Promise<Json> =>
  at(
    await its.bank.as(persona).must(
      `query ($id: ID!) { node(id: $id) { ... on JournalEntry {
          postings { minutes reversedMinutes }
        } } }`,
      { id },
    ),
    "node",
  );
const balance = async (partyId: string, broker = "priya"): Promise<Json> =>
  at(
    await account(its, broker, { id: accountOf(partyId), fields: "balanceMinutes" }),
    "balanceMinutes",
  );
const sumOf = async (broker: string, hubId: string): Promise<Json> => {
  const document = "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }";
  return at(await its.bank.as(broker).must(document, { id: hubId }), "hubTrialBalance.sumMinutes");
};

describe("taking a part of an entry back", () => {
  it("moves that part, once, and both sides see how much of theirs it was", async () => {
    const entry = await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    const wish = { minutes: 15, idempotencyKey: newRequestKey() };
    for (const replayed of [false, true]) {
      const { data } = await back("priya", entry, wish);
      expect(at(data, "reverseEntry")).toMatchObject({
        replayed,
        journalEntry: {
          reversesId: entry,
          postings: [{ minutes: -15 }, { minutes: 15 }],
        },
      });
    }
    expect([await balance(its.grace), await balance(its.amina)]).toEqual([45, -45]);
    expect(await entryFor("grace", entry)).toEqual({
      postings: [{ minutes: 60, reversedMinutes: 15 }],
    });
    expect(await entryFor("amina", entry)).toEqual({
      postings: [{ minutes: -60, reversedMinutes: 15 }],
    });
    expect(await refusal("priya", entry, { minutes: 15 })).toEqual(["ALREADY_REVERSED"]);
    expect(await refusal("priya", entry)).toEqual(["ALREADY_REVERSED"]);
    expect(await refusal("priya", entry, { ...wish, minutes: 30 })).toEqual([
      "IDEMPOTENCY_KEY_REUSED",
    ]);
  });

  it("takes no more than moved, and quarter hours only", async () => {
    const entry = await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    for (const minutes of [75, 0, -15, 20]) {
      const answer = await back("priya", entry, { minutes });
      expect(codesOf(answer)).toEqual(["VALIDATION_FAILED"]);
      const path = at(answer.data, "reverseEntry.userErrors.0.path");
      expect(path).toEqual(["input", "minutes"]);
    }
    expect(await refusal("priya", entry, { minutes: 60 })).toEqual([]);
    expect(await entryFor("grace", entry)).toEqual({
      postings: [{ minutes: 60, reversedMinutes: 60 }],
    });
  });

  it("is refused across hubs and for a group, which go back whole", async () => {
    const across = await helped(its, { provider: "kofi", payer: "amina", minutes: 60 });
    const group = await sungTogether();
    for (const entry of [across, group]) {
      const answer = await back("priya", entry, { minutes: 30 });
      expect(codesOf(answer)).toEqual(["NOT_DIVISIBLE"]);
      const path = at(answer.data, "reverseEntry.userErrors.0.path");
      expect(path).toEqual(["input", "minutes"]);
      expect(await refusal("priya", entry)).toEqual([]);
    }
    for (const partyId of [its.amina, its.tom, its.grace]) expect(await balance(partyId)).toBe(0);
    expect(await balance(its.kofi, "rob")).toBe(0);
    expect([await sumOf("priya", its.bra), await sumOf("rob", its.sal)]).toEqual([0, 0]);
  });
});

/** Amina and Tom give half an hour each to Grace, who sings with them. */
async function sungTogether(): Promise<string> {
  const planned = await must(its.bank, "priya", [
    "planGroupActivity",
    {
      ...{ hubId: its.bra, what: "Singing", plannedFor: "2026-01-06T15:00:00Z" },
      ...{ givers: [{ partyId: its.grace, minutes: 60 }], receiverMinutes: 30 },
    },
  ]);
  const activityId = idOf(planned);
  const join = (persona: string, wish: object) =>
    must(its.bank, persona, ["joinGroupActivity", { activityId, ...wish }]);
  await join("grace", { partyId: its.grace, role: "GIVER" });
  await join("amina", { partyId: its.amina });
  await join("tom", { partyId: its.tom });
  const attendeeIds = [its.grace, its.amina, its.tom];
  const run = { activityId, happenedOn: "2026-01-05", attendeeIds };
  return textAt(await must(its.bank, "priya", ["runGroupActivity", run]), "journalEntryId");
}

describe("who takes an entry back", () => {
  it("is a broker of either hub, whole, whoever of them is first", async () => {
    const across = await helped(its, { provider: "kofi", payer: "amina", minutes: 60 });
    await brokerToo(its, "grace");
    const all = await Promise.all(
      ["priya", "rob", "grace"].map((persona) => refusal(persona, across)),
    );
    const codes = all.map(([code]) => code ?? "DONE").toSorted();
    expect(codes).toEqual(["ALREADY_REVERSED", "ALREADY_REVERSED", "DONE"]);
    const shared = clearingOf(its.bra, its.sal, 300).id;
    const clearing = await account(its, "priya", { id: shared, fields: "balanceMinutes" });
    expect(clearing).toEqual({ balanceMinutes: 0 });
    expect([await balance(its.amina), await balance(its.kofi, "rob")]).toEqual([0, 0]);
    expect([await sumOf("priya", its.bra), await sumOf("rob", its.sal)]).toEqual([0, 0]);
  });
});

describe("an account that a correction cannot or should not touch", () => {
  it("is let go on first when it is stopped, and left alone when it has ended", async () => {
    const entry = await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
    const freeze = { accountId: accountOf(its.grace), reason: "Being looked into." };
    await tell(its.bank.as("priya"), change("freezeAccount", "account { id }"), freeze);
    const frozen = await back("priya", entry);
    expect(at(frozen.data, "reverseEntry.userErrors.0")).toMatchObject({
      code: "ACCOUNT_FROZEN",
      remedy: expect.stringContaining("unfreezeAccount"),
    });
    await tell(its.bank.as("priya"), change("unfreezeAccount", "account { id }"), freeze);
    await make(its.bank, "grace", ["leaveHub", "member", { memberId: its.grace }]);
    const closed = await back("priya", entry);
    expect(at(closed.data, "reverseEntry.userErrors.0")).toMatchObject({
      code: "ACCOUNT_CLOSED",
      remedy: expect.stringContaining("community pot"),
    });
    expect(await sumOf("priya", its.bra)).toBe(0);
  });

  it("is named below its floor, in the correction and in the books", async () => {
    const entry = await helped(its, { provider: "tom", payer: "amina", minutes: 60 });
    await helped(its, { provider: "grace", payer: "tom", minutes: 360 });
    const { data } = await back("priya", entry);
    expect(at(data, "reverseEntry.journalEntry.postings")).toEqual([
      { minutes: -60, reversedMinutes: 0, isBelowFloor: true, account: { balanceMinutes: -360 } },
      { minutes: 60, reversedMinutes: 0, isBelowFloor: false, account: { balanceMinutes: 0 } },
    ]);
    const books = await its.bank.as("priya").must(
      `query ($id: ID!) { hubTrialBalance(hubId: $id) {
        sumMinutes belowFloorCount accountsBelowFloor { id isBelowFloor }
      } }`,
      { id: its.bra },
    );
    expect(at(books, "hubTrialBalance")).toEqual({
      ...{ sumMinutes: 0, belowFloorCount: 1 },
      accountsBelowFloor: [{ id: accountOf(its.tom), isBelowFloor: true }],
    });
  });
});

describe("the hub's own accounts", () => {
  it("keep their bounds: a pot does not give back what it gave on", async () => {
    const gift = { fromId: its.grace, to: { potOfHubId: its.bra }, minutes: 60, note: "For all." };
    const giftId = await make(its.bank, "grace", ["giveCredits", "gift", gift]);
    const wish = { memberId: its.amina, minutes: 45, reason: "A week without a car." };
    const potRequestId = await make(its.bank, "amina", ["requestPotSupport", "potRequest", wish]);
    const yes = { potRequestId, approve: true, note: "With pleasure." };
    await make(its.bank, "priya", ["decidePotSupport", "potRequest", yes]);
    const entry = `jrn${giftId.slice(3)}`;
    expect(await refusal("priya", entry)).toEqual(["INSUFFICIENT_CREDIT"]);
    expect(await refusal("priya", entry, { minutes: 15 })).toEqual([]);
    const pot = { id: potOf(its.bra).id, fields: "balanceMinutes isBelowFloor" };
    expect(await account(its, "priya", pot)).toEqual({ balanceMinutes: 0, isBelowFloor: false });
  });

  it("keep their bounds: a mandate does not get back what it has back", async () => {
    its.bank.at("2026-01-20T09:00:00Z");
    const mandate = { hubId: its.bra, purpose: "LEARNING", quarter: "2026-Q1" };
    await make(its.bank, "priya", [
      "grantMandate",
      "mandate",
      { ...mandate, minutes: 600, decisionId: await decidedIn(its.bank, its.bra) },
    ]);
    const { purpose, quarter } = mandate;
    const share = { purpose, quarter, organisationId: its.cafe, minutes: 240 };
    const entryOf = async (name: string, minutes: number) => {
      const wish = { ...share, minutes };
      const id = await make(its.bank, "priya", [name, "allocation", wish]);
      return `jrn${id.slice(3)}`;
    };
    const allocated = await entryOf("allocate", 240);
    const returned = await entryOf("returnCredits", 180);
    expect(await refusal("priya", returned)).toEqual(["NOT_REVERSIBLE"]);
    expect(await refusal("priya", allocated)).toEqual(["NOT_REVERSIBLE"]);
    expect(await refusal("priya", allocated, { minutes: 60 })).toEqual([]);
    expect(await sumOf("priya", its.bra)).toBe(0);
  });
});
