import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";
import { minutes, on } from "./lines.ts";

/** Credits without an exchange, and agreements between hubs. */
export function credits(town: AccessTown): Lines {
  const { amina, grace, jack, ellie, bra, sal, cafe } = town.place;
  const decisionId = town.thing("Decision", "decision");
  return {
    addPayRunRows: {
      payRunId: town.thing("PayRun", "payRun"),
      rows: [{ memberId: grace, minutes }],
    },
    amendMandate: { version: 1, decisionId },
    "cancelPotRequest asked": { potRequestId: town.thing("PotRequest", "askedPot") },
    creditSession: { from: { mandateOfHubId: bra } },
    "creditSession of a sponsor": { from: { organisationId: cafe } },
    decidePotSupport: { potRequestId: town.thing("PotRequest", "askedPot") },
    giveCredits: { fromId: amina, to: { memberId: grace } },
    "giveCredits to the pot": { fromId: amina, to: { potOfHubId: bra } },
    "giveCredits of a child": { fromId: ellie, to: { memberId: amina } },
    "giveCredits to a child": { fromId: grace, to: { memberId: ellie } },
    "giveCredits to a child of theirs": { fromId: amina, to: { memberId: ellie } },
    "giveCredits of a young person": { fromId: jack, to: { memberId: grace } },
    grantMandate: { purpose: "PARTICIPATION", decisionId },
    proposeInterHub: { hubId: bra, partnerHubId: sal, limitMinutes: 600 },
    recogniseActivity: { memberId: jack, purpose: "TRAINING", happenedOn: on },
    recogniseCare: {
      memberId: grace,
      weeks: [{ weekStarting: "2026-02-02", reportedMinutes: 60 }],
    },
    rehearsePayRun: { payRunId: town.thing("PayRun", "payRun") },
    removePayRunRows: { payRunId: town.thing("PayRun", "payRun"), memberIds: [grace] },
    returnCredits: { organisationId: cafe, purpose: "LEARNING", minutes },
    reverseEntry: { journalEntryId: town.thing("JournalEntry", "giftEntry") },
  };
}
