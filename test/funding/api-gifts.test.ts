import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";
import { ask, books, februaryTown, idOf, must, postingsOf } from "./credits.ts";

let place: Town;
const arrive = async () => {
  place = await februaryTown();
};

const gift = (changed: object = {}) => ({
  ...{ fromId: place.grace, to: { memberId: place.amina }, minutes: 60, note: "Thank you." },
  ...changed,
});

describe("giving credits", () => {
  beforeEach(arrive);

  it("goes to a member of the hub, down to the giver's floor", async () => {
    const grace = place.bank.as("grace");
    const given = await must(grace, "giveCredits", gift({ minutes: 300 }));
    expect(given).toMatchObject({
      ...{ giver: { name: "grace" }, recipient: { name: "amina" }, potOfHub: null },
      ...{ minutes: 300, note: "Thank you." },
    });
    const onceMore = await ask(grace, "giveCredits", gift({ minutes: 15 }));
    expect(onceMore.codes).toEqual(["INSUFFICIENT_CREDIT"]);
    expect(await books(place, "priya", place.bra)).toEqual({ SUM: 0, MEMBER: 0 });
  });

  it("goes to an organisation and from one", async () => {
    const { bank, cafe } = place;
    await must(bank.as("grace"), "giveCredits", gift({ to: { organisationId: cafe } }));
    const given = await must(bank.as("cora"), "giveCredits", gift({ fromId: cafe }));
    expect(given).toMatchObject({ giver: { name: "Copper Kettle" } });
  });

  it("goes to another hub through both hubs' clearing, each staying at zero", async () => {
    const given = await must(place.bank.as("grace"), "giveCredits", {
      ...gift({ to: { memberId: place.kofi }, minutes: 120 }),
    });
    expect(await books(place, "priya", place.bra)).toEqual({ SUM: 0, MEMBER: -120, CLEARING: 120 });
    expect(await books(place, "rob", place.sal)).toEqual({ SUM: 0, MEMBER: 120, CLEARING: -120 });
    const id = textAt(given, "journalEntryId");
    const seen = await postingsOf(place.bank.as("kofi"), id);
    expect(seen).toMatchObject({ kind: "GIFT", postings: [{ minutes: 120 }] });
  });

  it("goes to another hub up to what the two agreed", async () => {
    const { bank, kofi, amina } = place;
    const across = { to: { memberId: kofi } };
    await must(bank.as("grace"), "giveCredits", gift({ ...across, minutes: 240 }));
    const outcome = await ask(bank.as("amina"), "giveCredits", {
      ...gift({ ...across, fromId: amina, minutes: 75 }),
    });
    expect(outcome.codes).toEqual(["FEDERATION_LIMIT"]);
  });

  it("keeps the floor when several gifts race", async () => {
    const grace = place.bank.as("grace");
    const all = await Promise.all(
      [1, 2, 3, 4].map(() => ask(grace, "giveCredits", gift({ minutes: 120 }))),
    );
    const codes = all.map((one) => one.codes[0] ?? "DONE").sort();
    expect(codes).toEqual(["DONE", "DONE", "INSUFFICIENT_CREDIT", "INSUFFICIENT_CREDIT"]);
  });

  it("happens once for a key, however often it is sent at once", async () => {
    const grace = place.bank.as("grace");
    const wish = gift({ idempotencyKey: newRequestKey() });
    const all = await Promise.all([1, 2, 3].map(() => ask(grace, "giveCredits", wish)));
    expect(all.map(({ codes }) => codes)).toEqual([[], [], []]);
    expect(new Set(all.map(({ thing }) => idOf(thing))).size).toBe(1);
    const other = await ask(grace, "giveCredits", { ...wish, minutes: 75 });
    expect(other.codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const { account } = Object(await balanceOf("grace", idOf(all[0]?.thing)));
    expect(account).toMatchObject({ balanceMinutes: -60 });
  });

  const balanceOf = async (persona: string, giftId: string) => {
    const caller = place.bank.as(persona);
    const seen = await caller.must("query ($id: ID!) { gift(id: $id) { journalEntryId } }", {
      id: giftId,
    });
    return at(await postingsOf(caller, textAt(seen, "gift.journalEntryId")), "postings.0");
  };

  it("is for the giver alone: no guardian, no broker, no stranger", async () => {
    const { bank, ellie } = place;
    const refused = (persona: string, changed: object = {}) =>
      ask(bank.as(persona), "giveCredits", gift(changed)).then(({ codes }) => codes);
    expect(await refused("amina", { fromId: ellie, to: { memberId: place.grace } })).toEqual([
      "FORBIDDEN",
    ]);
    expect(await refused("priya")).toEqual(["FORBIDDEN"]);
    expect(await refused("amina")).toEqual(["NOT_FOUND"]);
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
    expect((await ask(bank.anonymous, "giveCredits", gift())).codes).toEqual(["SIGN_IN_REQUIRED"]);
  });

  it("waits while one side takes a break", async () => {
    const { bank, amina } = place;
    await bank.as("amina").must(
      `mutation ($input: PauseMembershipInput!) {
        pauseMembership(input: $input) { userErrors { code } }
      }`,
      { input: { memberId: amina, idempotencyKey: newRequestKey() } },
    );
    const outcome = await ask(bank.as("grace"), "giveCredits", gift());
    expect(outcome.codes).toEqual(["PARTY_NOT_ACTIVE"]);
    const fromHer = gift({ fromId: amina, to: { memberId: place.grace } });
    expect((await ask(bank.as("amina"), "giveCredits", fromHer)).codes).toEqual([
      "PARTY_NOT_ACTIVE",
    ]);
  });

  it("crosses over to no hub without an agreement", async () => {
    const { bank } = place;
    const seen = await bank.anonymous.must(
      "query ($id: ID!) { interHubAgreements(hubId: $id) { nodes { id version } } }",
      { id: place.bra },
    );
    await bank
      .as("rob")
      .must(
        "mutation ($input: EndInterHubInput!) { endInterHub(input: $input) { userErrors { code } } }",
        {
          input: {
            agreementId: textAt(seen, "interHubAgreements.nodes.0.id"),
            ...{ version: 2, idempotencyKey: newRequestKey() },
          },
        },
      );
    const outcome = await ask(
      bank.as("grace"),
      "giveCredits",
      gift({ to: { memberId: place.kofi } }),
    );
    expect(outcome.codes).toEqual(["NO_INTER_HUB_AGREEMENT"]);
  });

  it("is seen by both sides and their broker, by its own id or its journal entry's", async () => {
    const { bank } = place;
    const given = await must(bank.as("grace"), "giveCredits", gift());
    const query = "query ($id: ID!) { gift(id: $id) { giver { name } recipient { name } } }";
    const ids = [idOf(given), textAt(given, "journalEntryId")];
    for (const id of ids) {
      for (const persona of ["grace", "amina", "priya"]) {
        expect(await bank.as(persona).must(query, { id })).toEqual({
          gift: { giver: { name: "grace" }, recipient: { name: "amina" } },
        });
      }
      for (const persona of ["kofi", "rob", "cora", "nobody"]) {
        expect(await bank.as(persona).must(query, { id })).toEqual({ gift: null });
      }
    }
  });
});

describe("a gift that cannot be", () => {
  beforeAll(arrive);

  it.each([
    ["to oneself", () => ({ to: { memberId: place.grace } }), "VALIDATION_FAILED"],
    ["to nobody", () => ({ to: { memberId: null } }), undefined],
    ["to two at once", () => ({ to: { memberId: place.amina, potOfHubId: place.bra } }), undefined],
    ["more than a day", () => ({ minutes: 1455 }), "VALIDATION_FAILED"],
    ["less than nothing", () => ({ minutes: -60 }), "VALIDATION_FAILED"],
    ["ten minutes too many", () => ({ minutes: 70 }), "VALIDATION_FAILED"],
    ["words with hidden signs", () => ({ note: "a\u202eb" }), "VALIDATION_FAILED"],
    [
      "to a member named as organisation",
      () => ({ to: { organisationId: place.amina } }),
      "NOT_FOUND",
    ],
    [
      "to an unknown pot",
      () => ({ to: { potOfHubId: "hub_00000000000000000000000000" } }),
      "NOT_FOUND",
    ],
  ])("is refused %s", async (_what, changed, code) => {
    const asking = ask(place.bank.as("grace"), "giveCredits", gift(changed()));
    // What the form of @oneOf forbids is refused before the mutation runs.
    if (code === undefined) await expect(asking).rejects.toThrow("BAD_USER_INPUT");
    else expect((await asking).codes[0]).toBe(code);
  });
});
