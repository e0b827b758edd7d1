import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import {
  AgreeSeries,
  EndSeries,
  type SeriesYes,
  StartSeries,
  StartSeriesSession,
  sides,
} from "../model/index.ts";
import {
  actorOf,
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
    yeses: ({ agreed, ...series }): readonly SeriesYes[] =>
      sides.flatMap((side) => {
        const mark = agreed[side];
        if (!mark) return [];
        const partyId = side === "PAYER" ? series.payerId : series.providerId;
        const { by, at } = mark;
        return [{ side, at, deed: { by, at, byBroker: mark.as === "BROKER", partyId } }];
      }),
    endedBy: (series, _args, context) =>
      series.status === "ENDED" && series.endedAs
        ? actorOf(context, { by: series.endedBy, at: series.endedAt, ...series.endedAs })
        : undefined,
    agreedSides: ({ agreed }) => sides.filter((side) => agreed[side]),
  },
  SeriesYes: { actor: ({ deed }, _args, context) => actorOf(context, deed) },
} satisfies Resolvers;
