import type { Resolvers } from "../graphql/generated/types.ts";
import { dateOf, mutate, type NodeFinders, sameIdAs } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { availableMinutes, ChangeFreeze, isBelowFloor, ReverseEntry } from "./model.ts";
import {
  accountsOfHub,
  balanceAt,
  leavesBelowFloor,
  readAccount,
  readJournalEntry,
  statement,
  trialBalance,
} from "./reading.ts";
import { freezeAccount, reverseEntry, unfreezeAccount } from "./service/index.ts";

export const resolvers: Resolvers = {
  Query: {
    account: (_root, { id }, context) => readAccount(context, id),
    hubTrialBalance: (_root, { hubId }, context) => trialBalance(context, hubId),
  },
  Mutation: {
    reverseEntry: (_root, { input }, context) =>
      mutate({
        schema: ReverseEntry,
        input,
        field: "journalEntry",
        run: (wish) => reverseEntry(context, wish),
      }),
    freezeAccount: (_root, { input }, context) =>
      mutate({
        schema: ChangeFreeze,
        input,
        field: "account",
        run: (wish) => freezeAccount(context, wish),
      }),
    unfreezeAccount: (_root, { input }, context) =>
      mutate({
        schema: ChangeFreeze,
        input,
        field: "account",
        run: (wish) => unfreezeAccount(context, wish),
      }),
  },
  Account: {
    id: (head) => head.account.id,
    kind: (head) => head.account.kind,
    promisedMinutes: (head) => head.promisedMinutes ?? 0,
    availableMinutes: (head) => Math.max(0, availableMinutes(head)),
    floorMinutes: (head) => head.account.floorMinutes,
    ceilingMinutes: (head) => head.account.ceilingMinutes ?? null,
    isAboveCeiling: (head) => head.balanceMinutes > (head.account.ceilingMinutes ?? Infinity),
    isBelowFloor,
    mandateLabel: (head) =>
      head.account.kind === "ISSUANCE" ? (head.account.label ?? null) : null,
    balanceAt: (head, { at }, context) => balanceAt(context, head, at),
    statement: (head, { from, to, ...args }, context) =>
      statement(context, head, { span: { from, to }, args }),
  },
  Entry: {
    promisedMinutes: (entry) => entry.promisedMinutes ?? 0,
    happenedOn: (entry) => entry.happenedOn ?? dateOf(entry.recordedAt),
    journalEntryId: (entry) => (entry.minutes === 0 ? null : sameIdAs(entry.actId, "jrn")),
    journalEntry: (entry, _args, context) =>
      entry.minutes === 0 ? null : readJournalEntry(context, sameIdAs(entry.actId, "jrn")),
  },
  Posting: {
    account: (posting, _args, context) => readAccount(context, posting.accountId),
    isBelowFloor: (posting, _args, { table }) => leavesBelowFloor(table, posting),
  },
  TrialBalance: {
    accounts: (balance, args, context) => accountsOfHub(context, balance.hubId, args),
  },
};

export const nodes: NodeFinders<Context> = {
  acc: async (context, id) => {
    const head = await readAccount(context, id);
    return head && { __typename: "Account", ...head };
  },
  jrn: async (context, id) => {
    const entry = await readJournalEntry(context, id);
    return entry && { __typename: "JournalEntry", ...entry };
  },
};
