import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { type BankAnswer, createLocalApi } from "../../infra/local/bank.ts";
import { startEngine } from "../../infra/local/engine.ts";
import { loadMadeUp } from "../../infra/local/generate.ts";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { createIssuer, type Issuer, newKey } from "../../infra/local/issuer.ts";
import { createTable, engineClient } from "../../infra/local/local-table.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import type { GraphqlHandler } from "../../src/graphql/index.ts";
import { sameIdAs } from "../../src/kernel/index.ts";
import { dynamodbTable, type Usage } from "../../src/table/index.ts";

const tableName = "corehours-bench";
const now = new Date().toISOString();

/** Thrown instead of sending, when a transaction is only to be looked at. */
const captured = new Error("The transaction was captured, not sent.");

/**
 * A hub of two members, on an engine of its own that keeps its data in a file as `npm start` does,
 * and what they do to each other all day.
 */
export async function openBench() {
  const folder = await mkdtemp(join(tmpdir(), "corehours-bench-"));
  const engine = await startEngine(join(folder, "bank.db"));
  const client = engineClient(engine.endpoint);
  await createTable(client, tableName);
  const usage: Usage[] = [];
  const issuer = await createIssuer(await newKey());
  const catcher = catching(client);
  // Asking the engine to count makes every answer longer, so it is off where time is measured.
  const meter = { isOn: true };
  const { bank, handler } = createLocalApi({
    table: () =>
      dynamodbTable({
        client: catcher.client,
        tableName,
        ...(meter.isOn ? { onUsage: (used: Usage) => usage.push(used) } : {}),
      }),
    issuer,
    cursorSecret: randomBytes(32).toString("hex"),
  });
  const community = makeUp({ hubs: 1, members: 2, exchanges: 0, seed: 1 });
  await loadMadeUp(bank, community, () => undefined);
  const ask = await signedIn(handler, issuer, community.hubs[0]?.members ?? []);
  const stop = async () => {
    client.destroy();
    await engine.stop();
    await rm(folder, { recursive: true });
  };
  return { client, usage, meter, stop, capture: catcher.capture, ...deedsOf(ask) };
}

/** A client that can hand over the next transaction instead of sending it. */
function catching(client: DynamoDBClient) {
  let held: TransactWriteItemsCommand | undefined;
  let isCatching = false;
  const watching: DynamoDBClient = Object.create(client, {
    send: {
      value: (command: Parameters<DynamoDBClient["send"]>[0]) => {
        if (!isCatching || !(command instanceof TransactWriteItemsCommand)) {
          return client.send(command);
        }
        held = command;
        throw captured;
      },
    },
  });
  const capture = async (work: () => Promise<unknown>): Promise<TransactWriteItemsCommand> => {
    isCatching = true;
    await work().catch(() => undefined);
    isCatching = false;
    if (!held) throw new Error("There was no transaction to capture.");
    return new TransactWriteItemsCommand(held.input);
  };
  return { client: watching, capture };
}

type Persona = { readonly persona: string; readonly id: string };
type Ask = {
  readonly pair: readonly [Persona, Persona];
  readonly ask: (persona: string, document: string, variables?: object) => Promise<BankAnswer>;
};

/** The two members with their tokens: people keep one for an hour, so signing is not measured. */
async function signedIn(
  handler: GraphqlHandler,
  issuer: Issuer,
  members: readonly { readonly persona: string }[],
): Promise<Ask> {
  const tokens = new Map(
    await Promise.all(
      members.map(async ({ persona }) => [persona, await issuer.sign(persona, now)] as const),
    ),
  );
  const ask: Ask["ask"] = async (persona, document, variables = {}) => {
    const request = {
      method: "POST",
      target: "/graphql",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${tokens.get(persona)}`,
      },
      body: Buffer.from(JSON.stringify({ query: document, variables })),
    };
    const result = await handler(httpEvent(request, Date.parse(now)));
    return JSON.parse(httpAnswer(result).body.toString());
  };
  const [payer, provider] = await Promise.all(
    members.map(async ({ persona }) => {
      const { data } = await ask(persona, "{ me { memberships { id } } }");
      return { persona, id: String(Object(data?.["me"]).memberships[0].id) };
    }),
  );
  if (!payer || !provider) throw new Error("The bench needs two members.");
  return { pair: [payer, provider], ask };
}

/** Asks as one of the two, and stops the bench at any refusal. */
function askerOn(ask: Ask["ask"]) {
  const mutate = async (persona: string, name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const thing = name === "giveCredits" ? "gift" : "exchange";
    const document = `mutation($input: ${type}!) {
      answer: ${name}(input: $input) { ${thing} { id } userErrors { code message } }
    }`;
    const answer = await ask(persona, document, { input });
    const { userErrors, ...payload } = Object(answer.data?.["answer"]);
    if (answer.errors || userErrors?.length > 0) throw new Error(JSON.stringify(answer));
    return String(payload[thing].id);
  };
  const read = async (persona: string, document: string) => {
    const answer = await ask(persona, document);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  };
  return { mutate, read };
}

function deedsOf({ pair, ask }: Ask) {
  const { mutate, read } = askerOn(ask);
  let [payer, provider] = pair;
  let asked = 0;
  const propose = () => {
    // They take turns, so nobody runs out of hours however long the bench goes on.
    [payer, provider] = [provider, payer];
    return mutate(payer.persona, "proposeExchange", {
      providerId: provider.id,
      recipientIds: [payer.id],
      minutes: 60,
      what: "Cleaning the windows of the front room",
      idempotencyKey: `bench-propose-${asked++}`,
    });
  };
  const step = (name: string, exchangeId: string, more: object) => {
    const persona = name === "confirmExchange" ? payer.persona : provider.persona;
    const idempotencyKey = `bench-${name}-${exchangeId}`;
    return mutate(persona, name, { exchangeId, ...more, idempotencyKey });
  };
  const happened = { minutes: 60, happenedOn: now.slice(0, 10) };
  const agree = (id: string) => step("agreeExchange", id, { version: 1 });
  const deliver = (id: string) => step("markDelivered", id, happened);
  const confirm = (id: string) => step("confirmExchange", id, { minutes: 60 });
  const delivered = async () => {
    const id = await propose();
    await agree(id);
    await deliver(id);
    return id;
  };
  const gift = () => {
    const to = { memberId: provider.id };
    const idempotencyKey = `bench-gift-${asked++}`;
    return mutate(payer.persona, "giveCredits", {
      fromId: payer.id,
      to,
      minutes: 15,
      idempotencyKey,
    });
  };
  const reads = readsOf((document) => read(payer.persona, document), payer.id);
  return { propose, agree, deliver, confirm, delivered, gift, ...reads };
}

const readsOf = (read: (document: string) => Promise<void>, partyId: string) => ({
  balance: () => read(`{ account(id: "${sameIdAs(partyId, "acc")}") { balanceMinutes } }`),
  statement: () =>
    read(`{ account(id: "${sameIdAs(partyId, "acc")}") {
      statement(first: 20) { nodes { minutes balanceMinutes } }
    } }`),
  exchanges: () =>
    read(`{ exchanges(partyId: "${partyId}", first: 20) {
      nodes { status provider { name hub { name } } payer { name } recipients { name } }
    } }`),
});
