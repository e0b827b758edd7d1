import { dateOf } from "../../kernel/index.ts";
import { findMember, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { factsFrom, idsOf, isChild } from "../decide/index.ts";
import type { CheckedFact } from "../model/index.ts";
import { boardOf, clearancesHeld } from "../repository/index.ts";

/**
 * What was checked of somebody, for those who have something arranged with them: whether they do
 * is for the caller to know. Nothing is told of children, and nothing that would hold anybody back.
 */
export async function checkedFactsOf(
  { table, now }: Pick<Context, "table" | "now">,
  party: Party,
): Promise<readonly CheckedFact[]> {
  if (party.status === "LEFT" || isChild(party, now)) return [];
  const [member, held, { covers }] = await Promise.all([
    party.kind === "MEMBER" ? findMember(table, party.id) : undefined,
    Promise.all(idsOf(party).map((id) => clearancesHeld(table, id, dateOf(now)))),
    boardOf(table, party.hubId, now),
  ]);
  const insured = covers
    .filter(({ holderId }) => [party.hubId, party.id].includes(holderId))
    .map((cover) => ({ ...cover, isOfHub: cover.holderId === party.hubId }));
  const references = member?.references.length ?? 0;
  return factsFrom({ references, clearances: held.flat(), covers: insured }, now);
}
