import type { ErasingMember } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import { moveIdOf } from "../model/index.ts";
import { findMove, removeMove } from "../repository/index.ts";

/** A wish to go on in another hub is about nobody else, so it goes altogether. */
export const erasers = {
  MOVE_REQUEST: async (table: Table, { memberId }: ErasingMember) => {
    const request = await findMove(table, moveIdOf(memberId));
    const writes = request ? [removeMove(request)] : [];
    return { writes, counts: { MOVE_REQUEST: writes.length } };
  },
};
