import type { Resolvers } from "../../graphql/generated/types.ts";
import { mutate } from "../../kernel/index.ts";
import { EndRequirement, SetRequirement } from "../model/index.ts";
import {
  categoryFor,
  endRequirement,
  hubFor,
  requirementsOf,
  setRequirement,
} from "../service/index.ts";

/** What a hub asks for before certain help. */
export const requirements = {
  Query: {
    requirements: (_root, { hubId, ...args }, context) => requirementsOf(context, { hubId, args }),
  },
  Mutation: {
    setRequirement: (_root, { input }, context) =>
      mutate({
        schema: SetRequirement,
        input,
        field: "requirement",
        run: (wish) => setRequirement(context, wish),
      }),
    endRequirement: (_root, { input }, context) =>
      mutate({
        schema: EndRequirement,
        input,
        field: "requirement",
        run: (wish) => endRequirement(context, wish),
      }),
  },
  Requirement: {
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    category: ({ categoryId }, _args, context) =>
      categoryId === undefined ? null : categoryFor(context, categoryId),
  },
} satisfies Resolvers;
