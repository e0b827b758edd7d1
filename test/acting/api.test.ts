import { beforeAll, describe, expect, it } from "vitest";
import { balance, codes, idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";
import {
  heardConfirmation,
  heardYes,
  newest,
  object,
  objected,
  records,
  said,
  secondBroker,
  tick,
} from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await secondBroker(its);
  await appoint(its, { member: its.nadia, helper: "tom", scope: ["READ"] });
  await appoint(its, {
    member: its.nadia,
    helper: "kofi",
    scope: ["READ", "ARRANGE_HELP", "SPEND", "CONFIRM"],
  });
});

const recordIdOf = async () => textAt(await newest(its.bank, "priya", its.nadia), "id");
/** What Grace has: nothing as long as her account has no entry. */
const gracesMinutes = async () =>
  at(await balance(its.bank, "priya", its.grace), "balanceMinutes") ?? 0;
const exchangeAt = async (id: string) =>
  at(
    await its.bank
      .as("priya")
      .must("query ($id: ID!) { exchange(id: $id) { status needsBroker steps { status note } } }", {
        id,
      }),
    "exchange",
  );

describe("a record of what was done in a member's name", () => {
  it("says who did it, for whom, how it was said and understood, and until when to object", async () => {
    const exchangeId = await heardYes(its, 15);
    expect(await newest(its.bank, "priya", its.nadia)).toEqual({
      id: expect.stringMatching(/^rec_/),
      kind: "AGREEMENT",
      by: "priya",
      as: "BROKER",
      madeAt: its.bank.now(),
      ...said,
      objectUntil: its.bank.now().replace("2026-01-05", "2026-01-19"),
      mayObject: true,
      howToObject: expect.stringContaining("until 2026-01-19"),
      actingFor: { partyId: its.nadia, name: "nadia" },
      listing: null,
      exchange: { id: exchangeId, status: "AGREED" },
      series: null,
      objection: null,
    });
    await object(its.bank, "bela", { recordId: await recordIdOf(), spoken: objected });
  });

  it("is read by those who see the member, and by nobody else on any path", async () => {
    await heardYes(its, 15);
    const recordId = await recordIdOf();
    const paths = `query ($id: ID!, $memberId: ID!) {
      assistedRecord(id: $id) { id } node(id: $id) { id }
      recordsMadeFor(memberId: $memberId) { nodes { id } }
    }`;
    const seen = (persona: string) =>
      its.bank.as(persona).must(paths, { id: recordId, memberId: its.nadia });
    const nothing = { assistedRecord: null, node: null, recordsMadeFor: null };
    for (const persona of ["grace", "amina", "rob", "steward"]) {
      expect(await seen(persona)).toEqual(nothing);
      expect((await object(its.bank, persona, { recordId })).codes).toEqual(["NOT_FOUND"]);
    }
    for (const persona of ["priya", "bela", "tom", "kofi"]) {
      expect(await seen(persona)).toMatchObject({ node: { id: recordId } });
    }
  });

  it("is made of what a supporter does, and of nothing that people do themselves", async () => {
    const before = await records(its.bank, "priya", its.amina);
    const wish = { providerId: its.grace, recipientIds: [its.amina], minutes: 15, what: "Tea" };
    await must(its.bank, "amina", ["proposeExchange", wish]);
    expect(await records(its.bank, "priya", its.amina)).toEqual(before);
    const helped = { ...wish, recipientIds: [its.nadia] };
    tick(its.bank);
    const exchangeId = idOf(await must(its.bank, "kofi", ["proposeExchange", helped]));
    expect(await newest(its.bank, "tom", its.nadia)).toMatchObject({
      as: "SUPPORTER",
      by: "kofi",
      kind: "AGREEMENT",
      channel: null,
      exchange: { id: exchangeId },
    });
  });
});

