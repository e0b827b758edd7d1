import { cast, open, seatKept, waive } from "./circle-words.ts";
import type { Step, Story } from "./story.ts";
import { hub, said, whoIs } from "./words.ts";

const preparing: readonly Step[] = [
  {
    as: "amina",
    says: "I am a parent carer: I look up my time bank.",
    does: whoIs("WhoIsAminaNow"),
    keeps: { hubId: hub },
  },
  {
    says: "Anybody may read what a circle is for, who is bound by it, and what nobody answered.",
    does: `
query WhatIsDecidedHere($hubId: ID!) {
  circles(hubId: $hubId, first: 2) {
    nodes { id name purpose rules { rule } power { isBinding boundBy vetoes } }
  }
  issues(hubId: $hubId, first: 1) {
    nodes { title status askings { body answer isSilent } }
  }
}`,
    keeps: { circleId: "circles.nodes.1.id" },
  },
  {
    as: "priya",
    says: "I run the circle: it meets now.",
    does: `
mutation Meet($circleId: ID!, $now: DateTime!, $meetKey: String!) {
  scheduleSession(
    input: {
      circleId: $circleId
      title: "A club in the holidays"
      startsAt: $now
      ways: [IN_PERSON, PHONE, VOICE_SEAT]
      idempotencyKey: $meetKey
    }
  ) {
    session { id version ways }
    ${said}
  }
}`,
    keeps: {
      sessionId: "scheduleSession.session.id",
      sessionVersion: "scheduleSession.session.version",
    },
  },
  {
    as: "priya",
    says: "I send out what there is to read.",
    does: `
mutation Share($sessionId: ID!, $sessionVersion: Int!, $shareKey: String!) {
  shareInformation(
    input: {
      sessionId: $sessionId
      version: $sessionVersion
      what: "One page, in easy read and in Bengali."
      idempotencyKey: $shareKey
    }
  ) {
    session { isInformed information { what } }
    ${said}
  }
}`,
  },
  {
    as: "amina",
    says: "I have read it, and need no more days.",
    does: waive("AminaReady"),
    keeps: { aminaSeat: seatKept },
  },
  {
    as: "amina",
    says: "Here is my plan.",
    does: `
mutation PutForward($circleId: ID!, $aminaSeat: ID!, $planKey: String!) {
  proposeArtefact(
    input: {
      circleId: $circleId
      kind: PLAN
      title: "A second club in the holidays"
      text: "Two mornings a week, for children with talking devices and their friends."
      authorSeatIds: [$aminaSeat]
      idempotencyKey: $planKey
    }
  ) {
    artefact { id isAgreed }
    ${said}
  }
}`,
    keeps: { artefactId: "proposeArtefact.artefact.id" },
  },
  {
    as: "priya",
    says: "I put it to the vote at once. That is refused: too few had time to read, and nobody was asked.",
    does: open("TooEarly", ""),
    refused: "PRECONDITION_FAILED",
  },
];

const meeting: readonly Step[] = [
  {
    as: "tom",
    says: "So have I, and I need no more days either.",
    does: waive("TomReady"),
    keeps: { tomSeat: seatKept },
  },
  {
    as: "sam",
    says: "And I. Now more than half of those who use the service said so.",
    does: waive("SamReady"),
    keeps: { samSeat: seatKept, sessionVersion: "waiveNotice.session.version" },
  },
  {
    as: "david",
    says: "I pay for services in the county. I look up my seat, and what I am bound by.",
    does: `
query MyOwnSeat($circleId: ID!) {
  circle(id: $circleId) { mySeat { id side group mayVote } power { boundBy } }
}`,
    keeps: { davidSeat: "circle.mySeat.id" },
  },
  {
    as: "priya",
    says: "I write down who is here. Sam is on the phone, and counts like everybody else.",
    does: `
mutation WhoIsHere(
  $sessionId: ID!
  $sessionVersion: Int!
  $aminaSeat: ID!
  $tomSeat: ID!
  $samSeat: ID!
  $davidSeat: ID!
  $hereKey: String!
) {
  recordAttendance(
    input: {
      sessionId: $sessionId
      version: $sessionVersion
      seats: [
        { seatId: $aminaSeat, way: IN_PERSON }
        { seatId: $tomSeat, way: IN_PERSON }
        { seatId: $samSeat, way: PHONE }
        { seatId: $davidSeat, way: IN_PERSON }
      ]
      idempotencyKey: $hereKey
    }
  ) {
    session { attendance { side group way mayVote } }
    ${said}
  }
}`,
  },
];

const voting: readonly Step[] = [
  {
    as: "priya",
    says: "Now it can be decided: people had time, were asked, and were answered.",
    does: open(
      "InTime",
      `
      viewsSought: "The families were rung; the children were asked with their devices."
      viewsAnswered: "Friends may come, too, because the children asked for that."`,
    ),
    keeps: { decisionId: "openDecision.decision.id", version: "openDecision.decision.version" },
  },
  { as: "amina", says: "I am for it.", does: cast("AminaSays", "stance: SUPPORT") },
  { as: "tom", says: "So am I.", does: cast("TomSays", "stance: SUPPORT") },
  { as: "sam", says: "And I.", does: cast("SamSays", "stance: SUPPORT") },
  {
    as: "david",
    says: "I am against it, and say why. It stays beside the decision for the circle to read.",
    does: cast("DavidSays", 'stance: OBJECT, reason: "The money is not found yet."'),
  },
  {
    as: "priya",
    says: "I end the vote. The circle's rule makes the outcome, and facts make the rung.",
    does: `
mutation EndTheVote($decisionId: ID!, $version: Int!, $endKey: String!) {
  closeDecision(
    input: {
      decisionId: $decisionId
      version: $version
      decidedAt: IN_CIRCLE
      idempotencyKey: $endKey
    }
  ) {
    decision {
      outcome
      rung
      tally { votingPresent serviceUsersPresent supports objects serviceUsersSupport }
    }
    ${said}
  }
}`,
    tells:
      "For: {closeDecision.decision.tally.supports}. Against: {closeDecision.decision.tally.objects}. Rung {closeDecision.decision.rung} of 8.",
  },
  {
    says: "Anybody may read what came of it: rung 7 of 8, delegated power. No name is in it.",
    does: `
query WhatCameOfIt($decisionId: ID!) {
  decision(id: $decisionId) {
    question
    status
    rung
    decidedAt
    isBinding
    viewsAnswered
    artefact { title text isAgreed }
  }
}`,
  },
];

export const deciding: Story = {
  id: "deciding",
  title: "Decide in a circle",
  about: "Parents and the council decide about a club. Nobody can hurry it, or set its outcome.",
  steps: [...preparing, ...meeting, ...voting],
};
