import { idOf, must } from "../exchanges/setting.ts";
import type { Setting } from "../exchanges/town.ts";
import { giveRole } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";

type Help = {
  readonly provider: "grace" | "kofi" | "tom";
  readonly payer: "amina" | "tom";
  readonly minutes: number;
};

/** Help from its proposal to its settlement, on the bank's day; answers with its journal entry. */
export async function helped(its: Setting, { provider, payer, minutes }: Help): Promise<string> {
  const wish = { providerId: its[provider], recipientIds: [its[payer]], what: "Help", minutes };
  const exchangeId = idOf(await must(its.bank, payer, ["proposeExchange", wish]));
  await must(its.bank, provider, ["agreeExchange", { exchangeId, version: 1 }]);
  const given = { exchangeId, minutes, happenedOn: its.bank.now().slice(0, 10) };
  await must(its.bank, provider, ["markDelivered", given]);
  const end = await must(its.bank, payer, ["confirmExchange", { exchangeId, minutes }]);
  return textAt(end, "journalEntryId");
}

/** What a persona reads of an account; null when it is not theirs to read. */
export async function account(
  { bank }: Setting,
  persona: string,
  wish: { readonly id: string; readonly fields: string },
): Promise<Json> {
  const document = `query ($id: ID!) { account(id: $id) { ${wish.fields} } }`;
  return at(await bank.as(persona).must(document, { id: wish.id }), "account");
}

/** Makes a persona who is a person already a broker of BRA as well. */
export async function brokerToo({ bank, bra }: Setting, persona: string): Promise<void> {
  const me = await bank.as(persona).must("{ me { person { id } } }");
  await giveRole(bank, textAt(me, "me.person.id"), { role: "BROKER", scopeId: bra });
}
