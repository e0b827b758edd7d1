import type { Resolvers } from "../graphql/generated/types.ts";
import type { NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { definitionVersion } from "./model.ts";
import { coreEconomyHours, modeMix, modeTrend, monthInNumbers } from "./service/index.ts";

export const resolvers: Resolvers = {
  Query: {
    coreEconomyHours: (_root, asked, context) => coreEconomyHours(context, asked),
    modeMix: (_root, asked, context) => modeMix(context, asked),
    modeTrend: (_root, asked, context) => modeTrend(context, asked),
    monthInNumbers: (_root, asked, context) => monthInNumbers(context, asked),
  },
  MonthInNumbers: {
    measures: ({ measures, month }) => measures.map((one) => ({ ...one, period: month })),
    definitionVersion: () => definitionVersion,
  },
};

export const nodes: NodeFinders<Context> = {};