describe("objecting", () => {
  it("is heard by a broker other than who made the record, who says how", async () => {
    await heardYes(its, 15);
    const recordId = await recordIdOf();
    const own = await object(its.bank, "priya", { recordId, spoken: objected });
    expect(own.codes).toEqual(["FORBIDDEN"]);
    expect((await object(its.bank, "bela", { recordId })).codes).toEqual(["FORBIDDEN"]);
    expect((await object(its.bank, "tom", { recordId })).codes).toEqual(["FORBIDDEN"]);
    const guessed = await object(its.bank, "kofi", { recordId, spoken: objected });
    expect(guessed.codes).toEqual(["FORBIDDEN"]);
    const heard = await object(its.bank, "bela", { recordId, spoken: objected });
    expect(heard).toMatchObject({
      codes: [],
      record: { objection: { as: "BROKER", by: "Bela", outcome: "UNDONE", note: objected.note } },
    });
  });

  it("calls an agreement off and frees what was set aside, without telling the other side why", async () => {
    const exchangeId = await heardYes(its);
    const held = at(await balance(its.bank, "priya", its.nadia), "reservedMinutes");
    const reason = "My neighbour is not to know.";
    const done = await object(its.bank, "kofi", { recordId: await recordIdOf(), reason });
    expect(done).toMatchObject({ codes: [], record: { objection: { reason, outcome: "UNDONE" } } });
    const after = at(await balance(its.bank, "priya", its.nadia), "reservedMinutes");
    expect(Number(held) - Number(after)).toBe(60);
    const exchange = await exchangeAt(exchangeId);
    expect(exchange).toMatchObject({ status: "CANCELLED" });
    expect(JSON.stringify(exchange)).not.toContain("neighbour");
  });

  it("takes a confirmation back with its credits, by a reversal, once", async () => {
    const { bank } = its;
    const before = await gracesMinutes();
    await heardConfirmation(its);
    const recordId = await recordIdOf();
    const idempotencyKey = newRequestKey();
    const wish = { recordId, spoken: objected, idempotencyKey };
    const both = await Promise.all([object(bank, "bela", wish), object(bank, "bela", wish)]);
    expect(both.map((one) => one.codes)).toEqual([[], []]);
    expect(both[0]?.record).toMatchObject({
      kind: "CONFIRMATION",
      objection: { outcome: "UNDONE", reversalId: expect.stringMatching(/^jrn_/) },
    });
    expect(await gracesMinutes()).toEqual(before);
    expect(await object(bank, "bela", wish)).toMatchObject({ codes: [], replayed: true });
    const again = await object(bank, "bela", { recordId, spoken: objected });
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await gracesMinutes()).toEqual(before);
  });

  it("takes credits back once, however many object at the same moment", async () => {
    const { bank } = its;
    const before = await gracesMinutes();
    await heardConfirmation(its, 30);
    const recordId = await recordIdOf();
    const all = await Promise.all([
      object(bank, "bela", { recordId, spoken: objected }),
      object(bank, "kofi", { recordId }),
      object(bank, "kofi", { recordId }),
    ]);
    const refused = all.flatMap((one) => one.codes);
    expect(refused).toEqual(["STATE_TRANSITION_INVALID", "STATE_TRANSITION_INVALID"]);
    expect(await gracesMinutes()).toEqual(before);
  });

  it("finds nothing left where a broker took the entry back before", async () => {
    const { bank } = its;
    const exchangeId = await heardConfirmation(its, 15);
    const recordId = await recordIdOf();
    await bank.as("bela").must(
      `mutation ($input: ReverseEntryInput!) {
        reverseEntry(input: $input) { journalEntry { id } userErrors { code } }
      }`,
      {
        input: {
          journalEntryId: `jrn${exchangeId.slice(3)}`,
          reason: "A mistake.",
          idempotencyKey: newRequestKey(),
        },
      },
    );
    const done = await object(bank, "kofi", { recordId });
    expect(done).toMatchObject({ codes: [], record: { objection: { outcome: "NOTHING_LEFT" } } });
  });

  it("brings a broker where help was given on a yes that is objected to", async () => {
    const { bank } = its;
    const exchangeId = await heardYes(its, 15);
    const recordId = await recordIdOf();
    const happenedOn = bank.now().slice(0, 10);
    await must(bank, "grace", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
    const done = await object(bank, "kofi", { recordId });
    expect(done).toMatchObject({ codes: [], record: { objection: { outcome: "BROKER_LOOKS" } } });
    expect(await exchangeAt(exchangeId)).toMatchObject({ status: "DELIVERED", needsBroker: true });
    const listed = await bank
      .as("priya")
      .must("query ($hubId: ID!) { objections(hubId: $hubId, first: 1) { nodes { id } } }", {
        hubId: its.bra,
      });
    expect(at(listed, "objections.nodes.0.id")).toBe(recordId);
    const stranger = await bank
      .as("rob")
      .must("query ($hubId: ID!) { objections(hubId: $hubId) { nodes { id } } }", {
        hubId: its.bra,
      });
    expect(stranger).toEqual({ objections: null });
  });

  it("is over after the hub's days, and says so kindly", async () => {
    const { bank } = its;
    await heardYes(its, 15);
    const record = await newest(bank, "priya", its.nadia);
    const wish = { recordId: textAt(record, "id"), spoken: objected };
    const last = textAt(record, "objectUntil");
    bank.at(new Date(Date.parse(last) + 1).toISOString());
    expect((await object(bank, "bela", wish)).codes).toEqual(["OBJECTION_TIME_OVER"]);
    expect(await newest(bank, "priya", its.nadia)).toMatchObject({
      mayObject: false,
      howToObject: null,
    });
    bank.at(last);
    expect((await object(bank, "bela", wish)).codes).toEqual([]);
  });
});

describe("a broker's decision after a long silence", () => {
  it("can be objected to like everything done in the member's name", async () => {
    const { bank } = its;
    const wish = { providerId: its.grace, recipientIds: [its.nadia], minutes: 15, what: "Post" };
    const exchangeId = idOf(await must(bank, "kofi", ["proposeExchange", wish]));
    await must(bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happenedOn = bank.now().slice(0, 10);
    await must(bank, "grace", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
    bank.at("2026-02-20T09:00:00Z");
    const silence = { exchangeId, minutes: 15, reason: "Nobody answered." };
    await must(bank, "priya", ["confirmOnBehalf", silence]);
    const record = await newest(bank, "priya", its.nadia);
    expect(record).toMatchObject({ kind: "CONFIRMATION", as: "BROKER", channel: null });
    const recordId = textAt(record, "id");
    expect(await codes(bank, "grace", ["cancelExchange", { exchangeId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    const done = await object(bank, "kofi", { recordId });
    expect(done).toMatchObject({ record: { objection: { outcome: "UNDONE" } } });
  });
});
