import { beforeAll, describe, expect, it } from "vitest";
import { at } from "../support/api.ts";
import {
  agreed,
  ask,
  balance,
  codes,
  idOf,
  must,
  type Setting,
  setting,
  versionOf,
} from "./setting.ts";
import { appoint, personIdOf } from "./supporting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await appoint(its, { member: its.nadia, helper: "tom", scope: ["READ"] });
  await appoint(its, {
    member: its.nadia,
    helper: "amina",
    scope: ["READ", "ARRANGE_HELP", "SPEND", "CONFIRM"],
  });
  await appoint(its, { member: its.nadia, helper: "kofi", scope: ["READ", "ARRANGE_HELP"] });
});

const reading = (wish: object = {}) => ({
  providerId: its.grace,
  recipientIds: [its.nadia],
  minutes: 30,
  what: "Reading letters",
  ...wish,
});

const seen = "query ($id: ID!) { exchange(id: $id) { id status } }";

describe("a supporter who may spend and confirm", () => {
  it("carries the member through a whole exchange, in the member's name", async () => {
    const exchange = await must(its.bank, "amina", ["proposeExchange", reading()]);
    expect(exchange).toMatchObject({ agreedSides: ["PAYER"], payer: { name: "nadia" } });
    const exchangeId = idOf(exchange);
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes: 30, happenedOn }]);
    const settled = await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 30 }]);
    expect(settled).toMatchObject({ status: "SETTLED" });
    expect(await balance(its.bank, "amina", its.nadia)).toMatchObject({ balanceMinutes: -30 });
  });

  it("never uses the member's hours for themselves or their own, on any path", async () => {
    const { bank } = its;
    const self = reading({ providerId: its.amina });
    expect(await codes(bank, "amina", ["proposeExchange", { ...self, side: "PAYER" }])).toEqual([
      "FORBIDDEN",
    ]);
    const child = reading({ providerId: its.ellie });
    expect(await codes(bank, "amina", ["proposeExchange", child])).toEqual(["FORBIDDEN"]);
    const lawn = reading({ recipientIds: [its.amina], payerId: its.nadia });
    expect(await codes(bank, "amina", ["proposeExchange", { ...lawn, side: "PAYER" }])).toEqual([
      "FORBIDDEN",
    ]);
    // Amina offers her own help; then it is for the member to say yes, and not for her.
    const offered = await must(bank, "amina", ["proposeExchange", { ...self, side: "PROVIDER" }]);
    const yes = { exchangeId: idOf(offered), version: 1, onBehalfOfId: its.nadia };
    expect(await codes(bank, "amina", ["agreeExchange", yes])).toEqual(["FORBIDDEN"]);
    const series = { ...self, recipientIds: undefined, recipientId: its.nadia };
    const rhythm = { what: "Walks", rhythm: "weekly", sessionCount: 2, sessionMinutes: 30 };
    const { minutes: _m, recipientIds: _r, ...mentoring } = series;
    expect(
      await codes(bank, "amina", ["startSeries", { ...mentoring, ...rhythm, side: "PAYER" }]),
    ).toEqual(["FORBIDDEN"]);
  });

  it("does not join the member to an activity where the supporter gives", async () => {
    const plan = {
      hubId: its.bra,
      what: "Sewing",
      plannedFor: "2026-01-20T10:00:00Z",
      receiverMinutes: 15,
      givers: [{ partyId: its.amina, minutes: 15 }],
    };
    const activityId = idOf(await must(its.bank, "priya", ["planGroupActivity", plan]));
    expect(
      await codes(its.bank, "amina", ["joinGroupActivity", { activityId, partyId: its.nadia }]),
    ).toEqual(["FORBIDDEN"]);
  });

  it("does not confirm help that the supporter gave", async () => {
    const { bank } = its;
    const wish = reading({ providerId: its.amina });
    const exchangeId = idOf(
      await must(bank, "amina", ["proposeExchange", { ...wish, side: "PROVIDER" }]),
    );
    const spoken = { channel: "PHONE", note: "Yes please." };
    const yes = { exchangeId, version: 1, onBehalfOfId: its.nadia, spoken };
    await must(bank, "priya", ["agreeExchange", yes]);
    const happenedOn = bank.now().slice(0, 10);
    await must(bank, "amina", ["markDelivered", { exchangeId, minutes: 30, happenedOn }]);
    expect(await codes(bank, "amina", ["confirmExchange", { exchangeId, minutes: 30 }])).toEqual([
      "CONFIRMER_IS_PROVIDER",
    ]);
  });
});

