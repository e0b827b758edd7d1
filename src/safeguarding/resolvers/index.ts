import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  atRiskNoteById,
  clearanceById,
  coverById,
  measureById,
  requirementById,
} from "../service/index.ts";
import { answers } from "./answers.ts";
import { atRisk } from "./at-risk.ts";
import { clearances } from "./clearances.ts";
import { covers } from "./covers.ts";
import { measures } from "./measures.ts";
import { requirements } from "./requirements.ts";

export const resolvers: Resolvers = {
  ...answers,
  ...atRisk,
  ...clearances,
  ...covers,
  ...measures,
  ...requirements,
  Query: {
    ...answers.Query,
    ...atRisk.Query,
    ...clearances.Query,
    ...covers.Query,
    ...measures.Query,
    ...requirements.Query,
  },
  Mutation: {
    ...atRisk.Mutation,
    ...clearances.Mutation,
    ...covers.Mutation,
    ...requirements.Mutation,
  },
};

export const nodes: NodeFinders<Context> = {
  arn: async (context, id) => named("AtRiskNote", await atRiskNoteById(context, id)),
  clr: async (context, id) => named("Clearance", await clearanceById(context, id)),
  cov: async (context, id) => named("Cover", await coverById(context, id)),
  itm: async (context, id) => named("InterimMeasure", await measureById(context, id)),
  req: async (context, id) => named("Requirement", await requirementById(context, id)),
};

const named = <Thing extends object>(__typename: string, thing: Thing | undefined) =>
  thing && { __typename, ...thing };
