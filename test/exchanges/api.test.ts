import { beforeAll, describe, expect, it } from "vitest";
import { at } from "../support/api.ts";
import {
  agreed,
  ask,
  balance,
  cleaning,
  codes,
  delivered,
  idOf,
  must,
  proposed,
  type Setting,
  setting,
  versionOf,
} from "./setting.ts";

let its: Setting;

beforeAll(async () => {
  its = await setting();
});

const spoken = { channel: "PHONE", note: "Said yes on the phone." };

describe("proposing an exchange", () => {
  it("answers with the proposal, agreed by the proposer's side", async () => {
    const exchange = await proposed(its, {
      channel: "PHONE",
      placeKind: "PUBLIC_PLACE",
      plannedFor: "2026-01-07T15:00:00+01:00",
    });
    expect(exchange).toMatchObject({
      status: "PROPOSED",
      kind: "EXCHANGE",
      version: 1,
      agreedSides: ["PAYER"],
      provider: { partyId: its.grace },
      recipients: [{ partyId: its.amina }],
      payer: { partyId: its.amina },
      hub: { id: its.bra },
      providerHub: { id: its.bra },
      plannedFor: "2026-01-07T14:00:00.000Z",
      dueAt: "2026-01-19T09:00:00.000Z",
      steps: [{ status: "PROPOSED", by: "PAYER", minutes: 60 }],
    });
  });

  it("lets an organisation sponsor help for someone else", async () => {
    const wish = cleaning(its, { payerId: its.school, sponsored: true });
    const exchange = await must(its.bank, "nora", ["proposeExchange", wish]);
    expect(exchange).toMatchObject({ kind: "SPONSORED", payer: { name: "Millbrook" } });
  });

  it.each([
    ["a stranger", "tom", {}, "FORBIDDEN"],
    ["a broker of another hub", "rob", {}, "FORBIDDEN"],
    ["the provider for themselves", "grace", { payerId: "grace" }, "PROVIDER_IS_PAYER"],
    [
      "the provider as recipient",
      "grace",
      { recipientIds: ["grace"], payerId: "amina" },
      "PROVIDER_IS_RECIPIENT",
    ],
    ["a guardian with a child's hours for themselves", "amina", { payerId: "ellie" }, "FORBIDDEN"],
    ["a member as a sponsor", "amina", { sponsored: true }, "VALIDATION_FAILED"],
    ["a sponsor who does not say so", "nora", { payerId: "school" }, "VALIDATION_FAILED"],
    ["for a year after next", "amina", { plannedFor: "2028-01-05T09:00:00Z" }, "VALIDATION_FAILED"],
    ["for long ago", "amina", { plannedFor: "2025-12-01T09:00:00Z" }, "VALIDATION_FAILED"],
  ])("is refused to %s", async (_case, persona, wish, code) => {
    const named = (id: unknown) => Object.entries(its).find(([name]) => name === id)?.[1] ?? id;
    const input = Object.fromEntries(
      Object.entries(wish).map(([field, value]) => [
        field,
        Array.isArray(value) ? value.map(named) : named(value),
      ]),
    );
    expect(await codes(its.bank, persona, ["proposeExchange", cleaning(its, input)])).toEqual([
      code,
    ]);
  });

  it("is refused with unknown parties and listings", async () => {
    const unknown = "mem_00000000000000000000000000";
    const refused = (wish: object, persona = "amina") =>
      codes(its.bank, persona, ["proposeExchange", cleaning(its, { ...wish })]);
    expect(await refused({ providerId: unknown })).toEqual(["NOT_FOUND"]);
    expect(await refused({ recipientIds: [its.amina, unknown] })).toEqual(["NOT_FOUND"]);
    expect(await refused({ payerId: unknown }, "grace")).toEqual(["NOT_FOUND"]);
    // Amina neither gives nor pays here, so she is not told who exists.
    expect(await refused({ payerId: unknown })).toEqual(["FORBIDDEN"]);
    expect(await refused({ listingId: "lst_00000000000000000000000000" })).toEqual(["NOT_FOUND"]);
  });
});