describe("a supporter without a say over hours", () => {
  it("proposes, and the yes of the member's side waits", async () => {
    const exchange = await must(its.bank, "kofi", ["proposeExchange", reading()]);
    expect(exchange).toMatchObject({ agreedSides: [] });
    const yes = { exchangeId: idOf(exchange), version: 1, onBehalfOfId: its.nadia };
    expect(await codes(its.bank, "kofi", ["agreeExchange", yes])).toEqual(["FORBIDDEN"]);
    expect(
      await codes(its.bank, "kofi", ["cancelExchange", { exchangeId: idOf(exchange) }]),
    ).toEqual([]);
  });

  it("does not confirm", async () => {
    const exchange = await must(its.bank, "amina", ["proposeExchange", reading()]);
    const exchangeId = idOf(exchange);
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: versionOf(exchange) }]);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes: 30, happenedOn }]);
    const wish = { exchangeId, minutes: 30 };
    expect(await codes(its.bank, "kofi", ["confirmExchange", wish])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["confirmExchange", wish])).toEqual(["FORBIDDEN"]);
  });
});

describe("a supporter who may read", () => {
  it("sees the member's exchanges and balance, and does nothing with them", async () => {
    const exchange = await must(its.bank, "amina", ["proposeExchange", reading()]);
    const id = idOf(exchange);
    expect(at(await its.bank.as("tom").must(seen, { id }), "exchange.id")).toBe(id);
    expect(await balance(its.bank, "tom", its.nadia)).toMatchObject({ balanceMinutes: -30 });
    const refused = [
      ["cancelExchange", { exchangeId: id }],
      ["declineExchange", { exchangeId: id }],
      ["agreeExchange", { exchangeId: id, version: 1 }],
      ["proposeExchangeChange", { exchangeId: id, version: 1, minutes: 45 }],
    ] as const;
    for (const wish of refused) expect(await codes(its.bank, "tom", wish)).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["proposeExchange", reading()])).toEqual(["FORBIDDEN"]);
  });

  it("sees nothing of those who are not supported", async () => {
    const id = idOf(await agreed(its));
    expect(await its.bank.as("tom").must(seen, { id })).toEqual({ exchange: null });
    expect(await balance(its.bank, "tom", its.grace)).toBeNull();
  });
});

describe("a broker who supports a member", () => {
  it("is no neutral broker about them", async () => {
    await appoint(its, { member: its.kofi, helper: "priya", scope: ["READ"], broker: "rob" });
    const wish = reading({ providerId: its.kofi, recipientIds: [its.amina] });
    const exchangeId = idOf(await must(its.bank, "amina", ["proposeExchange", wish]));
    const spoken = { channel: "PHONE", note: "Yes." };
    const heard = { exchangeId, version: 1, onBehalfOfId: its.kofi, spoken };
    expect(await codes(its.bank, "priya", ["agreeExchange", heard])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "priya", ["declineExchange", { exchangeId }])).toEqual([
      "FORBIDDEN",
    ]);
  });
});

describe("a child's hours", () => {
  it("never become the hours of its guardian, whoever says yes", async () => {
    const { bank } = its;
    const lift = { providerId: its.tom, recipientIds: [its.jack], minutes: 15, what: "A lift" };
    for (const persona of ["tom", "jack", "priya"]) {
      expect(await codes(bank, persona, ["proposeExchange", lift])).toEqual(["FORBIDDEN"]);
    }
    const mentoring = { providerId: its.tom, recipientId: its.jack };
    const rhythm = { what: "Maths", rhythm: "weekly", sessionCount: 2, sessionMinutes: 30 };
    expect(await codes(bank, "tom", ["startSeries", { ...mentoring, ...rhythm }])).toEqual([
      "FORBIDDEN",
    ]);
    const plan = {
      hubId: its.bra,
      what: "Football",
      plannedFor: "2026-01-20T10:00:00Z",
      receiverMinutes: 15,
      givers: [{ partyId: its.tom, minutes: 15 }],
    };
    const activityId = idOf(await must(bank, "priya", ["planGroupActivity", plan]));
    const joining = { activityId, partyId: its.jack };
    expect(await codes(bank, "tom", ["joinGroupActivity", joining])).toEqual(["FORBIDDEN"]);
  });

  it("stay the child's own where the guardian became one after the proposal", async () => {
    const { bank } = its;
    const wish = { providerId: its.grace, recipientIds: [its.jack], minutes: 15, what: "Chess" };
    const exchangeId = idOf(await must(bank, "priya", ["proposeExchange", wish]));
    const linking = {
      childMemberId: its.jack,
      guardianPersonId: await personIdOf(bank, "grace"),
      evidenceNote: "Order seen.",
      idempotencyKey: "linked-after-proposal",
    };
    await bank.as("priya").must(
      `mutation ($input: LinkGuardianInput!) {
        linkGuardian(input: $input) { userErrors { code } }
      }`,
      { input: linking },
    );
    const answer = await ask(bank, "tom", ["agreeExchange", { exchangeId, version: 1 }]);
    expect(at(answer.data, "agreeExchange.userErrors.0.code")).toBe("FORBIDDEN");
  });
});
