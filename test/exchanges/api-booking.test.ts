import { beforeAll, describe, expect, it } from "vitest";
import { codes, idOf, must, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
});

describe("booking a place", () => {
  it("is agreed at once, and gives the place back when called off", async () => {
    const option = {
      organisationId: its.shed,
      title: "Carers' table",
      askedMinutes: 30,
      channels: ["IN_PERSON"],
    };
    const spendOptionId = await make(its.bank, "sven", [
      "createSpendOption",
      "spendOption",
      option,
    ]);
    const slot = { spendOptionId, startsAt: "2026-01-10T10:00:00Z", capacity: 1 };
    const slotId = await make(its.bank, "sven", ["addSlot", "slot", slot]);
    const wish = { slotId, memberId: its.kofi };
    expect(await codes(its.bank, "amina", ["bookSpendOption", wish])).toEqual(["FORBIDDEN"]);
    const booked = await must(its.bank, "kofi", ["bookSpendOption", wish]);
    expect(booked).toMatchObject({
      status: "AGREED",
      minutes: 30,
      what: "Carers' table",
      plannedFor: "2026-01-10T10:00:00.000Z",
      provider: { partyId: its.shed },
      payer: { partyId: its.kofi },
    });
    const tom = { slotId, memberId: its.tom };
    expect(await codes(its.bank, "tom", ["bookSpendOption", tom])).toEqual(["CAPACITY_FULL"]);
    const exchangeId = idOf(booked);
    const change = { exchangeId, version: 1, minutes: 60 };
    expect(await codes(its.bank, "kofi", ["proposeExchangeChange", change])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    await must(its.bank, "kofi", ["cancelExchange", { exchangeId }]);
    expect(await must(its.bank, "tom", ["bookSpendOption", tom])).toMatchObject({
      status: "AGREED",
    });
  });

  it("is not for who runs the organisation", async () => {
    const option = {
      organisationId: its.cafe,
      title: "Tea",
      askedMinutes: 15,
      channels: ["IN_PERSON"],
    };
    const spendOptionId = await make(its.bank, "cora", [
      "createSpendOption",
      "spendOption",
      option,
    ]);
    const slot = { spendOptionId, startsAt: "2026-01-10T10:00:00Z", capacity: 1 };
    const slotId = await make(its.bank, "cora", ["addSlot", "slot", slot]);
    const jack = { slotId, memberId: its.jack };
    expect(await codes(its.bank, "jack", ["bookSpendOption", jack])).toEqual([
      "GUARDIAN_APPROVAL_REQUIRED",
    ]);
    expect(await must(its.bank, "tom", ["bookSpendOption", jack])).toMatchObject({
      status: "AGREED",
    });
    const unknown = { ...jack, slotId: "slt_00000000000000000000000000" };
    expect(await codes(its.bank, "tom", ["bookSpendOption", unknown])).toEqual(["NOT_FOUND"]);
  });
});
