import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";

/** Checks, incidents, who supports whom, and who is told of what happens. */
export function safety(town: AccessTown): Lines {
  const { bra, grace, amina } = town.place;
  const ivy = town.thing("Member", "ivy");
  const toAnswer = town.thing("IncidentToAnswer", "toAnswer");
  return {
    registerWebhook: { hubId: bra, url: "https://hooks.example.org/", facts: ["GIFT_GIVEN"] },
    objectToRecord: { recordId: town.thing("AssistedRecord", "record") },
    appointSupporter: {
      ...{ memberId: grace, personId: town.thing("Person", "mayPerson") },
      ...{ kind: "ATTORNEY", scope: ["READ"] },
      evidence: { seen: "Power of attorney", seenOn: "2026-01-02", channel: "IN_PERSON" },
    },
    giveDemographics: { hubId: bra, textVersion: 1, ageBand: "FROM_35_TO_44" },
    "signConclusion by a second reader": {
      ...{ incidentId: town.thing("Incident", "readTwice"), version: 4 },
    },
    "endSecondReader there": {
      ...{ incidentId: town.thing("Incident", "readTwice"), version: 4 },
    },
    "giveDemographics of a member by phone": {
      ...{ hubId: bra, textVersion: 1, ageBand: "FROM_65_TO_74" },
      passedOn: { memberId: ivy, channel: "PHONE" },
    },
    removeDemographics: {},
    "removeDemographics of a member by phone": { passedOn: { memberId: ivy, channel: "PHONE" } },
    replyToIncident: { incidentId: toAnswer },
    "reportIncident about a member": { hubId: bra, aboutMemberId: amina },
    setRequirement: {
      ...{ hubId: bra, circumstance: "MONEY_HANDLING", need: "CLEARANCE" },
      clearance: "FIRST_AID",
    },
  };
}
