import type { Turn, Walk } from "../walk.ts";

/* What keeps people safe: checks, cover, who needs more care, and what somebody says happened. */

const reported: readonly Turn[] = [
  [
    "joan",
    "reportIncident",
    {
      ...{ hubId: "@THO", aboutMemberId: "@sam", account: "He left the gate open." },
      happenedOn: "$dayAgo1",
    },
    { reportId: "report.id" },
  ],
  [
    "esther",
    'query Reported { incidents(hubId: "@THO", first: 1) { nodes { id version } } }',
    {},
    { incidentId: "incidents.nodes.0.id", incidentVersion: "incidents.nodes.0.version" },
  ],
  ["esther", "takeUpIncident"],
];
const asked: readonly Turn[] = [
  ...reported,
  ["esther", "askForReply", { summary: "The gate stood open. What do you remember?" }],
  [
    "sam",
    'query ToAnswer { incidentsToAnswer(memberId: "@sam", first: 1) { nodes { id } } }',
    {},
    { answerId: "incidentsToAnswer.nodes.0.id" },
  ],
  ["sam", "replyToIncident", { incidentId: "$answerId", text: "I shut it, I am sure." }],
  ["esther", "incident"],
];
const measured: readonly Turn[] = [
  ...reported,
  ["esther", "applyInterimMeasure", { kind: "NO_LONE_VISITS", until: "$momentIn5" }],
  [
    "esther",
    "query Measure($incidentId: ID!) { incident(id: $incidentId) { measures { id } } }",
    {},
    { measureId: "incident.measures.0.id" },
  ],
];
const concluded: Turn = [
  "esther",
  "concludeIncident",
  { outcome: "UNFOUNDED", reasons: "The wind opened it.", noTie: true },
];

const reportedHere: readonly Turn[] = [
  [
    "amina",
    "reportIncident",
    {
      ...{ hubId: "@BRA", aboutWords: "A man at the door", account: "He shouted." },
      withoutName: true,
    },
    { receipt: "receipt" },
  ],
  [
    "esther",
    'query Reported { incidents(hubId: "@BRA", first: 1) { nodes { id version } } }',
    {},
    { incidentId: "incidents.nodes.0.id", incidentVersion: "incidents.nodes.0.version" },
  ],
  ["esther", "takeUpIncident"],
];

const cleared: Turn = [
  "esther",
  "grantClearance",
  {
    ...{ memberId: "@walter", kind: "FIRST_AID", issuer: "St John Ambulance" },
    ...{ outcome: "COMPLETED", givenOn: "$today", expiresOn: "$dayIn90" },
  },
];
const noted: Turn = ["priya", "noteAtRisk", { memberId: "@walter", until: "$dayIn30" }];

export const safety: readonly Walk[] = [
  [
    [
      "esther",
      "setRequirement",
      {
        ...{ hubId: "@BRA", categoryId: "@category food", need: "CLEARANCE" },
        ...{ clearance: "FOOD_HYGIENE", reason: "Whoever cooks for others has learned how." },
      },
    ],
    ["esther", "endRequirement"],
  ],
  [cleared, ["esther", "clearances", { memberId: "@walter" }], ["esther", "revokeClearance"]],
  [cleared, ["esther", "expiringClearances", { hubId: "@BRA", withinDays: 100 }]],
  [
    [
      "esther",
      "addCover",
      { holderId: "@SAL", insurer: "Fairweather Mutual", from: "$today", until: "$dayIn365" },
    ],
    ["esther", "covers", { hubId: "@SAL" }],
    ["esther", "endCover"],
  ],
  [noted, ["walter", "atRiskNotes", { memberId: "@walter" }]],
  [noted, ["esther", "adultsAtRisk", { hubId: "@BRA" }]],
  [noted, ["priya", "endAtRisk", { noteId: "$noteId" }]],
  [...asked, concluded, ["nerys", "signConclusion", { agrees: true, noTie: true }]],
  [...asked, ["sam", "incidentToAnswer", { id: "$answerId" }]],
  [...asked, ["sam", "incidentsToAnswer", { memberId: "@sam" }]],
  [...measured, ["esther", "interimMeasures", { hubId: "@THO" }]],
  [
    ...measured,
    ["esther", "reviewInterimMeasure", { until: "$momentIn9", measureId: "$measureId" }],
  ],
  [...measured, ["esther", "endInterimMeasure", { measureId: "$measureId" }]],
  [
    ...reported,
    ["esther", "noteReferral", { to: "ADULT_SAFEGUARDING", referredOn: "$today" }],
    ["esther", "incidents", { hubId: "@THO" }],
  ],
  [
    ...reportedHere,
    ["esther", "concludeIncident", { outcome: "UNFOUNDED", reasons: "A salesman.", noTie: true }],
    [
      "esther",
      "nameSecondReader",
      { personId: "@person nerys", hubId: "@THO", reason: "No other lead here." },
    ],
    ["nerys", "incidentsToRead"],
    ["esther", "endSecondReader"],
  ],
  [...reported, ["joan", "incidentReport", { id: "$reportId" }]],
  [...reportedHere, [undefined, "incidentReportByReceipt", { receipt: "$receipt" }]],
  [...reported, ["joan", "myIncidentReports"]],
];
