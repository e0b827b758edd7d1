import type { Resolvers } from "../graphql/generated/types.ts";
import { mutate, type NodeFinders, sameIdAs } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import {
  AddPayRunRows,
  CancelPayRun,
  ContinuePayRun,
  CreatePayRun,
  RehearsePayRun,
  RemovePayRunRows,
  StartPayRun,
} from "./model.ts";
import {
  addPayRunRows,
  cancelPayRun,
  continuePayRun,
  createPayRun,
  hasEnough,
  hubOf,
  memberOf,
  organisationOf,
  payRunById,
  payRunRows,
  payRunsOf,
  rehearsalOf,
  rehearsePayRun,
  removePayRunRows,
  startPayRun,
  whyRefused,
} from "./service/index.ts";

const field = "payRun";

const mutations: Resolvers["Mutation"] = {
  createPayRun: (_root, { input }, context) =>
    mutate({ schema: CreatePayRun, input, field, run: (wish) => createPayRun(context, wish) }),
  addPayRunRows: (_root, { input }, context) =>
    mutate({ schema: AddPayRunRows, input, field, run: (wish) => addPayRunRows(context, wish) }),
  removePayRunRows: (_root, { input }, context) =>
    mutate({
      schema: RemovePayRunRows,
      input,
      field,
      run: (wish) => removePayRunRows(context, wish),
    }),
  rehearsePayRun: (_root, { input }, context) =>
    mutate({ schema: RehearsePayRun, input, field, run: (wish) => rehearsePayRun(context, wish) }),
  startPayRun: (_root, { input }, context) =>
    mutate({ schema: StartPayRun, input, field, run: (wish) => startPayRun(context, wish) }),
  continuePayRun: (_root, { input }, context) =>
    mutate({ schema: ContinuePayRun, input, field, run: (wish) => continuePayRun(context, wish) }),
  cancelPayRun: (_root, { input }, context) =>
    mutate({ schema: CancelPayRun, input, field, run: (wish) => cancelPayRun(context, wish) }),
};

export const resolvers: Resolvers = {
  Query: {
    payRun: (_root, { id }, context) => payRunById(context, id),
    payRuns: (_root, { organisationId, ...args }, context) =>
      payRunsOf(context, { organisationId, args }),
  },
  Mutation: mutations,
  PayRun: {
    hub: (run, _args, context) => hubOf(context, run),
    organisation: (run, _args, context) => organisationOf(context, run),
    rehearsal: rehearsalOf,
    hasEnough: (run, _args, context) => hasEnough(context, run),
    returnedMinutes: ({ status, totalMinutes, paidMinutes, startedAt }) =>
      startedAt !== undefined && status !== "RUNNING" ? totalMinutes - paidMinutes : 0,
    rows: (run, { outcome, ...args }, context) =>
      payRunRows(context, run, { outcome: outcome ?? undefined, args }),
  },
  PayRunRow: {
    member: (row, _args, context) => memberOf(context, row),
    refusalMessage: whyRefused,
    journalEntryId: ({ actId }) => (actId === undefined ? null : sameIdAs(actId, "jrn")),
  },
};

export const nodes: NodeFinders<Context> = {
  pay: async (context, id) => {
    const run = await payRunById(context, id);
    return run && { __typename: "PayRun", ...run };
  },
};
