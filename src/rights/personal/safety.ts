import { bothSides } from "./help.ts";
import type { PersonalTypes } from "./rule.ts";

/** What is done so that people are safe with each other. */
export const safety: PersonalTypes<"InterimMeasure" | "Visit"> = {
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
