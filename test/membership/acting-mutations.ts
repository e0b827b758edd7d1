import { type Case, reason } from "./joining-mutations.ts";
import { assisted, must, person, type Setting } from "./setting.ts";

/** A wish to let somebody act for an adult who joined on the phone. */
export async function appointment(setting: Setting, name: string) {
  return {
    memberId: await assisted(setting, "Arthur", "1945-02-02"),
    personId: await person(setting.bank, name),
    kind: "ATTORNEY",
    scope: ["READ", "ARRANGE_HELP"],
    evidence: { seen: "Power of attorney, ref. 7000", seenOn: "2026-01-02", channel: "IN_PERSON" },
  };
}

/** What a guardian of a child said on the phone, who was entered by a broker. */
async function heard(setting: Setting, name: string) {
  const guardianPersonId = await person(setting.bank, name);
  const childMemberId = await assisted(setting, "Bo", "2015-01-01");
  const link = { childMemberId, guardianPersonId, evidenceNote: "Birth certificate seen." };
  await must(setting.bank.as("priya"), "linkGuardian", link);
  return { childMemberId, guardianPersonId, spoken: { channel: "PHONE", note: "Yes, she may." } };
}

const reached = { way: "PHONE", phone: "01632 960777", textVersion: 1 };

/** Mutations about who acts for whom. */
export const actingMutations: readonly Case[] = [
  [
    "appointSupporter",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as("priya"),
      input: await appointment(setting, name),
      differently: { scope: ["READ"] },
      broken: { scope: ["SPEND"] },
    }),
  ],
  [
    "giveGuardianConsent",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as("priya"),
      input: await heard(setting, name),
      differently: { spoken: { channel: "IN_PERSON", note: "Yes." } },
      broken: { guardianPersonId: "per_1" },
    }),
  ],
  [
    "withdrawGuardianConsent",
    "NOT_FOUND",
    async (setting, name) => {
      const input = await heard(setting, name);
      const caller = setting.bank.as("priya");
      await must(caller, "giveGuardianConsent", input);
      return {
        caller,
        input,
        differently: { spoken: { channel: "IN_PERSON", note: "No more." } },
        broken: { guardianPersonId: "per_1" },
      };
    },
  ],
  [
    "endSupporter",
    "NOT_FOUND",
    async (setting, name) => {
      const { memberId, personId, ...rest } = await appointment(setting, name);
      const caller = setting.bank.as("priya");
      await must(caller, "appointSupporter", { memberId, personId, ...rest });
      return { caller, input: { memberId, personId, reason: "All is well." }, ...reason };
    },
  ],
  [
    "shareGuardianContact",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as("priya"),
      input: { ...(await heard(setting, name)), ...reached },
      differently: { phone: "01632 960888" },
      broken: { guardianPersonId: "per_1" },
    }),
  ],
  [
    "withdrawGuardianContact",
    "NOT_FOUND",
    async (setting, name) => {
      const input = await heard(setting, name);
      const caller = setting.bank.as("priya");
      await must(caller, "shareGuardianContact", { ...input, ...reached });
      return {
        caller,
        input,
        differently: { spoken: { channel: "IN_PERSON", note: "No more." } },
        broken: { guardianPersonId: "per_1" },
      };
    },
  ],
];
