import {
  addDays,
  callerOf,
  invalid,
  type Refusal,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type {
  Incident,
  IncidentUnderReview,
  NameSecondReader,
  SecondReader,
} from "../model/index.ts";
import { underReview } from "./handling.ts";

/*
 * A hub with one safeguarding lead has nobody to sign. Then that lead names one from another hub,
 * for this incident alone: from when there is something to sign until it is signed, or four weeks.
 */

const readsForDays = 28;
const mostReaders = 5;

type Acting = { readonly viewer: Viewer; readonly now: string };

/** Who is second reader at this moment. Once it is concluded, nobody is any more. */
export function readerNow(incident: Incident, now: string): SecondReader | undefined {
  if (incident.status !== "UNDER_REVIEW") return undefined;
  const last = incident.secondReaders.at(-1);
  return last && last.endedAt === undefined && now < last.until ? last : undefined;
}

/** Only where there is something to sign: until then nobody from outside has to know of it. */
export function nameReader(
  incident: Incident,
  { personId, hubId, reason }: NameSecondReader,
  { viewer, now }: Acting,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  if (!open.proposal) {
    return wrongState("Nobody has said yet how this ends.", "Conclude it first.");
  }
  if (readerNow(open, now)) {
    return wrongState("Somebody is second reader already.", "End that first with endSecondReader.");
  }
  if (open.secondReaders.length >= mostReaders) {
    return invalid(
      `${mostReaders} second readers were named already.`,
      "Ask a steward to name another safeguarding lead for the hub.",
    );
  }
  const by = callerOf(viewer);
  const reader = { personId, hubId, reason, by, at: now, until: addDays(now, readsForDays) };
  return { ...open, secondReaders: [...open.secondReaders, reader] };
}

export function endReader(
  incident: Incident,
  now: string,
): IncidentUnderReview | Refusal<"STATE_TRANSITION_INVALID"> {
  const open = underReview(incident);
  if ("kind" in open) return open;
  const reader = readerNow(open, now);
  if (!reader) return wrongState("Nobody is second reader now.", "Nothing more needs to be done.");
  return withLast(open, { ...reader, endedAt: now });
}

const withLast = (incident: IncidentUnderReview, last: SecondReader): IncidentUnderReview => ({
  ...incident,
  secondReaders: [...incident.secondReaders.slice(0, -1), last],
});

/**
 * What becomes of it when who is to read it is erased: that there was a second reader stays, and
 * somebody who begins anew with the same login is not that person. Nothing where there is nothing
 * to change.
 */
export function withoutReader(
  incident: Incident,
  { personId, standIn, now }: { readonly [name in "personId" | "standIn" | "now"]: string },
): Incident | undefined {
  if (incident.status !== "UNDER_REVIEW") return undefined;
  const last = incident.secondReaders.at(-1);
  if (last?.personId !== personId) return undefined;
  return withLast(incident, { ...last, personId: standIn, endedAt: last.endedAt ?? now });
}
