import type { AccessTown } from "../town.ts";
import type { Lines } from "./lines.ts";
import { on } from "./lines.ts";

/** People, places and roles. */
export function membership(town: AccessTown): Lines {
  const { grace, jack, ellie, zoe, bra, sal, cafe, areaId } = town.place;
  return {
    acceptCodeOfConduct: { memberId: zoe },
    activateMember: { memberId: town.thing("Member", "ivy") },
    "applyForChild by a person": { bornOn: "2016-04-01" },
    clearMemberLimits: { memberId: grace },
    closeHub: { successorHubId: sal },
    createArea: { kind: "REGION", code: "E12000006", parentId: town.thing("Area", "nation") },
    createHub: { areaId, code: "THO" },
    createLoginCode: { memberId: town.thing("Member", "ivy") },
    endGuardian: { childMemberId: jack, guardianPersonId: town.thing("Person", "tomPerson") },
    "endGuardian of a child": {
      childMemberId: ellie,
      guardianPersonId: town.thing("Person", "aminaPerson"),
    },
    "grantRole in a hub": {
      role: "AUDITOR",
      scopeId: bra,
      personId: town.thing("Person", "mayPerson"),
    },
    "grantRole in an area": {
      role: "STEWARD",
      scopeId: areaId,
      personId: town.thing("Person", "mayPerson"),
    },
    "grantRole in another hub": {
      role: "BROKER",
      scopeId: sal,
      personId: town.thing("Person", "mayPerson"),
    },
    giveGuardianConsent: { childMemberId: ellie },
    withdrawGuardianConsent: { childMemberId: ellie },
    shareGuardianContact: { childMemberId: ellie, way: "PHONE", phone: "01632 960777" },
    withdrawGuardianContact: { childMemberId: ellie },
    linkGuardian: { childMemberId: jack, guardianPersonId: town.thing("Person", "mayPerson") },
    linkLogin: { code: "AAAA-AAAA-AAAA" },
    recordInterview: { memberId: zoe, heldOn: on },
    registerClient: { clientId: "another", placeId: bra },
    removeOrganisationAdmin: {
      organisationId: cafe,
      personId: town.thing("Person", "priyaPerson"),
    },
    requestMove: { memberId: grace, toHubId: sal },
    resumeMembership: { memberId: town.thing("Member", "paused") },
    setMemberLimits: { memberId: grace, floorMinutes: 0 },
    waiveRequirement: { memberId: zoe },
  };
}
