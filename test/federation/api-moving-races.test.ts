import { beforeAll, describe, expect, it } from "vitest";
import { must } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, codesOf, type Json } from "../support/api.ts";
import { ask, asked, does, memberAs, type Setting, setting, wrong } from "./moves.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const codeOf = (answer: Awaited<ReturnType<typeof ask>>): Json => codesOf(answer)[0] ?? "DONE";

describe("two who accept at once", () => {
  it("move the member once", async () => {
    const moveRequestId = await asked(its, "tom", its.tom);
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask(its, "rob", ["acceptMove", { moveRequestId }])),
    );
    expect(answers.map(codeOf).toSorted()).toEqual([
      "DONE",
      "STATE_TRANSITION_INVALID",
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await wrong(its)).toEqual([]);
  });

  it("with one key get one answer", async () => {
    const moveRequestId = await asked(its, "grace", its.grace);
    const input = { moveRequestId, idempotencyKey: "race-key-1" };
    const answers = await Promise.all([1, 2].map(() => ask(its, "rob", ["acceptMove", input])));
    expect(answers.map(codeOf)).toEqual(["DONE", "DONE"]);
    const [one, other] = answers.map((answer) =>
      at(answer.data, "acceptMove.moveRequest.newMember.id"),
    );
    expect(one).toBe(other);
  });
});

describe("a member who moves while they are spending", () => {
  it("loses no minute, whichever comes first", async () => {
    const home = { from: its.bra, to: its.sal, broker: "priya", other: "rob" };
    let place = { ...home, member: its.amina };
    for (let turn = 0; turn < 6; turn++) {
      const gift = { fromId: place.member, to: { organisationId: its.cafe }, minutes: 15 };
      const wish = { memberId: place.member, toHubId: place.to };
      const request = await does(its, "amina", ["requestMove", wish]);
      const moveRequestId = at(request, "id");
      const [accepted, given] = await Promise.all([
        ask(its, place.other, ["acceptMove", { moveRequestId }]),
        make(its.bank, "amina", ["giveCredits", "gift", gift]).catch((no: Error) => no.message),
      ]);
      expect(codeOf(accepted)).toBe("DONE");
      if (!given.startsWith("gft_"))
        expect(given).toMatch(/PARTY_NOT_ACTIVE|NOT_FOUND|CLOSED|FORB/);
      expect(await wrong(its)).toEqual([]);
      place = {
        ...{ from: place.to, to: place.from, broker: place.other, other: place.broker },
        member: String(at(accepted.data, "acceptMove.moveRequest.newMember.id")),
      };
    }
    const amina = await memberAs(its.bank.as("amina"), place.member);
    const cafe = await its.bank
      .as("cora")
      .must("query ($id: ID!) { organisation(id: $id) { account { balanceMinutes } } }", {
        id: its.cafe,
      });
    const held = Number(at(cafe, "organisation.account.balanceMinutes"));
    expect(Number(at(amina, "account.balanceMinutes"))).toBe(-held || 0);
  });

  it("is paid where they are, if they move just then", async () => {
    let kofi = { member: its.kofi, from: its.sal, to: its.bra, broker: "priya" };
    const payer = await presentId("amina");
    for (let turn = 1; turn <= 4; turn++) {
      const exchangeId = await delivered(kofi.member, payer);
      const wish = { memberId: kofi.member, toHubId: kofi.to };
      const moveRequestId = at(await does(its, "kofi", ["requestMove", wish]), "id");
      const [accepted, settled] = await Promise.all([
        ask(its, kofi.broker, ["acceptMove", { moveRequestId }]),
        must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 15 }]),
      ]);
      expect(codeOf(accepted)).toBe("DONE");
      expect(at(settled, "status")).toBe("SETTLED");
      kofi = {
        ...{ from: kofi.to, to: kofi.from, broker: kofi.broker === "rob" ? "priya" : "rob" },
        member: String(at(accepted.data, "acceptMove.moveRequest.newMember.id")),
      };
      const now = await memberAs(its.bank.as("kofi"), kofi.member);
      expect(at(now, "account.balanceMinutes")).toBe(turn * 15);
      expect(await wrong(its)).toEqual([]);
    }
  });
});

/** A quarter of an hour that Kofi gave Amina and she has not confirmed. */
async function delivered(providerId: string, payerId: string): Promise<string> {
  const exchange = await must(its.bank, "amina", [
    "proposeExchange",
    { providerId, recipientIds: [payerId], minutes: 15, what: "Repair" },
  ]);
  const exchangeId = String(at(exchange, "id"));
  await must(its.bank, "kofi", ["agreeExchange", { exchangeId, version: 1 }]);
  const happenedOn = its.bank.now().slice(0, 10);
  await must(its.bank, "kofi", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
  return exchangeId;
}

async function presentId(persona: string): Promise<string> {
  const data = await its.bank.as(persona).must("{ me { memberships { id status } } }");
  const all = at(data, "me.memberships");
  const present = (Array.isArray(all) ? all : []).find((one) => at(one, "status") === "ACTIVE");
  return String(at(present, "id"));
}
