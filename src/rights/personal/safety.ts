import { bothSides } from "./help.ts";
import type { PersonalTypes } from "./rule.ts";

/** What is done so that people are safe with each other. */
export const safety: PersonalTypes<
  | "AtRiskNote"
  | "CanDo"
  | "Clearance"
  | "Incident"
  | "IncidentReply"
  | "IncidentReport"
  | "IncidentToAnswer"
  | "InterimMeasure"
  | "Visit"
> = {
  AtRiskNote: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      hub: "OPEN",
      member: "SAFEGUARDING",
      saidBy: "SAFEGUARDING",
      notedAt: "SAFEGUARDING",
      until: "SAFEGUARDING",
      endedAt: "SAFEGUARDING",
      version: "OPEN",
    },
  },
  CanDo: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: { isYes: "SAFEGUARDING", gaps: "SAFEGUARDING" },
  },
  Clearance: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      hub: "OPEN",
      member: "SAFEGUARDING",
      kind: "SAFEGUARDING",
      level: "SAFEGUARDING",
      issuer: "SAFEGUARDING",
      outcome: "SAFEGUARDING",
      givenOn: "SAFEGUARDING",
      expiresOn: "SAFEGUARDING",
      endedAt: "SAFEGUARDING",
      revokeReason: "SAFEGUARDING",
      version: "OPEN",
    },
  },
  // Written down under the incident's own id: a line about the person would tell them, or whoever
  // looks over their shoulder, that there is something before they are asked about it.
  Incident: {
    about: ({ id, hubId }) => [{ id, hubId }],
    fields: {
      id: "OPEN",
      version: "OPEN",
      hub: "OPEN",
      status: "SAFEGUARDING",
      reportedAt: "SAFEGUARDING",
      account: "SAFEGUARDING",
      aboutWords: "SAFEGUARDING",
      happenedOn: "SAFEGUARDING",
      subject: "SAFEGUARDING",
      reporter: "SAFEGUARDING",
      isWithoutName: "SAFEGUARDING",
      exchangeId: "OPEN",
      visit: "OPEN",
      summary: "SAFEGUARDING",
      askedAt: "SAFEGUARDING",
      replies: "SAFEGUARDING",
      measures: "SAFEGUARDING",
      referrals: "SAFEGUARDING",
      secondReaders: "SAFEGUARDING",
      proposal: "SAFEGUARDING",
      sentBack: "SAFEGUARDING",
      signedNote: "SAFEGUARDING",
      outcome: "SAFEGUARDING",
      concludedAt: "SAFEGUARDING",
      wipeAt: "SAFEGUARDING",
      wipedAt: "SAFEGUARDING",
    },
  },
  // Told with the incident it belongs to, and to the one who has just said it.
  IncidentReply: {
    about: () => "OWN",
    fields: {
      text: "SAFEGUARDING",
      at: "SAFEGUARDING",
      by: "SAFEGUARDING",
      spokenOver: "SAFEGUARDING",
    },
  },
  // Their own words, for nobody but them.
  IncidentReport: {
    about: () => "OWN",
    fields: {
      id: "OPEN",
      hub: "OPEN",
      status: "SAFEGUARDING",
      reportedAt: "SAFEGUARDING",
      account: "SAFEGUARDING",
      aboutWords: "SAFEGUARDING",
      happenedOn: "SAFEGUARDING",
      exchangeId: "OPEN",
    },
  },
  // What was written for the one who answers, and for whoever acts for them.
  IncidentToAnswer: {
    about: () => "OWN",
    fields: {
      id: "OPEN",
      hub: "OPEN",
      status: "SAFEGUARDING",
      summary: "SAFEGUARDING",
      askedAt: "SAFEGUARDING",
      replies: "SAFEGUARDING",
      outcome: "SAFEGUARDING",
      concludedAt: "SAFEGUARDING",
    },
  },
  InterimMeasure: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      hub: "OPEN",
      member: "SAFEGUARDING",
      kind: "SAFEGUARDING",
      from: "SAFEGUARDING",
      until: "SAFEGUARDING",
      reviewedAt: "SAFEGUARDING",
      endedAt: "SAFEGUARDING",
      version: "OPEN",
    },
  },
  Visit: {
    about: (visit) => {
      const along = visit.companionId === undefined ? [] : [{ id: visit.companionId }];
      return [...bothSides(visit, visit.recipientIds), ...along];
    },
    fields: {
      id: "OPEN",
      version: "OPEN",
      exchangeId: "OPEN",
      status: "HELP",
      provider: "HELP",
      recipients: "HELP",
      companion: "HELP",
      placeKind: "HELP",
      isLone: "HELP",
      expectedEndAt: "HELP",
      alarmedAt: "HELP",
      checkedIn: "HELP",
      checkedOut: "HELP",
      cleared: "HELP",
      money: "HELP",
    },
  },
};
