import type { Party } from "../../membership/index.ts";
import { type CheckedFact, checkedFactsOf } from "../../safeguarding/index.ts";
import type { Context } from "../../table/index.ts";
import { type Exchange, isOpen, partyIdsOf } from "../model/index.ts";
import { partyFor } from "./read.ts";

type PartyFacts = { readonly party: Party; readonly facts: readonly CheckedFact[] };

/**
 * What was checked of those who take part. Whoever may see an exchange shares it, or helps those
 * who do; once it has ended they share nothing any more.
 */
export async function factsOf(
  context: Context,
  exchange: Exchange,
): Promise<readonly PartyFacts[]> {
  if (!isOpen(exchange)) return [];
  const ids = [...new Set(partyIdsOf(exchange))];
  const told = await Promise.all(
    ids.map(async (id) => {
      const party = await partyFor(context, id);
      return { party, facts: await checkedFactsOf(context, party) };
    }),
  );
  return told.filter(({ facts }) => facts.length > 0);
}
