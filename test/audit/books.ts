import { must } from "../exchanges/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, giveRole, mustTell, person } from "../federation/hubs.ts";
import { helped } from "../ledger/helped.ts";
import { textAt } from "../support/api.ts";

/** The words people wrote into what these books rest on. */
export const words = ["Help", "Counted twice.", "A quiet word first."] as const;

export const days = {
  first: "2026-01-05T09:00:00.000Z",
  second: "2026-01-06T09:00:00.000Z",
  third: "2026-01-07T09:00:00.000Z",
} as const;

/** Two hubs in which something of most kinds has happened on two days, and vera, BRA's auditor. */
export async function livedBooks(): Promise<Setting> {
  const its = await setting();
  const { bank } = its;
  const auditor = { role: "AUDITOR", scopeId: its.bra } as const;
  await giveRole(bank, await person(bank, "vera"), auditor);
  const journalEntryId = await helped(its, { provider: "grace", payer: "amina", minutes: 60 });
  await helped(its, { provider: "kofi", payer: "tom", minutes: 30 });
  const wish = { providerId: its.grace, recipientIds: [its.amina], what: "Help", minutes: 45 };
  await agreed(its, wish);
  bank.at(days.second);
  await helped(its, { provider: "grace", payer: "tom", minutes: 90 });
  await tell(its, "amina", "giveCredits", {
    fromId: its.amina,
    to: { potOfHubId: its.bra },
    minutes: 15,
  });
  await tell(its, "priya", "reverseEntry", { journalEntryId, minutes: 15, reason: words[1] });
  await tell(its, "priya", "freezeAccount", {
    accountId: `acc${its.tom.slice(3)}`,
    reason: words[2],
  });
  return its;
}

async function agreed({ bank }: Setting, wish: { readonly [field: string]: unknown }) {
  const proposed = await must(bank, "amina", ["proposeExchange", wish]);
  const exchangeId = textAt(proposed, "id");
  await must(bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
}

/** Does something as somebody; it has to succeed. */
export const tell = (
  { bank }: Setting,
  persona: string,
  mutation: string,
  input: { readonly [field: string]: unknown },
) => mustTell(bank.as(persona), change(mutation, ""), input);
