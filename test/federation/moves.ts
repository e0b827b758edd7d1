import { must } from "../exchanges/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { type Answer, at, type Caller, codesOf, type Json, textAt } from "../support/api.ts";
import { checkBooks } from "../support/books.ts";
import { change, mustTell, tell } from "./hubs.ts";

export { type Setting, setting };

type Input = { readonly [field: string]: unknown };

const moveFields = `moveRequest {
  id status note askedBy spokenOver askedAt answeredAt declineReason version
  fromHub { code } toHub { code } mover { firstName lastName isUnder18 phone email }
  member { id } newMember { id }
}`;

const fields: { readonly [mutation: string]: string } = {
  ...Object.fromEntries(
    ["requestMove", "acceptMove", "declineMove", "withdrawMove"].map((name) => [name, moveFields]),
  ),
  closeHub: "hub { id status closing { reason movesFrom begunAt successor { code } } }",
  cancelHubClosing: "hub { id status closing { reason } }",
};

/** Asks for one of the mutations about moving and closing. */
export const ask = (
  { bank }: Setting,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Answer> =>
  tell(
    persona === "steward" ? bank.steward : bank.as(persona),
    change(name, fields[name] ?? ""),
    input,
  );

/** The codes of a refusal. */
export async function codes(
  its: Setting,
  persona: string,
  wish: readonly [string, Input],
): Promise<readonly Json[]> {
  const answer = await ask(its, persona, wish);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  return codesOf(answer);
}

/** Asks for what has to succeed; answers with the thing. */
export async function does(
  { bank }: Setting,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Json> {
  const caller = persona === "steward" ? bank.steward : bank.as(persona);
  const data = await mustTell(caller, change(name, fields[name] ?? ""), input);
  return at(data, `${name}.${(fields[name] ?? "").split(" ")[0]}`);
}

/** Somebody of BRA asks to move to SAL; answers with the request's id. */
export async function asked(its: Setting, persona: string, memberId: string): Promise<string> {
  const wish = { memberId, toHubId: its.sal };
  return textAt(await does(its, persona, ["requestMove", wish]), "id");
}

/** The same, and Rob of SAL takes them in; answers with the new membership's id. */
export async function moved(its: Setting, persona: string, memberId: string): Promise<string> {
  const moveRequestId = await asked(its, persona, memberId);
  await does(its, "rob", ["acceptMove", { moveRequestId }]);
  const data = await its.bank
    .as("rob")
    .must("query ($id: ID!) { moveRequest(id: $id) { newMember { id } } }", { id: moveRequestId });
  return textAt(data, "moveRequest.newMember.id");
}

/** An hour of help that one persona gives another and is paid for. */
export async function helped(
  its: Setting,
  giver: readonly [persona: string, memberId: string],
  payer: readonly [persona: string, memberId: string],
  minutes = 60,
): Promise<void> {
  const exchange = await must(its.bank, payer[0], [
    "proposeExchange",
    { providerId: giver[1], recipientIds: [payer[1]], minutes, what: "Cleaning windows" },
  ]);
  const exchangeId = textAt(exchange, "id");
  await must(its.bank, giver[0], ["agreeExchange", { exchangeId, version: 1 }]);
  const happenedOn = its.bank.now().slice(0, 10);
  await must(its.bank, giver[0], ["markDelivered", { exchangeId, minutes, happenedOn }]);
  await must(its.bank, payer[0], ["confirmExchange", { exchangeId, minutes }]);
}

const accountFields = `account {
  id status balanceMinutes reservedMinutes isBelowFloor
  statement(first: 20) { nodes { kind minutes balanceMinutes counterpart { name hub { code } } } }
  earlierAccounts { id status balanceMinutes statement(first: 20) { nodes { minutes } } }
}`;

/** A membership with its hours and where it came from, as somebody sees it. */
export async function memberAs(caller: Caller, id: string): Promise<Json> {
  const data = await caller.must(
    `query ($id: ID!) { member(id: $id) {
      id status firstName lastName phone bornOn interviewHeldOn interviewNote referenceCount
      references { refereeName note } waivers { step } codeOfConductAcceptedAt leaveReason
      guardians { person { id } isEvidenceNoted } hub { code }
      movedTo { id } movedToHub { code } movedFrom { id ${accountFields} } ${accountFields}
    } }`,
    { id },
  );
  return at(data, "member");
}

/** The sum of a hub's accounts, as its broker reads it. */
export async function sumOf(its: Setting, broker: string, hubId: string): Promise<Json> {
  const data = await its.bank
    .as(broker)
    .must("query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }", { id: hubId });
  return at(data, "hubTrialBalance.sumMinutes");
}

/** What is wrong with the books of the whole table. */
export const wrong = ({ bank }: Setting) => checkBooks(bank.client, bank.tableName);