describe("agreeing to an exchange", () => {
  it("sets the payer's minutes aside", async () => {
    const before = await balance(its.bank, "amina", its.amina);
    expect(await agreed(its)).toMatchObject({
      status: "AGREED",
      agreedSides: ["PROVIDER", "PAYER"],
    });
    const reserved = Number(at(before, "reservedMinutes") ?? 0) + 60;
    expect(await balance(its.bank, "amina", its.amina)).toMatchObject({
      reservedMinutes: reserved,
    });
  });

  it("is refused when the proposal changed since it was read", async () => {
    const exchangeId = idOf(await proposed(its));
    await must(its.bank, "amina", [
      "proposeExchangeChange",
      { exchangeId, version: 1, minutes: 90 },
    ]);
    expect(await codes(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }])).toEqual([
      "CONFLICT_VERSION",
    ]);
  });

  it("is refused beyond what the payer has to give, and changes nothing", async () => {
    const exchange = await proposed(its, { minutes: 360 });
    const yes = { exchangeId: idOf(exchange), version: versionOf(exchange) };
    expect(await codes(its.bank, "grace", ["agreeExchange", yes])).toEqual(["INSUFFICIENT_CREDIT"]);
    const answer = await its.bank
      .as("grace")
      .must("query ($id: ID!) { exchange(id: $id) { status version agreedSides } }", {
        id: idOf(exchange),
      });
    expect(at(answer, "exchange")).toEqual({
      status: "PROPOSED",
      version: 1,
      agreedSides: ["PAYER"],
    });
  });

  it("is refused to who has agreed and to who takes no side", async () => {
    const exchangeId = idOf(await proposed(its));
    expect(await codes(its.bank, "amina", ["agreeExchange", { exchangeId, version: 1 }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await codes(its.bank, "tom", ["agreeExchange", { exchangeId, version: 1 }])).toEqual([
      "NOT_FOUND",
    ]);
    expect(await codes(its.bank, "priya", ["agreeExchange", { exchangeId, version: 1 }])).toEqual([
      "FORBIDDEN",
    ]);
  });

  it("is refused to one person for both sides, where a broker then helps", async () => {
    const wish = { providerId: its.ellie, recipientIds: [its.amina], minutes: 15, what: "Song" };
    const exchangeId = idOf(await must(its.bank, "amina", ["proposeExchange", wish]));
    const other = { exchangeId, version: 1, onBehalfOfId: its.ellie };
    expect(await codes(its.bank, "amina", ["agreeExchange", other])).toEqual([
      "SAME_PERSON_BOTH_SIDES",
    ]);
    const helped = { ...other, spoken };
    expect(await must(its.bank, "priya", ["agreeExchange", helped])).toMatchObject({
      status: "AGREED",
    });
  });

  it("needs a guardian for a young person", async () => {
    const wish = {
      ...{ providerId: its.grace, recipientIds: [its.jack], minutes: 15, what: "Maths" },
      placeKind: "SUPERVISED_PLACE",
    };
    const exchange = await must(its.bank, "jack", ["proposeExchange", wish]);
    expect(exchange).toMatchObject({ agreedSides: [] });
    const exchangeId = idOf(exchange);
    expect(await codes(its.bank, "jack", ["agreeExchange", { exchangeId, version: 1 }])).toEqual([
      "GUARDIAN_APPROVAL_REQUIRED",
    ]);
    await must(its.bank, "tom", ["agreeExchange", { exchangeId, version: 1 }]);
    expect(
      await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 2 }]),
    ).toMatchObject({
      status: "AGREED",
    });
  });

  it("lets a broker carry people through who only use the phone", async () => {
    const wish = { providerId: its.grace, recipientIds: [its.nadia], minutes: 60, what: "Reading" };
    const exchangeId = idOf(await must(its.bank, "priya", ["proposeExchange", wish]));
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const yes = { exchangeId, version: 2, onBehalfOfId: its.nadia, spoken };
    expect(await must(its.bank, "priya", ["agreeExchange", yes])).toMatchObject({
      status: "AGREED",
    });
    const given = { exchangeId, minutes: 60, happenedOn: "2026-01-05" };
    await must(its.bank, "grace", ["markDelivered", given]);
    const heard = { onBehalfOfId: its.nadia, spoken: { ...spoken, note: "Just so." } };
    const settled = await must(its.bank, "priya", [
      "confirmExchange",
      { exchangeId, minutes: 60, ...heard },
    ]);
    expect(settled).toMatchObject({ status: "SETTLED", settledMinutes: 60 });
    expect(at(settled, "steps")).toContainEqual({
      status: "CONFIRMED",
      at: its.bank.now(),
      by: "BROKER",
      spokenOver: "PHONE",
      minutes: 60,
      note: "Just so.",
    });
  });
});

