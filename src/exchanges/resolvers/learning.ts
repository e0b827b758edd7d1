import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate, sameIdAs } from "../../kernel/index.ts";
import { learnedMinutes, RecordLearning, VerifyLearning } from "../model/index.ts";
import {
  actorOf,
  learningById,
  learningOf,
  partyFor,
  recordLearning,
  verifyLearning,
} from "../service/index.ts";

export const learningResolvers = {
  Query: {
    learningRecord: (_root, { id }, context) => learningById(context, id),
    learningRecords: (_root, { partyId, ...args }, context) =>
      learningOf(context, { partyId, args }),
  },
  Mutation: {
    recordLearning: (_root, { input }, context) =>
      mutate({
        schema: RecordLearning,
        input,
        field: "record",
        run: (wish) => recordLearning(context, wish),
      }),
    verifyLearning: (_root, { input }, context) =>
      mutate({
        schema: VerifyLearning,
        input,
        field: "record",
        run: (wish) => verifyLearning(context, wish),
      }),
  },
  LearningRecord: {
    learner: ({ learnerId }, _args, context) => partyFor(context, learnerId),
    organisation: ({ organisationId }, _args, context) => partyFor(context, organisationId),
    recordedBy: ({ recordedBy, recordedAt, recordedFor, ...record }, _args, context) =>
      recordedFor &&
      actorOf(context, {
        by: recordedBy,
        at: recordedAt,
        byBroker: recordedFor === "BROKER",
        partyId: recordedFor === "ORGANISATION" ? record.organisationId : record.learnerId,
      }),
    minutes: (record) => learnedMinutes(record),
    verifiedAt: (record) => (record.status === "VERIFIED" ? record.verifiedAt : undefined),
    journalEntryId: ({ id, status }) => (status === "VERIFIED" ? sameIdAs(id, "jrn") : undefined),
  },
} satisfies Resolvers;
