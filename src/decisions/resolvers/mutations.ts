import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import {
  AdoptContribution,
  AnswerObjection,
  AssignAction,
  CastPosition,
  CloseDecision,
  CompleteAction,
  DelegateUpward,
  OpenDecision,
  OverrideDecision,
  ProposeArtefact,
  RateDecision,
} from "../model/index.ts";
import {
  adoptContribution,
  answerObjection,
  assignAction,
  castPosition,
  closeDecision,
  completeAction,
  delegateUpward,
  openDecision,
  overrideDecision,
  proposeArtefact,
  rateDecision,
} from "../service/index.ts";

const [decision, position, action] = ["decision", "position", "action"] as const;

export const mutations: NonNullable<Resolvers["Mutation"]> = {
  proposeArtefact: (_root, { input }, context) =>
    mutate({
      schema: ProposeArtefact,
      input,
      field: "artefact",
      run: (w) => proposeArtefact(context, w),
    }),
  adoptContribution: (_root, { input }, context) =>
    mutate({
      schema: AdoptContribution,
      input,
      field: "contribution",
      run: (w) => adoptContribution(context, w),
    }),
  openDecision: (_root, { input }, context) =>
    mutate({ schema: OpenDecision, input, field: decision, run: (w) => openDecision(context, w) }),
  castPosition: (_root, { input }, context) =>
    mutate({ schema: CastPosition, input, field: position, run: (w) => castPosition(context, w) }),
  answerObjection: (_root, { input }, context) =>
    mutate({
      schema: AnswerObjection,
      input,
      field: position,
      run: (w) => answerObjection(context, w),
    }),
  closeDecision: (_root, { input }, context) =>
    mutate({
      schema: CloseDecision,
      input,
      field: decision,
      run: (w) => closeDecision(context, w),
    }),
  overrideDecision: (_root, { input }, context) =>
    mutate({
      schema: OverrideDecision,
      input,
      field: decision,
      run: (w) => overrideDecision(context, w),
    }),
  delegateUpward: (_root, { input }, context) =>
    mutate({
      schema: DelegateUpward,
      input,
      field: "seat",
      run: (w) => delegateUpward(context, w),
    }),
  rateDecision: (_root, { input }, context) =>
    mutate({ schema: RateDecision, input, field: "rating", run: (w) => rateDecision(context, w) }),
  assignAction: (_root, { input }, context) =>
    mutate({ schema: AssignAction, input, field: action, run: (w) => assignAction(context, w) }),
  completeAction: (_root, { input }, context) =>
    mutate({
      schema: CompleteAction,
      input,
      field: action,
      run: (w) => completeAction(context, w),
    }),
};