describe("changing an exchange", () => {
  it("needs both sides again and frees what was set aside", async () => {
    const before = await balance(its.bank, "amina", its.amina);
    const exchange = await agreed(its, { minutes: 15 });
    const wish = { exchangeId: idOf(exchange), version: versionOf(exchange), minutes: 30 };
    const changed = await must(its.bank, "grace", ["proposeExchangeChange", wish]);
    expect(changed).toMatchObject({ status: "PROPOSED", minutes: 30, agreedSides: ["PROVIDER"] });
    expect(await balance(its.bank, "amina", its.amina)).toEqual(before);
    const yes = { exchangeId: idOf(exchange), version: versionOf(changed) };
    await must(its.bank, "amina", ["agreeExchange", yes]);
    expect(await balance(its.bank, "amina", its.amina)).toMatchObject({
      reservedMinutes: Number(at(before, "reservedMinutes")) + 30,
    });
    await must(its.bank, "amina", ["cancelExchange", { exchangeId: idOf(exchange) }]);
  });

  it("is refused to others, with an old version, and without a change", async () => {
    const exchangeId = idOf(await proposed(its));
    const wish = { exchangeId, version: 1, minutes: 30 };
    expect(await codes(its.bank, "priya", ["proposeExchangeChange", wish])).toEqual(["FORBIDDEN"]);
    const old = { ...wish, version: 7 };
    expect(await codes(its.bank, "amina", ["proposeExchangeChange", old])).toEqual([
      "CONFLICT_VERSION",
    ]);
    expect(
      await codes(its.bank, "amina", ["proposeExchangeChange", { exchangeId, version: 1 }]),
    ).toEqual(["VALIDATION_FAILED"]);
  });
});

describe("declining and cancelling", () => {
  it("ends a proposal with the reason", async () => {
    const exchangeId = idOf(await proposed(its));
    const declined = await must(its.bank, "grace", [
      "declineExchange",
      { exchangeId, reason: "I am away." },
    ]);
    expect(declined).toMatchObject({ status: "DECLINED", dueAt: null });
    expect(at(declined, "steps.1")).toMatchObject({ by: "PROVIDER", note: "I am away." });
    expect(await codes(its.bank, "grace", ["declineExchange", { exchangeId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("frees what was set aside", async () => {
    const before = await balance(its.bank, "amina", its.amina);
    const exchangeId = idOf(await agreed(its, { minutes: 15 }));
    expect(await codes(its.bank, "amina", ["declineExchange", { exchangeId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await must(its.bank, "amina", ["cancelExchange", { exchangeId }])).toMatchObject({
      status: "CANCELLED",
    });
    expect(await balance(its.bank, "amina", its.amina)).toEqual(before);
    expect(await codes(its.bank, "amina", ["cancelExchange", { exchangeId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is for the provider or a broker once the help was given", async () => {
    const exchangeId = idOf(await delivered(its, { minutes: 15 }, 15));
    expect(await codes(its.bank, "amina", ["cancelExchange", { exchangeId }])).toEqual([
      "FORBIDDEN",
    ]);
    expect(await must(its.bank, "grace", ["cancelExchange", { exchangeId }])).toMatchObject({
      status: "CANCELLED",
    });
  });
});

it("takes the same request once and another wish under its key never", async () => {
  const input = { ...cleaning(its), idempotencyKey: "amina-proposes-once" };
  const first = await ask(its.bank, "amina", ["proposeExchange", input]);
  const again = await ask(its.bank, "amina", ["proposeExchange", input]);
  expect(at(again.data, "proposeExchange.replayed")).toBe(true);
  expect(at(again.data, "proposeExchange.exchange.id")).toBe(
    at(first.data, "proposeExchange.exchange.id"),
  );
  expect(await codes(its.bank, "amina", ["proposeExchange", { ...input, minutes: 75 }])).toEqual([
    "IDEMPOTENCY_KEY_REUSED",
  ]);
});
