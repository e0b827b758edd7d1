import { beforeAll, describe, expect, it } from "vitest";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { at, codesOf, machinePrefix, newRequestKey, textAt } from "../support/api.ts";
import {
  deadLetter,
  doneTo,
  registered,
  somewhere,
  testEvent,
  untilDone,
  webhookMutation,
} from "../support/webhooks.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

type Input = { readonly [field: string]: unknown };

const codes = async (persona: string, [name, input]: readonly [string, Input]) => {
  const wish = { input: { idempotencyKey: newRequestKey(), ...input } };
  return codesOf(await its.bank.as(persona).ask(webhookMutation(name), wish));
};

const wish = (more: Input = {}) => ({
  ...{ hubId: its.bra, url: somewhere, facts: ["GIFT_GIVEN"], ...more },
});

describe("registering a webhook", () => {
  it("tells the secret once, and again to the same request only as long as it is the newest", async () => {
    const input = { ...wish(), idempotencyKey: "one-secret-for-us" };
    const first = await doneTo(its.bank, "priya", ["registerWebhook", input]);
    expect(textAt(first, "secret")).toMatch(/^whsec_[\w+/]{43}=$/);
    const again = await doneTo(its.bank, "priya", ["registerWebhook", input]);
    expect(again).toEqual({ ...Object(first), replayed: true });
    const webhookId = textAt(first, "webhook.id");
    await doneTo(its.bank, "priya", ["rotateWebhookSecret", { webhookId, version: 1 }]);
    const later = await doneTo(its.bank, "priya", ["registerWebhook", input]);
    expect(at(later, "secret")).toBeNull();
    await doneTo(its.bank, "priya", ["endWebhook", { webhookId, version: 2 }]);
  });

  it("keeps no secret in the table", async () => {
    const made = await doneTo(its.bank, "priya", ["registerWebhook", wish()]);
    const webhookId = textAt(made, "webhook.id");
    const items = await its.bank.table().walk({ pk: webhookId, limit: 10 });
    const secret = textAt(made, "secret").slice("whsec_".length);
    expect(items).toHaveLength(1);
    for (const form of [secret, Buffer.from(secret, "base64").toString("hex")]) {
      expect(JSON.stringify(items)).not.toContain(form);
    }
    expect(JSON.stringify(its.bank.log)).not.toContain(secret);
    await doneTo(its.bank, "priya", ["endWebhook", { webhookId, version: 1 }]);
  });

  it.each([
    [
      "an address without a lock",
      "priya",
      { url: "http://hooks.example.org/" },
      "VALIDATION_FAILED",
    ],
    ["this machine itself", "priya", { url: "http://localhost:4010/" }, "VALIDATION_FAILED"],
    ["no fact", "priya", { facts: [] }, "VALIDATION_FAILED"],
    ["a member", "amina", {}, "FORBIDDEN"],
    ["another hub's broker", "rob", {}, "FORBIDDEN"],
    ["a hub that is not there", "priya", { hubId: `hub_${"0".repeat(26)}` }, "NOT_FOUND"],
  ])("is refused for %s", async (_why, persona, more, code) => {
    expect(await codes(persona, ["registerWebhook", wish(more)])).toEqual([code]);
  });

  it("is refused for the eleventh that has not ended", async () => {
    const { bank, sal: hubId } = its;
    const persona = "rob";
    for (let made = 0; made < 9; made++) await registered(bank, { hubId, persona });
    const tenth = await registered(bank, { hubId, persona });
    expect(await codes("rob", ["registerWebhook", wish({ hubId })])).toEqual(["TOO_MANY_WEBHOOKS"]);
    await doneTo(bank, "rob", ["endWebhook", { webhookId: tenth, version: 1 }]);
    await registered(bank, { hubId, persona });
  });

  it("is for a machine that was let, in its hub and as long as it is let", async () => {
    const { bank, bra, sal } = its;
    const machine = `${machinePrefix}till-system`;
    expect(await codes(machine, ["registerWebhook", wish()])).toEqual(["FORBIDDEN"]);
    const client = await make(bank, "steward", [
      "registerClient",
      "client",
      {
        ...{ clientId: "till-system", name: "Till", purpose: "Shows what is given." },
        ...{ scopes: ["WEBHOOKS"], placeId: bra, until: "2026-06-01T00:00:00Z", reason: "Asked." },
      },
    ]);
    const webhookId = await registered(bank, { hubId: bra, persona: machine });
    expect(await codes(machine, ["registerWebhook", wish({ hubId: sal })])).toEqual(["FORBIDDEN"]);
    await doneTo(bank, machine, ["pauseWebhook", { webhookId, version: 1 }]);
    await make(bank, "steward", ["endClient", "client", { clientAppId: client, reason: "Over." }]);
    expect(await codes(machine, ["endWebhook", { webhookId, version: 2 }])).toEqual(["NOT_FOUND"]);
    await doneTo(bank, "priya", ["endWebhook", { webhookId, version: 2 }]);
  });
});

