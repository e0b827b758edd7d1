import { actsFor } from "../../kernel/index.ts";
import { tieTo } from "../../membership/index.ts";
import type { PersonalTypes } from "./rule.ts";

/** Who people are, and what a hub knows of them. */
export const people: PersonalTypes<
  | "CorrectionRequest"
  | "DataRead"
  | "LoginCode"
  | "Member"
  | "MemberLimits"
  | "MoveRequest"
  | "Party"
  | "Person"
  | "PersonalDataPage"
  | "Referral"
  | "RoleGrant"
> = {
  Member: {
    about: (member, viewer, now) => {
      const tie = tieTo(viewer, member, now);
      if (tie === "SELF" || tie === "GUARDIAN") return "OWN";
      return [{ id: member.id, hubId: member.hubId }];
    },
    fields: {
      id: "OPEN",
      hub: "OPEN",
      person: "OPEN",
      account: "OPEN",
      version: "OPEN",
      status: "STANDING",
      firstName: "NAME",
      lastName: "NAME",
      bornOn: "BIRTH",
      phone: "CONTACT",
      email: "CONTACT",
      communication: "NEEDS",
      consents: "CONSENTS",
      consentChanges: "CONSENTS",
      offersInWords: "WISHES",
      requestsInWords: "WISHES",
      channel: "JOINING",
      helperName: "JOINING",
      guardians: "FAMILY",
      supporters: "FAMILY",
      guardianConsent: "FAMILY",
      recordsMadeFor: "OPEN",
      missingSteps: "JOINING",
      interviewHeldOn: "JOINING",
      interviewNote: "JOINING",
      referenceCount: "REFERENCES",
      references: "REFERENCES",
      waivers: "JOINING",
      codeOfConductAcceptedAt: "JOINING",
      appliedAt: "STANDING",
      activatedAt: "STANDING",
      pausedAt: "STANDING",
      pauseReason: "STANDING",
      pausedBy: "STANDING",
      leftBy: "STANDING",
      profileChangedAt: "STANDING",
      profileChangedBy: "STANDING",
      leftAt: "STANDING",
      leaveReason: "STANDING",
      limits: "OPEN",
      moveRequest: "OPEN",
      movedTo: "OPEN",
      movedToHub: "STANDING",
      movedFrom: "OPEN",
    },
  },
  // A first name or an organisation's is for everyone who meets it; what a yes opens is not.
  Party: {
    about: ({ id, hubId, kind }, viewer) =>
      kind === "ORGANISATION" || actsFor(viewer, id) ? "OWN" : [{ id, hubId }],
    fields: {
      partyId: "OPEN",
      kind: "OPEN",
      name: "OPEN",
      hub: "OPEN",
      contact: "CONTACT",
      communication: "NEEDS",
    },
  },
  Person: {
    about: ({ id, hubId }) => [{ id, hubId }],
    fields: { id: "OPEN", firstName: "NAME", lastName: "NAME" },
  },
  MemberLimits: {
    about: ({ memberId }) => [{ id: memberId }],
    fields: {
      floor: "LIMITS",
      ceiling: "LIMITS",
      isCeilingHard: "LIMITS",
      isCeilingHardFrom: "LIMITS",
      giving: "LIMITS",
      spending: "LIMITS",
      leastGap: "LIMITS",
      until: "LIMITS",
      changes: "LIMITS",
    },
  },
  MoveRequest: {
    about: ({ memberId, fromHubId }) => [{ id: memberId, hubId: fromHubId }],
    fields: {
      id: "OPEN",
      status: "MOVING",
      fromHub: "MOVING",
      toHub: "MOVING",
      note: "MOVING",
      askedAt: "MOVING",
      askedBy: "MOVING",
      requestedBy: "MOVING",
      answeredBy: "MOVING",
      spokenOver: "MOVING",
      mover: "MOVING",
      member: "OPEN",
      newMember: "OPEN",
      answeredAt: "MOVING",
      declineReason: "MOVING",
      version: "OPEN",
    },
  },
  Referral: {
    // Whoever sent it reads what they wrote themselves.
    about: ({ id, hubId, memberId, byLogin }, { login }) =>
      login === byLogin ? "OWN" : [{ id: memberId ?? id, hubId }],
    fields: {
      id: "OPEN",
      hub: "OPEN",
      personName: "NAME",
      contact: "CONTACT",
      consentNote: "JOINING",
      note: "JOINING",
      byName: "JOINING",
      status: "JOINING",
      member: "OPEN",
      closeReason: "JOINING",
      createdAt: "OPEN",
    },
  },
  RoleGrant: {
    about: ({ personId }) => [{ id: personId }],
    fields: {
      id: "OPEN",
      role: "ROLES",
      person: "OPEN",
      hub: "ROLES",
      area: "ROLES",
      reason: "ROLES",
      grantedAt: "ROLES",
      endedAt: "ROLES",
      endReason: "ROLES",
      endedBy: "ROLES",
      grantedBy: "ROLES",
      isHeld: "ROLES",
      startsAt: "ROLES",
      until: "ROLES",
    },
  },
  LoginCode: {
    about: ({ memberId }) => [{ id: memberId }],
    fields: { code: "LOGIN", expiresAt: "OPEN", member: "OPEN" },
  },
  // A child of 13 or older sees that a guardian took all of it, and why.
  PersonalDataPage: {
    about: ({ by, memberId, hubId, reason }) => {
      // Below that age a guardian's word is the child's, and none of the child's own is asked for.
      const isOwn = by === "SELF" || (by === "GUARDIAN" && reason === undefined);
      if (isOwn || memberId === undefined) return "OWN";
      return [{ id: memberId, hubId, reason, readAs: by }];
    },
    fields: { asOf: "OPEN", lines: "EXPORT", next: "OPEN", isComplete: "OPEN" },
  },
  CorrectionRequest: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      memberId: "OPEN",
      hubId: "OPEN",
      subject: "CORRECTIONS",
      statement: "CORRECTIONS",
      askedAs: "CORRECTIONS",
      spokenOver: "CORRECTIONS",
      askedAt: "CORRECTIONS",
      dueAt: "CORRECTIONS",
      isOverdue: "CORRECTIONS",
      status: "CORRECTIONS",
      answer: "CORRECTIONS",
      answeredAt: "CORRECTIONS",
      version: "OPEN",
    },
  },
  DataRead: {
    about: ({ ofId, isOwn }) => (isOwn ? "OWN" : [{ id: ofId }]),
    fields: {
      day: "ACCESS_LOG",
      readerName: "ACCESS_LOG",
      readAs: "ACCESS_LOG",
      what: "ACCESS_LOG",
      why: "ACCESS_LOG",
      isReasonGiven: "ACCESS_LOG",
      times: "ACCESS_LOG",
      firstAt: "ACCESS_LOG",
      lastAt: "ACCESS_LOG",
      wasInList: "ACCESS_LOG",
    },
  },
};
