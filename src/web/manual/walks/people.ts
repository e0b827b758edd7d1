import type { Turn, Walk } from "../walk.ts";

/* People: how they join, who speaks for them, what they say of themselves, how they leave. */

const newcomer = { firstName: "Ivy", lastName: "Lane", bornOn: "1951-03-04" };

const entered: Turn = [
  "priya",
  "registerAssisted",
  {
    ...{ hubId: "@BRA", ...newcomer, channel: "PHONE", consentNote: "Asked to be entered." },
    ...{ offersInWords: ["Tea and company"], requestsInWords: ["A lift to the clinic"] },
  },
];
const ready: readonly Turn[] = [
  entered,
  ["priya", "recordInterview", { heldOn: "$today", note: "A good talk over tea." }],
  ["priya", "waiveRequirement", { step: "REFERENCES", reason: "Known to us for years." }],
  ["priya", "acceptCodeOfConduct", { note: "Read out to her; she said yes." }],
  ["priya", "activateMember"],
];

const applied: Turn = [
  "amina",
  "applyForChild",
  { hubId: "@BRA", firstName: "Noor", lastName: "Rahman", bornOn: "2018-02-03" },
];

const asked: Turn = [
  "neighbour",
  "referPerson",
  {
    ...{ hubId: "@BRA", personName: "Ivy Lane", contact: "01632 960155", yourName: "Sue Field" },
    consentNote: "She asked me to pass on her number.",
  },
];

const of = (id: string): Turn => ["priya", "member", { id }];
const walter = { memberId: "@walter" };

const correction: Turn = [
  "walter",
  "requestCorrection",
  { ...walter, subject: "BIRTH", statement: "I was born on the 5th of September." },
  { correctionId: "correctionRequest.id" },
];

export const people: readonly Walk[] = [
  [["newcomer", "registerPerson", newcomer]],
  [
    ["newcomer-who-applies", "apply", { hubId: "@BRA", ...newcomer, phone: "01632 960199" }],
    [
      "priya",
      "addReference",
      { refereeName: "Dr Joe Marsh", relation: "neighbour", takenOn: "$today" },
    ],
  ],
  ready,
  [
    entered,
    ["priya", "createLoginCode", {}, { code: "loginCode.code" }],
    ["newcomer-with-a-code", "linkLogin", { code: "$code" }],
  ],
  [
    applied,
    ["priya", "linkGuardian", { childMemberId: "$memberId", guardianPersonId: "@person amina" }],
    ["amina", "withdrawGuardianConsent", { childMemberId: "$memberId" }],
    ["amina", "giveGuardianConsent", { childMemberId: "$memberId" }],
    ["priya", "linkGuardian", { childMemberId: "$memberId", guardianPersonId: "@person grace" }],
    ["priya", "endGuardian", { childMemberId: "$memberId", guardianPersonId: "@person grace" }],
  ],
  [
    [
      "ruth",
      "applyForChild",
      { hubId: "@BRA", firstName: "Tess", lastName: "Adeyemi", bornOn: "2019-06-07" },
    ],
    [
      "ruth",
      "shareGuardianContact",
      { childMemberId: "$memberId", way: "PHONE", phone: "01632 960144", textVersion: 1 },
    ],
    ["ruth", "withdrawGuardianContact", { childMemberId: "$memberId" }],
  ],
  [asked, ["priya", "referrals", { hubId: "@BRA" }], ["priya", "closeReferral"]],
  [
    ["walter", "pauseMembership", { ...walter, reason: "A few weeks away." }],
    ["walter", "resumeMembership", walter],
  ],
  [...ready, ["priya", "leaveHub", { reason: "She moves to her son's." }]],
  [
    of("@walter"),
    ["priya", "setMemberLimits", { ...walter, floorMinutes: -120, reason: "He asked for it." }],
    ["priya", "memberLimits", walter],
    ["priya", "clearMemberLimits", { ...walter, reason: "He asked for it." }],
  ],
  [of("@walter"), ["walter", "updateMember", { ...walter, phone: "01632 960177" }]],
  [
    of("@walter"),
    ["walter", "setCommunicationProfile", { ...walter, readingFormats: ["LARGE_PRINT"] }],
  ],
  [
    ["walter", "giveConsent", { ...walter, purpose: "SUGGEST_MATCHES", textVersion: 1 }],
    ["walter", "withdrawConsent", { ...walter, purpose: "SUGGEST_MATCHES" }],
  ],
  [
    [
      "walter",
      "giveDemographics",
      { hubId: "@BRA", textVersion: 1, ageBand: "FROM_75_TO_84", unpaidCare: "NONE" },
    ],
    ["walter", "removeDemographics", {}],
  ],
  [
    [
      "priya",
      "appointSupporter",
      {
        ...{ ...walter, personId: "@person tom", kind: "SUPPORTER" },
        ...{ scope: ["READ", "ARRANGE_HELP"], until: "$dayIn90" },
        evidence: { seen: "Both came by.", seenOn: "$today", channel: "IN_PERSON" },
        spoken: { channel: "IN_PERSON", note: "I want Tom to help me with it." },
      },
    ],
    ["walter", "endSupporter", { ...walter, personId: "@person tom" }],
  ],
  [["lucy", "recordsMadeFor", { memberId: "@arthur" }]],
  [["lucy", "assistedRecord", { id: "@record of Arthur's break" }]],
  [["lucy", "objections", { hubId: "@THO" }]],
  [
    ["priya", "pauseMembership", { ...walter, reason: "He sounded tired." }],
    [
      "walter",
      'query Records { recordsMadeFor(memberId: "@walter", first: 1) { nodes { id kind } } }',
      {},
      { recordId: "recordsMadeFor.nodes.0.id" },
    ],
    ["walter", "objectToRecord", { reason: "I want no break." }],
  ],
  [correction, ["priya", "correctionRequest", { id: "$correctionId" }]],
  [correction, ["priya", "correctionRequests", { hubId: "@BRA" }]],
  [correction, ["walter", "correctionRequestsOf", walter]],
  [
    correction,
    [
      "priya",
      "decideCorrection",
      { isCorrected: true, bornOn: "1946-09-05", answer: "We saw the passport." },
    ],
  ],
  [
    ["newcomer-who-goes", "registerPerson", newcomer],
    ["newcomer-who-goes", "erasePerson", { understood: true }],
    ["newcomer-who-goes", "erasure"],
  ],
  [["walter", "dataAccessLog"]],
  [["walter", "personalDataExport"]],
];
