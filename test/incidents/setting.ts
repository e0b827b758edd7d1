import { agreed, idOf, must as mustExchange } from "../exchanges/setting.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { giveRole } from "../federation/hubs.ts";
import {
  type Answer,
  at,
  type Caller,
  codesOf,
  type Json,
  newRequestKey,
  textAt,
} from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

/**
 * The two hubs with leads of their own: leena and lars in BRA, sunita in SAL. Tom, who is jack's
 * guardian and a member, is a lead of BRA too.
 */
export type Place = Setting & {
  /** An exchange of amina, who pays, and grace, who helped; they met in amina's home. */
  readonly exchangeId: string;
};

export async function place(): Promise<Place> {
  const its = await setting();
  for (const [name, scopeId] of [
    ["leena", its.bra],
    ["lars", its.bra],
    ["sunita", its.sal],
  ] as const) {
    const facts = { firstName: name, lastName: "Test", bornOn: "1980-05-05" };
    const personId = await make(its.bank, name, ["registerPerson", "person", facts]);
    await giveRole(its.bank, personId, { role: "SAFEGUARDING_LEAD", scopeId });
  }
  const tom = textAt(await its.bank.as("tom").must("{ me { person { id } } }"), "me.person.id");
  await giveRole(its.bank, tom, { role: "SAFEGUARDING_LEAD", scopeId: its.bra });
  const exchange = await agreed(its, { placeKind: "RECIPIENT_HOME", minutes: 15 });
  const exchangeId = idOf(exchange);
  await mustExchange(its.bank, "grace", ["checkIn", { exchangeId }]);
  await mustExchange(its.bank, "grace", ["checkOut", { exchangeId }]);
  return { ...its, exchangeId };
}

const leadsFields = `
  id version status reportedAt account aboutWords happenedOn isWithoutName exchangeId
  summary askedAt signedNote outcome concludedAt wipeAt wipedAt
  subject { partyId name } reporter { partyId name } visit { status }
  replies { text by spokenOver } measures { id kind until endedAt }
  referrals { to referredOn } proposal { outcome reasons } sentBack { note }`;

const answers: { readonly [mutation: string]: string } = {
  reportIncident: "report { id status account aboutWords exchangeId } receipt",
  replyToIncident: "reply { text by spokenOver }",
};

const documentOf = (name: string): string => `
  mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
    ${name}(input: $input) {
      ${answers[name] ?? `incident { ${leadsFields} }`}
      replayed userErrors { code message path remedy }
    }
  }`;

const keyed = (input: Input) => ({ input: { idempotencyKey: newRequestKey(), ...input } });

export type Wish = readonly [mutation: string, input: Input];

export const callerIn = ({ bank }: Place, persona: string): Caller =>
  persona === "anonymous" ? bank.anonymous : bank.as(persona);

export const ask = (its: Place, persona: string, [name, input]: Wish): Promise<Answer> =>
  callerIn(its, persona).ask(documentOf(name), keyed(input));

export async function must(its: Place, persona: string, [name, input]: Wish): Promise<Json> {
  return at(await callerIn(its, persona).must(documentOf(name), keyed(input)), name);
}

export async function codes(its: Place, persona: string, wish: Wish): Promise<readonly Json[]> {
  const answer = await ask(its, persona, wish);
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  return codesOf(answer);
}

export const report = (its: Place, wish: Input = {}): Wish => [
  "reportIncident",
  {
    ...{ hubId: its.bra, aboutMemberId: its.grace, exchangeId: its.exchangeId },
    ...{ account: "Twenty pounds are gone.", ...wish },
  },
];

/** The same incident under the id that each knows it by. */
export const as = (kind: "inc" | "rpt" | "ans", id: string): string => kind + id.slice(3);

/** Amina reports grace; answers with the id as a lead knows it. */
export async function reported(its: Place, wish: Input = {}): Promise<string> {
  return as("inc", textAt(await must(its, "amina", report(its, wish)), "report.id"));
}

/** What a lead does with the incident as it is now. */
export async function lead(
  its: Place,
  persona: string,
  [mutation, incidentId, wish = {}]: readonly [string, string, Input?],
): Promise<Json> {
  const version = await versionOf(its, incidentId);
  return at(await must(its, persona, [mutation, { incidentId, version, ...wish }]), "incident");
}

export const versionOf = async (its: Place, id: string): Promise<Json> =>
  at(
    await its.bank.as("leena").must("query ($id: ID!) { incident(id: $id) { version } }", { id }),
    "incident.version",
  );

/** Leena has taken it up and asked grace. */
export async function asked(its: Place, wish: Input = {}): Promise<string> {
  const id = await reported(its, wish);
  await lead(its, "leena", ["takeUpIncident", id]);
  await lead(its, "leena", ["askForReply", id, { summary }]);
  return id;
}

export const summary = "Some money was missed after a visit. What do you know of it?";

/** Grace has replied, and leena says how it ends. */
export async function proposed(its: Place, outcome = "FALSE"): Promise<string> {
  const id = await asked(its);
  const wish = { incidentId: as("ans", id), text: "It was in the teapot." };
  await must(its, "grace", ["replyToIncident", wish]);
  await lead(its, "leena", [
    "concludeIncident",
    id,
    { outcome, reasons: "The note was found.", noTie: true },
  ]);
  return id;
}

export async function concluded(its: Place, outcome = "FALSE"): Promise<string> {
  const id = await proposed(its, outcome);
  await lead(its, "lars", ["signConclusion", id, { agrees: true, noTie: true }]);
  return id;
}
