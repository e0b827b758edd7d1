import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { CheckIn, CheckOut, ClearVisitAlarm, LogVisitMoney } from "../model/index.ts";
import {
  checkIn,
  checkOut,
  clearVisitAlarm,
  logVisitMoney,
  moneyTotals,
  overdueVisits,
  partyFor,
  visitIn,
  visitOf,
  visitStatusAt,
} from "../service/index.ts";

const field = "visit";

export const visitResolvers = {
  Query: {
    visit: (_root, { exchangeId }, context) => visitOf(context, exchangeId),
    overdueVisits: (_root, { hubId, ...args }, context) => overdueVisits(context, { hubId, args }),
  },
  Mutation: {
    checkIn: (_root, { input }, context) =>
      mutate({ schema: CheckIn, input, field, run: (wish) => checkIn(context, wish) }),
    checkOut: (_root, { input }, context) =>
      mutate({ schema: CheckOut, input, field, run: (wish) => checkOut(context, wish) }),
    clearVisitAlarm: (_root, { input }, context) =>
      mutate({
        schema: ClearVisitAlarm,
        input,
        field,
        run: (wish) => clearVisitAlarm(context, wish),
      }),
    logVisitMoney: (_root, { input }, context) =>
      mutate({ schema: LogVisitMoney, input, field, run: (wish) => logVisitMoney(context, wish) }),
  },
  Exchange: { visit: (exchange, _args, context) => visitIn(context, exchange) },
  Visit: {
    status: (visit, _args, context) => visitStatusAt(context, visit),
    isLone: ({ expectedEndAt }) => expectedEndAt !== undefined,
    provider: ({ providerId }, _args, context) => partyFor(context, providerId),
    recipients: ({ recipientIds }, _args, context) =>
      Promise.all(recipientIds.map((partyId) => partyFor(context, partyId))),
    companion: ({ companionId }, _args, context) =>
      companionId === undefined ? null : partyFor(context, companionId),
    money: ({ money }) => ({ lines: money, ...moneyTotals({ money }) }),
    cleared: ({ cleared }) => cleared ?? null,
  },
  VisitMark: { by: ({ as }) => as, spokenOver: ({ spoken }) => spoken?.channel },
} satisfies Resolvers;
