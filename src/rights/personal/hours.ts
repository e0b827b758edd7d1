import { isWrittenBy } from "../../hours/index.ts";
import { holderOf } from "../../ledger/index.ts";
import type { PersonalTypes } from "./rule.ts";

/** What people hold, were given and asked for. */
export const hours: PersonalTypes<
  | "Account"
  | "ActivityRecognition"
  | "CareRecognition"
  | "CoreWork"
  | "Gift"
  | "JournalEntry"
  | "LedgerExportPage"
  | "PayRunRow"
  | "PotRequest"
> = {
  Account: {
    about: ({ account }) => {
      const holder = holderOf(account);
      return holder === undefined ? [] : [{ id: holder, hubId: account.hubId }];
    },
    fields: {
      id: "OPEN",
      kind: "OPEN",
      hub: "OPEN",
      holder: "OPEN",
      mandateLabel: "OPEN",
      earlierAccounts: "OPEN",
      status: "HOURS",
      balanceMinutes: "HOURS",
      reservedMinutes: "HOURS",
      promisedMinutes: "HOURS",
      availableMinutes: "HOURS",
      floorMinutes: "HOURS",
      ceilingMinutes: "HOURS",
      isAboveCeiling: "HOURS",
      isBelowFloor: "HOURS",
      balanceAt: "HOURS",
      statement: "HOURS",
      warnings: "HOURS",
    },
  },
  // Whose hours they are is told by the accounts it leads to.
  JournalEntry: {
    about: ({ postings }) =>
      postings.map(({ accountId, hubId }) => ({ id: accountId.replace(/^acc/, "mem"), hubId })),
    fields: {
      id: "OPEN",
      kind: "OPEN",
      purpose: "OPEN",
      happenedOn: "OPEN",
      recordedAt: "OPEN",
      postings: "OPEN",
      reversesId: "OPEN",
      reason: "HOURS",
      reversedById: "OPEN",
    },
  },
  /*
   * The books name accounts and nobody, but whoever takes them away could tell whose is whose: one
   * line in everybody's log, however many pages. Sums, checks and digests of the books lead to no one.
   */
  LedgerExportPage: {
    about: ({ hubId }) => [{ id: hubId, hubId }],
    fields: { asOf: "OPEN", lines: "HOURS", next: "OPEN" },
  },
  Gift: {
    about: ({ giverId, hubId, recipientId, recipientHubId }) => [
      { id: giverId, hubId },
      ...(recipientId === undefined ? [] : [{ id: recipientId, hubId: recipientHubId ?? hubId }]),
    ],
    fields: {
      id: "OPEN",
      giver: "HOURS",
      givenBy: "HOURS",
      recipient: "HOURS",
      potOfHub: "HOURS",
      minutes: "HOURS",
      note: "HOURS",
      createdAt: "HOURS",
      journalEntryId: "OPEN",
    },
  },
  PotRequest: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      id: "OPEN",
      member: "REQUESTS",
      hub: "OPEN",
      minutes: "REQUESTS",
      reason: "REQUESTS",
      askedBy: "REQUESTS",
      status: "REQUESTS",
      givenMinutes: "REQUESTS",
      decisionNote: "REQUESTS",
      createdAt: "REQUESTS",
      closedAt: "REQUESTS",
      journalEntryId: "OPEN",
      version: "OPEN",
    },
  },
  // Whoever wrote a line reads what they wrote themselves.
  CoreWork: {
    about: (line, viewer) =>
      isWrittenBy(viewer, line) ? "OWN" : [{ id: line.memberId, hubId: line.hubId }],
    fields: {
      id: "OPEN",
      kind: "HELP",
      happenedOn: "HELP",
      minutes: "HELP",
      isWithdrawn: "OPEN",
      version: "OPEN",
    },
  },
  CareRecognition: {
    about: ({ memberId, hubId, caredForMemberId }) => [
      { id: memberId, hubId },
      ...(caredForMemberId === undefined ? [] : [{ id: caredForMemberId, hubId }]),
    ],
    fields: {
      id: "OPEN",
      member: "HELP",
      caredFor: "HELP",
      weeks: "HELP",
      reportedMinutes: "HELP",
      recognisedBy: "HELP",
      creditedMinutes: "HELP",
      createdAt: "HELP",
      journalEntryId: "OPEN",
    },
  },
  ActivityRecognition: {
    about: ({ memberId, hubId, withMemberIds }) =>
      [memberId, ...withMemberIds].map((id) => ({ id, hubId })),
    fields: {
      id: "OPEN",
      member: "HELP",
      purpose: "HELP",
      recognisedBy: "HELP",
      with: "HELP",
      what: "HELP",
      session: "HELP",
      sponsor: "HELP",
      happenedOn: "HELP",
      minutes: "HELP",
      createdAt: "HELP",
      journalEntryId: "OPEN",
    },
  },
  PayRunRow: {
    about: ({ memberId, hubId }) => [{ id: memberId, hubId }],
    fields: {
      memberId: "OPEN",
      member: "HOURS",
      minutes: "HOURS",
      outcome: "HOURS",
      refusalCode: "HOURS",
      refusalMessage: "HOURS",
      journalEntryId: "OPEN",
    },
  },
};
