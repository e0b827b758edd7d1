import { ageOn, dateOf } from "../../kernel/index.ts";
import type { ActedBy, Party } from "../model/index.ts";
import { adultAge } from "./age.ts";

/**
 * Who did something in this party's name, told from what is kept anyway: the person, the moment and
 * who the party is. Somebody else than the member acted as a guardian while the member was under
 * 18, and as a supporter after that. Nothing where the party was erased: then nobody is named.
 */
export function actedBy(
  deed: { readonly by: string; readonly at: string; readonly byBroker?: boolean },
  party: Party | undefined,
): ActedBy | undefined {
  const named = { personId: deed.by, partyId: party?.id };
  if (deed.byBroker) return { ...named, as: "BROKER" };
  if (!party) return undefined;
  // An organisation that said yes by opening a place did so once for all, through nobody here.
  if (party.kind === "ORGANISATION") {
    return deed.by === party.id ? undefined : { ...named, as: "ADMIN" };
  }
  if (party.personId === undefined || party.bornOn === undefined) return undefined;
  if (party.personId === deed.by) return { ...named, as: "SELF" };
  const isChild = ageOn(party.bornOn, dateOf(deed.at)) < adultAge;
  return { ...named, as: isChild ? "GUARDIAN" : "SUPPORTER" };
}
