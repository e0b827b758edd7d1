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
    "endSupporter",
    "NOT_FOUND",
    async (setting, name) => {
      const { memberId, personId, ...rest } = await appointment(setting, name);
      const caller = setting.bank.as("priya");
      await must(caller, "appointSupporter", { memberId, personId, ...rest });
      return { caller, input: { memberId, personId, reason: "All is well." }, ...reason };
    },
  ],
];
