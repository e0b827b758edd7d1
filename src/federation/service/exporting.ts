import type { HeldOfMember } from "../../membership/index.ts";
import { type Portion, plainly, type Table } from "../../table/index.ts";
import { moveIdOf } from "../model/index.ts";
import { findMove } from "../repository/index.ts";

/** What this room holds of a member, by the name that it is told under. */
export const exporters = {
  MOVE_REQUEST: async (table: Table, { personId, memberId }: HeldOfMember): Promise<Portion> => {
    const request = await findMove(table, moveIdOf(memberId));
    return { lines: request ? [{ kind: "MOVE_REQUEST", ...plainly(request, personId) }] : [] };
  },
};
