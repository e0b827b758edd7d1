import type { MutationResolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import * as inputs from "../model/index.ts";
import * as service from "../service/index.ts";

/** Who acts for whom, and who agreed to it. */
export const actingMutations = {
  giveGuardianConsent: (_root, { input }, context) =>
    mutate({
      schema: inputs.GiveGuardianConsent,
      input,
      field: "member",
      run: (wish) => service.giveGuardianConsent(context, wish),
    }),
  withdrawGuardianConsent: (_root, { input }, context) =>
    mutate({
      schema: inputs.WithdrawGuardianConsent,
      input,
      field: "member",
      run: (wish) => service.withdrawGuardianConsent(context, wish),
    }),
  shareGuardianContact: (_root, { input }, context) =>
    mutate({
      schema: inputs.ShareGuardianContact,
      input,
      field: "member",
      run: (wish) => service.shareGuardianContact(context, wish),
    }),
  withdrawGuardianContact: (_root, { input }, context) =>
    mutate({
      schema: inputs.WithdrawGuardianContact,
      input,
      field: "member",
      run: (wish) => service.withdrawGuardianContact(context, wish),
    }),
  appointSupporter: (_root, { input }, context) =>
    mutate({
      schema: inputs.AppointSupporter,
      input,
      field: "member",
      run: (wish) => service.appointSupporter(context, wish),
    }),
  endSupporter: (_root, { input }, context) =>
    mutate({
      schema: inputs.EndSupporter,
      input,
      field: "member",
      run: (wish) => service.endSupporter(context, wish),
    }),
} satisfies MutationResolvers;
