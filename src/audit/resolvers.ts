import type { Resolvers } from "../graphql/generated/types.ts";
import type { NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { digestOfCheck, ledgerCheck, ledgerDigests } from "./reading.ts";
import { ledgerExport, ledgerVerification, policyRehearsal } from "./service/index.ts";

export const resolvers: Resolvers = {
  Query: {
    ledgerExport: (_root, { hubId, ...asked }, context) => ledgerExport(context, hubId, asked),
    ledgerVerification: (_root, { hubId, after }, context) =>
      ledgerVerification(context, hubId, after),
    policyRehearsal: (_root, { hubId, ...asked }, context) =>
      policyRehearsal(context, hubId, asked),
    ledgerCheck: (_root, { hubId }, context) => ledgerCheck(context, hubId),
    ledgerDigests: (_root, { hubId, ...args }, context) => ledgerDigests(context, hubId, args),
  },
  LedgerCheck: {
    digest: (check, _args, context) => digestOfCheck(context, check),
  },
};

export const nodes: NodeFinders<Context> = {};
