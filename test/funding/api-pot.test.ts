import { beforeEach, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import { type Json, newRequestKey, textAt } from "../support/api.ts";
import { ask, books, februaryTown, idOf, must } from "./credits.ts";

let place: Town;
beforeEach(async () => {
  place = await februaryTown();
});

const fill = (minutes: number) =>
  must(place.bank.as("grace"), "giveCredits", {
    ...{ fromId: place.grace, to: { potOfHubId: place.bra }, minutes, note: "From Grace." },
  });

const asked = (changed: object = {}) => ({
  ...{ memberId: place.amina, minutes: 60, reason: "A week without a car." },
  ...changed,
});

const request = () => must(place.bank.as("amina"), "requestPotSupport", asked());

const decided = (potRequest: Json, changed: object = {}) => ({
  ...{ potRequestId: idOf(potRequest), approve: true, note: "With pleasure." },
  ...changed,
});

describe("asking the pot", () => {
  it("can be done by the member, a guardian, or a broker who writes for them", async () => {
    const { bank, ellie } = place;
    expect(await request()).toMatchObject({ status: "OPEN", minutes: 60, journalEntryId: null });
    const forChild = asked({ memberId: ellie });
    expect(await must(bank.as("amina"), "requestPotSupport", forChild)).toMatchObject({
      status: "OPEN",
    });
    await must(bank.as("priya"), "requestPotSupport", asked({ memberId: place.grace }));
    const open = await bank
      .as("priya")
      .must("query ($id: ID!) { openPotRequests(hubId: $id) { nodes { member { name } } } }", {
        id: place.bra,
      });
    expect(open).toEqual({
      openPotRequests: {
        nodes: expect.arrayContaining([
          { member: { name: "amina" } },
          { member: { name: "ellie" } },
          { member: { name: "grace" } },
        ]),
      },
    });
  });

  it("is refused for somebody else, without words, and in odd amounts", async () => {
    const { bank } = place;
    const refused = (persona: string, changed: object = {}) =>
      ask(bank.as(persona), "requestPotSupport", asked(changed)).then(({ codes }) => codes);
    expect(await refused("grace")).toEqual(["NOT_FOUND"]);
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
    expect(await refused("amina", { memberId: place.cafe })).toEqual(["NOT_FOUND"]);
    expect(await refused("amina", { reason: "" })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused("amina", { reason: "a".repeat(501) })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused("amina", { minutes: 50 })).toEqual(["VALIDATION_FAILED"]);
    expect((await ask(bank.anonymous, "requestPotSupport", asked())).codes).toEqual([
      "SIGN_IN_REQUIRED",
    ]);
  });

  it("happens once for a key", async () => {
    const amina = place.bank.as("amina");
    const wish = asked({ idempotencyKey: newRequestKey() });
    const first = await ask(amina, "requestPotSupport", wish);
    expect(await ask(amina, "requestPotSupport", wish)).toEqual({ ...first, replayed: true });
    const other = await ask(amina, "requestPotSupport", { ...wish, minutes: 15 });
    expect(other.codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
  });

  it("can be taken back until it is decided", async () => {
    const { bank } = place;
    const potRequest = await request();
    const wish = { potRequestId: idOf(potRequest), idempotencyKey: newRequestKey() };
    expect((await ask(bank.as("grace"), "cancelPotRequest", wish)).codes).toEqual(["NOT_FOUND"]);
    const amina = bank.as("amina");
    expect(await must(amina, "cancelPotRequest", wish)).toMatchObject({ status: "CANCELLED" });
    expect(await ask(amina, "cancelPotRequest", wish)).toMatchObject({ replayed: true });
    const again = { ...wish, idempotencyKey: newRequestKey() };
    expect((await ask(amina, "cancelPotRequest", again)).codes).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const late = await ask(bank.as("priya"), "decidePotSupport", decided(potRequest));
    expect(late.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    expect((await ask(bank.anonymous, "cancelPotRequest", again)).codes).toEqual([
      "SIGN_IN_REQUIRED",
    ]);
  });
});

describe("deciding on a request to the pot", () => {
  it("moves credits with a yes, once for a key and once for a request", async () => {
    await fill(120);
    const potRequest = await request();
    const priya = place.bank.as("priya");
    const wish = decided(potRequest, { minutes: 45, idempotencyKey: newRequestKey() });
    const first = await ask(priya, "decidePotSupport", wish);
    expect(first.thing).toMatchObject({ status: "APPROVED", minutes: 60, givenMinutes: 45 });
    expect(await ask(priya, "decidePotSupport", wish)).toEqual({ ...first, replayed: true });
    const again = await ask(priya, "decidePotSupport", decided(potRequest));
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, POT: 75 });
  });

  it("moves credits once when two brokers say yes together", async () => {
    await fill(120);
    const potRequest = await request();
    const priya = place.bank.as("priya");
    const both = await Promise.all(
      [1, 2].map(() => ask(priya, "decidePotSupport", decided(potRequest))),
    );
    expect(both.map(({ codes }) => codes[0] ?? "DONE").sort()).toEqual([
      "DONE",
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ POT: 60 });
  });

  it("moves nothing with a no, which comes with words", async () => {
    await fill(120);
    const potRequest = await request();
    const { bank } = place;
    const wordless = decided(potRequest, { approve: false, note: null });
    expect((await ask(bank.as("priya"), "decidePotSupport", wordless)).codes).toEqual([
      "VALIDATION_FAILED",
    ]);
    const no = decided(potRequest, { approve: false, note: "Not this week, sorry." });
    await must(bank.as("priya"), "decidePotSupport", no);
    const seen = await bank
      .as("amina")
      .must(
        "query ($id: ID!) { potRequests(memberId: $id) { nodes { status decisionNote givenMinutes } } }",
        { id: place.amina },
      );
    expect(seen).toEqual({
      potRequests: {
        nodes: [{ status: "DECLINED", decisionNote: "Not this week, sorry.", givenMinutes: null }],
      },
    });
    expect(await books(place, "priya", place.bra)).toMatchObject({ POT: 120 });
  });

  it("gives no more than the pot holds, or than was asked for", async () => {
    await fill(45);
    const potRequest = await request();
    const refused = (changed: object) =>
      ask(place.bank.as("priya"), "decidePotSupport", decided(potRequest, changed)).then(
        ({ codes }) => codes,
      );
    expect(await refused({})).toEqual(["INSUFFICIENT_CREDIT"]);
    expect(await refused({ minutes: 75 })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused({ approve: false, minutes: 15 })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused({ minutes: 45 })).toEqual([]);
  });

  it("is for the hub's broker, who never decides for themselves or their own", async () => {
    const { bank } = place;
    await fill(120);
    const potRequest = await request();
    const refused = (persona: string) =>
      ask(bank.as(persona), "decidePotSupport", decided(potRequest)).then(({ codes }) => codes);
    expect(await refused("amina")).toEqual(["FORBIDDEN"]);
    expect(await refused("grace")).toEqual(["NOT_FOUND"]);
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
    const asNobody = await ask(bank.anonymous, "decidePotSupport", decided(potRequest));
    expect(asNobody.codes).toEqual(["SIGN_IN_REQUIRED"]);
    const me = await bank.as("amina").must("{ me { person { id } } }");
    await bank.steward.must(
      "mutation ($input: GrantRoleInput!) { grantRole(input: $input) { userErrors { code } } }",
      {
        input: {
          ...{ personId: textAt(me, "me.person.id"), role: "BROKER", scopeId: place.bra },
          ...{ reason: "Helps out.", idempotencyKey: newRequestKey() },
        },
      },
    );
    expect(await refused("amina")).toEqual(["FORBIDDEN"]);
  });

  it("shows requests to the member and the broker, the open ones to the broker alone", async () => {
    const { bank, bra } = place;
    const id = idOf(await request());
    const one = "query ($id: ID!) { potRequest(id: $id) { reason } node(id: $id) { id } }";
    for (const persona of ["amina", "priya"]) {
      expect(await bank.as(persona).must(one, { id })).toEqual({
        ...{ potRequest: { reason: "A week without a car." }, node: { id } },
      });
    }
    for (const persona of ["grace", "rob", "nobody"]) {
      expect(await bank.as(persona).must(one, { id })).toEqual({ potRequest: null, node: null });
    }
    const open = "query ($id: ID!) { openPotRequests(hubId: $id) { nodes { id } } }";
    for (const persona of ["amina", "rob", "nobody"]) {
      expect(await bank.as(persona).must(open, { id: bra })).toEqual({ openPotRequests: null });
    }
  });
});

describe("whoever gave to the pot", () => {
  // Not even by an id that somebody let slip: the gift, its journal entry, the pot's account.
  it("cannot be found by who received from it, nor by another member", async () => {
    const { bank } = place;
    const given = await fill(120);
    const received = await must(bank.as("priya"), "decidePotSupport", decided(await request()));
    const everything = `query ($gift: ID!, $entry: ID!, $mine: ID!) {
      gift(id: $gift) { giver { name } }
      byEntry: gift(id: $entry) { giver { name } }
      giftNode: node(id: $gift) { id }
      entryNode: node(id: $entry) { id }
      mine: node(id: $mine) {
        ... on JournalEntry { postings { minutes account { kind } } }
      }
    }`;
    const ids = {
      gift: idOf(given),
      entry: textAt(given, "journalEntryId"),
      mine: textAt(received, "journalEntryId"),
    };
    expect(await bank.as("amina").must(everything, ids)).toEqual({
      ...{ gift: null, byEntry: null, giftNode: null, entryNode: null },
      mine: { postings: [{ minutes: 60, account: { kind: "MEMBER" } }] },
    });
    expect(await bank.as("cora").must(everything, ids)).toEqual({
      ...{ gift: null, byEntry: null, giftNode: null, entryNode: null, mine: null },
    });
    const grace = await bank.as("grace").must(everything, ids);
    expect(grace).toMatchObject({ gift: { giver: { name: "grace" } }, mine: null });
  });
});
