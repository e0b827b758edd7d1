import type { HeldOfMember } from "../../membership/index.ts";
import { type Item, type Portion, plainly, portionOf, type Table } from "../../table/index.ts";
import {
  careRecognitionsForMember,
  storedActivities,
  storedGifts,
  storedPotRequests,
} from "../repository/index.ts";

/** Acts told in one step. */
const together = 40;

/** What a member gave, was given and asked for, by the names that it is told under. */
export const exporters = {
  POT_REQUEST: (table: Table, { personId, memberId }: HeldOfMember, after?: string) =>
    portionOf({
      kind: "POT_REQUEST",
      after,
      limit: together,
      fetch: (walk) => storedPotRequests(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
  RECOGNITION: (table: Table, { personId, memberId }: HeldOfMember, after?: string) =>
    portionOf({
      kind: "RECOGNITION",
      after,
      limit: together,
      fetch: (walk) => storedActivities(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
  CARE_RECOGNITION: async (
    table: Table,
    { personId, memberId }: HeldOfMember,
    after?: string,
  ): Promise<Portion> => {
    const from = after === undefined ? {} : { after };
    const page = { ...from, backwards: false, limit: together };
    const rows = await careRecognitionsForMember(table, memberId, page);
    const kind = "CARE_RECOGNITION";
    const last = rows.length < together ? undefined : rows.at(-1)?.place;
    const lines = rows.map(({ node }) => ({ kind, ...plainly(node, personId) }));
    return { lines, ...(last === undefined ? {} : { after: last }) };
  },
  // Who gave to a pot stands in their own gifts only: no gift of a pot's leads to one.
  GIFT: (table: Table, { personId, memberId }: HeldOfMember, after?: string) =>
    portionOf({
      kind: "GIFT",
      after,
      limit: together,
      fetch: (walk) => storedGifts(table, memberId, walk),
      tell: (item: Item) => plainly(item, personId),
    }),
};
