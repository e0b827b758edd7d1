import type { LookupAddress } from "node:dns";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { createWebhookHandler } from "../../functions/webhook-handler.ts";
import { postOutside } from "../../functions/webhook-post.ts";
import { startQueue } from "../../infra/local/delivery-queue.ts";
import { streamOf } from "../../infra/local/stream-source.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { at, type Json, type TestBank, textAt } from "../support/api.ts";
import { testEngine } from "../support/engine.ts";
import { doneTo, registered, somewhere, testEvent, untilDone } from "../support/webhooks.ts";
import { isGenuine, receiver } from "./receiver.ts";

let its: Setting;
let bank: TestBank;
let hubId: string;
beforeAll(async () => {
  its = await setting();
  bank = its.bank;
  hubId = its.bra;
});

type Webhook = { readonly id: string; readonly version: number; readonly status: string };

/** A hub can have ten at a time, and each of these tests has its own. */
afterEach(async () => {
  const list = `query ($hub: ID!) { webhooks(hubId: $hub, last: 3) { nodes { id version status } } }`;
  const found = at(await bank.as("priya").must(list, { hub: hubId }), "webhooks.nodes");
  for (const { id: webhookId, version, status } of Object.values(Object(found)) as Webhook[]) {
    if (status !== "ENDED") await doneTo(bank, "priya", ["endWebhook", { webhookId, version }]);
  }
});

const secret = "a secret for tests, and for nothing else";
const post = postOutside({ allowsLoopback: true, longestMillis: 300 });

