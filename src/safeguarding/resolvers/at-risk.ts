import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { EndAtRisk, NoteAtRisk } from "../model/index.ts";
import {
  adultsAtRisk,
  atRiskNotesFor,
  endAtRiskNote,
  hubFor,
  noteAtRisk,
  partyFor,
} from "../service/index.ts";

/** Adults of whom more care is taken for a while. */
export const atRisk = {
  Query: {
    atRiskNotes: (_root, { memberId, ...args }, context) =>
      atRiskNotesFor(context, { memberId, args }),
    adultsAtRisk: (_root, { hubId, ...args }, context) => adultsAtRisk(context, { hubId, args }),
  },
  Mutation: {
    noteAtRisk: (_root, { input }, context) =>
      mutate({
        schema: NoteAtRisk,
        input,
        field: "note",
        run: (wish) => noteAtRisk(context, wish),
      }),
    endAtRisk: (_root, { input }, context) =>
      mutate({
        schema: EndAtRisk,
        input,
        field: "note",
        run: (wish) => endAtRiskNote(context, wish),
      }),
  },
  AtRiskNote: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    notedAt: ({ createdAt }) => createdAt,
    member: ({ memberId }, _args, context) => partyFor(context, memberId),
  },
} satisfies Resolvers;
