import type { Resolvers } from "../graphql/generated/types.ts";
import type { NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { definitionVersion } from "./model.ts";
import { monthInNumbers } from "./service/index.ts";

export const resolvers: Resolvers = {
  Query: {
    monthInNumbers: (_root, asked, context) => monthInNumbers(context, asked),
  },
  MonthInNumbers: {
    measures: ({ measures, month }) => measures.map((one) => ({ ...one, period: month })),
    definitionVersion: () => definitionVersion,
  },
};

export const nodes: NodeFinders<Context> = {};
