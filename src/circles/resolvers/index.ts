import type { Resolvers } from "../../graphql/generated/types.ts";
import type { NodeFinders } from "../../kernel/index.ts";
import type { Context } from "../../table/index.ts";
import {
  circleById,
  circleOf,
  circlesOf,
  contributionById,
  contributionsOf,
  hubOf,
  informed,
  isSeatVoting,
  mySeat,
  nameOfSeat,
  roomOf,
  seatsOf,
  sessionById,
  sessionsOf,
  voiceById,
  voiceParityIn,
  voiceParityOf,
} from "../service/index.ts";
import { mutations } from "./mutations.ts";

export const resolvers: Resolvers = {
  Query: {
    circle: (_root, { id }, context) => circleById(context, id),
    circles: (_root, { hubId, ...args }, context) => circlesOf(context, { hubId, args }),
    circleSession: (_root, { id }, context) => sessionById(context, id),
    inTheRoom: (_root, { sessionId }, context) => roomOf(context, sessionId),
    contribution: (_root, { id }, context) => contributionById(context, id),
    voiceRecord: (_root, { id }, context) => voiceById(context, id),
  },
  Mutation: mutations,
  Circle: {
    hub: (circle, _args, context) => hubOf(context, circle),
    seats: (circle, args, context) => seatsOf(context, circle, args),
    mySeat: (circle, _args, context) => mySeat(context, circle),
    sessions: (circle, args, context) => sessionsOf(context, circle, args),
    voiceParity: (circle, _args, context) => voiceParityIn(context, circle),
  },
  CircleModel: { isExchangeShown: ({ exchangeId }) => exchangeId !== undefined },
  Seat: {
    name: (seat, _args, context) => nameOfSeat(context, seat),
    mayVote: (seat) => isSeatVoting(seat),
  },
  CircleSession: {
    circle: ({ circleId }, _args, context) => circleOf(context, circleId),
    isInformed: (session, _args, context) => informed(context, session),
    contributions: (session, args, context) => contributionsOf(context, session, args),
    voiceParity: (session, _args, context) => voiceParityOf(context, session),
  },
  Contribution: {
    session: ({ sessionId }, _args, context) => sessionById(context, sessionId),
    isVoiceRecorded: ({ voiceRecordId }) => voiceRecordId !== undefined,
    isAdopted: ({ adoptedInId }) => adoptedInId !== undefined,
  },
};

export const nodes: NodeFinders<Context> = {
  cir: named("Circle", circleById),
  ses: named("CircleSession", sessionById),
  ctb: named("Contribution", contributionById),
  voi: named("VoiceRecord", voiceById),
};

function named<Thing extends object>(
  __typename: string,
  find: (context: Context, id: string) => Promise<Thing | undefined>,
) {
  return async (context: Context, id: string) => {
    const found = await find(context, id);
    return found && { __typename, ...found };
  };
}
