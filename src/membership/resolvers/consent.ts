import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import * as inputs from "../model/index.ts";
import * as service from "../service/index.ts";
import { hubOf, personOf } from "./people.ts";

export const consent = {
  Query: {
    consentTexts: () => service.consentTexts(),
    demographicsText: () => inputs.demographicsText,
  },
  Mutation: {
    giveConsent: (_root, { input }, context) =>
      mutate({
        schema: inputs.GiveConsent,
        input,
        field: "member",
        run: (wish) => service.giveConsent(context, wish),
      }),
    withdrawConsent: (_root, { input }, context) =>
      mutate({
        schema: inputs.WithdrawConsent,
        input,
        field: "member",
        run: (wish) => service.withdrawConsent(context, wish),
      }),
    setCommunicationProfile: (_root, { input }, context) =>
      mutate({
        schema: inputs.SetCommunicationProfile,
        input,
        field: "member",
        run: (wish) => service.setCommunicationProfile(context, wish),
      }),
    giveDemographics: (_root, { input }, context) =>
      mutate({
        schema: inputs.GiveDemographics,
        input,
        field: "demographics",
        run: (wish) => service.giveDemographics(context, wish),
      }),
    removeDemographics: (_root, { input }, context) =>
      mutate({
        schema: inputs.RemoveDemographics,
        input,
        field: "demographics",
        run: (wish) => service.removeDemographics(context, wish),
      }),
  },
  Consent: {
    givenAt: ({ given }) => given?.at,
    by: ({ given }, _args, context) => given && personOf(context, given.byPersonId),
    as: ({ given }) => given?.as,
    textVersion: ({ given }) => given?.textVersion,
    givenTo: ({ given }, _args, context) =>
      given?.givenToHubId === undefined ? undefined : hubOf(context, given.givenToHubId),
  },
  ConsentChange: {
    by: ({ byPersonId }, _args, context) => personOf(context, byPersonId),
    spokenOver: ({ spoken }) => spoken?.channel,
    spokenNote: ({ spoken }) => spoken?.note,
  },
  /** All of a party that anybody sees comes from one place: `whatIsSeen`. */
  Party: {
    partyId: ({ id }) => id,
    name: (party) => service.seenAtFirst(party).name,
    hub: (party, _args, context) => hubOf(context, service.seenAtFirst(party).hubId),
    contact: async (party, _args, context) => (await service.seenOf(context, party)).contact,
    communication: async (party, _args, context) =>
      (await service.seenOf(context, party)).communication,
  },
} satisfies Resolvers;
