import type { Turn, Walk } from "../walk.ts";

/* Places and hubs, between hubs, roles, organisations, programs and who is told of things. */

const founded = (code: string): Turn => [
  "steward",
  "createHub",
  { areaId: "@Marlshire", name: "Oakfield Time Bank", code },
];

const registered: Turn = [
  "priya",
  "registerWebhook",
  { hubId: "@BRA", url: "https://example.org/hours", facts: ["EXCHANGE_SETTLED"] },
];

const moving = (as: string): Turn => [as, "requestMove", { memberId: `@${as}`, toHubId: "@SAL" }];

const granted: Turn = [
  "steward",
  "grantRole",
  { personId: "@person ruth", role: "AUDITOR", scopeId: "@BRA", reason: "Chosen by the members." },
];

const client: Turn = [
  "steward",
  "registerClient",
  {
    ...{ clientId: "village-notice-board", name: "Notice board", purpose: "Shows sums of hours." },
    ...{ scopes: ["SUMS_READ"], placeId: "@BRA", until: "$momentIn90", reason: "The hub asked." },
  },
];

export const hubs: readonly Walk[] = [
  [
    [
      "steward",
      "createArea",
      { kind: "LOCAL_AUTHORITY", name: "Oakshire", code: "E10999998", parentId: "@England" },
    ],
  ],
  [
    founded("OAK"),
    ["steward", "setHubPolicy", { policy: { floorMinutes: -240 }, reason: "The members asked." }],
  ],
  [
    founded("OAF"),
    [
      "steward",
      "closeHub",
      {
        successorHubId: "@BRA",
        reason: "Too few for a hub of their own.",
        movesFrom: "$momentIn30",
      },
    ],
    ["steward", "cancelHubClosing", { reason: "New people came." }],
  ],
  [
    [
      "steward",
      "createCategory",
      { parentId: "@category garden", name: "Bee keeping", slug: "bees" },
    ],
    ["priya", "category"],
  ],
  [
    founded("OAC"),
    ["steward", "proposeInterHub", { hubId: "$hubId", partnerHubId: "@BRA", limitMinutes: 300 }],
    ["priya", "interHubAgreement", { id: "$agreementId" }],
    ["priya", "agreeInterHub"],
    ["priya", "endInterHub"],
  ],
  [moving("sandra"), ["rob", "moveRequest"], ["sandra", "withdrawMove"]],
  [moving("sandra"), ["rob", "declineMove", { reason: "We cannot take anybody new." }]],
  [moving("walter"), ["rob", "moveRequests", { hubId: "@SAL" }], ["rob", "acceptMove"]],
  [
    granted,
    ["steward", "roles", { scopeId: "@BRA" }],
    ["steward", "endRole", { reason: "Moved away." }],
  ],
  [
    client,
    ["steward", "clients", { placeId: "@BRA" }],
    ["steward", "endClient", { clientAppId: "$clientId", reason: "Not used." }],
  ],
  [
    [
      "priya",
      "createOrganisation",
      { hubId: "@BRA", name: "Allotment society", kind: "COMMUNITY_GROUP" },
    ],
    ["priya", "addOrganisationAdmin", { personId: "@person grace" }],
    ["priya", "removeOrganisationAdmin", { personId: "@person grace" }],
  ],
  [registered, ["priya", "webhook"], ["priya", "rotateWebhookSecret"]],
  [registered, ["priya", "webhooks", { hubId: "@BRA" }]],
  [registered, ["priya", "pauseWebhook"], ["priya", "resumeWebhook"]],
  [registered, ["priya", "endWebhook"]],
  [
    registered,
    ["priya", "sendTestEvent"],
    ["priya", "webhookDeliveries"],
    ["priya", "replayWebhookDelivery"],
  ],
  [["priya", "coreEconomyHours", { month: "2026-02" }]],
  [registered, ["priya", "replayDeadLetters"]],
];
