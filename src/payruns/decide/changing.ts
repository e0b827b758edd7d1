import {
  actsFor,
  addDays,
  dateOf,
  daysBetween,
  forbidden,
  invalid,
  isBroker,
  type Refusal,
  refuse,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type { PayRun } from "../model.ts";
import { isRehearsed } from "./paying.ts";

type Owned = { readonly organisationId: string; readonly hubId: string };

/** A pay-run is known to the organisation's admins and to the brokers of its hub. */
export const maySee = (viewer: Viewer, run: Owned): boolean =>
  actsFor(viewer, run.organisationId) || isBroker(viewer, run.hubId);

/** A broker looks on, but what an organisation has is for its admins to give. */
export const whyNotAdmin = (viewer: Viewer, run: Owned): Refusal<"FORBIDDEN"> | undefined =>
  actsFor(viewer, run.organisationId)
    ? undefined
    : forbidden(
        "Only an admin of the organisation can do this.",
        "Ask one of its admins to do it.",
      );

export function whyNotActive(party: {
  readonly status: string;
}): Refusal<"PARTY_NOT_ACTIVE"> | undefined {
  if (party.status === "ACTIVE") return undefined;
  return refuse(
    "PARTY_NOT_ACTIVE",
    "This organisation is not taking part at the moment.",
    "Try again when it is, or ask the broker.",
    "organisationId",
  );
}

/** What happened has happened, and lately enough for the hub to take it in. */
export function whyNotHappened(
  happenedOn: string,
  now: string,
  latestEntryDays: number,
): Refusal<"VALIDATION_FAILED"> | undefined {
  const age = daysBetween(happenedOn, now);
  if (age < 0) {
    return invalid("This day lies in the future.", "Give today or a day before.", "happenedOn");
  }
  if (age <= latestEntryDays) return undefined;
  return invalid(
    `This was more than ${latestEntryDays} days ago.`,
    `Make a pay-run for a day from ${dateOf(addDays(now, -latestEntryDays))} on.`,
    "happenedOn",
  );
}

type StateCode = "STATE_TRANSITION_INVALID";

/** Rows are written and rehearsed before a run starts, and never afterwards. */
export const whyNotDraft = ({ status }: PayRun): Refusal<StateCode> | undefined =>
  status === "DRAFT"
    ? undefined
    : wrongState(
        "This pay-run was started or stopped already.",
        "Open it to see how far it is. Make a new one for other rows.",
      );

export function whyNotRehearse(run: PayRun): Refusal<StateCode> | undefined {
  if (run.status === "DRAFT" && run.rowCount === 0) {
    return wrongState("There is nobody in this pay-run yet.", "Add rows first.");
  }
  return whyNotDraft(run);
}

/** Nobody starts what nobody has looked at. */
export function whyNotStart(run: PayRun): Refusal<StateCode> | undefined {
  const refusal = whyNotRehearse(run);
  if (refusal || isRehearsed(run)) return refusal;
  return wrongState(
    "This pay-run was not rehearsed to the end since its rows last changed.",
    "Rehearse it until every row was looked at, then start it.",
  );
}

export const whyNotRunning = ({ status }: PayRun): Refusal<StateCode> | undefined =>
  status === "RUNNING"
    ? undefined
    : wrongState("This pay-run is not under way.", "Open it to see what became of it.");

export const whyNotCancel = ({ status }: PayRun): Refusal<StateCode> | undefined =>
  status === "DRAFT" || status === "RUNNING"
    ? undefined
    : wrongState("This pay-run has ended already.", "Open it to see who was paid.");
