import type { Case } from "./joining-mutations.ts";
import { hidden } from "./joining-mutations.ts";
import { applicant, must } from "./setting.ts";

const purpose = "SHARE_COMMUNICATION_AFTER_AGREEMENT";

/** Mutations about what is allowed to be done with what is known of somebody. */
export const consentMutations: readonly Case[] = [
  [
    "giveConsent",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await applicant(setting, name), purpose, textVersion: 1 },
      differently: { purpose: "SUGGEST_MATCHES" },
      broken: { textVersion: 0 },
    }),
  ],
  [
    "withdrawConsent",
    "NOT_FOUND",
    async (setting, name) => {
      const memberId = await applicant(setting, name);
      const caller = setting.bank.as(name);
      await must(caller, "giveConsent", { memberId, purpose, textVersion: 1 });
      return {
        caller,
        input: { memberId, purpose },
        differently: { purpose: "SUGGEST_MATCHES" },
        broken: { memberId: "" },
      };
    },
  ],
  [
    "setCommunicationProfile",
    "NOT_FOUND",
    async (setting, name) => ({
      caller: setting.bank.as(name),
      input: { memberId: await applicant(setting, name), version: 1, speakingWays: ["AAC"] },
      differently: { speakingWays: ["AAC", "WRITING"] },
      broken: { helperName: hidden },
    }),
  ],
  [
    "giveDemographics",
    "NOT_FOUND",
    async (setting, name) => {
      await applicant(setting, name);
      return {
        caller: setting.bank.as(name),
        input: { hubId: setting.hubId, textVersion: 1, ageBand: "FROM_35_TO_44" },
        differently: { ageBand: "FROM_45_TO_54" },
        broken: { deprivationDecile: 11 },
      };
    },
  ],
];
