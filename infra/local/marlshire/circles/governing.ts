import type { Step } from "../step.ts";
import { type Circle, circleBegins, circleMeets, type Sitting } from "./meeting.ts";

/* The two circles that decide what their hubs credit: decisions D1 and T1. */

const members = (...ids: readonly string[]): readonly Sitting[] =>
  ids.map((id) => ({ id, group: "Members and carers", side: "SERVICE_USER" }));
const staff = (...ids: readonly string[]): readonly Sitting[] =>
  ids.map((id) => ({ id, group: "Staff and services", side: "PROFESSIONAL" }));

const facts = (name: string, boundBy: string) => ({
  ...{ name, purpose: "Decides what the hub credits that nobody could pay for." },
  level: "SERVICE",
  model: { label: "NESTA", evidence: "Members and staff decide side by side." },
  rules: { rule: "DOUBLE_MAJORITY" },
  power: { isBinding: true, boundBy },
  groups: [
    { name: "Members and carers", side: "SERVICE_USER", wasInvited: true },
    { name: "Staff and services", side: "PROFESSIONAL", wasInvited: true },
  ],
});

const asked = {
  viewsSought: "Every member was asked at joining, by phone where they wished.",
  viewsAnswered: "Care was put first, because most asked for that.",
  closing: { decidedAt: "IN_CIRCLE" },
};

const brackenford: Circle = {
  ...{ name: "Brackenford", hub: "BRA", began: "2026-01-09T17:00:00Z" },
  facts: facts("Brackenford governance circle", "Brackenford Time Bank"),
  people: [
    ...members("amina", "walter", "grace", "tom", "sandra", "jack"),
    ...staff("priya", "school", "david", "ruth"),
  ],
};

const thornley: Circle = {
  ...{ name: "Thornley", hub: "THO", began: "2026-03-02T17:00:00Z" },
  facts: facts("Thornley Vale circle", "Thornley Vale Time Bank"),
  people: [...members("helen", "sam", "joan", "olu", "arthur"), ...staff("lucy", "david", "ruth")],
};

const everyone = ({ people }: Circle) => people.map(({ id }) => [id] as const);

const inQuarter = (hours: { readonly [purpose: string]: number }) =>
  Object.entries(hours).map(([purpose, each]) => ({
    ...{ purpose, quarter: "2026-Q1", minutes: each * 60 },
  }));

/** D1: 60 hours for the quarter. Six of ten who decide are service users, and it binds: rung 7. */
const d1 = circleMeets({
  ...asked,
  ...{ circle: brackenford, name: "D1", startsAt: "2026-01-10T10:00:00Z" },
  ...{ sharedAt: "2026-01-09T18:00:00Z", waivedBy: ["amina", "walter", "grace", "tom"] },
  there: everyone(brackenford),
  artefact: {
    ...{ kind: "PLAN", title: "What we credit from January to March" },
    text: "20 hours of learning, 16 of taking part, 24 of care: 3 a week for each carer.",
  },
  question: "Do we credit 60 hours from January to March?",
  credits: inQuarter({ LEARNING: 20, PARTICIPATION: 16, CARE: 24 }),
});

/** T1: 18 hours. Five of eight are service users; Arthur's yes was written down by his broker. */
const t1 = circleMeets({
  ...asked,
  ...{ circle: thornley, name: "T1", startsAt: "2026-03-07T10:00:00Z" },
  ...{ sharedAt: "2026-03-02T18:00:00Z", waivedBy: ["helen", "sam", "joan"] },
  there: everyone(thornley),
  artefact: {
    ...{ kind: "PLAN", title: "What we credit in March" },
    text: "12 hours of care and 6 of training.",
  },
  question: "Do we credit 18 hours in March?",
  credits: inQuarter({ CARE: 12, TRAINING: 6 }),
});

export const governing = (): readonly Step[] => [
  ...circleBegins(brackenford),
  ...d1,
  ...circleBegins(thornley),
  ...t1,
];
