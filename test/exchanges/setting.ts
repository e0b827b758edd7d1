import {
  type Answer,
  at,
  codesOf,
  type Json,
  newRequestKey,
  type TestBank,
  textAt,
} from "../support/api.ts";
import type { Setting } from "./town.ts";

export { type Setting, setting } from "./town.ts";

type Input = { readonly [field: string]: unknown };

const exchangeFields = `exchange {
  id version status kind minutes what agreedSides deliveredMinutes happenedOn confirmedMinutes
  settledMinutes valueNote dueAt needsBroker journalEntryId seriesId plannedFor channel placeKind
  provider { partyId name } recipients { partyId name } payer { partyId name } hub { id } providerHub { id }
  moneyLegs { number purpose pence note paidBy { partyId } }
  steps { status at by spokenOver minutes note }
}`;
const activityFields = `activity {
  id version status what receiverMinutes giverMinutes happenedOn journalEntryId
  organiser { partyId } parts { role minutes joined attended party { partyId name } }
}`;
const recordFields = `record {
  id version status what minutes sessions { on minutes } verifiedAt journalEntryId
  learner { partyId } organisation { partyId }
}`;
const seriesFields = `series {
  id version status what rhythm sessionCount sessionMinutes sessionsStarted agreedSides
  provider { partyId } recipient { partyId } payer { partyId }
}`;

const mark = "{ at by spokenOver }";
const visitFields = `visit {
  id version exchangeId status isLone placeKind expectedEndAt alarmedAt
  provider { partyId name } recipients { partyId name } companion { partyId name }
  checkedIn ${mark} checkedOut ${mark} cleared { at note }
  money {
    givenPence spentPence returnedPence unexplainedPence
    lines { number step pence what seenBy noted ${mark} }
  }
}`;

const things: { readonly [mutation: string]: string } = {
  ...Object.fromEntries(
    [
      "proposeExchange",
      "agreeExchange",
      "declineExchange",
      "cancelExchange",
      "proposeExchangeChange",
      "markDelivered",
      "confirmExchange",
      "resolveDispute",
      "confirmOnBehalf",
      "addMoneyLeg",
      "removeMoneyLeg",
      "bookSpendOption",
      "startSeriesSession",
    ].map((name) => [name, exchangeFields]),
  ),
  ...Object.fromEntries(
    ["plan", "join", "leave", "run", "cancel"].map((verb) => [
      `${verb}GroupActivity`,
      activityFields,
    ]),
  ),
  recordLearning: recordFields,
  verifyLearning: recordFields,
  startSeries: seriesFields,
  agreeSeries: seriesFields,
  endSeries: seriesFields,
  checkIn: visitFields,
  checkOut: visitFields,
  clearVisitAlarm: visitFields,
  logVisitMoney: visitFields,
};

const documentOf = (name: string): string => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${type}) {
    ${name}(input: $input) { ${things[name]} replayed userErrors { code message path remedy } }
  }`;
};

const keyed = (input: Input) => ({ input: { idempotencyKey: newRequestKey(), ...input } });

/** Asks for one mutation of this room. */
export const ask = (bank: TestBank, persona: string, wish: readonly [string, Input]) =>
  bank.as(persona).ask(documentOf(wish[0]), keyed(wish[1]));

/** Asks for what has to succeed; answers with the thing. */
export async function must(
  bank: TestBank,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Json> {
  const data = await bank.as(persona).must(documentOf(name), keyed(input));
  const field = (things[name] ?? "").split(" ")[0];
  return at(data, `${name}.${field}`);
}

/** The codes of a refusal; fails on an error at the top. */
export async function codes(
  bank: TestBank,
  persona: string,
  wish: readonly [string, Input],
): Promise<readonly Json[]> {
  const answer: Answer = await ask(bank, persona, wish);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  return codesOf(answer);
}

export const idOf = (thing: Json): string => textAt(thing, "id");
export const versionOf = (thing: Json): Json => at(thing, "version");

/** An hour of cleaning by Grace for Amina, who pays for it. */
export const cleaning = (its: Setting, wish: Input = {}) => ({
  providerId: its.grace,
  recipientIds: [its.amina],
  minutes: 60,
  what: "Cleaning windows",
  ...wish,
});

/** Amina proposes; answers with the exchange. */
export const proposed = (its: Setting, wish: Input = {}): Promise<Json> =>
  must(its.bank, "amina", ["proposeExchange", cleaning(its, wish)]);

/** Amina proposes and Grace agrees. */
export async function agreed(its: Setting, wish: Input = {}): Promise<Json> {
  const exchange = await proposed(its, wish);
  return must(its.bank, "grace", [
    "agreeExchange",
    { exchangeId: idOf(exchange), version: versionOf(exchange) },
  ]);
}

/** Grace has delivered, today, what Amina asked for. */
export async function delivered(its: Setting, wish: Input = {}, minutes = 60): Promise<Json> {
  const exchange = await agreed(its, wish);
  return must(its.bank, "grace", [
    "markDelivered",
    { exchangeId: idOf(exchange), minutes, happenedOn: its.bank.now().slice(0, 10) },
  ]);
}

/** What an account has and what of it is set aside, as its holder or a broker sees it. */
export async function balance(bank: TestBank, persona: string, partyId: string): Promise<Json> {
  const answer = await bank
    .as(persona)
    .must(
      "query ($id: ID!) { node(id: $id) { ... on Account { balanceMinutes reservedMinutes } } }",
      { id: `acc${partyId.slice(3)}` },
    );
  return at(answer, "node");
}
