import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  AddMoneyLeg,
  AgreeExchange,
  BookSpendOption,
  CancelExchange,
  ClearDisplacement,
  ConfirmExchange,
  ConfirmOnBehalf,
  confirmedOf,
  DeclineExchange,
  deliveredOf,
  type Exchange,
  journalEntryIdOf,
  MarkDelivered,
  needsBroker,
  ProposeExchange,
  ProposeExchangeChange,
  RemoveMoneyLeg,
  ResolveDispute,
  settledMinutesOf,
  sides,
  stepsOf,
} from "../model/index.ts";
import {
  addMoneyLeg,
  agreeExchange,
  bookSpendOption,
  cancelExchange,
  categoryFor,
  clearDisplacement,
  confirmExchange,
  confirmOnBehalf,
  declineExchange,
  exchangeById,
  exchangesOf,
  exchangesOfHub,
  hubFor,
  journalEntryOf,
  markDelivered,
  partyFor,
  partyMet,
  proposeExchange,
  proposeExchangeChange,
  removeMoneyLeg,
  resolveDispute,
  warningsAfter,
} from "../service/index.ts";

/** Looked up only where they are asked for. */
const warningsIn = (
  { exchange }: { readonly exchange?: Exchange | null | undefined },
  _args: object,
  context: Context,
) => warningsAfter(context, exchange);

export const exchangeResolvers = {
  Query: {
    exchange: (_root, { id }, context) => exchangeById(context, id),
    exchanges: (_root, { partyId, status, ...args }, context) =>
      exchangesOf(context, { partyId, status: status ?? undefined, args }),
    hubExchanges: (_root, { hubId, agenda, ...args }, context) =>
      exchangesOfHub(context, { hubId, agenda, args }),
  },
  Mutation: {
    proposeExchange: (_root, { input }, context) =>
      mutate({
        schema: ProposeExchange,
        input,
        field: "exchange",
        run: (wish) => proposeExchange(context, wish),
      }),
    agreeExchange: (_root, { input }, context) =>
      mutate({
        schema: AgreeExchange,
        input,
        field: "exchange",
        run: (wish) => agreeExchange(context, wish),
      }),
    declineExchange: (_root, { input }, context) =>
      mutate({
        schema: DeclineExchange,
        input,
        field: "exchange",
        run: (wish) => declineExchange(context, wish),
      }),
    cancelExchange: (_root, { input }, context) =>
      mutate({
        schema: CancelExchange,
        input,
        field: "exchange",
        run: (wish) => cancelExchange(context, wish),
      }),
    proposeExchangeChange: (_root, { input }, context) =>
      mutate({
        schema: ProposeExchangeChange,
        input,
        field: "exchange",
        run: (wish) => proposeExchangeChange(context, wish),
      }),
    markDelivered: (_root, { input }, context) =>
      mutate({
        schema: MarkDelivered,
        input,
        field: "exchange",
        run: (wish) => markDelivered(context, wish),
      }),
    confirmExchange: (_root, { input }, context) =>
      mutate({
        schema: ConfirmExchange,
        input,
        field: "exchange",
        run: (wish) => confirmExchange(context, wish),
      }),
    resolveDispute: (_root, { input }, context) =>
      mutate({
        schema: ResolveDispute,
        input,
        field: "exchange",
        run: (wish) => resolveDispute(context, wish),
      }),
    confirmOnBehalf: (_root, { input }, context) =>
      mutate({
        schema: ConfirmOnBehalf,
        input,
        field: "exchange",
        run: (wish) => confirmOnBehalf(context, wish),
      }),
    clearDisplacement: (_root, { input }, context) =>
      mutate({
        schema: ClearDisplacement,
        input,
        field: "exchange",
        run: (wish) => clearDisplacement(context, wish),
      }),
    addMoneyLeg: (_root, { input }, context) =>
      mutate({
        schema: AddMoneyLeg,
        input,
        field: "exchange",
        run: (wish) => addMoneyLeg(context, wish),
      }),
    removeMoneyLeg: (_root, { input }, context) =>
      mutate({
        schema: RemoveMoneyLeg,
        input,
        field: "exchange",
        run: (wish) => removeMoneyLeg(context, wish),
      }),
    bookSpendOption: (_root, { input }, context) =>
      mutate({
        schema: BookSpendOption,
        input,
        field: "exchange",
        run: (wish) => bookSpendOption(context, wish),
      }),
  },
  Exchange: {
    kind: ({ sponsored }) => (sponsored ? "SPONSORED" : "EXCHANGE"),
    provider: (exchange, _args, context) => partyMet(context, exchange, exchange.providerId),
    recipients: (exchange, _args, context) =>
      Promise.all(exchange.recipientIds.map((partyId) => partyMet(context, exchange, partyId))),
    payer: (exchange, _args, context) => partyMet(context, exchange, exchange.payerId),
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    providerHub: ({ providerHubId }, _args, context) => hubFor(context, providerHubId),
    category: ({ categoryId }, _args, context) =>
      categoryId === undefined ? null : categoryFor(context, categoryId),
    isBetweenFriends: ({ betweenFriends }) => betweenFriends ?? false,
    handlesMoney: ({ handlesMoney }) => handlesMoney ?? false,
    displacementClearedAt: ({ displacement }) => displacement?.at,
    displacementReason: ({ displacement }) => displacement?.reason,
    proposedAt: ({ proposed }) => proposed.at,
    agreedSides: ({ agreed }) => sides.filter((side) => agreed[side]),
    deliveredMinutes: (exchange) => deliveredOf(exchange)?.minutes,
    happenedOn: (exchange) => deliveredOf(exchange)?.on,
    confirmedMinutes: (exchange) => confirmedOf(exchange)?.minutes,
    settledMinutes: (exchange) => settledMinutesOf(exchange),
    valueNote: (exchange) => confirmedOf(exchange)?.valueNote,
    dueAt: (exchange) => ("dueAt" in exchange ? exchange.dueAt : undefined),
    needsBroker: (exchange) => needsBroker(exchange),
    moneyLegs: ({ legs }) => legs,
    steps: (exchange) => stepsOf(exchange),
    journalEntryId: (exchange) => journalEntryIdOf(exchange),
    journalEntry: (exchange, _args, context) => journalEntryOf(context, exchange),
  },
  ProposeExchangePayload: { warnings: warningsIn },
  AgreeExchangePayload: { warnings: warningsIn },
  ConfirmExchangePayload: { warnings: warningsIn },
  BookSpendOptionPayload: { warnings: warningsIn },
  Entry: { exchange: ({ actId }, _args, context) => exchangeById(context, actId) },
  MoneyLeg: {
    paidBy: ({ paidById }, _args, context) => partyFor(context, paidById),
  },
} satisfies Resolvers;
