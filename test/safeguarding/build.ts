import { findingsOn, openGaps } from "../../src/safeguarding/decide/index.ts";
import type {
  Board,
  ClearanceKind,
  Meeting,
  MeetingParty,
  RequirementLine,
} from "../../src/safeguarding/model/index.ts";

export const noon = "2026-03-18T12:00:00.000Z";

const adult = (name: string): MeetingParty => ({
  ...{ id: `mem_${name}`, kind: "MEMBER", hubId: "hub_tho", personId: `per_${name}` },
  ...{ bornOn: "1985-05-05", guardianPersonIds: [] },
});

export const helen = adult("helen");
export const arthur = adult("arthur");
export const joan = adult("joan");

/** A child whose guardian is joan, of this age at noon. */
export const child = (name: string, age: number): MeetingParty => ({
  ...adult(name),
  bornOn: `${2026 - age}-01-15`,
  guardianPersonIds: ["per_joan"],
});

export const organisation = (name: string, organisationKind: string): MeetingParty => ({
  ...{ id: `org_${name}`, kind: "ORGANISATION", hubId: "hub_tho", organisationKind },
  guardianPersonIds: [],
});

/** Helen helps Arthur, who pays, for an hour in a public place. */
export const meeting = (wish: Partial<Meeting> = {}): Meeting => ({
  ...{ provider: helen, payer: arthur, recipients: [arthur], categoryPath: [] },
  ...{ channel: "IN_PERSON", placeKind: "PUBLIC_PLACE", dayMinutes: 60, weekMinutes: 60 },
  ...{ at: noon, isBetweenFriends: false, handlesMoney: false, isDisplacementCleared: false },
  ...wish,
});

export const board = (wish: Partial<Board> = {}): Board => ({
  ...{ measures: [], requirements: [], covers: [] },
  ...wish,
});

export const asks = (wish: Partial<RequirementLine>): RequirementLine => ({
  ...{
    id: "req_1",
    need: "CLEARANCE",
    clearance: "SAFE_SUPPORT",
    from: "2026-01-01T00:00:00.000Z",
  },
  ...wish,
});

export type Held = { readonly [partyId: string]: readonly ClearanceKind[] };

/** The codes of what stands in the way, where these members have these clearances. */
export function codes(wish: Partial<Meeting>, given: Partial<Board> = {}, held: Held = {}) {
  const lines = new Map(
    Object.entries(held).map(([id, kinds]) => [
      id,
      kinds.map((kind) => ({ id: "clr_1", kind, expiresOn: "2026-12-31" })),
    ]),
  );
  const its = meeting(wish);
  return openGaps(findingsOn(its, [board(given)]), lines, its.at).map(({ code }) => code);
}
