import { circleWish } from "../../circles/deciding.ts";
import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";

/** Circles: who runs them, who sits in them, who decides. */
export function circles(town: AccessTown): Lines {
  const { bra, tom, amina, grace } = town.place;
  const { amina: seatId, grace: gracesSeat } = town.seats;
  const circleId = town.thing("Circle", "circle");
  const decisionId = town.thing("Decision", "decision");
  const openId = town.thing("Decision", "openDecision");
  return {
    acceptSeat: { circleId, seatId, version: 2 },
    addContribution: { seatId },
    answerObjection: { decisionId: openId, seatId: gracesSeat },
    assignAction: { decisionId, ownerSeatId: seatId, dueOn: "2026-09-01" },
    castPosition: { decisionId: openId, stance: "SUPPORT" },
    "castPosition of another": {
      ...{ decisionId: openId, seatId: gracesSeat, stance: "SUPPORT" },
      spoken: { channel: "PHONE", note: "Yes." },
    },
    closeDecision: { decisionId: openId, version: 1, decidedAt: "IN_CIRCLE" },
    createCircle: circleWish(bra),
    endSeat: { circleId, seatId, version: 2, reason: "Nobody saw them." },
    inviteSeat: { circleId, memberId: tom, group: "Members", side: "SERVICE_USER" },
    "raiseIssue for another": { memberId: tom },
    raiseIssue: { memberId: amina },
    supportIssue: { memberId: grace },
    logServiceHours: { organisationId: town.place.cafe },
    addService: { organisationId: town.place.cafe },
    "signServiceHours as a citizen": { memberId: amina },
    signServiceHours: {},
    reportCoreWork: { memberId: amina, kind: "HOME" },
    openDecision: {
      artefactId: town.thing("Artefact", "newArtefact"),
      ...{ viewsSought: "All.", viewsAnswered: "All." },
    },
    overrideDecision: { decisionId, version: 2 },
    proposeArtefact: { authorSeatIds: [seatId] },
    rateDecision: { decisionId },
    recordAttendance: { version: 8, seats: [{ seatId, way: "PHONE" }] },
    recordSeatMandate: { seatId, version: 2 },
    shareInformation: { version: 8 },
    updateCircle: {
      version: 4,
      change: {
        groups: [
          { name: "Members", side: "SERVICE_USER" },
          { name: "Staff", side: "PROFESSIONAL" },
          { name: "Families", side: "SERVICE_USER" },
        ],
      },
    },
    takeOnCircle: { version: 4, reason: "Fay is ill." },
    delegateUpward: {
      ...{ decisionId, seatId, toCircleId: town.thing("Circle", "higherCircle") },
    },
  };
}
