import type { Turn, Walk } from "../walk.ts";
import { begun, decided, met, opened, planned, seated } from "./decided.ts";

/* Circles, what they decide, and what somebody has to answer. */

const voice: Turn = [
  "olu",
  "recordVoice",
  {
    ...{ circleId: "@circle SEND", whose: "Four children of the AAC group", method: "AAC_DEVICE" },
    ...{ expressed: "Go. Say: near home.", reading: "They want help near home." },
    ...{ readBy: "Speech and language therapist", confidence: "HIGH", answer: "ASSENT" },
  },
];

const contributed: readonly Turn[] = [
  ...planned,
  [
    "amina",
    "addContribution",
    { seatId: "$aminaSeat", way: "IN_PERSON", text: "A bench in the shade." },
  ],
];

const supporters = ["@grace", "@tom", "@walter", "@sandra", "@kofi", "@maria", "@helen", "@sam"];

const raised: readonly Turn[] = [
  [
    "amina",
    "raiseIssue",
    {
      ...{ memberId: "@amina", title: "A crossing by the school", body: "Marlshire council" },
      ...{ text: "Children cross a wide road to get there.", threshold: 8 },
    },
  ],
  ...supporters.map((who): Turn => [who.slice(1), "supportIssue", { memberId: who }]),
  ["amina", "issue"],
];

/** A circle for the whole of the hub, where Amina is to speak for the one that she sits in. */
const higher: readonly Turn[] = [
  [
    "priya",
    "createCircle",
    {
      ...{ hubId: "@BRA", name: "Gardens of Brackenford", purpose: "Where there are gardens." },
      ...{ level: "STRATEGIC", model: { label: "NESTA", evidence: "We decide side by side." } },
      ...{
        rules: { rule: "MAJORITY" },
        power: { isBinding: true, boundBy: "Brackenford Time Bank" },
      },
      groups: [{ name: "Gardeners", side: "SERVICE_USER", wasInvited: true }],
    },
    { higherId: "circle.id" },
  ],
  [
    "priya",
    "inviteSeat",
    {
      ...{ memberId: "@amina", kind: "REPRESENTS", side: "SERVICE_USER", group: "Gardeners" },
      isVoting: true,
    },
  ],
  ["amina", "acceptSeat"],
];

export const circles: readonly Walk[] = [
  [
    ...begun,
    ["priya", "updateCircle", { change: { purpose: "Looks after the garden and its paths." } }],
  ],
  [...begun, ["priya", "circle"]],
  [
    ...begun,
    [
      "steward",
      "grantRole",
      {
        ...{ personId: "@person ruth", role: "FACILITATOR", scopeId: "@BRA" },
        reason: "The members asked for her.",
      },
    ],
    ["ruth", "takeOnCircle"],
  ],
  [
    ...higher,
    ...decided([]),
    ["priya", "delegateUpward", { seatId: "$aminaSeat", toCircleId: "$higherId" }],
  ],
  [...seated, ["priya", "endSeat", { reason: "She asked us on the phone to end it." }]],
  [
    ...begun,
    [
      "priya",
      "inviteSeat",
      {
        ...{ memberId: "@amina", kind: "REPRESENTS", side: "SERVICE_USER", group: "Members" },
        isVoting: true,
      },
    ],
    ["amina", "acceptSeat"],
    [
      "priya",
      "recordSeatMandate",
      {
        ...{ from: "The members of the garden", statement: "Ask for a bench." },
        givenOn: "$today",
      },
    ],
  ],
  [...met, ["amina", "circleSession", { id: "$sessionId" }], ["amina", "inTheRoom"]],
  [voice, ["olu", "voiceRecord"]],
  [...planned, ["amina", "artefact"], ["amina", "artefacts"]],
  [
    ...contributed,
    ["amina", "contribution"],
    ["priya", "adoptContribution", { artefactId: "$artefactId" }],
  ],
  [
    ...opened([]),
    ["grace", "castPosition", { stance: "OBJECT", reason: "Who waters it?" }],
    [
      "priya",
      "answerObjection",
      { seatId: "$graceSeat", answer: "Whoever sits in the circle, in turn." },
    ],
  ],
  [
    ...decided([]),
    ["amina", "decision"],
    ["amina", "rateDecision", { rung: 6 }],
    [
      "priya",
      "assignAction",
      {
        ...{ what: "Buy the bench.", ownerSeatId: "$priyaSeat", ownerRole: "Broker" },
        dueOn: "$dayIn30",
      },
    ],
    ["priya", "action"],
    ["priya", "completeAction", { evidence: "The receipt.", result: "People sit there." }],
    ["amina", "decisionTrace"],
    ["amina", "decisions"],
    ["amina", "powerMap"],
  ],
  [
    ...decided([]),
    [
      "priya",
      "overrideDecision",
      { body: "Marlshire council", reason: "The bench would stand on a water pipe." },
    ],
  ],
  [
    ...raised,
    ["david", "respondToIssue", { answer: "We will look at it in the spring." }],
    ["amina", "escalateIssue", { body: "Department for Transport" }],
  ],
  [["priya", "issue", { id: "@issue-aac-money" }]],
  [["priya", "issuesAsked", { areaId: "@England" }]],
  [
    [
      "forum",
      "declareFunding",
      { organisationId: "@forum", funder: "Department for Education", percent: 60 },
    ],
    ["forum", "fundingDependence", { organisationId: "@forum" }],
  ],
];
