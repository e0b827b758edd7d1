import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/kernel/index.ts";
import { at, type Json } from "../support/api.ts";
import { asGuardian, contact, reachable, says, seen, takesBack, talking } from "./consenting.ts";
import {
  agreed,
  delivered,
  idOf,
  must,
  proposed,
  type Setting,
  setting,
  versionOf,
} from "./setting.ts";

const exchangeQuery = `query ($id: ID!) {
  exchange(id: $id) { provider { name ${seen} } payer { name ${seen} } recipients { name ${seen} } }
}`;

/** A short piece of help, so that many of them fit above the floor. */
const quarter = { minutes: 15 };

let its: Setting;
/** Everybody's number is told to the hub; what of it others see is the question here. */
beforeAll(async () => {
  its = await setting();
  await reachable(its, ["grace", its.grace], "01632 960111");
  await reachable(its, ["amina", its.amina], "01632 960222");
  await reachable(its, ["tom", its.tom], "01632 960333");
  await reachable(its, ["jack", its.jack], "01632 960444");
});

/** What somebody sees of who takes part in an exchange. */
async function sees(persona: string, exchange: Json): Promise<Json> {
  const data = await its.bank.as(persona).must(exchangeQuery, { id: idOf(exchange) });
  return at(data, "exchange");
}

const nothing = { contact: null, communication: null };
const ofGrace = { way: "TEXT", reach: "01632 960111", of: "THEMSELVES", firstName: "grace" };
const talksWithGrace = { languages: ["en"], speakingWays: ["AAC"], isPhoneOnly: false };

describe("what two sides see of each other", () => {
  it("is a first name until both have agreed, and from then on what each allows", async () => {
    await says(its, ["grace", its.grace], contact);
    const exchange = await proposed(its, quarter);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { name: "grace", ...nothing },
    });
    await must(its.bank, "grace", [
      "agreeExchange",
      { exchangeId: idOf(exchange), version: versionOf(exchange) },
    ]);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { contact: ofGrace, communication: null },
      payer: nothing,
    });
    expect(await sees("grace", exchange)).toMatchObject({
      ...{ provider: nothing, payer: nothing, recipients: [nothing] },
    });
    await says(its, ["grace", its.grace], talking);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { contact: ofGrace, communication: talksWithGrace },
    });
  });

  it("is gone with the next request once a yes was taken back", async () => {
    const exchange = await agreed(its, quarter);
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: ofGrace } });
    await takesBack(its, ["grace", its.grace], contact);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { contact: null, communication: talksWithGrace },
    });
    await takesBack(its, ["grace", its.grace], talking);
    expect(await sees("amina", exchange)).toMatchObject({ provider: nothing });
    await says(its, ["grace", its.grace], contact);
    await says(its, ["grace", its.grace], talking);
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: ofGrace } });
  });

  it("is nothing for brokers, who have a way of their own, and for nobody else", async () => {
    const exchange = await agreed(its, quarter);
    expect(await sees("priya", exchange)).toMatchObject({
      provider: { name: "grace", ...nothing },
    });
    for (const caller of [its.bank.as("tom"), its.bank.as("rob"), its.bank.anonymous]) {
      const data = await caller.must(exchangeQuery, { id: idOf(exchange) });
      expect(data).toEqual({ exchange: null });
    }
  });

  it.each([
    ["declined", "grace", "declineExchange", proposed],
    ["called off", "amina", "cancelExchange", agreed],
  ])("is nothing more after help was %s", async (_case, persona, mutation, make) => {
    const exchange = await make(its, quarter);
    const wish = { exchangeId: idOf(exchange), reason: "Not this week." };
    await must(its.bank, persona, [mutation, wish]);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { name: "grace", ...nothing },
    });
  });

  it("ends when the terms are put to both anew, and begins again with both their yes", async () => {
    const exchange = await agreed(its, quarter);
    const changed = await must(its.bank, "amina", [
      "proposeExchangeChange",
      { exchangeId: idOf(exchange), version: versionOf(exchange), minutes: 30 },
    ]);
    expect(await sees("amina", exchange)).toMatchObject({ provider: nothing });
    const again = { exchangeId: idOf(changed), version: versionOf(changed) };
    await must(its.bank, "grace", ["agreeExchange", again]);
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: ofGrace } });
  });

  it("lasts two weeks from when it was settled", async () => {
    const exchange = await delivered(its, quarter, 15);
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: ofGrace } });
    await must(its.bank, "amina", ["confirmExchange", { exchangeId: idOf(exchange), minutes: 15 }]);
    const settledAt = its.bank.now();
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: ofGrace } });
    its.bank.at(addDays(settledAt, 14));
    expect(await sees("amina", exchange)).toMatchObject({
      provider: { name: "grace", ...nothing },
    });
    its.bank.at(settledAt);
  });
});

describe("what is seen of and by somebody under 18", () => {
  it("is never how to reach them: the guardian's number, with the guardian's yes", async () => {
    const { bank } = its;
    await says(its, ["jack", its.jack], talking);
    await says(its, ["amina", its.amina], contact);
    await says(its, ["amina", its.amina], talking);
    const exchange = await must(bank, "tom", [
      "proposeExchange",
      {
        ...{ providerId: its.jack, recipientIds: [its.amina], minutes: 30 },
        ...{ what: "Help with a phone", placeKind: "SUPERVISED_PLACE" },
      },
    ]);
    await must(bank, "amina", [
      "agreeExchange",
      { exchangeId: idOf(exchange), version: versionOf(exchange) },
    ]);
    const talks = { communication: talksWithGrace };
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: null, ...talks } });
    await says(its, ["tom", its.tom], asGuardian);
    expect(await sees("amina", exchange)).toMatchObject({
      provider: {
        contact: { way: "TEXT", reach: "01632 960333", of: "GUARDIAN", firstName: "tom" },
      },
    });
    // The young person is told how to talk with the adult, and only the guardian how to reach them.
    expect(await sees("jack", exchange)).toMatchObject({ payer: { contact: null, ...talks } });
    expect(await sees("tom", exchange)).toMatchObject({
      payer: { contact: { reach: "01632 960222" }, ...talks },
    });
    await takesBack(its, ["tom", its.tom], asGuardian);
    expect(await sees("amina", exchange)).toMatchObject({ provider: { contact: null } });
  });
});
