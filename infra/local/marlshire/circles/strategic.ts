import type { Step } from "../step.ts";
import {
  type Circle,
  circleBegins,
  circleMeets,
  circleOf,
  decisionOf,
  type Sitting,
  seatOf,
} from "./meeting.ts";

/*
 * The SEND circle of Marlshire; the hubs began in January, so its sessions do too. At its first session 2 of 8 who could vote used the services, and
 * the council had settled everything before. At its second it were 5 of 9, and they decided.
 */

const parents = (...ids: readonly string[]): readonly Sitting[] =>
  ids.map((id) => ({ id, group: "Parent carers", side: "SERVICE_USER" }));
const services = (...ids: readonly string[]): readonly Sitting[] =>
  ids.map((id) => ({ id, group: "Council and health", side: "PROFESSIONAL" }));

const circle: Circle = {
  ...{ name: "SEND", hub: "BRA", began: "2026-01-12T09:00:00Z" },
  facts: {
    ...{ name: "Marlshire SEND circle", level: "STRATEGIC" },
    purpose: "Plans what children who need more help find near where they live.",
    model: { label: "NESTA", evidence: "Parents, young people and services plan together." },
    rules: { rule: "DOUBLE_MAJORITY" },
    power: { isBinding: true, boundBy: "Marlshire council", vetoes: ["The council's cabinet"] },
    groups: [
      { name: "Parent carers", side: "SERVICE_USER", wasInvited: true },
      { name: "Young people", side: "SERVICE_USER", wasInvited: true },
      { name: "Children with AAC", side: "SERVICE_USER" },
      { name: "Council and health", side: "PROFESSIONAL", wasInvited: true, fundsPercent: 40 },
      {
        name: "Department for Education",
        side: "PROFESSIONAL",
        wasInvited: true,
        fundsPercent: 60,
      },
      { name: "Treasury", side: "PROFESSIONAL", wasInvited: true },
    ],
  },
  people: [
    ...parents("amina", "tom", "nadia"),
    { id: "sam", group: "Young people", side: "SERVICE_USER" },
    { id: "olu", group: "Children with AAC", side: "SERVICE_USER", kind: "VOICE_OF" },
    { id: "forum", group: "Parent carers", side: "SERVICE_USER", isVoting: false },
    ...services("david", "ruth", "school", "priya", "rob", "lucy"),
  ],
};

const first = circleMeets({
  ...{ circle, name: "SEND-1", startsAt: "2026-01-20T10:00:00Z" },
  sharedAt: "2026-01-12T12:00:00Z",
  there: [["amina"], ["tom"], ["david"], ["ruth"], ["school"], ["priya"], ["rob"], ["lucy"]],
  artefact: {
    ...{ kind: "PLAN", title: "AAC therapy" },
    text: "Therapy stays where it is, an hour and a half away.",
  },
  question: "Does therapy stay out of the county?",
  viewsSought: "A letter to schools.",
  viewsAnswered: "Two answers came in.",
  against: [
    ["amina", "Nobody asked the children."],
    ["tom", "It was settled before we came."],
  ],
  closing: {
    decidedAt: "BEFORE_THE_MEETING",
    where: "A meeting of the council the week before, without parents",
  },
});

const voice = "voice-of-AAC-group";

/** How the children said yes to Olu's seat. */
const voices: readonly Step[] = [
  {
    ...{ at: "2026-02-03T10:00:00Z", as: "olu", does: "recordVoice", about: voice, makes: voice },
    input: (idOf) => ({
      ...{ circleId: idOf(circleOf("SEND")), whose: "Four children of the AAC group" },
      ...{ method: "AAC_DEVICE", expressed: "Olu. Go. Say: near home." },
      reading: "They want Olu to say for them that help should be near home.",
      ...{ readBy: "Speech and language therapist", confidence: "HIGH" },
      ...{ witness: "A teaching assistant", answer: "ASSENT" },
    }),
  },
  {
    ...{ at: "2026-02-03T11:00:00Z", as: "priya", does: "recordSeatMandate", about: voice },
    input: (idOf) => ({
      ...{ circleId: idOf(circleOf("SEND")), seatId: idOf(seatOf("SEND", "olu")), version: 2 },
      ...{ from: "Four children of the AAC group", statement: "Say that it should be near home." },
      ...{ givenOn: "2026-02-03", voiceRecordId: idOf(voice) },
    }),
  },
];

const second = circleMeets({
  ...{ circle, name: "SEND-2", startsAt: "2026-02-20T10:00:00Z" },
  sharedAt: "2026-02-12T12:00:00Z",
  there: [
    ["amina"],
    ["tom"],
    ["nadia", "PHONE"],
    ["sam"],
    ["olu", "VOICE_SEAT"],
    ["david"],
    ["ruth"],
    ["school"],
    ["priya"],
  ],
  artefact: {
    ...{ kind: "PLAN", title: "AAC help near home" },
    text: "Half a therapist's post in the county, and six hours a week of peer clubs.",
  },
  question: "Do we bring AAC help into the county?",
  viewsSought: "All twelve families were rung; the children were asked with their devices.",
  viewsAnswered: "Peer clubs were added, because the children asked for friends.",
  against: [["david", "The money is not found yet."]],
  closing: { decidedAt: "IN_CIRCLE" },
});

const post = "action-half-post";

const followed: readonly Step[] = [
  {
    ...{ at: "2026-02-20T13:00:00Z", as: "priya", does: "answerObjection", about: "SEND-2" },
    input: (idOf) => ({
      ...{ decisionId: idOf(decisionOf("SEND-2")), seatId: idOf(seatOf("SEND", "david")) },
      answer: "Travel out of the county costs more than the post.",
    }),
  },
  {
    ...{ at: "2026-02-20T13:05:00Z", as: "priya", does: "assignAction", about: post, makes: post },
    input: (idOf) => ({
      ...{ decisionId: idOf(decisionOf("SEND-2")), what: "Find half a therapist's post." },
      ...{ ownerSeatId: idOf(seatOf("SEND", "david")), ownerRole: "SEND commissioner" },
      dueOn: "2026-03-31",
    }),
  },
  {
    ...{ at: "2026-03-24T10:00:00Z", as: "david", does: "completeAction", about: post },
    input: (idOf) => ({
      ...{ actionId: idOf(post), version: 1, evidence: "Commissioned in the council's minutes." },
      result: "Twelve families have help within half an hour.",
    }),
  },
];

export const strategic = (): readonly Step[] => [
  ...circleBegins(circle),
  ...first,
  ...voices,
  ...second,
  ...followed,
];
