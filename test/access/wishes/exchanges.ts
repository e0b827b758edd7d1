import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";
import { minutes, on } from "./lines.ts";

/** Help between people. */
export function exchanges(town: AccessTown): Lines {
  const { amina, grace, jack, ellie, kofi, bra, cafe } = town.place;
  return {
    confirmExchange: { exchangeId: town.thing("Exchange", "delivered") },
    confirmOnBehalf: { exchangeId: town.thing("Exchange", "delivered") },
    leaveGroupActivity: { activityId: town.thing("GroupActivity", "group"), partyId: grace },
    markDelivered: { exchangeId: town.thing("Exchange", "agreed") },
    planGroupActivity: {
      ...{ hubId: bra, receiverMinutes: 15 },
      givers: [{ partyId: grace, minutes }],
    },
    "planGroupActivity of an organisation": {
      ...{ hubId: bra, organiserId: cafe, receiverMinutes: 15 },
      givers: [{ partyId: grace, minutes }],
    },
    proposeExchange: { providerId: grace, recipientIds: [amina] },
    "proposeExchange for a child": { providerId: grace, recipientIds: [ellie] },
    "proposeExchange of a young person": { providerId: grace, recipientIds: [jack] },
    "proposeExchange with another hub": { providerId: kofi, recipientIds: [amina] },
    proposeExchangeChange: {
      exchangeId: town.thing("Exchange", "exchange"),
      version: 1,
      minutes: 45,
    },
    removeMoneyLeg: { exchangeId: town.thing("Exchange", "agreed"), number: 1 },
    resolveDispute: { exchangeId: town.thing("Exchange", "disputed") },
    runGroupActivity: { happenedOn: on, attendeeIds: [grace] },
    startSeries: { providerId: grace, recipientId: amina },
    startSeriesSession: { seriesId: town.thing("MentoringSeries", "series") },
    "addMoneyLeg after all": { exchangeId: town.thing("Exchange", "settled"), paidById: amina },
  };
}
