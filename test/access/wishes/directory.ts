import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";

/** What is offered and asked for. */
export function directory(town: AccessTown): Lines {
  const { amina, cafe } = town.place;
  return {
    addSkill: { words: "Mending bicycles" },
    bookSpendOption: { memberId: amina },
    consentToListing: { listingId: town.thing("Listing", "brokersDraft"), version: 1 },
    createListing: { partyId: amina },
    "createListing of an organisation": { partyId: cafe },
    removeSkill: { memberId: amina, skillId: town.skill },
    publishListing: { listingId: town.thing("Listing", "draft") },
  };
}