/** A webhook that leads to this machine, as `npm start` allows. */
async function towards(url: string) {
  const local = bank.newInstance({ settings: { ...(await settingsOf()), letsLoopback: true } });
  const input = { hubId, url, facts: ["GIFT_GIVEN"], idempotencyKey: `towards-${url}` };
  const query = `mutation ($input: RegisterWebhookInput!) {
    registerWebhook(input: $input) { webhook { id } secret userErrors { code } }
  }`;
  const { body } = await bank.send(
    {
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await bank.tokenFor("priya")}`,
      },
      body: JSON.stringify({ query, variables: { input } }),
    },
    local,
  );
  const made = at(JSON.parse(body), "data.registerWebhook");
  return { webhookId: textAt(made, "webhook.id"), shown: textAt(made, "secret") };
}

async function settingsOf() {
  const { localAudience: audience, localIssuer: issuer } = await import(
    "../../infra/local/issuer.ts"
  );
  return { issuer, audience, keys: bank.issuer.keys, cursorSecret: secret, firstStewards: [] };
}

const messageOf = (body: string) => ({
  Records: [{ messageId: body, receiptHandle: body, body } as never],
});

/** The webhook function, with what it put off. */
function functionAt(moment: string) {
  const putOff: number[] = [];
  const log: object[] = [];
  const handler = createWebhookHandler({
    ...{ table: bank.table, secret, post, now: () => moment, chance: () => 0.5 },
    queue: { putOff: async (_receipt, seconds) => void putOff.push(seconds) },
    log: (line) => log.push(line),
  });
  return { send: (id: string) => handler(messageOf(id)), putOff, log };
}

const stateOf = async (id: string): Promise<Json> =>
  at(
    await bank.as("priya").must(
      `query ($id: ID!) { node(id: $id) { ... on WebhookDelivery {
        status nextTryAt attempts { at status trouble }
      } } }`,
      { id },
    ),
    "node",
  );

describe("a delivery", () => {
  it("arrives signed, with nothing in it but ids, minutes and moments", async () => {
    const { url, heard } = await receiver([204]);
    const { webhookId, shown } = await towards(url);
    const id = await testEvent(bank, webhookId);
    const tries = functionAt(bank.now());
    expect(await tries.send(id)).toEqual({ batchItemFailures: [] });
    expect(heard).toHaveLength(1);
    const [first] = heard;
    if (!first) throw new Error("Nothing came.");
    expect(first.headers).toMatchObject({ "webhook-id": id, "content-type": "application/json" });
    expect(JSON.parse(first.body)).toEqual({
      ...{ type: "TEST", timestamp: bank.now(), data: { webhookId } },
    });
    expect(isGenuine(first, shown)).toBe(true);
    expect(isGenuine({ ...first, body: `${first.body} ` }, shown)).toBe(false);
    expect(await stateOf(id)).toMatchObject({ status: "DELIVERED", nextTryAt: null });
    // The same message once more, as queues do: nothing is sent again.
    expect(await tries.send(id)).toEqual({ batchItemFailures: [] });
    expect(heard).toHaveLength(1);
    expect(JSON.stringify(tries.log)).not.toContain(shown);
  });

  it("is signed with both secrets for a day after one was changed", async () => {
    const { url, heard } = await receiver([204]);
    const { webhookId, shown } = await towards(url);
    const rotated = await doneTo(bank, "priya", ["rotateWebhookSecret", { webhookId, version: 1 }]);
    const newer = textAt(rotated, "secret");
    expect(newer).not.toBe(shown);
    await functionAt(bank.now()).send(await testEvent(bank, webhookId));
    const dayLater = "2026-01-06T09:00:00.001Z";
    await functionAt(dayLater).send(await testEvent(bank, webhookId));
    expect(heard.map((one) => [isGenuine(one, shown), isGenuine(one, newer)])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it.each([
    [500, { status: 500, trouble: null }],
    ["REDIRECT", { status: 302, trouble: null }],
    ["SILENT", { status: null, trouble: "TIMEOUT" }],
    ["RESET", { status: null, trouble: "UNREACHABLE" }],
  ] as const)("is put off and tried again when the receiver does this: %s", async (first, told) => {
    const { url, heard } = await receiver([first, 204]);
    const { webhookId } = await towards(url);
    const id = await testEvent(bank, webhookId);
    const tries = functionAt(bank.now());
    expect(await tries.send(id)).toEqual({ batchItemFailures: [{ itemIdentifier: id }] });
    expect(tries.putOff).toEqual([5]);
    expect(await stateOf(id)).toMatchObject({ status: "PENDING", attempts: [told] });
    // Not before its time, however often the message comes.
    expect(await tries.send(id)).toEqual({ batchItemFailures: [{ itemIdentifier: id }] });
    expect(heard).toHaveLength(1);
    await functionAt("2026-01-05T09:00:06.000Z").send(id);
    expect(heard.map(({ headers }) => headers["webhook-id"])).toEqual([id, id]);
    expect(await stateOf(id)).toMatchObject({ status: "DELIVERED", attempts: [told, {}] });
  });

  it("is done with an answer that never ends", async () => {
    const { url } = await receiver(["ENDLESS"]);
    expect(await post({ url, headers: {}, body: "{}" })).toEqual({ status: 200 });
  });

  it("is sent once where two hear its message at the same time", async () => {
    const { url, heard } = await receiver([204]);
    const { webhookId } = await towards(url);
    const id = await testEvent(bank, webhookId);
    await Promise.all([1, 2, 3, 4].map(() => functionAt(bank.now()).send(id)));
    expect(heard).toHaveLength(1);
  });

  it("is let go of by nobody before it is done, whoever else is at it", async () => {
    const { url } = await receiver([204]);
    const { webhookId } = await towards(url);
    const id = await testEvent(bank, webhookId);
    const inner = bank.table();
    const other = createWebhookHandler({
      // Another one begins between reading and writing, and is cut off.
      table: () => ({
        ...inner,
        commit: async (writes) => {
          await inner.commit(writes);
          return "CHANGED";
        },
      }),
      ...{ secret, post, now: bank.now, chance: () => 0.5, queue: { putOff: async () => {} } },
    });
    expect(await other(messageOf(id))).toEqual({ batchItemFailures: [{ itemIdentifier: id }] });
  });

  it("is tried again a minute later when a try was cut off, under the same id", async () => {
    const { url, heard } = await receiver([204]);
    const { webhookId } = await towards(url);
    const id = await testEvent(bank, webhookId);
    const cutOff = createWebhookHandler({
      ...{ table: bank.table, secret, now: bank.now, queue: { putOff: async () => {} } },
      post: async () => {
        throw new Error("the function died");
      },
    });
    expect((await cutOff(messageOf(id))).batchItemFailures).toHaveLength(1);
    await functionAt("2026-01-05T09:00:30.000Z").send(id);
    expect(heard).toHaveLength(0);
    await functionAt("2026-01-05T09:01:00.000Z").send(id);
    expect(heard.map(({ headers }) => headers["webhook-id"])).toEqual([id]);
    expect(await stateOf(id)).toMatchObject({
      status: "DELIVERED",
      attempts: [{ status: null, trouble: null }, { status: 204 }],
    });
  });
});

describe("an address that nobody answers at", () => {
  it("is switched off after a day, says so, and goes on with its dead letters when resumed", async () => {
    const webhookId = await registered(bank, { hubId });
    const id = await testEvent(bank, webhookId);
    expect(await untilDone(bank, id, async () => ({ trouble: "UNREACHABLE" }))).toBe("DEAD");
    const notice = `query ($id: ID!) { webhook(id: $id) { status notice version failingSince } }`;
    const read = async () => at(await bank.as("priya").must(notice, { id: webhookId }), "webhook");
    expect(await read()).toMatchObject({
      ...{ status: "OFF", version: 2, notice: expect.stringContaining("resume") },
    });
    await doneTo(bank, "priya", ["resumeWebhook", { webhookId, version: 2 }]);
    await doneTo(bank, "priya", ["replayDeadLetters", { webhookId, version: 3 }]);
    expect(await stateOf(id)).toMatchObject({ status: "PENDING", attempts: [] });
    expect(await untilDone(bank, id, async () => ({ status: 200 }))).toBe("DELIVERED");
    expect(await read()).toMatchObject({ status: "ACTIVE", notice: null, failingSince: null });
  });

  it("is switched off at once when it says that it is gone, and what was on its way waits", async () => {
    const webhookId = await registered(bank, { hubId });
    const id = await testEvent(bank, webhookId);
    expect(await untilDone(bank, id, async () => ({ status: 410 }))).toBe("NOTHING_TO_DO");
    expect(await stateOf(id)).toMatchObject({ status: "PENDING" });
  });
});

describe("a name that leads inside", () => {
  const resolvingTo = (...addresses: readonly string[]) =>
    postOutside({
      allowsLoopback: true,
      resolve: (_name, done) =>
        done(
          null,
          addresses.map(
            (address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 }),
          ),
        ),
    });
  const wish = { url: somewhere, headers: {}, body: "{}" };

  it.each([[["127.0.0.1"]], [["169.254.169.254"]], [["::1"]], [["8.8.8.8", "10.0.0.1"]]])(
    "is not sent to: %s",
    async (addresses) => {
      expect(await resolvingTo(...addresses)(wish)).toEqual({ trouble: "ADDRESS_NOT_ALLOWED" });
    },
  );

  it.each(["https://127.0.0.1/", "https://[::1]/", "https://8.8.8.8:8443/", "http://8.8.8.8/"])(
    "is not sent to as a number either: %s",
    async (url) => {
      expect(await post({ ...wish, url })).toEqual({ trouble: "ADDRESS_NOT_ALLOWED" });
    },
  );
});

/** Everything from the commit to the receiver, as `npm start` runs it. */
describe("from the table's stream to the receiver", () => {
  it("each fact comes once, and what a pause kept waiting comes when it is over", async () => {
    const { url, heard } = await receiver([204]);
    const { webhookId } = await towards(url);
    const queue = startQueue((own) =>
      createWebhookHandler({ table: bank.table, queue: own, secret, post, now: bank.now }),
    );
    const handler = createStreamHandler({ table: bank.table, queue, now: bank.now });
    const source = await streamOf(bank.client, {
      endpoint: await testEngine(),
      tableName: bank.tableName,
    });
    const [shard = ""] = await source.shards();
    const hearAll = async () => {
      const { records } = await source.records(await source.iterator(shard, undefined));
      expect(await handler({ Records: [...records] })).toEqual({ batchItemFailures: [] });
    };
    await doneTo(bank, "priya", ["pauseWebhook", { webhookId, version: 1 }]);
    const gift = { fromId: its.grace, to: { potOfHubId: hubId }, minutes: 15 };
    await make(bank, "grace", ["giveCredits", "gift", gift]);
    await hearAll();
    await hearAll();
    expect(heard).toEqual([]);
    await doneTo(bank, "priya", ["resumeWebhook", { webhookId, version: 2 }]);
    await hearAll();
    await hearAll();
    await expect.poll(() => heard.length).toBe(1);
    expect(JSON.parse(heard[0]?.body ?? "")).toMatchObject({
      ...{ type: "GIFT_GIVEN", data: { minutes: 15, journalEntryId: expect.any(String) } },
    });
    await queue.stop();
  });
});
