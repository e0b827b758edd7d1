import { said } from "./words.ts";

/* What several people of a circle do in the same words. */

/** Each request has a key of its own, named after it. */
const keyOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}Key`;

/** Says that one needs no more time to read. */
export const waive = (name: string) => `
mutation ${name}($sessionId: ID!, $${keyOf(name)}: String!) {
  waiveNotice(input: { sessionId: $sessionId, idempotencyKey: $${keyOf(name)} }) {
    session { isInformed version circle { mySeat { id group } } }
    ${said}
  }
}`;

export const seatKept = "waiveNotice.session.circle.mySeat.id";

export const cast = (name: string, position: string) => `
mutation ${name}($decisionId: ID!, $${keyOf(name)}: String!) {
  castPosition(
    input: { decisionId: $decisionId, ${position}, idempotencyKey: $${keyOf(name)} }
  ) {
    position { name side stance reason }
    ${said}
  }
}`;

export const open = (name: string, views: string) => `
mutation ${name}($sessionId: ID!, $artefactId: ID!, $${keyOf(name)}: String!) {
  openDecision(
    input: {
      sessionId: $sessionId
      artefactId: $artefactId
      question: "Do we pay for a second club in the holidays?"${views}
      idempotencyKey: $${keyOf(name)}
    }
  ) {
    decision { id version status rule isBinding }
    ${said}
  }
}`;
