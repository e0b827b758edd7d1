import {
  at,
  type Caller,
  type Json,
  newRequestKey,
  type TestBank,
  textAt,
} from "../support/api.ts";

/** The payload's field of each mutation, and what the tests want to know of the thing. */
const payloads: { readonly [mutation: string]: string } = {
  registerPerson: "person { id firstName lastName }",
  linkLogin: "person { id firstName }",
  createArea: "area { id kind name code parent { id } }",
  createHub: "hub { id code area { id } policy { floorMinutes goodsAllowed } version }",
  setHubPolicy: "hub { id version policy { floorMinutes goodsAllowed goodsNotice } }",
  grantRole: "role { id role endedAt person { id } hub { id } area { id } }",
  registerClient: "client { id name scopes isInForce endReason hub { id } }",
  endClient: "client { id isInForce endReason }",
  endRole: "role { id endedAt endReason }",
  referPerson: "referral { id status personName contact byName note closeReason }",
  closeReferral: "referral { id status personName contact note closeReason }",
  createLoginCode: "loginCode { code expiresAt member { id } }",
  giveDemographics: "demographics { month ageBand sex deprivationDecile }",
  removeDemographics: "demographics { month }",
  createOrganisation: "organisation { id name kind admins { id } version }",
  addOrganisationAdmin: "organisation { id admins { id } version }",
  removeOrganisationAdmin: "organisation { id admins { id } version }",
};

const memberPayload = `member {
  id status firstName lastName bornOn phone email communication { preferredContact languages readingFormats }
  offersInWords requestsInWords channel helperName missingSteps version
  interviewHeldOn referenceCount waivers { step reason } codeOfConductAcceptedAt
  guardians { person { id } isEvidenceNoted } person { id firstName lastName }
  pausedAt pauseReason leftAt leaveReason hub { id }
}`;

export type Outcome = {
  readonly thing: Json;
  readonly replayed: Json;
  readonly codes: readonly Json[];
  readonly errors: Json;
};

export type Input = { readonly [field: string]: unknown };