describe("a webhook", () => {
  it("goes from one state to the next, and from no other", async () => {
    const webhookId = await registered(its.bank, { hubId: its.bra });
    const state = { pauseWebhook: "PAUSED", resumeWebhook: "ACTIVE", endWebhook: "ENDED" } as const;
    let version = 1;
    const steps = [
      "resume!",
      "pause",
      "pause!",
      "resume",
      "pause",
      "end",
      "end!",
      "resume!",
      "pause!",
    ];
    for (const step of steps) {
      const name = `${step.replace("!", "")}Webhook` as keyof typeof state;
      const input = { webhookId, version };
      if (step.endsWith("!")) {
        expect(await codes("priya", [name, input])).toEqual(["STATE_TRANSITION_INVALID"]);
      } else {
        const done = await doneTo(its.bank, "priya", [name, input]);
        version += 1;
        expect(done).toMatchObject({ webhook: { status: state[name], version } });
      }
    }
    expect(await codes("priya", ["rotateWebhookSecret", { webhookId, version }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    expect(await codes("priya", ["sendTestEvent", { webhookId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is nothing that anybody else can find, read or change", async () => {
    const { bank, bra } = its;
    const webhookId = await registered(bank, { hubId: bra });
    const deliveryId = await testEvent(bank, webhookId);
    const query = `query ($id: ID!, $delivery: ID!, $hub: ID!) {
      webhook(id: $id) { id } node(id: $delivery) { id }
      webhooks(hubId: $hub) { nodes { id } } webhookDeliveries(webhookId: $id) { nodes { id } }
    }`;
    const asked = { id: webhookId, delivery: deliveryId, hub: bra };
    const nothing = { webhook: null, node: null, webhooks: null, webhookDeliveries: null };
    for (const persona of ["amina", "rob", "stranger"]) {
      expect(await bank.as(persona).must(query, asked)).toEqual(nothing);
      const input = { webhookId, version: 1 };
      const expected = ["NOT_FOUND"];
      expect(await codes(persona, ["pauseWebhook", input])).toEqual(expected);
      expect(await codes(persona, ["replayWebhookDelivery", { deliveryId }])).toEqual(expected);
    }
    expect(await bank.anonymous.must(query, asked)).toEqual(nothing);
    expect(await bank.as("priya").must(query, asked)).toMatchObject({
      ...{ webhook: { id: webhookId }, node: { id: deliveryId } },
      webhookDeliveries: { nodes: [{ id: deliveryId }] },
    });
    await doneTo(bank, "priya", ["endWebhook", { webhookId, version: 1 }]);
  });

  it("sends again what was taken or came to nothing, under its old id, and not what is under way", async () => {
    const { bank } = its;
    const webhookId = await registered(bank, { hubId: its.bra });
    const deliveryId = await testEvent(bank, webhookId);
    expect(await codes("priya", ["replayWebhookDelivery", { deliveryId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
    await untilDone(bank, deliveryId, async () => ({ status: 200 }));
    const again = await doneTo(bank, "priya", ["replayWebhookDelivery", { deliveryId }]);
    expect(again).toMatchObject({ delivery: { id: deliveryId, status: "PENDING", attempts: [] } });
    const none = ["replayDeadLetters", { webhookId, version: 1 }] as const;
    expect(await codes("priya", none)).toEqual(["STATE_TRANSITION_INVALID"]);
    const dead = await deadLetter(bank, webhookId);
    const list = `query ($id: ID!) {
      webhookDeliveries(webhookId: $id, status: DEAD) { nodes { id attempts { status } } }
    }`;
    const letters = await bank.as("priya").must(list, { id: webhookId });
    expect(at(letters, "webhookDeliveries.nodes.0.id")).toBe(dead);
    expect(at(letters, "webhookDeliveries.nodes.0.attempts.10.status")).toBe(500);
  });
});
