import { beforeAll, describe, expect, it } from "vitest";
import { must, codes as refused } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { change, mustTell } from "./hubs.ts";
import { codes, does, helped, memberAs, moved, type Setting, setting, wrong } from "./moves.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const spoken = { channel: "PHONE", note: "She rang to say so." };

describe("a child who moves", () => {
  let here: string;

  beforeAll(async () => {
    here = await moved(its, "amina", its.ellie);
  });

  it("keeps the guardian, with what showed that she is one", async () => {
    expect(await memberAs(its.bank.as("rob"), here)).toMatchObject({
      firstName: "ellie",
      guardians: [{ isEvidenceNoted: true }],
    });
    const me = await its.bank.as("amina").must("{ me { wards { id hub { code } } } }");
    expect(at(me, "me.wards")).toEqual([{ id: here, hub: { code: "SAL" } }]);
  });

  it("is read across by the guardian alone, as long as she is the guardian", async () => {
    const amina = its.bank.as("amina");
    expect(at(await memberAs(amina, here), "movedFrom.0.id")).toBe(its.ellie);
    expect(at(await memberAs(amina, its.ellie), "account.status")).toBe("CLOSED");
    expect(await memberAs(its.bank.as("tom"), its.ellie)).toBeNull();
    await mustTell(its.bank.as("rob"), change("pauseMembership", "member { id }"), {
      memberId: here,
    });
    const person = at(await amina.must("{ me { person { id } } }"), "me.person.id");
    await mustTell(amina, change("endGuardian", "member { id }"), {
      ...{ childMemberId: here, guardianPersonId: person },
      reason: "Her father looks after this now.",
    });
    expect(await memberAs(amina, here)).toBeNull();
    expect(await memberAs(amina, its.ellie)).toBeNull();
  });
});

describe("a young person with a guardian", () => {
  it("does not ask alone: the guardian asks", async () => {
    const wish = { memberId: its.jack, toHubId: its.sal };
    expect(await codes(its, "jack", ["requestMove", wish])).toEqual(["FORBIDDEN"]);
    const request = await does(its, "tom", ["requestMove", wish]);
    expect(request).toMatchObject({ status: "OPEN", askedBy: "GUARDIAN" });
    await does(its, "rob", ["acceptMove", { moveRequestId: at(request, "id") }]);
    const me = await its.bank.as("jack").must("{ me { memberships { status hub { code } } } }");
    expect(at(me, "me.memberships")).toEqual(
      expect.arrayContaining([
        { status: "LEFT", hub: { code: "BRA" } },
        { status: "ACTIVE", hub: { code: "SAL" } },
      ]),
    );
  });
});

describe("someone without a login", () => {
  it("is asked for by their broker, who says how they heard it", async () => {
    const wish = { memberId: its.nadia, toHubId: its.sal };
    expect(await codes(its, "priya", ["requestMove", wish])).toEqual(["FORBIDDEN"]);
    const request = await does(its, "priya", ["requestMove", { ...wish, spoken }]);
    expect(request).toMatchObject({ askedBy: "BROKER", spokenOver: "PHONE" });
    const done = await does(its, "rob", ["acceptMove", { moveRequestId: at(request, "id") }]);
    expect(done).toMatchObject({ status: "ACCEPTED", mover: null, member: null });
    expect(at(done, "newMember.id")).toMatch(/^mem_/);
  });
});

describe("a member who moves away and back", () => {
  it("has every membership in one history, nearest first", async () => {
    const category = { name: "Other", slug: "other" };
    await make(its.bank, "steward", ["createCategory", "category", category]);
    const listing = { partyId: its.grace, direction: "OFFER", title: "Windows" };
    await make(its.bank, "grace", [
      "createListing",
      "listing",
      { ...listing, channels: ["PHONE"] },
    ]);
    await helped(its, ["grace", its.grace], ["tom", its.tom]);
    const there = await moved(its, "grace", its.grace);
    const wish = { memberId: there, toHubId: its.bra };
    const request = await does(its, "grace", ["requestMove", wish]);
    const done = await does(its, "priya", ["acceptMove", { moveRequestId: at(request, "id") }]);
    const back = String(at(done, "newMember.id"));
    const grace = await memberAs(its.bank.as("grace"), back);
    const history = at(grace, "movedFrom");
    expect(Array.isArray(history) ? history.map((one: Json) => at(one, "id")) : []).toEqual([
      there,
      its.grace,
    ]);
    expect(at(grace, "account.balanceMinutes")).toBe(60);
    expect(at(grace, "account.earlierAccounts.1.statement.nodes.1.minutes")).toBe(60);
    expect(await wrong(its)).toEqual([]);
  });

  it("is hidden with what they listed in the hub they left", async () => {
    const found = await its.bank.as("tom").must(
      `query ($place: ListingPlaceInput!) {
        searchListings(place: $place, direction: OFFER) { nodes { title } }
      }`,
      { place: { hubId: its.bra } },
    );
    expect(at(found, "searchListings.nodes")).toEqual([]);
  });
});

describe("help agreed before the provider moved", () => {
  it("is delivered by them, confirmed and paid where they are now", async () => {
    const exchange = await must(its.bank, "tom", [
      "proposeExchange",
      { providerId: its.amina, recipientIds: [its.tom], minutes: 90, what: "Sewing" },
    ]);
    const exchangeId = String(at(exchange, "id"));
    await must(its.bank, "amina", ["agreeExchange", { exchangeId, version: 1 }]);
    const here = await moved(its, "amina", its.amina);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "amina", ["markDelivered", { exchangeId, minutes: 90, happenedOn }]);
    const settled = await must(its.bank, "tom", ["confirmExchange", { exchangeId, minutes: 90 }]);
    expect(at(settled, "status")).toBe("SETTLED");
    const amina = await memberAs(its.bank.as("amina"), here);
    expect(at(amina, "account.balanceMinutes")).toBe(90);
    expect(at(amina, "account.statement.nodes.0")).toMatchObject({
      kind: "EXCHANGE",
      counterpart: { name: "tom", hub: { code: "BRA" } },
    });
    expect(await wrong(its)).toEqual([]);
  });

  it("across hubs too, passing through the hub they left", async () => {
    const exchange = await must(its.bank, "kofi", [
      "proposeExchange",
      { providerId: its.tom, recipientIds: [its.kofi], minutes: 60, what: "A lift" },
    ]);
    const exchangeId = String(at(exchange, "id"));
    await must(its.bank, "tom", ["agreeExchange", { exchangeId, version: 1 }]);
    const here = await moved(its, "tom", its.tom);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "tom", ["markDelivered", { exchangeId, minutes: 60, happenedOn }]);
    await must(its.bank, "kofi", ["confirmExchange", { exchangeId, minutes: 60 }]);
    const tom = await memberAs(its.bank.as("tom"), here);
    expect(at(tom, "account.balanceMinutes")).toBe(-90);
    expect(await wrong(its)).toEqual([]);
  });

  it("cannot be renewed under the old membership", async () => {
    const wish = { providerId: its.tom, recipientIds: [its.cafe], minutes: 30, what: "Signs" };
    expect(await refused(its.bank, "tom", ["proposeExchange", wish])).toEqual(["PARTY_NOT_ACTIVE"]);
  });
});
