import { randomBytes } from "node:crypto";
import { createLocalApi, type LocalBank } from "../../infra/local/bank.ts";
import { startEngine } from "../../infra/local/engine.ts";
import { loadMadeUp } from "../../infra/local/generate.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { createTable, engineClient } from "../../infra/local/local-table.ts";
import { makeUp } from "../../infra/local/made-up.ts";
import { dynamodbTable, type Usage } from "../../src/table/index.ts";

const tableName = "corehours-bench";
const now = "2026-03-30T10:00:00.000Z";

/** A hub of two members on an engine of its own, and what they do to each other all day. */
export async function openBench() {
  const engine = await startEngine();
  const client = engineClient(engine.endpoint);
  await createTable(client, tableName);
  const usage: Usage[] = [];
  const { bank } = createLocalApi({
    table: () => dynamodbTable({ client, tableName, onUsage: (used) => usage.push(used) }),
    issuer: await createIssuer(await newKey()),
    cursorSecret: randomBytes(32).toString("hex"),
    log: (line) => console.error(line),
  });
  const community = makeUp({ hubs: 1, members: 2, exchanges: 0, seed: 1 });
  await loadMadeUp(bank, community, () => undefined);
  const [payer, provider] = await Promise.all(
    (community.hubs[0]?.members ?? []).map(({ persona }) => memberOf(bank, persona)),
  );
  if (!payer || !provider) throw new Error("The bench needs two members.");
  const stop = async () => {
    client.destroy();
    await engine.stop();
  };
  return { client, tableName, usage, stop, ...deedsOf(bank, { payer, provider }) };
}

type Member = { readonly persona: string; readonly id: string };

async function memberOf(bank: LocalBank, persona: string): Promise<Member> {
  const answer = await bank.call(persona, now, "{ me { memberships { id } } }");
  const [membership] = Object(answer.data?.["me"]).memberships;
  return { persona, id: String(membership.id) };
}

/** Asks as one of the two, and stops the bench at any refusal. */
function askerOn(bank: LocalBank) {
  const mutate = async (persona: string, name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const thing = name === "giveCredits" ? "gift" : "exchange";
    const document = `mutation($input: ${type}!) {
      answer: ${name}(input: $input) { ${thing} { id } userErrors { code message } }
    }`;
    const answer = await bank.call(persona, now, document, { input });
    const { userErrors, ...payload } = Object(answer.data?.["answer"]);
    if (answer.errors || userErrors?.length > 0) throw new Error(JSON.stringify(answer));
    return String(payload[thing].id);
  };
  const read = async (persona: string, document: string) => {
    const answer = await bank.call(persona, now, document);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  };
  return { mutate, read };
}

function deedsOf(bank: LocalBank, pair: { readonly payer: Member; readonly provider: Member }) {
  const { mutate, read } = askerOn(bank);
  let { payer, provider } = pair;
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
  balance: () => read("{ me { memberships { account { balanceMinutes } } } }"),
  statement: () =>
    read("{ me { memberships { account { statement(first: 20) { nodes { minutes } } } } } }"),
  exchanges: () =>
    read(`{ exchanges(partyId: "${partyId}", first: 20) {
      nodes { status provider { name hub { name } } payer { name } recipients { name } }
    } }`),
});
