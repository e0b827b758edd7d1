import type { ErasingMember, HeldOfMember } from "../../../membership/index.ts";
import { type Portion, plainly, portionOf, sweepList, type Table } from "../../../table/index.ts";
import { correctionRemoval, storedCorrections } from "../../repository/index.ts";

/** Requests in one sweep or portion. */
const together = 40;

export const sweepCorrections = (table: Table, { memberId }: ErasingMember, after?: string) =>
  sweepList({
    kind: "CORRECTION",
    after,
    limit: together,
    fetch: (walk) => storedCorrections(table, memberId, walk),
    change: (item) => ({ writes: [correctionRemoval(item)] }),
  });

export const exportCorrections = (
  table: Table,
  { memberId, personId }: HeldOfMember,
  after?: string,
): Promise<Portion> =>
  portionOf({
    kind: "CORRECTION",
    after,
    limit: together,
    fetch: (walk) => storedCorrections(table, memberId, walk),
    tell: (item) => plainly(item, personId),
  });
