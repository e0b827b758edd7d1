import type { Subject } from "../model/index.ts";
import type { PersonalTypes } from "./rule.ts";

type Parties = {
  readonly hubId: string;
  readonly providerHubId: string;
  readonly providerId: string;
  readonly payerId: string;
};

/** Both sides of some help, and whom it was for. */
export const bothSides = (
  { hubId, providerHubId, providerId, payerId }: Parties,
  recipientIds: readonly string[],
): readonly Subject[] => [
  { id: providerId, hubId: providerHubId },
  { id: payerId, hubId },
  ...recipientIds.map((id) => ({ id })),
];

/** What people do for each other. */
export const help: PersonalTypes<
  | "AssistedRecord"
  | "Exchange"
  | "GroupActivity"
  | "LearningRecord"
  | "Listing"
  | "MentoringSeries"
  | "SkillList"
> = {
  AssistedRecord: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      version: "OPEN",
      kind: "HELP",
      actingFor: "HELP",
      by: "HELP",
      as: "HELP",
      madeAt: "HELP",
      channel: "HELP",
      note: "HELP",
      readBack: "HELP",
      slip: "HELP",
      objectUntil: "HELP",
      mayObject: "HELP",
      howToObject: "HELP",
      listing: "OPEN",
      exchange: "OPEN",
      series: "OPEN",
      groupActivity: "OPEN",
      moveRequest: "OPEN",
      potRequest: "OPEN",
      circle: "OPEN",
      decision: "OPEN",
      changed: "HELP",
      objection: "HELP",
    },
  },
  Exchange: {
    about: (exchange) => bothSides(exchange, exchange.recipientIds),
    fields: {
      id: "OPEN",
      version: "OPEN",
      hub: "OPEN",
      providerHub: "OPEN",
      status: "HELP",
      kind: "HELP",
      provider: "HELP",
      recipients: "HELP",
      payer: "HELP",
      minutes: "HELP",
      what: "HELP",
      listingId: "OPEN",
      plannedFor: "HELP",
      channel: "HELP",
      placeKind: "HELP",
      proposedAt: "HELP",
      agreedSides: "HELP",
      deliveredMinutes: "HELP",
      happenedOn: "HELP",
      confirmedMinutes: "HELP",
      settledMinutes: "HELP",
      valueNote: "HELP",
      dueAt: "HELP",
      needsBroker: "HELP",
      moneyLegs: "HELP",
      steps: "HELP",
      journalEntryId: "OPEN",
      journalEntry: "OPEN",
      seriesId: "OPEN",
      visit: "OPEN",
      category: "HELP",
      isBetweenFriends: "HELP",
      handlesMoney: "HELP",
      displacementClearedAt: "HELP",
      displacementReason: "HELP",
      checkedFacts: "SAFEGUARDING",
    },
  },
  MentoringSeries: {
    about: (series) => bothSides(series, [series.recipientId]),
    fields: {
      id: "OPEN",
      version: "OPEN",
      status: "HELP",
      provider: "HELP",
      recipient: "HELP",
      payer: "HELP",
      what: "HELP",
      rhythm: "HELP",
      category: "HELP",
      channel: "HELP",
      placeKind: "HELP",
      sessionCount: "HELP",
      sessionMinutes: "HELP",
      sessionsStarted: "HELP",
      proposedAt: "HELP",
      agreedSides: "HELP",
      yeses: "HELP",
      endedBy: "HELP",
    },
  },
  LearningRecord: {
    about: ({ learnerId, hubId, organisationId, organisationHubId }) => [
      { id: learnerId, hubId },
      { id: organisationId, hubId: organisationHubId },
    ],
    fields: {
      id: "OPEN",
      version: "OPEN",
      status: "HELP",
      learner: "HELP",
      organisation: "HELP",
      what: "HELP",
      sessions: "HELP",
      minutes: "HELP",
      recordedAt: "HELP",
      recordedBy: "HELP",
      verifiedAt: "HELP",
      journalEntryId: "OPEN",
    },
  },
  // What is planned is told to the hub; who takes part is not.
  GroupActivity: {
    about: ({ parts }) => (parts ?? []).map(({ partyId }) => ({ id: partyId })),
    fields: {
      id: "OPEN",
      version: "OPEN",
      status: "OPEN",
      hub: "OPEN",
      organiser: "OPEN",
      what: "OPEN",
      plannedFor: "OPEN",
      category: "OPEN",
      channel: "OPEN",
      placeKind: "OPEN",
      receiverMinutes: "OPEN",
      giverMinutes: "OPEN",
      parts: "HELP",
      happenedOn: "OPEN",
      journalEntryId: "OPEN",
    },
  },
  /*
   * Written to be shown to others: to look through what is published costs no line of the log, as
   * its author asked for just that. What is a draft, paused or closed is their own again, and so is
   * always how they said yes to a broker.
   */
  Listing: {
    about: ({ partyId, hubId }) => [{ id: partyId, hubId }],
    isShown: ({ status }) => status === "PUBLISHED",
    fields: {
      id: "OPEN",
      direction: "OPEN",
      kind: "OPEN",
      title: { unlessShown: "WISHES" },
      description: { unlessShown: "WISHES" },
      category: "OPEN",
      by: "OPEN",
      hub: "OPEN",
      usualMinutes: { unlessShown: "WISHES" },
      channels: "OPEN",
      access: { unlessShown: "WISHES" },
      availability: { unlessShown: "WISHES" },
      capacity: "OPEN",
      around: { unlessShown: "WISHES" },
      status: "OPEN",
      consentNeeded: "OPEN",
      consent: "WISHES",
      createdAt: "OPEN",
      publishedAt: "OPEN",
      version: "OPEN",
    },
  },
  SkillList: {
    about: ({ memberId }) => [{ id: memberId }],
    fields: { memberId: "OPEN", skills: "WISHES", version: "OPEN" },
  },
};
