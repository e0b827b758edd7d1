import { beforeAll, describe, expect, it } from "vitest";
import { erasedName, erasedWords, sameIdAs } from "../../src/kernel/index.ts";
import { balance, codes } from "../exchanges/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, mustTell, tell } from "../federation/hubs.ts";
import { at, codesOf, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { checkBooks } from "../support/books.ts";
import { countsOf, does, erase, traces } from "./asking.ts";
import { bornOn, mark, phone, phoned } from "./life.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const today = "2026-01-05";

const leaves = (persona: string, memberId: string) =>
  does(its.bank, persona, ["leaveHub", { memberId }]);

const shown = async (persona: string, exchangeId: string) =>
  at(
    await its.bank.as(persona).must(
      `query ($id: ID!) { exchange(id: $id) {
        status what dueAt provider { name } payer { name } recipients { name }
        steps { status by }
      } }`,
      { id: exchangeId },
    ),
    "exchange",
  );

describe("somebody who took part on the phone and got a login later", () => {
  it("is gone with the referral that brought them, the codes and the link to the login", async () => {
    const { bank } = its;
    const memberId = await phoned(its);
    const erasure = await erase(bank, "priya", { memberId, spokenOver: "PHONE" });
    expect(countsOf(erasure)).toMatchObject({ PERSON: 1, LOGIN: 2, MEMBERSHIP: 1, REFERRAL: 1 });
    const items = await itemsOf(bank.client, bank.tableName);
    for (const words of [mark, bornOn, phone]) expect(traces(items, words)).toEqual([]);
    const me = await bank.as("bert").must("{ me { person { id } memberships { id } } }");
    expect(at(me, "me")).toEqual({ person: null, memberships: [] });
  });
});

describe("somebody of whom more is kept than fits into one commit", () => {
  it("is gone all the same", async () => {
    const { bank, bra } = its;
    const who = { firstName: `${mark}ella`, lastName: mark, bornOn };
    await does(bank, "ella", ["registerPerson", who]);
    const wish = { hubId: bra, personName: "Nora Field", contact: "01632 960000" };
    const words = { consentNote: `${mark} yes`, yourName: `${mark}ella` };
    for (let sent = 0; sent < 100; sent += 10) {
      const some = Array.from({ length: 10 }, () =>
        does(bank, "ella", ["referPerson", { ...wish, ...words }]),
      );
      await Promise.all(some);
    }
    const erasure = await erase(bank, "ella");
    expect(at(erasure, "status")).toBe("FINISHED");
    expect(countsOf(erasure)).toEqual({ PERSON: 1, REFERRAL: 100 });
    expect(traces(await itemsOf(bank.client, bank.tableName), mark)).toEqual([]);
  });
});

describe("somebody who moved to another hub", () => {
  it("is gone from both, and both hubs' brokers see that it was done", async () => {
    const { bank, bra, kofi } = its;
    await does(bank, "kofi", ["requestMove", { memberId: kofi, toHubId: bra, note: mark }]);
    const accepted = await mustTell(
      bank.as("priya"),
      change("acceptMove", "moveRequest { newMember { id } }"),
      { moveRequestId: sameIdAs(kofi, "mov") },
    );
    const memberId = textAt(accepted, "acceptMove.moveRequest.newMember.id");
    await leaves("kofi", memberId);
    const erasure = await erase(bank, "kofi");
    expect(countsOf(erasure)).toMatchObject({ MEMBERSHIP: 2, MOVE_REQUEST: 1 });
    const id = textAt(erasure, "id");
    for (const broker of ["priya", "rob"]) {
      const data = await bank
        .as(broker)
        .must("query ($id: ID!) { erasure(id: $id) { status } }", { id });
      expect(at(data, "erasure.status")).toBe("FINISHED");
    }
    expect(traces(await itemsOf(bank.client, bank.tableName), '"kofi"')).toEqual([]);
    expect(await checkBooks(bank.client, bank.tableName)).toEqual([]);
  });
});

describe("what was still open when somebody was erased", () => {
  it("is called off and frees what was set aside, where it cannot happen without them", async () => {
    const { bank, amina, grace } = its;
    const wish = { providerId: grace, recipientIds: [amina], minutes: 60, what: `${mark} help` };
    const agreed = await does(bank, "amina", ["proposeExchange", wish], "exchange");
    await does(bank, "grace", ["agreeExchange", { exchangeId: agreed, version: 1 }]);
    const delivered = await does(bank, "amina", ["proposeExchange", wish], "exchange");
    await does(bank, "grace", ["agreeExchange", { exchangeId: delivered, version: 1 }]);
    const deed = { exchangeId: delivered, minutes: 60, happenedOn: today };
    await does(bank, "grace", ["markDelivered", deed]);
    const proposed = await does(bank, "amina", ["proposeExchange", wish], "exchange");
    const asked = { hubId: its.bra, what: "A walk", plannedFor: "2026-01-20T10:00:00Z" };
    const plan = { ...asked, receiverMinutes: 15, givers: [{ partyId: grace, minutes: 15 }] };
    const activityId = await does(bank, "priya", ["planGroupActivity", plan], "activity");
    const part = { activityId, partyId: grace, role: "GIVER" };
    await does(bank, "grace", ["joinGroupActivity", part]);
    expect(at(await balance(bank, "amina", amina), "reservedMinutes")).toBe(120);
    await leaves("grace", grace);
    await erase(bank, "grace");
    expect(await balance(bank, "amina", amina)).toEqual({ balanceMinutes: 0, reservedMinutes: 0 });
    for (const id of [agreed, delivered, proposed]) {
      expect(await shown("amina", id)).toMatchObject({
        ...{ status: "CANCELLED", what: erasedWords, dueAt: null },
        ...{ provider: { name: erasedName }, payer: { name: "amina" } },
      });
    }
    const group = await bank
      .as("priya")
      .must("query ($id: ID!) { groupActivity(id: $id) { status parts { role } } }", {
        id: activityId,
      });
    expect(at(group, "groupActivity")).toEqual({ status: "PLANNED", parts: null });
    expect(traces(await itemsOf(bank.client, bank.tableName), mark)).toEqual([]);
    expect(await checkBooks(bank.client, bank.tableName)).toEqual([]);
  });

  it("goes on where somebody else gave the help and an organisation pays for it", async () => {
    const { bank, amina, tom, school } = its;
    const wish = { providerId: amina, recipientIds: [tom], payerId: school, sponsored: true };
    const help = { minutes: 30, what: `${mark} reading` };
    const exchangeId = await does(
      bank,
      "nora",
      ["proposeExchange", { ...wish, ...help }],
      "exchange",
    );
    await does(bank, "amina", ["agreeExchange", { exchangeId, version: 1 }]);
    await does(bank, "amina", ["markDelivered", { exchangeId, minutes: 30, happenedOn: today }]);
    const another = { ...wish, minutes: 30, what: `${mark} writing` };
    const undone = await does(bank, "nora", ["proposeExchange", another], "exchange");
    await leaves("tom", tom);
    const link = { childMemberId: its.jack, guardianPersonId: await guardian() };
    await does(bank, "priya", ["linkGuardian", { ...link, evidenceNote: "Saw it." }]);
    await erase(bank, "tom");
    expect(at(await shown("nora", undone), "status")).toBe("CANCELLED");
    await does(bank, "nora", ["confirmExchange", { exchangeId, minutes: 30 }]);
    expect(await shown("amina", exchangeId)).toMatchObject({
      ...{ status: "SETTLED", what: erasedWords, recipients: [{ name: erasedName }] },
    });
    expect(at(await balance(bank, "amina", amina), "balanceMinutes")).toBe(30);
    expect(await checkBooks(bank.client, bank.tableName)).toEqual([]);
  });

  const guardian = async () =>
    textAt(await its.bank.as("omar").must("{ me { person { id } } }"), "me.person.id");
});

describe("somebody who is gone", () => {
  it("can be given no role, no child, no organisation and no exchange any more", async () => {
    const { bank, bra, nadia, ellie, cafe, amina } = its;
    const data = await bank
      .as("priya")
      .must("query ($id: ID!) { member(id: $id) { person { id } } }", { id: nadia });
    const personId = textAt(data, "member.person.id");
    await leaves("priya", nadia);
    await erase(bank, "priya", { memberId: nadia, spokenOver: "IN_PERSON" });
    const codesFor = async (persona: string, mutation: string, input: object) =>
      codesOf(await tell(bank.as(persona), change(mutation, ""), { ...input }));
    const role = { personId, role: "AUDITOR", scopeId: bra, reason: "Asked." };
    expect(await codesFor("steward", "grantRole", role)).toEqual(["NOT_FOUND"]);
    const link = { childMemberId: ellie, guardianPersonId: personId, evidenceNote: "Saw it." };
    expect(await codesFor("priya", "linkGuardian", link)).toEqual(["NOT_FOUND"]);
    const admin = { organisationId: cafe, personId };
    expect(await codesFor("priya", "addOrganisationAdmin", admin)).toEqual(["NOT_FOUND"]);
    expect(await codesFor("priya", "createLoginCode", { memberId: nadia })).toEqual(["NOT_FOUND"]);
    const help = { providerId: nadia, recipientIds: [amina], minutes: 15, what: "Help" };
    expect(await codes(bank, "amina", ["proposeExchange", help])).toEqual(["PARTY_NOT_ACTIVE"]);
  });
});