/** Asks for one mutation. A key is added unless one is given. */
export async function ask(caller: Caller, mutation: string, input: Input): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const payload = payloads[mutation] ?? memberPayload;
  const answer = await caller.ask(
    `mutation ($input: ${type}!) {
      done: ${mutation}(input: $input) {
        ${payload} replayed userErrors { code message path remedy }
      }
    }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const done = answer.data?.["done"];
  const errors = at(done, "userErrors");
  return {
    thing: at(done, payload.split(" ")[0] ?? ""),
    replayed: at(done, "replayed"),
    codes: Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [],
    errors,
  };
}

/** Asks for what has to succeed, and answers with the thing. */
export async function must(caller: Caller, mutation: string, input: Input): Promise<Json> {
  const outcome = await ask(caller, mutation, input);
  if (outcome.codes.length > 0) throw new Error(JSON.stringify(outcome.errors, null, 2));
  return outcome.thing;
}

export const idOf = (thing: Json): string => textAt(thing, "id");

export type Setting = {
  readonly bank: TestBank;
  readonly nationId: string;
  readonly areaId: string;
  /** Brackenford, with Priya as its broker. */
  readonly hubId: string;
  /** Saltmere, with Rob as its broker. */
  readonly otherHubId: string;
};

/** Marlshire with two hubs, each with a broker, as a first steward sets them up. */
export async function marlshire(bank: TestBank): Promise<Setting> {
  const { steward } = bank;
  const place = (kind: string, name: string, code: string, parentId?: string) =>
    must(steward, "createArea", { kind, name, code, parentId });
  const nationId = idOf(await place("NATION", "England", "E92000001"));
  const areaId = idOf(await place("LOCAL_AUTHORITY", "Marlshire", "E10999999", nationId));
  const hub = (name: string, code: string) => must(steward, "createHub", { areaId, name, code });
  const hubId = idOf(await hub("Brackenford", "BRA"));
  const otherHubId = idOf(await hub("Saltmere", "SAL"));
  await broker(bank, "priya", hubId);
  await broker(bank, "rob", otherHubId);
  return { bank, nationId, areaId, hubId, otherHubId };
}

/** A persona becomes a person; answers with the person's id. */
export async function person(bank: TestBank, name: string, bornOn = "1980-04-01"): Promise<string> {
  const input = { firstName: name, lastName: "Marsh", bornOn };
  return idOf(await must(bank.as(name), "registerPerson", input));
}

async function broker(bank: TestBank, name: string, hubId: string): Promise<string> {
  const personId = await person(bank, name);
  await must(bank.steward, "grantRole", {
    personId,
    role: "BROKER",
    scopeId: hubId,
    reason: "Runs the hub from day to day.",
  });
  return personId;
}

export const application = (hubId: string, firstName: string, bornOn = "1987-06-01") => ({
  hubId,
  firstName,
  lastName: "Marsh",
  bornOn,
  phone: "01234 567890",
  offersInWords: ["cleaning"],
  requestsInWords: ["a lift to the clinic"],
});

/** A persona applies; answers with the membership's id. */
export const applicant = async (
  { bank, hubId }: Setting,
  name: string,
  bornOn?: string,
): Promise<string> => idOf(await must(bank.as(name), "apply", application(hubId, name, bornOn)));

/** A broker enters somebody without a login; answers with the membership's id. */
export const assisted = async (
  { bank, hubId }: Setting,
  firstName: string,
  bornOn?: string,
): Promise<string> =>
  idOf(
    await must(bank.as("priya"), "registerAssisted", {
      ...application(hubId, firstName, bornOn),
      channel: "PHONE",
      consentNote: "Said yes on the phone.",
    }),
  );

/** Everything that comes before activation, done by Priya. */
export async function ready(bank: TestBank, memberId: string): Promise<void> {
  const priya = bank.as("priya");
  const today = bank.now().slice(0, 10);
  await must(priya, "recordInterview", { memberId, heldOn: today, note: "A good talk." });
  for (const refereeName of ["Mrs Hill", "Dr Brook"]) {
    const reference = { refereeName, relation: "neighbour", takenOn: today };
    await must(priya, "addReference", { memberId, ...reference });
  }
  await must(priya, "acceptCodeOfConduct", { memberId, note: "Said yes in the talk." });
}

/** A persona who applied and was let in; answers with the membership's id. */
export async function member(setting: Setting, name: string, bornOn?: string): Promise<string> {
  const memberId = await applicant(setting, name, bornOn);
  await ready(setting.bank, memberId);
  await must(setting.bank.as("priya"), "activateMember", { memberId });
  return memberId;
}

/** A child with a guardian whose evidence is noted, not let in yet. */
export async function childApplicant(
  { bank, hubId }: Setting,
  child: { readonly name: string; readonly guardian: string; readonly bornOn?: string },
): Promise<string> {
  const guardian = bank.as(child.guardian);
  const bornOn = child.bornOn ?? "2016-09-01";
  const memberId = idOf(
    await must(guardian, "applyForChild", application(hubId, child.name, bornOn)),
  );
  const guardianPersonId = await personIdOf(guardian);
  await must(bank.as("priya"), "linkGuardian", {
    childMemberId: memberId,
    guardianPersonId,
    evidenceNote: "Birth certificate seen.",
  });
  return memberId;
}

/** A child who takes part, with a guardian. */
export async function childMember(
  setting: Setting,
  child: { readonly name: string; readonly guardian: string; readonly bornOn?: string },
): Promise<string> {
  const memberId = await childApplicant(setting, child);
  await ready(setting.bank, memberId);
  await must(setting.bank.as("priya"), "activateMember", { memberId });
  return memberId;
}

export async function personIdOf(caller: Caller): Promise<string> {
  return textAt(await caller.must("{ me { person { id } } }"), "me.person.id");
}
