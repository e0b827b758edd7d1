import {
  actsFor,
  belongsTo,
  forbidden,
  holdsRole,
  isBroker,
  type Viewer,
} from "../../kernel/index.ts";
import type { Clearance, Cover, InterimMeasure } from "../model/index.ts";

/** Is the viewer the safeguarding lead of this hub? */
export const isLead = (viewer: Viewer, hubId: string): boolean =>
  holdsRole(viewer, "SAFEGUARDING_LEAD", hubId);

/** A measure is for the safeguarding lead, and for the one who is to hold to it. */
export const maySeeMeasure = (viewer: Viewer, measure: InterimMeasure): boolean =>
  isLead(viewer, measure.hubId) || actsFor(viewer, measure.memberId);

type Someone = { readonly id: string; readonly hubId: string };

/** What a member has is for the safeguarding lead of their hub, the member and their guardians. */
export const maySeeClearances = (viewer: Viewer, member: Someone): boolean =>
  isLead(viewer, member.hubId) || actsFor(viewer, member.id);

/** Where it was seen, or where the member has gone since, it is known. */
export const maySeeClearance = (
  viewer: Viewer,
  clearance: Clearance,
  member: Someone | undefined,
): boolean =>
  isLead(viewer, clearance.hubId) || (member !== undefined && maySeeClearances(viewer, member));

/** What is missing is for the member, their guardians, and those who can help: no one else. */
export const maySeeGaps = (viewer: Viewer, member: Someone): boolean =>
  maySeeClearances(viewer, member) || isBroker(viewer, member.hubId);

/** Which insurance there is concerns everybody who takes part. */
export const maySeeCover = (viewer: Viewer, { hubId }: Pick<Cover, "hubId">): boolean =>
  belongsTo(viewer, hubId) || isLead(viewer, hubId);

export const leadsOnly = () =>
  forbidden(
    "Only the safeguarding lead of this hub can do this.",
    "Ask the safeguarding lead, or a steward to name one.",
  );

export const notForOneself = () =>
  forbidden(
    "You cannot do this for yourself or your own child.",
    "Ask another safeguarding lead, or a steward to name one.",
    "memberId",
  );
