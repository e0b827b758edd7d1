import { type Caller, textAt } from "../support/api.ts";
import {
  applicant,
  application,
  assisted,
  childApplicant,
  idOf,
  member,
  must,
  person,
  personIdOf,
  ready,
  type Setting,
} from "./setting.ts";

type Input = { readonly [field: string]: unknown };

/** A request that succeeds, and what a test changes about it. */
export type Prepared = {
  readonly caller: Caller;
  readonly input: Input;
  /** A field with another value, so that it is another wish under the same key. */
  readonly differently: Input;
  /** A field with a value that the form of the input forbids. */
  readonly broken: Input;
};

type Prepare = (setting: Setting, name: string) => Promise<Prepared>;

const hidden = "a\u0000b";
const reason = { differently: { reason: "Another reason." }, broken: { reason: hidden } };
const born = { differently: { bornOn: "1979-01-01" }, broken: { firstName: hidden } };

/** GSS codes are used once, so each policy under test has a local authority of its own. */
let policiesMade = 0;

/** One case for each mutation of the room, with what a stranger gets for the same request. */
export const everyMutation: readonly (readonly [string, string | undefined, Prepare])[] = [
  [
    "registerPerson",
    undefined,
    async ({ bank }, name) => ({
      caller: bank.as(name),
      input: { firstName: "Ann", lastName: "Marsh", bornOn: "1980-01-01" },
      ...born,
    }),
  ],
  [
    "createArea",
    "FORBIDDEN",
    async ({ bank, nationId }) => ({
      caller: bank.steward,
      input: { kind: "REGION", name: "East", code: "E12000006", parentId: nationId },
      differently: { name: "West" },
      broken: { name: hidden },
    }),
  ],
  [
    "createHub",
    "FORBIDDEN",
    async ({ bank, areaId }) => ({
      caller: bank.steward,
      input: { areaId, name: "Elm", code: "ELM" },
      differently: { name: "Oak" },
      broken: { code: "elm" },
    }),
  ],
  [
    "setHubPolicy",
    "FORBIDDEN",
    async ({ bank, nationId }) => {
      policiesMade += 1;
      const code = `E07${String(policiesMade).padStart(6, "0")}`;
      const area = { kind: "LOCAL_AUTHORITY", name: "Ashshire", code, parentId: nationId };
      const ashId = idOf(await must(bank.steward, "createArea", area));
      const hub = { areaId: ashId, name: "Ash", code: "ASH" };
      const hubId = idOf(await must(bank.steward, "createHub", hub));
      const effectiveFrom = "2026-03-01T00:00:00.000Z";
      const policy = { floorMinutes: -150 };
      return {
        caller: bank.steward,
        input: { hubId, version: 1, effectiveFrom, policy, reason: "Tried." },
        ...reason,
      };
    },
  ],
  [
    "grantRole",
    "FORBIDDEN",
    async ({ bank, hubId }, name) => {
      const personId = await person(bank, name);
      const input = { personId, role: "AUDITOR", scopeId: hubId, reason: "Checks the books." };
      return { caller: bank.steward, input, ...reason };
    },
  ],
  [
    "endRole",
    "NOT_FOUND",
    async ({ bank, hubId }, name) => {
      const personId = await person(bank, name);
      const grant = { personId, role: "AUDITOR", scopeId: hubId, reason: "Checks the books." };
      const roleId = idOf(await must(bank.steward, "grantRole", grant));
      return { caller: bank.steward, input: { roleId, reason: "Moved." }, ...reason };
    },
  ],
  [
    "apply",
    undefined,
    async ({ bank, hubId }, name) => ({
      caller: bank.as(name),
      input: application(hubId, "Ann"),
      ...born,
    }),
  ],
  [
    "applyForChild",
    "FORBIDDEN",
    async ({ bank, hubId }, name) => {
      await person(bank, name);
      const input = application(hubId, "Bo", "2017-02-01");
      return { caller: bank.as(name), input, ...born };
    },
  ],
  [
    "referPerson",
    undefined,
    async ({ bank, hubId }, name) => ({
      caller: bank.as(name),
      input: {
        hubId,
        personName: "Beth",
        contact: "Rings back in the morning.",
        consentNote: "Said yes on Monday.",
        yourName: "Dr Brook",
      },
      differently: { personName: "Bea" },
      broken: { contact: hidden },
    }),
  ],
  [
    "closeReferral",
    "NOT_FOUND",
    async ({ bank, hubId }, name) => {
      const referral = { hubId, personName: "Beth", contact: "Phone", consentNote: "Yes." };
      const sent = await must(bank.as(name), "referPerson", { ...referral, yourName: "Dr Brook" });
      const input = { referralId: idOf(sent), reason: "Moved away." };
      return { caller: bank.as("priya"), input, ...reason };
    },
  ],
  [
    "registerAssisted",
    "FORBIDDEN",
    async ({ bank, hubId }) => ({
      caller: bank.as("priya"),
      input: { ...application(hubId, "Nadia"), channel: "PHONE", consentNote: "Said yes." },
      differently: { helperName: "Her son" },
      broken: { consentNote: "" },
    }),
  ],
  [
    "createLoginCode",
    "NOT_FOUND",
    async (setting) => {
      const memberId = await assisted(setting, "Nadia");
      const other = await assisted(setting, "Nadia");
      return {
        caller: setting.bank.as("priya"),
        input: { memberId },
        differently: { memberId: other },
        broken: { memberId: "Nadia" },
      };
    },
  ],
  [
    "linkLogin",
    "LOGIN_CODE_INVALID",
    async (setting, name) => {
      const memberId = await assisted(setting, "Nadia");
      const made = await must(setting.bank.as("priya"), "createLoginCode", { memberId });
      return {
        caller: setting.bank.as(name),
        input: { code: textAt(made, "code") },
        differently: { code: "0000-0000-0000" },
        broken: { code: "no" },
      };
    },
  ],
  [
    "recordInterview",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as("priya"),
      input: { memberId: await applicant(setting, name), heldOn: "2026-01-02", note: "Good." },
      differently: { note: "Very good." },
      broken: { note: hidden },
    }),
  ],
  [
    "addReference",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await applicant(setting, name);
      const reference = { refereeName: "Mrs Hill", relation: "neighbour", takenOn: "2026-01-02" };
      return {
        caller: setting.bank.as("priya"),
        input: { memberId, ...reference },
        differently: { relation: "friend" },
        broken: { relation: hidden },
      };
    },
  ],
  [
    "waiveRequirement",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as("priya"),
      input: { memberId: await applicant(setting, name), step: "OFFER", reason: "Very ill." },
      ...reason,
    }),
  ],
  [
    "acceptCodeOfConduct",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await applicant(setting, name) },
      differently: { note: "Said yes." },
      broken: { note: hidden },
    }),
  ],
  [
    "activateMember",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await applicant(setting, name);
      await ready(setting.bank, memberId);
      return {
        caller: setting.bank.as("priya"),
        input: { memberId },
        differently: { memberId: await other(setting, name) },
        broken: { memberId: "" },
      };
    },
  ],
  [
    "pauseMembership",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await member(setting, name), reason: "A rest." },
      ...reason,
    }),
  ],
  [
    "resumeMembership",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await member(setting, name);
      await must(setting.bank.as(name), "pauseMembership", { memberId });
      return {
        caller: setting.bank.as("priya"),
        input: { memberId },
        differently: { memberId: await other(setting, name) },
        broken: { memberId: "mem_1" },
      };
    },
  ],
  [
    "leaveHub",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await member(setting, name), reason: "Moving away." },
      ...reason,
    }),
  ],
  [
    "updateMember",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await applicant(setting, name), version: 1, easyRead: true },
      differently: { easyRead: false },
      broken: { phone: "call me" },
    }),
  ],
  [
    "createOrganisation",
    "FORBIDDEN",
    async ({ bank, hubId }) => ({
      caller: bank.as("priya"),
      input: { hubId, name: "Millbrook Primary", kind: "SCHOOL" },
      differently: { kind: "FORUM" },
      broken: { name: "two\nlines" },
    }),
  ],
  ["addOrganisationAdmin", "FORBIDDEN", async (setting, name) => admins(setting, name)],
  [
    "removeOrganisationAdmin",
    "FORBIDDEN",
    async (setting, name) => {
      const prepared = await admins(setting, name);
      await must(prepared.caller, "addOrganisationAdmin", prepared.input);
      return prepared;
    },
  ],
  [
    "linkGuardian",
    "NOT_FOUND",
    async (setting, name) => {
      const { bank } = setting;
      const guardianPersonId = await person(bank, name);
      const childMemberId = await assisted(setting, "Bo", "2015-01-01");
      return {
        caller: bank.as("priya"),
        input: { childMemberId, guardianPersonId, evidenceNote: "Birth certificate seen." },
        differently: { evidenceNote: "Court order seen." },
        broken: { evidenceNote: hidden },
      };
    },
  ],
  [
    "endGuardian",
    "NOT_FOUND",
    async (setting, name) => {
      const { bank } = setting;
      await person(bank, name);
      const childMemberId = await childApplicant(setting, { name: "Bo", guardian: name });
      const guardianPersonId = await personIdOf(bank.as(name));
      const input = { childMemberId, guardianPersonId, reason: "Moved away." };
      return { caller: bank.as("priya"), input, ...reason };
    },
  ],
];

const other = (setting: Setting, name: string) => applicant(setting, `${name}-other`);

async function admins({ bank, hubId }: Setting, name: string): Promise<Prepared> {
  const personId = await person(bank, name);
  const organisation = { hubId, name: "Copper Kettle", kind: "BUSINESS" };
  const priya = bank.as("priya");
  const organisationId = idOf(await must(priya, "createOrganisation", organisation));
  return {
    caller: priya,
    input: { organisationId, personId },
    differently: { personId: await person(bank, `${name}-other`) },
    broken: { personId: "someone" },
  };
}
