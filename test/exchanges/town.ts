import { at, type Json, newRequestKey, type TestBank, testBank, textAt } from "../support/api.ts";

type Input = { readonly [field: string]: unknown };

/** Two hubs that know each other, with the people of these tests. */
export type Setting = {
  readonly bank: TestBank;
  /** Priya is its broker. */
  readonly bra: string;
  /** Rob is its broker. */
  readonly sal: string;
  /** Adults of BRA, each with their own login. Amina is ellie's guardian, tom is jack's. */
  readonly amina: string;
  readonly grace: string;
  readonly tom: string;
  /** An adult of SAL. */
  readonly kofi: string;
  /** 8 years old, of BRA. */
  readonly ellie: string;
  /** 15 years old, of BRA, with a login of his own. */
  readonly jack: string;
  /** A member of BRA without a login: her broker writes down what she says. */
  readonly nadia: string;
  /** A business of BRA; its admin is the persona cora. */
  readonly cafe: string;
  /** A school of BRA; its admins are the personas nora and omar. */
  readonly school: string;
  /** A community group of SAL; its admin is the persona sven. */
  readonly shed: string;
};

/** Does something of another room that has to succeed; answers with the id of what it made. */
export async function make(
  bank: TestBank,
  persona: string,
  [mutation, field, input]: readonly [string, string, Input],
): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const data = await bank.as(persona).must(
    `mutation ($input: ${type}) {
      ${mutation}(input: $input) { ${field} { id } userErrors { code message path } }
    }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );
  return textAt(data, `${mutation}.${field}.id`);
}

/** On the test file's engine, unless another is named. */
export async function setting(endpoint?: string): Promise<Setting> {
  const bank = await testBank(endpoint);
  const [bra, sal] = await hubs(bank);
  const adult = (name: string, hubId: string) =>
    member(bank, { name, hubId, bornOn: "1985-05-05" });
  const people = {
    amina: await adult("amina", bra),
    grace: await adult("grace", bra),
    tom: await adult("tom", bra),
    kofi: await adult("kofi", sal),
  };
  const ellie = await child(bank, bra);
  const jack = await member(bank, {
    name: "jack",
    hubId: bra,
    bornOn: "2010-06-01",
    guardian: "tom",
  });
  return {
    bank,
    bra,
    sal,
    ...people,
    ellie,
    jack,
    nadia: await assisted(bank, bra),
    ...(await organisations(bank, bra, sal)),
  };
}

async function hubs(bank: TestBank): Promise<readonly [string, string]> {
  const area = (kind: string, name: string, place: Input) =>
    make(bank, "steward", ["createArea", "area", { kind, name, ...place }]);
  const parentId = await area("NATION", "England", { code: "E92000001" });
  const areaId = await area("LOCAL_AUTHORITY", "Marlshire", { code: "E10999999", parentId });
  const hub = async (name: string, code: string, broker: string) => {
    const scopeId = await make(bank, "steward", ["createHub", "hub", { areaId, name, code }]);
    const personId = await person(bank, broker);
    const role = { personId, role: "BROKER", scopeId, reason: "Runs the hub." };
    await make(bank, "steward", ["grantRole", "role", role]);
    return scopeId;
  };
  const bra = await hub("Brackenford", "BRA", "priya");
  const sal = await hub("Saltmere", "SAL", "rob");
  const wish = { hubId: bra, partnerHubId: sal, limitMinutes: 300 };
  const agreementId = await make(bank, "priya", ["proposeInterHub", "agreement", wish]);
  await make(bank, "rob", ["agreeInterHub", "agreement", { agreementId, version: 1 }]);
  return [bra, sal];
}

const person = (bank: TestBank, name: string): Promise<string> =>
  make(bank, name, [
    "registerPerson",
    "person",
    { firstName: name, lastName: "Test", bornOn: "1980-05-05" },
  ]);

async function organisations(bank: TestBank, bra: string, sal: string) {
  const organisation = async (
    name: string,
    { hubId, broker, kind, admin }: { readonly [word: string]: string },
  ) =>
    make(bank, broker ?? "", [
      "createOrganisation",
      "organisation",
      { hubId, name, kind, adminPersonId: await person(bank, admin ?? "") },
    ]);
  const inBra = { hubId: bra, broker: "priya" };
  const school = await organisation("Millbrook", { ...inBra, kind: "SCHOOL", admin: "nora" });
  const second = { organisationId: school, personId: await person(bank, "omar") };
  await make(bank, "priya", ["addOrganisationAdmin", "organisation", second]);
  const inSal = { hubId: sal, broker: "rob", kind: "COMMUNITY_GROUP", admin: "sven" };
  return {
    cafe: await organisation("Copper Kettle", { ...inBra, kind: "BUSINESS", admin: "cora" }),
    school,
    shed: await organisation("Repair Shed", inSal),
  };
}

const application = (name: string, hubId: string, bornOn: string) => ({
  hubId,
  firstName: name,
  lastName: "Test",
  bornOn,
  offersInWords: ["Company"],
  requestsInWords: ["Company"],
});

type NewMember = {
  readonly name: string;
  readonly hubId: string;
  readonly bornOn: string;
  /** The persona of a guardian. */
  readonly guardian?: string;
};

/** An active member under the persona's own login. */
async function member(bank: TestBank, wish: NewMember): Promise<string> {
  const { name, hubId, bornOn, guardian } = wish;
  const memberId = await make(bank, name, ["apply", "member", application(name, hubId, bornOn)]);
  if (guardian !== undefined) await linkGuardian(bank, memberId, guardian);
  return letIn(bank, memberId, name === "kofi" ? "rob" : "priya");
}

async function child(bank: TestBank, hubId: string): Promise<string> {
  const wish = application("ellie", hubId, "2017-05-05");
  const memberId = await make(bank, "amina", ["applyForChild", "member", wish]);
  await linkGuardian(bank, memberId, "amina");
  return letIn(bank, memberId, "priya");
}

async function assisted(bank: TestBank, hubId: string): Promise<string> {
  const wish = application("nadia", hubId, "1985-05-05");
  const memberId = await make(bank, "priya", [
    "registerAssisted",
    "member",
    { ...wish, phone: "01234 567890", channel: "PHONE", consentNote: "Said yes on the phone." },
  ]);
  return letIn(bank, memberId, "priya");
}

async function linkGuardian(bank: TestBank, childMemberId: string, guardian: string) {
  const me: Json = await bank.as(guardian).must("{ me { person { id } } }");
  const guardianPersonId = at(me, "me.person.id");
  const evidenceNote = "Saw the birth certificate.";
  const wish = { childMemberId, guardianPersonId, evidenceNote };
  await make(bank, "priya", ["linkGuardian", "member", wish]);
}

/** Lets an applicant in, with all that a broker has to note before. */
async function letIn(bank: TestBank, memberId: string, broker: string): Promise<string> {
  const steps: readonly (readonly [string, Input])[] = [
    ["recordInterview", { heldOn: bank.now().slice(0, 10), note: "A good talk." }],
    ["waiveRequirement", { step: "REFERENCES", reason: "Known to the hub." }],
    ["acceptCodeOfConduct", { note: "Said yes in the talk." }],
    ["activateMember", {}],
  ];
  for (const [mutation, input] of steps) {
    await make(bank, broker, [mutation, "member", { memberId, ...input }]);
  }
  return memberId;
}
