import { beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/integration/model/index.ts";
import { createDelivery } from "../../src/integration/repository.ts";
import { derivedId } from "../../src/kernel/index.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { spoil } from "../support/spoiling.ts";
import { doneTo, registered, untilDone } from "../support/webhooks.ts";
import { calledQueue, hearingOf } from "./hearing.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const change = (name: string, webhookId: string, version: number) =>
  doneTo(its.bank, "priya", [name, { webhookId, version }]);

/** So many deliveries that wait for a webhook, as after a long pause. */
async function waiting(webhookId: string, count: number): Promise<readonly string[]> {
  const now = its.bank.now();
  const one = (place: number): Delivery => ({
    ...{ id: derivedId("del", webhookId, String(place)), webhookId, type: "GIFT_GIVEN", at: now },
    ...{ data: { minutes: 15 }, status: "PENDING", attempts: [], nextAt: now, createdAt: now },
    ...{ version: 1, receipts: [] },
  });
  const all = Array.from({ length: count }, (_none, place) => one(place));
  for (let from = 0; from < count; from += 90) {
    await its.bank.table().commit(all.slice(from, from + 90).map(createDelivery));
  }
  return all.map(({ id }) => id);
}

const atOnce = 200;

describe("a webhook that goes on after a long pause", () => {
  it("sends what waited in small steps, each once and none left out", async () => {
    const webhookId = await registered(its.bank, { hubId: its.bra, facts: ["GIFT_GIVEN"] });
    await change("pauseWebhook", webhookId, 1);
    const all = await waiting(webhookId, 2 * atOnce + 50);
    const queue = calledQueue();
    const { hear } = await hearingOf(its.bank, queue);
    while ((await hear()).heard > 0);
    queue.calls.length = 0;
    await change("resumeWebhook", webhookId, 2);
    while ((await hear()).heard > 0);
    const sizes = queue.calls.map(({ length }) => length).filter((size) => size > 0);
    expect(sizes).toEqual([atOnce, atOnce, 50]);
    expect(queue.calls.flat().toSorted()).toEqual(all.toSorted());
    await change("endWebhook", webhookId, 3);
  });

  it("loses nothing when the queue fails on the way, nor when it is paused and goes on anew", async () => {
    const webhookId = await registered(its.bank, { hubId: its.bra, facts: ["GIFT_GIVEN"] });
    await change("pauseWebhook", webhookId, 1);
    const all = await waiting(webhookId, 2 * atOnce + 50);
    const sent = new Set<string>();
    let calls = 0;
    const send = async (ids: readonly string[]) => {
      if (ids.length > 0 && calls++ % 2 === 0) throw new Error("The queue is away.");
      for (const id of ids) sent.add(id);
    };
    const { hear } = await hearingOf(its.bank, { send });
    while ((await hear()).heard > 0);
    sent.clear();
    await change("resumeWebhook", webhookId, 2);
    await hear();
    await hear();
    await change("pauseWebhook", webhookId, 3);
    await change("resumeWebhook", webhookId, 4);
    let turns = 0;
    while ((await hear()).heard > 0) turns += 1;
    expect(turns).toBeLessThan(30);
    expect([...sent].toSorted()).toEqual(all.toSorted());
    await change("endWebhook", webhookId, 5);
  });
});

const deliveriesOf = async (webhookId: string): Promise<readonly Json[]> => {
  const query = `query ($id: ID!) {
    webhookDeliveries(webhookId: $id, first: 100) { nodes { id type status } }
  }`;
  const nodes = at(
    await its.bank.as("priya").must(query, { id: webhookId }),
    "webhookDeliveries.nodes",
  );
  return Array.isArray(nodes) ? nodes : [];
};

describe("a webhook that nobody can read", () => {
  const spoiled = (webhookId: string, secretNumber: string | number) =>
    spoil(its.bank.client, its.bank.tableName, {
      key: { pk: webhookId, sk: "WEBHOOK" },
      fields: { secretNumber },
    });

  it("keeps no other one waiting, and misses nothing that it asked for once it is mended", async () => {
    const { bank, bra: hubId, grace } = its;
    const queue = calledQueue();
    const { hear, poison } = await hearingOf(bank, queue);
    while ((await hear()).heard > 0);
    queue.calls.length = 0;
    const good = await registered(bank, { hubId });
    const asking = await registered(bank, { hubId });
    const other = await registered(bank, { hubId, facts: ["MEMBER_LEFT"] });
    await spoiled(asking, "one");
    await spoiled(other, "one");
    const gift = { fromId: grace, to: { potOfHubId: hubId }, minutes: 15 };
    await make(bank, "grace", ["giveCredits", "gift", gift]);
    while ((await hear()).heard > 0);
    expect(await deliveriesOf(good)).toMatchObject([{ type: "GIFT_GIVEN", status: "PENDING" }]);
    expect(new Set(poison)).toEqual(new Set([asking, other]));
    // All three have a message; those of the two are handed back until somebody has mended them.
    const ids = [...new Set(queue.calls.flat())];
    expect(ids).toHaveLength(3);
    const taken = async () => ({ status: 200 });
    const tries = await Promise.allSettled(ids.map((id) => untilDone(bank, id, taken)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual([
      "fulfilled",
      ...["rejected", "rejected"],
    ]);
    await spoiled(asking, 1);
    await spoiled(other, 1);
    const again = await Promise.all(ids.map((id) => untilDone(bank, id, taken)));
    expect(again.toSorted()).toEqual(["DELIVERED", "NOTHING_TO_DO", "NOTHING_TO_DO"]);
    expect(await deliveriesOf(asking)).toMatchObject([{ type: "GIFT_GIVEN", status: "DELIVERED" }]);
    // It never asked for gifts.
    expect(await deliveriesOf(other)).toEqual([]);
    for (const webhookId of [good, asking, other]) await change("endWebhook", webhookId, 1);
  });
});

describe("who comes and goes in a hub", () => {
  it("is told of adults, and of no child", async () => {
    const { bank, bra: hubId } = its;
    const facts = ["MEMBER_JOINED", "MEMBER_LEFT"];
    const webhookId = await registered(bank, { hubId, facts });
    await make(bank, "tom", ["leaveHub", "member", { memberId: its.jack }]);
    await make(bank, "tom", ["leaveHub", "member", { memberId: its.tom }]);
    const { hear } = await hearingOf(bank, calledQueue());
    while ((await hear()).heard > 0);
    const items = await Promise.all(
      (await deliveriesOf(webhookId)).map((one) =>
        bank.table().get({ pk: String(at(one, "id")), sk: "DELIVERY" }),
      ),
    );
    const told = items.map((item) => `${item?.["type"]} ${Object(item?.["data"]).memberId}`);
    expect(told.toSorted()).toEqual(
      [
        ...[its.amina, its.grace, its.tom, its.nadia].map((id) => `MEMBER_JOINED ${id}`),
        `MEMBER_LEFT ${its.tom}`,
      ].toSorted(),
    );
    await change("endWebhook", webhookId, 1);
  });
});
