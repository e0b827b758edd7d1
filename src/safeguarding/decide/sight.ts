import { actsFor, holdsRole, type Viewer } from "../../kernel/index.ts";
import type { InterimMeasure } from "../model/index.ts";

/** Is the viewer the safeguarding lead of this hub? */
export const isLead = (viewer: Viewer, hubId: string): boolean =>
  holdsRole(viewer, "SAFEGUARDING_LEAD", hubId);

/** A measure is for the safeguarding lead, and for the one who is to hold to it. */
export const maySeeMeasure = (viewer: Viewer, measure: InterimMeasure): boolean =>
  isLead(viewer, measure.hubId) || actsFor(viewer, measure.memberId);
