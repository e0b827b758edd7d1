import {
  callerOf,
  dateOf,
  invalid,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type {
  AskForReply,
  Incident,
  IncidentUnderReview,
  NoteReferral,
  Reply,
  ReplyToIncident,
} from "../model/index.ts";

const mostReplies = 10;
const mostMeasures = 10;
const mostReferrals = 5;

type Acting = { readonly viewer: Viewer; readonly now: string };
type Subject = { readonly id: string; readonly personId?: string };

/** Somebody begins to look into it, and may say who it is about where that was told in words. */
export function takeUp(
  incident: Incident,
  subject: Subject | undefined,
  { viewer, now }: Acting,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID"> {
  if (incident.status !== "REPORTED" && !isUnnamed(incident)) {
    return wrongState("This was taken up already.", "Open it to see how far it has come.");
  }
  const named =
    subject === undefined
      ? {}
      : {
          subjectId: subject.id,
          ...(subject.personId === undefined ? {} : { subjectPersonId: subject.personId }),
        };
  if (incident.status === "UNDER_REVIEW") return { ...incident, ...named };
  return {
    ...incident,
    ...named,
    status: "UNDER_REVIEW",
    takenUp: { by: callerOf(viewer), at: now },
    ...{ replies: [], measureIds: [], referrals: [], secondReaders: [] },
  };
}

/** It is being looked into, and nobody has said yet who it is about. */
const isUnnamed = (incident: Incident): incident is IncidentUnderReview =>
  incident.status === "UNDER_REVIEW" && incident.subjectId === undefined;

/** Most of what is done needs an incident that is being looked into. */
export function underReview(
  incident: Incident,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID"> {
  if (incident.status === "UNDER_REVIEW") return incident;
  return incident.status === "REPORTED"
    ? wrongState("Nobody has taken this up yet.", "Take it up first.")
    : wrongState("This has been concluded.", "Nothing can be added to it any more.");
}

/** The same, about somebody who is known. */
export function aboutSomebody(
  incident: Incident,
): (IncidentUnderReview & { readonly subjectId: string }) | Refusal<"STATE_TRANSITION_INVALID"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  const { subjectId } = open;
  return subjectId === undefined
    ? wrongState("It is not known yet who this is about.", "Name them with takeUpIncident.")
    : { ...open, subjectId };
}

/** From now on the subject knows that there is something to answer, in words written for them. */
export function askSubject(
  incident: Incident,
  { summary }: AskForReply,
  { viewer, now }: Acting,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID"> {
  const open = aboutSomebody(incident);
  if ("kind" in open) return open;
  // Asked again in better words, they have had since the first time to answer.
  const at = open.asked?.at ?? now;
  return { ...open, asked: { summary, by: callerOf(viewer), at } };
}

/** What the subject says to it. Nothing that was said is changed by what is said later. */
export function reply(
  incident: Incident,
  { text, spoken }: ReplyToIncident,
  { viewer, now, as }: Acting & { readonly as: Reply["as"] },
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID" | "TOO_MANY_REPLIES"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  if (open.asked === undefined) {
    return wrongState("Nobody has been asked to reply yet.", "Ask the subject first.");
  }
  if (open.replies.length >= mostReplies) {
    return refuse(
      "TOO_MANY_REPLIES",
      `There are ${mostReplies} replies to this already.`,
      "Tell the safeguarding lead what else there is to say.",
    );
  }
  const said = { text, by: callerOf(viewer), at: now, as, ...(spoken ? { spoken } : {}) };
  return { ...open, replies: [...open.replies, said] };
}

export function addMeasure(
  incident: IncidentUnderReview,
  measureId: string,
): IncidentUnderReview | Refusal<"TOO_MANY_MEASURES"> {
  if (incident.measureIds.length < mostMeasures) {
    return { ...incident, measureIds: [...incident.measureIds, measureId] };
  }
  return refuse(
    "TOO_MANY_MEASURES",
    `There were ${mostMeasures} measures in this already.`,
    "Review one that holds instead.",
  );
}

/** That it was passed on, and when. What becomes of it there is not kept here. */
export function referred(
  incident: Incident,
  { to, referredOn }: NoteReferral,
  { viewer, now }: Acting,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  if (referredOn > dateOf(now) || open.referrals.length >= mostReferrals) {
    return referredOn > dateOf(now)
      ? invalid("This day is still to come.", "Use today or an earlier day.", "referredOn")
      : invalid(`${mostReferrals} referrals are noted already.`, "Keep the others elsewhere.");
  }
  const referral = { to, referredOn, by: callerOf(viewer) };
  return { ...open, referrals: [...open.referrals, referral] };
}

/** All replies that are still kept. */
export const repliesOf = (incident: Incident): readonly Reply[] =>
  "replies" in incident ? incident.replies : [];
