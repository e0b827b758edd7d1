import type { Turn, Walk } from "../walk.ts";

/* What people offer, and help between them. */

const listed: Turn = [
  "grace",
  "createListing",
  {
    ...{ partyId: "@grace", direction: "OFFER", title: "Hedges cut", channels: ["IN_PERSON"] },
    ...{ categoryId: "@category garden", usualMinutes: 60 },
  },
];

const proposed: Turn = [
  "amina",
  "proposeExchange",
  { providerId: "@grace", recipientIds: ["@amina"], minutes: 30, what: "The hedge cut" },
];
const agreed: readonly Turn[] = [proposed, ["grace", "agreeExchange"]];
const given = { minutes: 30, happenedOn: "$today" };
const delivered: readonly Turn[] = [...agreed, ["grace", "markDelivered", given]];
const settled: readonly Turn[] = [...delivered, ["amina", "confirmExchange", { minutes: 30 }]];

const alone: readonly Turn[] = [
  [
    "amina",
    "proposeExchange",
    {
      ...{ providerId: "@grace", recipientIds: ["@amina"], minutes: 30, what: "Shelves put up" },
      ...{ placeKind: "RECIPIENT_HOME", plannedFor: "$momentIn1", handlesMoney: true },
    },
  ],
  ["grace", "agreeExchange"],
  ["grace", "checkIn"],
];

const opened: readonly Turn[] = [
  [
    "cafe",
    "createSpendOption",
    {
      ...{ organisationId: "@cafe", title: "A quiet table", askedMinutes: 15 },
      channels: ["IN_PERSON"],
    },
  ],
  ["cafe", "addSlot", { startsAt: "$momentIn7", capacity: 4 }],
];

const series: readonly Turn[] = [
  [
    "sandra",
    "startSeries",
    {
      ...{ providerId: "@amina", recipientId: "@sandra", what: "First signs of Makaton" },
      ...{ rhythm: "Every Tuesday", sessionCount: 4, sessionMinutes: 30, channel: "ONLINE" },
    },
  ],
  ["amina", "agreeSeries"],
];

const planned: Turn = [
  "priya",
  "planGroupActivity",
  {
    ...{ hubId: "@BRA", what: "A morning in the community garden", plannedFor: "$momentIn3" },
    ...{ givers: [{ partyId: "@grace", minutes: 30 }], receiverMinutes: 30 },
  },
];
const joined: readonly Turn[] = [
  planned,
  ["grace", "joinGroupActivity", { partyId: "@grace", role: "GIVER" }],
  ["amina", "joinGroupActivity", { partyId: "@amina", role: "RECEIVER" }],
];

export const help: readonly Walk[] = [
  [listed, ["grace", "listing"], ["grace", "pauseListing"], ["grace", "publishListing"]],
  [listed, ["grace", "updateListing", { title: "Hedges and small trees" }]],
  [listed, ["grace", "closeListing"]],
  [
    [
      "rob",
      "createListing",
      {
        ...{ partyId: "@nadia", direction: "OFFER", title: "Cooking on Sundays" },
        channels: ["IN_PERSON"],
      },
    ],
    [
      "rob",
      "consentToListing",
      { spokenBy: "AUTHOR", spoken: { channel: "PHONE", note: "Read out; she said yes." } },
    ],
  ],
  [
    ["grace", "addSkill", { memberId: "@grace", level: "HAVE", words: "Sharpening tools" }],
    ["grace", "skills", { memberId: "@grace" }, { skillId: "skills.0.id" }],
    ["grace", "removeSkill", { memberId: "@grace" }],
  ],
  [
    [
      "amina",
      "createListing",
      {
        ...{ partyId: "@amina", direction: "REQUEST", title: "The lawn cut" },
        ...{ channels: ["IN_PERSON"], categoryId: "@category garden" },
      },
    ],
    ["amina", "suggestMatches"],
  ],
  [...opened, ["amina", "bookSpendOption", { memberId: "@amina" }]],
  [...opened, ["cafe", "closeSpendOption"]],
  [...settled, ["amina", "exchange"]],
  [...delivered, ["priya", "confirmOnBehalf", { minutes: 30, reason: "She is in hospital." }]],
  [proposed, ["grace", "declineExchange", { reason: "I am away that week." }]],
  [proposed, ["priya", "hubExchanges", { agenda: "OPEN" }]],
  [...agreed, ["amina", "cancelExchange", { reason: "It is done already." }]],
  [proposed, ["grace", "proposeExchangeChange", { minutes: 45 }]],
  [
    ...delivered,
    ["amina", "confirmExchange", { minutes: 15 }],
    ["priya", "resolveDispute", { minutes: 15, note: "Both remember a quarter of an hour." }],
  ],
  [
    ...agreed,
    ["amina", "addMoneyLeg", { purpose: "FUEL", pence: 250, paidById: "@amina" }],
    ["amina", "removeMoneyLeg", { number: 1 }],
  ],
  [
    [
      "cafe",
      "proposeExchange",
      {
        ...{ providerId: "@grace", recipientIds: ["@cafe"], minutes: 15 },
        what: "The sign above the door painted",
      },
    ],
    ["priya", "clearDisplacement", { reason: "A sign, painted once." }],
  ],
  [...series, ["sandra", "startSeriesSession"]],
  [...series, ["sandra", "mentoringSeriesOf", { partyId: "@sandra" }]],
  [...series, ["sandra", "mentoringSeries", { id: "$seriesId" }], ["amina", "endSeries"]],
  [...joined, ["priya", "groupActivity", { id: "$activityId" }]],
  [...joined, ["amina", "leaveGroupActivity", { partyId: "@amina" }]],
  [...joined, ["priya", "groupActivities", { hubId: "@BRA" }]],
  [planned, ["priya", "cancelGroupActivity", { reason: "Rain all day." }]],
  [
    ...joined,
    ["priya", "runGroupActivity", { happenedOn: "$today", attendeeIds: ["@grace", "@amina"] }],
  ],
  [
    ...alone,
    ["grace", "visit"],
    ["grace", "logVisitMoney", { step: "GIVEN", pence: 500, what: "For screws", seenBy: "Both" }],
    ["grace", "checkOut"],
  ],
  [...alone, ["priya", "clearVisitAlarm", { note: "She is well, and forgot to check out." }]],
  [
    [
      "sandra",
      "recordLearning",
      {
        ...{ learnerId: "@ellie", organisationId: "@school", what: "Reading aloud" },
        sessions: [{ on: "$dayAgo1", minutes: 15 }],
      },
    ],
    ["school", "learningRecord", { id: "$recordId" }],
    ["school", "verifyLearning"],
  ],
  [["sandra", "learningRecords", { partyId: "@ellie" }]],
];
