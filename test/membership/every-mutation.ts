import { actingMutations } from "./acting-mutations.ts";
import { consentMutations } from "./consent-mutations.ts";
import { type Case, hidden, joiningMutations, type Prepared, reason } from "./joining-mutations.ts";
import {
  applicant,
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

/** One case for each mutation of the room. */
export const everyMutation: readonly Case[] = [
  ...joiningMutations,
  ...consentMutations,
  ...actingMutations,
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
      input: { memberId: await applicant(setting, name), version: 1, lastName: "Marsh-Lopez" },
      differently: { lastName: "Lopez" },
      broken: { phone: "call me" },
    }),
  ],
  [
    "setMemberLimits",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await applicant(setting, name);
      const input = { memberId, version: 1, floorMinutes: -600, reason: "Well known." };
      return { caller: setting.bank.as("priya"), input, ...reason };
    },
  ],
  [
    "clearMemberLimits",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await applicant(setting, name);
      const caller = setting.bank.as("priya");
      const input = { memberId, version: 1, reason: "Only for a while." };
      await must(caller, "setMemberLimits", { ...input, floorMinutes: -600 });
      return { caller, input: { ...input, version: 2 }, ...reason };
    },
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
