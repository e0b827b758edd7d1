import type { Turn, Walk } from "../walk.ts";
import { decided } from "./decided.ts";

/* Credits without an exchange: mandates, recognition, gifts, the pot, pay-runs; and taking back. */

const credited = { hubId: "@BRA", quarter: "$quarter" };

/** A circle decides what may be credited this quarter, and the hub goes by it. */
const granted = (purpose: string, minutes = 120): readonly Turn[] => [
  ...decided([{ purpose, quarter: "$quarter", minutes }]),
  ["priya", "grantMandate", { ...credited, purpose, minutes }],
];

const given: Turn = [
  "tom",
  "giveCredits",
  { fromId: "@tom", to: { memberId: "@sandra" }, minutes: 15, note: "For the lift." },
  { journalEntryId: "gift.journalEntryId" },
];

const askedPot: Turn = [
  "walter",
  "requestPotSupport",
  { memberId: "@walter", minutes: 15, reason: "A lift to the library." },
];

const payRun: readonly Turn[] = [
  ["forum", "createPayRun", { organisationId: "@forum", what: "Calling families" }],
  ["forum", "addPayRunRows", { rows: [{ memberId: "@tom", minutes: 15 }] }],
];

export const credits: readonly Walk[] = [
  [...granted("LEARNING"), ["priya", "mandate"], ["priya", "mandates", credited]],
  [
    ...granted("TRAINING", 60),
    ["priya", "amendMandate", { minutes: 45 }],
    [
      "priya",
      "recogniseActivity",
      {
        ...{ purpose: "TRAINING", memberId: "@grace", minutes: 30, happenedOn: "$today" },
        what: "First aid course",
      },
    ],
    ["grace", "activityRecognitions", { memberId: "@grace" }],
  ],
  [
    ...granted("PARTICIPATION"),
    ["priya", "allocate", { organisationId: "@forum", purpose: "PARTICIPATION", minutes: 30 }],
    ["priya", "allotments", { organisationId: "@forum", quarter: "$quarter" }],
    ["priya", "returnCredits", { organisationId: "@forum", purpose: "PARTICIPATION", minutes: 15 }],
    ["priya", "creditSession", { sessionId: "$sessionId", from: { mandateOfHubId: "@BRA" } }],
  ],
  [
    ...granted("CARE"),
    [
      "priya",
      "recogniseCare",
      {
        ...{ memberId: "@amina", caredForMemberId: "@idris" },
        weeks: [{ weekStarting: "$monday", reportedMinutes: 60 }],
      },
    ],
    ["amina", "careRecognitions", { memberId: "@amina" }],
  ],
  [given, ["tom", "gift"]],
  [given, ["priya", "reverseEntry", { reason: "Given twice by mistake." }]],
  [askedPot, ["walter", "potRequest"], ["walter", "potRequests", { memberId: "@walter" }]],
  [askedPot, ["priya", "openPotRequests", { hubId: "@BRA" }]],
  [askedPot, ["walter", "cancelPotRequest"]],
  [
    ["tom", "giveCredits", { fromId: "@tom", to: { potOfHubId: "@BRA" }, minutes: 15 }],
    askedPot,
    ["priya", "decidePotSupport", { approve: true, note: "With pleasure." }],
  ],
  [
    ...payRun,
    ["forum", "rehearsePayRun"],
    ["forum", "payRun"],
    ["forum", "startPayRun"],
    ["forum", "continuePayRun"],
  ],
  [...payRun, ["forum", "payRuns", { organisationId: "@forum" }]],
  [...payRun, ["forum", "removePayRunRows", { memberIds: ["@tom"] }]],
  [...payRun, ["forum", "cancelPayRun"]],
  [
    ["priya", "freezeAccount", { accountId: "@account grace", reason: "Asked for by the member." }],
    [
      "priya",
      "unfreezeAccount",
      { accountId: "@account grace", reason: "Asked for by the member." },
    ],
  ],
  [
    [
      "amina",
      "reportCoreWork",
      { memberId: "@amina", kind: "CARE", happenedOn: "$today", minutes: 120 },
    ],
    ["amina", "coreWork", { memberId: "@amina" }],
    ["amina", "withdrawCoreWork"],
  ],
  [
    [
      "forum",
      "logServiceHours",
      {
        ...{ organisationId: "@forum", mode: "CO_DELIVER", what: "Calls to families" },
        ...{ happenedOn: "$today", journalEntryIds: ["@J35"], staffMinutes: 60 },
      },
    ],
    ["forum", "serviceHours", { partyId: "@forum" }],
    ["tom", "signServiceHours", { memberId: "@tom" }],
  ],
  [
    [
      "forum",
      "addService",
      {
        ...{ organisationId: "@forum", name: "Advice by phone", mode: "FOR", from: "2026-01-05" },
        why: "Staff answer the calls.",
      },
    ],
    [
      "forum",
      "setRelationshipMode",
      { mode: "WITH", from: "$today", why: "Parent carers answer them too." },
    ],
    ["forum", "services", { organisationId: "@forum" }],
    ["forum", "modeTrend", { scopeId: "@BRA", quarter: "$quarter" }],
  ],
];
