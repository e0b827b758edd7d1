import type { Resolvers } from "../../graphql/generated/types.ts";
import { categoryFor, consentFor, hubFor, optionFor, partyFor, slotsOf } from "../service/index.ts";

export const types: Pick<
  Resolvers,
  "Category" | "Listing" | "Skill" | "SpendOption" | "SpendSlot"
> = {
  Category: {
    parent: ({ parentId }, _args, context) =>
      parentId === undefined ? null : categoryFor(context, parentId),
    hub: ({ hubId }, _args, context) => (hubId === undefined ? null : hubFor(context, hubId)),
  },
  Listing: {
    category: ({ categoryId }, _args, context) => categoryFor(context, categoryId),
    by: ({ partyId }, _args, context) => partyFor(context, partyId),
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    consent: (listing, _args, context) => consentFor(context, listing),
  },
  Skill: {
    category: ({ categoryId }, _args, context) =>
      categoryId === undefined ? null : categoryFor(context, categoryId),
  },
  SpendOption: {
    organisation: ({ organisationId }, _args, context) => partyFor(context, organisationId),
    hub: ({ hubId }, _args, context) => hubFor(context, hubId),
    slots: (option, args, context) => slotsOf(context, { option, args }),
  },
  SpendSlot: {
    spendOption: (slot, _args, context) => optionFor(context, slot),
    free: ({ capacity, taken }) => capacity - taken,
  },
};
