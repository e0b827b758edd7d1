import {
  addDays,
  callerOf,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import {
  type ConcludedIncident,
  type ConcludeIncident,
  type Incident,
  type IncidentUnderReview,
  isCleared,
  type SignConclusion,
  type WipedIncident,
} from "../model/index.ts";
import { underReview } from "./handling.ts";

type Acting = { readonly viewer: Viewer; readonly now: string };

/** How long a hub gives the subject to answer before anybody may conclude without their word. */
type Answering = { readonly incidentReplyDays: number };

/** How long a hub keeps what was concluded. */
export type Keeping = { readonly clearedIncidentDays: number; readonly keptIncidentDays: number };

/**
 * One reader says how it ends; nothing has ended until a second one signs. Who it is about has
 * been asked and has answered, or has let the days go by that the hub gives for it.
 */
export function propose(
  incident: Incident,
  { outcome, reasons }: ConcludeIncident,
  { viewer, now, policy }: Acting & { readonly policy: Answering },
): IncidentUnderReview | Refusal<"REPLY_OUTSTANDING" | "STATE_TRANSITION_INVALID"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  if (isReplyOutstanding(open, policy, now)) {
    return refuse(
      "REPLY_OUTSTANDING",
      "Who this is about has not had their say yet.",
      `Ask them, and wait for the reply or ${policy.incidentReplyDays} days.`,
    );
  }
  return { ...open, proposal: { outcome, reasons, by: callerOf(viewer), at: now } };
}

const isReplyOutstanding = (
  incident: IncidentUnderReview,
  { incidentReplyDays }: Answering,
  now: string,
): boolean =>
  incident.subjectId !== undefined &&
  incident.replies.length === 0 &&
  (incident.asked === undefined || now < addDays(incident.asked.at, incidentReplyDays));

/** The second reader signs, or says what is missing. Nobody reads twice. */
export function sign(
  incident: Incident,
  { agrees, note }: SignConclusion,
  { viewer, now, keeping }: Acting & { readonly keeping: Keeping },
):
  | ConcludedIncident
  | IncidentUnderReview
  | Refusal<"SECOND_READER_NEEDED" | "STATE_TRANSITION_INVALID"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  const { proposal, sentBack: _sentBack, ...rest } = open;
  if (!proposal) {
    return wrongState("Nobody has said yet how this ends.", "Conclude it first.");
  }
  const by = callerOf(viewer);
  if (proposal.by === by) return secondReaderNeeded();
  if (!agrees) return { ...rest, sentBack: { note: note ?? "", by, at: now } };
  const days = isCleared(proposal.outcome) ? keeping.clearedIncidentDays : keeping.keptIncidentDays;
  return {
    ...rest,
    status: "CONCLUDED",
    proposal,
    outcome: proposal.outcome,
    concludedAt: now,
    signed: { by, ...(note === undefined ? {} : { note }) },
    wipeAt: addDays(now, days),
  };
}

const secondReaderNeeded = () =>
  refuse(
    "SECOND_READER_NEEDED",
    "Whoever said how this ends cannot sign it too.",
    "Ask another safeguarding lead of the hub, or name a second reader from another hub.",
  );

/** What is left when the time to keep it is over: that there was one, and how it ended. */
export function wiped(incident: ConcludedIncident, now: string): WipedIncident {
  const { id, hubId, reportedAt, outcome, concludedAt, version, receipts } = incident;
  return {
    status: "WIPED",
    ...{ id, hubId, reportedAt, outcome, concludedAt, version, receipts },
    wipedAt: now,
  };
}

export const hasEnded = (incident: Incident): incident is ConcludedIncident | WipedIncident =>
  incident.status === "CONCLUDED" || incident.status === "WIPED";

/**
 * What is told to somebody who may read it no more of what they did while they could: that it has
 * ended, and how. To them it is as if its words had been wiped when it was concluded.
 */
export const withoutWords = (incident: ConcludedIncident | WipedIncident): WipedIncident =>
  incident.status === "WIPED" ? incident : wiped(incident, incident.concludedAt);

export const isToWipe = (incident: Incident, now: string): incident is ConcludedIncident =>
  incident.status === "CONCLUDED" && incident.wipeAt <= now;
