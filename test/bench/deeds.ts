import { randomUUID } from "node:crypto";
import { sameIdAs } from "../../src/kernel/index.ts";
import { type Bank, now } from "./bank.ts";
import type { Persona } from "./people.ts";

/** Who gives minutes to whom. */
export type Pair = { readonly payer: Persona; readonly provider: Persona };

const happenedOn = now.slice(0, 10);

/** What two members do to each other all day. Stops the bench at any refusal. */
export function deedsOn(bank: Bank) {
  const mutate = (persona: string, name: string, input: object) =>
    mutateOn(bank, persona, { name, input }).then(({ id, code }) => {
      if (code !== undefined) throw new Error(`${name} was refused: ${code}`);
      return id;
    });
  const propose = ({ payer, provider }: Pair, minutes = 60) =>
    mutate(payer.persona, "proposeExchange", {
      ...{ providerId: provider.id, recipientIds: [payer.id], minutes },
      what: "Cleaning the windows of the front room",
      idempotencyKey: randomUUID(),
    });
  const step = (persona: string, name: string, input: { readonly exchangeId: string }) =>
    mutate(persona, name, { ...input, idempotencyKey: `bench-${name}-${input.exchangeId}` });
  const agree = ({ provider }: Pair, exchangeId: string) =>
    step(provider.persona, "agreeExchange", { exchangeId, ...{ version: 1 } });
  const deliver = ({ provider }: Pair, exchangeId: string, minutes = 60) =>
    step(provider.persona, "markDelivered", { exchangeId, ...{ minutes, happenedOn } });
  const confirm = ({ payer }: Pair, exchangeId: string, minutes = 60) =>
    step(payer.persona, "confirmExchange", { exchangeId, ...{ minutes } });
  const delivered = async (pair: Pair, minutes = 60) => {
    const id = await propose(pair, minutes);
    await agree(pair, id);
    await deliver(pair, id, minutes);
    return id;
  };
  const gift = ({ payer, provider }: Pair) =>
    mutate(payer.persona, "giveCredits", {
      ...{ fromId: payer.id, to: { memberId: provider.id }, minutes: 15 },
      idempotencyKey: randomUUID(),
    });
  return { propose, agree, deliver, confirm, delivered, gift };
}

/** One mutation that answers with an exchange or a gift: its id, or why not. */
export async function mutateOn(
  bank: Bank,
  persona: string,
  { name, input }: { readonly name: string; readonly input: object },
): Promise<{ readonly id: string; readonly code?: string }> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const thing = name === "giveCredits" ? "gift" : "exchange";
  const document = `mutation($input: ${type}!) {
    answer: ${name}(input: $input) { ${thing} { id } userErrors { code message } }
  }`;
  const answer = await bank.ask(persona, document, { input });
  const { userErrors, ...payload } = Object(answer.data?.["answer"]);
  if (answer.errors) throw new Error(JSON.stringify(answer));
  const [refusal] = userErrors;
  return refusal ? { id: "", code: refusal.code } : { id: String(payload[thing].id) };
}

/** What a member looks at. */
export function looksOn(bank: Bank, { persona, id, hubId }: Persona) {
  const read = async (document: string) => {
    const answer = await bank.ask(persona, document);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  };
  const accountId = sameIdAs(id, "acc");
  return {
    balance: () => read(`{ account(id: "${accountId}") { balanceMinutes } }`),
    statement: () =>
      read(`{ account(id: "${accountId}") {
        statement(first: 20) { nodes { minutes balanceMinutes } }
      } }`),
    /** The first page of an app: who I am, what I have in hand, and what others offer. */
    front: () =>
      read(`{
        me { memberships { id hub { name } } }
        account(id: "${accountId}") { balanceMinutes }
        searchListings(place: { hubId: "${hubId}" }, direction: OFFER, first: 20) {
          nodes { title usualMinutes }
        }
      }`),
    exchanges: () =>
      read(`{ exchanges(partyId: "${id}", first: 20) {
        nodes { status provider { name hub { name } } payer { name } recipients { name } }
      } }`),
  };
}
