import { member, type Town, town } from "../directory/town.ts";
import { change, mustTell, person, tell } from "../federation/hubs.ts";
import { type Answer, at, codesOf, type Json, type TestBank, textAt } from "../support/api.ts";

export { mustTell, person, tell };

type Input = { readonly [field: string]: unknown };

const exchangeFields = `exchange {
  id version status kind minutes what agreedSides deliveredMinutes happenedOn confirmedMinutes
  settledMinutes valueNote dueAt needsBroker journalEntryId seriesId plannedFor channel placeKind
  provider { id name } recipients { id name } payer { id name } hub { id } providerHub { id }
  moneyLegs { number purpose pence note paidBy { id } }
  steps { status at by heardBy minutes note }
}`;
const activityFields = `activity {
  id version status what receiverMinutes giverMinutes happenedOn journalEntryId
  organiser { id } parts { role minutes joined attended party { id name } }
}`;
const recordFields = `record {
  id version status what minutes sessions { on minutes } verifiedAt journalEntryId
  learner { id } organisation { id }
}`;
const seriesFields = `series {
  id version status what rhythm sessionCount sessionMinutes sessionsStarted agreedSides
  provider { id } recipient { id } payer { id }
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
    ["plan", "join", "leave", "run", "cancel"].map((verb) => [`${verb}GroupActivity`, activityFields]),
  ),
  recordLearning: recordFields,
  verifyLearning: recordFields,
  startSeries: seriesFields,
  agreeSeries: seriesFields,
  endSeries: seriesFields,
};

export const documentOf = (name: string): string => change(name, things[name] ?? "");

/** A town with what exchanges need: a sponsor, a young person, hubs that know each other. */
export type Setting = Town & {
  /** An adult of BRA, guardian of jack. */
  readonly tom: string;
  /** 15 years old, of BRA, with a login of his own. */
  readonly jack: string;
  /** A school of BRA; its admins are the personas nora and omar. */
  readonly school: string;
};

export async function setting(): Promise<Setting> {
  const its = await town();
  const { bank, bra, sal } = its;
  const inBra = { hubId: bra, broker: "priya" };
  const tom = await member(bank, "tom", inBra);
  const jack = await youngMember(bank, bra);
  const organisation = await mustTell(
    bank.as("priya"),
    change("createOrganisation", "organisation { id version }"),
    { hubId: bra, name: "Millbrook Primary", kind: "SCHOOL", adminPersonId: await person(bank, "nora") },
  );
  const school = textAt(organisation, "createOrganisation.organisation.id");
  await mustTell(bank.as("priya"), change("addOrganisationAdmin", "organisation { id }"), {
    organisationId: school,
    personId: await person(bank, "omar"),
  });
  await befriend(bank, { hubId: bra, partnerHubId: sal, limitMinutes: 300 });
  return { ...its, tom, jack, school };
}

/** Two hubs agree to share, each by its broker. */
export async function befriend(
  bank: TestBank,
  wish: { readonly hubId: string; readonly partnerHubId: string; readonly limitMinutes: number },
): Promise<void> {
  const proposed = await mustTell(
    bank.as("priya"),
    change("proposeInterHub", "agreement { id version }"),
    wish,
  );
  await mustTell(bank.as("rob"), change("agreeInterHub", "agreement { id }"), {
    agreementId: textAt(proposed, "proposeInterHub.agreement.id"),
    version: at(proposed, "proposeInterHub.agreement.version"),
  });
}

async function youngMember(bank: TestBank, hubId: string): Promise<string> {
  const applied = await mustTell(bank.as("jack"), change("apply", "member { id }"), {
    hubId,
    firstName: "Jack",
    lastName: "Test",
    bornOn: "2010-06-01",
    offersInWords: ["Maths"],
    requestsInWords: ["Maths"],
  });
  const memberId = textAt(applied, "apply.member.id");
  const me = await bank.as("tom").must("{ me { person { id } } }");
  const steps: readonly (readonly [string, Input])[] = [
    [
      "linkGuardian",
      {
        childMemberId: memberId,
        guardianPersonId: textAt(me, "me.person.id"),
        evidenceNote: "Saw the birth certificate.",
      },
    ],
    ["recordInterview", { memberId, heldOn: bank.now().slice(0, 10), note: "A good talk." }],
    ["waiveRequirement", { memberId, step: "REFERENCES", reason: "Known to the hub." }],
    ["acceptCodeOfConduct", { memberId, note: "Said yes in the talk." }],
    ["activateMember", { memberId }],
  ];
  for (const [name, input] of steps) {
    await mustTell(bank.as("priya"), change(name, "member { id }"), input);
  }
  return memberId;
}

/** Asks for one mutation of this room. */
export const ask = (bank: TestBank, persona: string, wish: readonly [string, Input]) =>
  tell(bank.as(persona), documentOf(wish[0]), wish[1]);

/** Asks for what has to succeed; answers with the thing. */
export async function must(
  bank: TestBank,
  persona: string,
  [name, input]: readonly [string, Input],
): Promise<Json> {
  const data = await mustTell(bank.as(persona), documentOf(name), input);
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
  const answer = await bank.as(persona).must(
    "query ($id: ID!) { node(id: $id) { ... on Account { balanceMinutes reservedMinutes } } }",
    { id: `acc${partyId.slice(3)}` },
  );
  return at(answer, "node");
}
