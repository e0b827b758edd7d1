import type { Resolvers } from "../graphql/generated/types.ts";
import { mutate, type NodeFinders } from "../kernel/index.ts";
import type { Context } from "../table/index.ts";
import { ObjectToRecord } from "./model.ts";
import {
  howTo,
  isStillOpen,
  nameOf,
  noteOf,
  objectionsIn,
  objectToRecord,
  recordById,
  recordsMadeFor,
  thingOf,
  whoseRecord,
} from "./service/index.ts";

/** The fields of a profile as the API names them. */
const profileFields = {
  firstName: "FIRST_NAME",
  lastName: "LAST_NAME",
  phone: "PHONE",
  email: "EMAIL",
  communication: "COMMUNICATION",
} as const;

export const resolvers: Resolvers = {
  Query: {
    assistedRecord: (_root, { id }, context) => recordById(context, id),
    recordsMadeFor: (_root, { memberId, ...args }, context) =>
      recordsMadeFor(context, { memberId, args }),
    objections: (_root, { hubId, ...args }, context) => objectionsIn(context, { hubId, args }),
  },
  Mutation: {
    objectToRecord: (_root, { input }, context) =>
      mutate({
        schema: ObjectToRecord,
        input,
        field: "record",
        run: (wish) => objectToRecord(context, wish),
      }),
  },
  Member: {
    recordsMadeFor: ({ id }, args, context) => recordsMadeFor(context, { memberId: id, args }),
  },
  AssistedRecord: {
    actingFor: ({ memberId }, _args, context) => whoseRecord(context, memberId),
    by: ({ byPersonId }, _args, context) => nameOf(context, byPersonId),
    madeAt: ({ createdAt }) => createdAt,
    channel: ({ spoken }) => spoken?.channel,
    note: (record, _args, context) => noteOf(context, record),
    readBack: ({ spoken }) => spoken?.readBack ?? false,
    slip: ({ spoken }) => spoken?.slip,
    mayObject: (record, _args, context) => isStillOpen(context, record),
    howToObject: (record, _args, context) =>
      isStillOpen(context, record) ? howTo(record) : undefined,
    listing: (record, _args, context) => thingOf.listing(context, record),
    exchange: (record, _args, context) => thingOf.exchange(context, record),
    series: (record, _args, context) => thingOf.series(context, record),
    groupActivity: (record, _args, context) => thingOf.groupActivity(context, record),
    moveRequest: (record, _args, context) => thingOf.moveRequest(context, record),
    potRequest: (record, _args, context) => thingOf.potRequest(context, record),
    circle: (record, _args, context) => thingOf.circle(context, record),
    decision: (record, _args, context) => thingOf.decision(context, record),
    changed: ({ kind, changed }) =>
      kind === "PROFILE" ? (changed ?? []).map((field) => profileFields[field]) : undefined,
  },
  Objection: {
    by: ({ byPersonId }, _args, context) => nameOf(context, byPersonId),
    channel: ({ spoken }) => spoken?.channel,
    note: ({ spoken }) => spoken?.note,
    readBack: ({ spoken }) => spoken?.readBack ?? false,
    slip: ({ spoken }) => spoken?.slip,
  },
};

export const nodes: NodeFinders<Context> = {
  rec: async (context, id) => {
    const found = await recordById(context, id);
    return found && { __typename: "AssistedRecord", ...found };
  },
};
