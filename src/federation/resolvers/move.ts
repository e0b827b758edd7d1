import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { AcceptMove, DeclineMove, RequestMove, WithdrawMove } from "../model/index.ts";
import {
  actorOf,
  hubFor,
  memberFor,
  moveById,
  moveOf,
  moverOf,
  movesForHub,
} from "../reading/index.ts";
import { acceptMove, declineMove, requestMove, withdrawMove } from "../service/index.ts";

/** Members who go on in another hub. */
export const moves = {
  Query: {
    moveRequests: (_root, { hubId, ...args }, context) => movesForHub(context, { hubId, args }),
    moveRequest: (_root, { id }, context) => moveById(context, id),
  },
  Mutation: {
    requestMove: (_root, { input }, context) =>
      mutate({
        schema: RequestMove,
        input,
        field: "moveRequest",
        run: (wish) => requestMove(context, wish),
      }),
    acceptMove: (_root, { input }, context) =>
      mutate({
        schema: AcceptMove,
        input,
        field: "moveRequest",
        run: (wish) => acceptMove(context, wish),
      }),
    declineMove: (_root, { input }, context) =>
      mutate({
        schema: DeclineMove,
        input,
        field: "moveRequest",
        run: (wish) => declineMove(context, wish),
      }),
    withdrawMove: (_root, { input }, context) =>
      mutate({
        schema: WithdrawMove,
        input,
        field: "moveRequest",
        run: (wish) => withdrawMove(context, wish),
      }),
  },
  MoveRequest: {
    fromHub: ({ fromHubId }, _args, context) => hubFor(context, fromHubId),
    toHub: ({ toHubId }, _args, context) => hubFor(context, toHubId),
    member: ({ memberId }, _args, context) => memberFor(context, memberId),
    newMember: ({ newMemberId }, _args, context) => memberFor(context, newMemberId),
    mover: (move, _args, context) => moverOf(context, move),
    askedAt: ({ asked }) => asked.at,
    askedBy: ({ asked }) => asked.as,
    requestedBy: ({ asked, memberId }, _args, context) =>
      actorOf(context, { ...asked, byBroker: asked.as === "BROKER", partyId: memberId }),
    answeredBy: ({ answeredAt, answeredBy }, _args, context) =>
      answeredAt === undefined || answeredBy === undefined
        ? undefined
        : actorOf(context, { ...answeredBy, at: answeredAt }),
    spokenOver: ({ asked }) => asked.spoken?.channel,
  },
  Member: { moveRequest: (member, _args, context) => moveOf(context, member) },
} satisfies Resolvers;
