import type { Turn } from "../walk.ts";

/* A small circle of two members and a broker, from its first day to a decision. */

const seats = [
  ["amina", { memberId: "@amina" }, "SERVICE_USER", "Members"],
  ["grace", { memberId: "@grace" }, "SERVICE_USER", "Members"],
  ["priya", { personId: "@person priya" }, "PROFESSIONAL", "Staff"],
] as const;

export const begun: readonly Turn[] = [
  [
    "priya",
    "createCircle",
    {
      ...{ hubId: "@BRA", name: "Garden circle", purpose: "Looks after the shared garden." },
      ...{ level: "SERVICE", model: { label: "NESTA", evidence: "We decide side by side." } },
      ...{
        rules: { rule: "MAJORITY" },
        power: { isBinding: true, boundBy: "Brackenford Time Bank" },
      },
      groups: [
        { name: "Members", side: "SERVICE_USER", wasInvited: true },
        { name: "Staff", side: "PROFESSIONAL", wasInvited: true },
      ],
    },
  ],
];

export const seated: readonly Turn[] = [
  ...begun,
  ...seats.flatMap(([as, who, side, group]): readonly Turn[] => [
    [
      "priya",
      "inviteSeat",
      { ...who, kind: "SELF", side, group, isVoting: true },
      { [`${as}Seat`]: "seat.id" },
    ],
    [as, "acceptSeat"],
  ]),
];

export const met: readonly Turn[] = [
  ...seated,
  [
    "priya",
    "scheduleSession",
    { title: "What we do next", startsAt: "$now", ways: ["IN_PERSON", "PHONE"] },
  ],
  ["priya", "shareInformation", { what: "One page, in easy read." }],
  ["amina", "waiveNotice", { sessionId: "$sessionId" }],
  ["grace", "waiveNotice", { sessionId: "$sessionId" }],
  [
    "priya",
    "recordAttendance",
    {
      minutes: 60,
      seats: seats.map(([as]) => ({ seatId: `$${as}Seat`, way: "IN_PERSON" })),
    },
  ],
];

export const planned: readonly Turn[] = [
  ...met,
  [
    "amina",
    "proposeArtefact",
    {
      ...{ kind: "PLAN", title: "What we credit", text: "As much as we can stand for." },
      authorSeatIds: ["$aminaSeat"],
    },
  ],
];

export const opened = (credits: readonly object[]): readonly Turn[] => [
  ...planned,
  [
    "priya",
    "openDecision",
    {
      ...{ sessionId: "$sessionId", artefactId: "$artefactId", question: "Do we do it?", credits },
      ...{ viewsSought: "Every member was asked.", viewsAnswered: "All of them answered." },
    },
  ],
];

export const decided = (credits: readonly object[]): readonly Turn[] => [
  ...opened(credits),
  ...seats.map(([as]): Turn => [as, "castPosition", { stance: "SUPPORT" }]),
  ["priya", "closeDecision", { decidedAt: "IN_CIRCLE" }],
];
