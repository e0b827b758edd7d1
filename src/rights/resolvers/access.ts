import type { Resolvers } from "../../graphql/generated/types.ts";
import { readerNameOf, readLog, whyOf } from "../service/index.ts";

/** Who read what about whom. */
export const access = {
  Query: {
    dataAccessLog: (_root, { memberId, ...args }, context) =>
      readLog(context, memberId ?? undefined, args),
  },
  DataRead: {
    readerName: (line, _args, context) => readerNameOf(context, line),
    why: (line) => whyOf(line),
    isReasonGiven: ({ reason }) => reason !== undefined,
    wasInList: ({ kind }) => kind !== "ONE",
  },
} satisfies Resolvers;
