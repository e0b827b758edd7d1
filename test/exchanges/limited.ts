import { at, type Json } from "../support/api.ts";
import { agreed, ask, idOf, must, type Setting } from "./setting.ts";
import { make } from "./town.ts";

type Limits = { readonly [limit: string]: unknown };

/** A broker sets limits of their own for a member. */
export async function limit(
  { bank, sal, kofi }: Setting,
  memberId: string,
  limits: Limits,
): Promise<void> {
  const broker = sal && memberId === kofi ? "rob" : "priya";
  const found = await bank
    .as(broker)
    .must(`query ($id: ID!) { member(id: $id) { version } }`, { id: memberId });
  const version = at(found, "member.version");
  const wish = { memberId, version, reason: "For this test.", ...limits };
  await make(bank, broker, ["setMemberLimits", "member", wish]);
}

/** What an account holds and what is promised to it, as its holder or a broker sees it. */
export async function standing({ bank }: Setting, persona: string, partyId: string): Promise<Json> {
  const answer = await bank.as(persona).must(
    `query ($id: ID!) { account(id: $id) {
      balanceMinutes reservedMinutes promisedMinutes
    } }`,
    { id: `acc${partyId.slice(3)}` },
  );
  return at(answer, "account");
}

/** Makes time pass, so that another day, with limits of its own, has begun. */
export function nextDay({ bank }: Setting): void {
  bank.at(new Date(Date.parse(bank.now()) + 86_400_000).toISOString());
}

const today = ({ bank }: Setting) => bank.now().slice(0, 10);

/** Grace has said how long it took what Amina had asked her for. */
export async function given(its: Setting, minutes: number, wish: object = {}): Promise<string> {
  const exchangeId = idOf(await agreed(its, { minutes, ...wish }));
  const happened = { exchangeId, minutes, happenedOn: today(its) };
  await must(its.bank, "grace", ["markDelivered", happened]);
  return exchangeId;
}

/** Grace has helped and has received the minutes. */
export async function settled(its: Setting, minutes: number): Promise<Json> {
  const exchangeId = await given(its, minutes);
  return must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes }]);
}

/** What comes of the second yes to a new proposal: its code, or AGREED. */
export async function agreeing(its: Setting, minutes: number, wish: object = {}): Promise<Json> {
  const proposal = { providerId: its.grace, recipientIds: [its.amina], minutes, what: "Help" };
  const proposed = await must(its.bank, "amina", ["proposeExchange", { ...proposal, ...wish }]);
  const yes = { exchangeId: idOf(proposed), version: 1 };
  const provider = "providerId" in wish && wish.providerId === its.kofi ? "kofi" : "grace";
  const answer = await ask(its.bank, provider, ["agreeExchange", yes]);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const payload = at(answer.data, "agreeExchange");
  return at(payload, "userErrors.0.code") ?? at(payload, "exchange.status");
}
