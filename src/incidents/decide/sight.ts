import { holdsRole, invalid, type Refusal, standsFor, type Viewer } from "../../kernel/index.ts";
import type { Incident, ToldIncident } from "../model/index.ts";
import { readerNow } from "./second-reader.ts";

/*
 * Who may read what of an incident, in one place. A lead reads everything, and so does a second
 * reader for as long as they are one; who reported it their own words, who it is about what was
 * written for them. For everyone else there is no incident.
 */

/** Is the viewer too near: the reporter, the subject, a party, or somebody who acts for one? */
function isInvolved(viewer: Viewer, incident: Incident): boolean {
  if (incident.status === "WIPED") return false;
  const { reporter, subjectId, subjectPersonId, partyIds } = incident;
  const { personId } = viewer;
  const isNamed = personId !== undefined && [reporter.personId, subjectPersonId].includes(personId);
  const near = [...partyIds, ...reporter.memberIds, ...(subjectId ? [subjectId] : [])];
  return isNamed || near.some((partyId) => standsFor(viewer, partyId));
}

/**
 * A safeguarding lead of the hub who has no part in it. One who has reads it only as what they are
 * in it: no broker, auditor, steward or other lead reads it at all.
 */
export const handles = (viewer: Viewer, incident: Incident): boolean =>
  holdsRole(viewer, "SAFEGUARDING_LEAD", incident.hubId) && !isInvolved(viewer, incident);

/**
 * Could the viewer be second reader for that hub's sake? A lead there, and neither near it nor with
 * a role in the incident's hub: no broker, auditor or lead of that hub reads it by this way.
 */
export const canReadFor = (viewer: Viewer, incident: Incident, hubId: string): boolean =>
  holdsRole(viewer, "SAFEGUARDING_LEAD", hubId) &&
  !viewer.roles.some(({ scopeId }) => scopeId === incident.hubId) &&
  !isInvolved(viewer, incident);

/** Is the viewer second reader of this incident, and still fit to be? Asked anew each time. */
export function readsSecond(viewer: Viewer, incident: Incident, now: string): boolean {
  const reader = readerNow(incident, now);
  return (
    reader !== undefined &&
    reader.personId === viewer.personId &&
    canReadFor(viewer, incident, reader.hubId)
  );
}

/** Did the viewer report this under their name? */
export const reportedIt = (viewer: Viewer, incident: Incident): boolean =>
  incident.status !== "WIPED" &&
  viewer.personId !== undefined &&
  incident.reporter.personId === viewer.personId;

/** The subject, or who acts for them, from when on they were asked: before that, nothing is there. */
export const isToAnswer = (
  viewer: Viewer,
  incident: Incident,
): incident is Exclude<ToldIncident, { status: "REPORTED" }> =>
  (incident.status === "UNDER_REVIEW" || incident.status === "CONCLUDED") &&
  incident.asked !== undefined &&
  incident.subjectId !== undefined &&
  standsFor(viewer, incident.subjectId);

/** A lead who names themselves, or somebody they act for, leaves it to another. */
export const whyNotSubject = (
  viewer: Viewer,
  incident: Incident,
): Refusal<"VALIDATION_FAILED"> | undefined =>
  isInvolved(viewer, incident)
    ? invalid(
        "You cannot look into something about yourself or somebody you act for.",
        "Leave it to another safeguarding lead, or ask a steward to name one.",
        "subjectId",
      )
    : undefined;
