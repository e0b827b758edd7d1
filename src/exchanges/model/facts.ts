/*
 * What this room needs to know of things that other rooms keep.
 */

/** The facts about a party that the rules of this room need. */
export type PartyFacts = {
  readonly id: string;
  readonly kind: "MEMBER" | "ORGANISATION";
  readonly hubId: string;
  readonly status: string;
  readonly bornOn?: string;
  readonly personId?: string;
  readonly guardianPersonIds?: readonly string[];
};

/** The parts of a hub's policy that the rules of this room need. */
export type ExchangePolicy = {
  readonly stepMinutes: number;
  readonly longestExchangeMinutes: number;
  readonly childDailyLearningMinutes: number;
  readonly proposalExpiryDays: number;
  readonly agreedExpiryDays: number;
  readonly confirmReminderDays: number;
  readonly confirmByBrokerDays: number;
  readonly latestEntryDays: number;
};
