import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { AgreeSeries, EndSeries, StartSeries, StartSeriesSession, sides } from "../model/index.ts";
import {
  agreeSeries,
  categoryFor,
  endSeries,
  partyInSeries,
  seriesById,
  seriesOf,
  startSeries,
  startSeriesSession,
} from "../service/index.ts";

export const seriesResolvers = {
  Query: {
    mentoringSeries: (_root, { id }, context) => seriesById(context, id),
    mentoringSeriesOf: (_root, { partyId, ...args }, context) =>
      seriesOf(context, { partyId, args }),
  },
  Mutation: {
    startSeries: (_root, { input }, context) =>
      mutate({
        schema: StartSeries,
        input,
        field: "series",
        run: (wish) => startSeries(context, wish),
      }),
    agreeSeries: (_root, { input }, context) =>
      mutate({
        schema: AgreeSeries,
        input,
        field: "series",
        run: (wish) => agreeSeries(context, wish),
      }),
    endSeries: (_root, { input }, context) =>
      mutate({
        schema: EndSeries,
        input,
        field: "series",
        run: (wish) => endSeries(context, wish),
      }),
    startSeriesSession: (_root, { input }, context) =>
      mutate({
        schema: StartSeriesSession,
        input,
        field: "exchange",
        run: (wish) => startSeriesSession(context, wish),
      }),
  },
  MentoringSeries: {
    provider: (series, _args, context) => partyInSeries(context, series, series.providerId),
    recipient: (series, _args, context) => partyInSeries(context, series, series.recipientId),
    payer: (series, _args, context) => partyInSeries(context, series, series.payerId),
    category: ({ categoryId }, _args, context) =>
      categoryId === undefined ? null : categoryFor(context, categoryId),
    agreedSides: ({ agreed }) => sides.filter((side) => agreed[side]),
  },
} satisfies Resolvers;
