import {
  addDays,
  invalid,
  invariant,
  type Refusal,
  refuse,
  wrongState,
} from "../../kernel/index.ts";
import type { Hub, HubClosing, HubStatus } from "../model/index.ts";

/** How long members know before anything is carried over, unless a steward says otherwise. */
const noticeDays = 7;

/** The furthest ahead a closing can be announced. */
const longestAheadDays = 366;

export function hubStatusOf({ closing }: Hub): HubStatus {
  if (!closing) return "OPEN";
  return closing.closedAt === undefined ? "CLOSING" : "CLOSED";
}

/** Nothing new begins in a hub that is closing: what is under way comes to its end there. */
export const whyNotOpen = (hub: Hub, at?: string): Refusal<"HUB_CLOSING"> | undefined =>
  hub.closing ? hubIsClosing(at) : undefined;

export const hubIsClosing = (at?: string): Refusal<"HUB_CLOSING"> =>
  refuse(
    "HUB_CLOSING",
    "This hub is closing, so nothing new can begin in it.",
    "Look at the hub to see which hub takes over from it, and begin there.",
    at,
  );

/** What is said when a hub's end is announced. */
type Announcement = Pick<HubClosing, "reason" | "announcedAt" | "announcedBy"> & {
  readonly movesFrom?: string | undefined;
};

/** Both hubs change together, so that no hub can close into one that is closing itself. */
export function announceClosing(
  hub: Hub,
  successor: Hub,
  { movesFrom, ...said }: Announcement,
): Pair | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const refusal = whyNotClose(hub, successor) ?? whyNotFrom(movesFrom, said.announcedAt);
  if (refusal) return refusal;
  const closing: HubClosing = {
    ...said,
    successorHubId: successor.id,
    movesFrom: movesFrom ?? addDays(said.announcedAt, noticeDays),
  };
  return {
    hub: { ...hub, closing, version: hub.version + 1 },
    successor: {
      ...successor,
      takesOverIds: [...(successor.takesOverIds ?? []), hub.id],
      version: successor.version + 1,
    },
  };
}

type Pair = { readonly hub: Hub; readonly successor: Hub };

function whyNotClose(hub: Hub, successor: Hub): Refusal<"STATE_TRANSITION_INVALID"> | undefined {
  if (hub.closing) {
    return wrongState(
      "This hub is closing already, or has closed.",
      "Look at the hub to see how far it has come.",
    );
  }
  if ((hub.takesOverIds ?? []).length > 0) {
    return wrongState(
      "Another hub is closing into this one.",
      "Wait until that is done, then close this one.",
    );
  }
  if (!successor.closing) return undefined;
  return wrongState(
    "The successor is closing itself, or has closed.",
    "Choose a hub that stays open.",
  );
}

function whyNotFrom(
  movesFrom: string | undefined,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (movesFrom === undefined) return undefined;
  if (movesFrom < now) {
    return invalid(
      "A closing cannot begin in the past.",
      "Choose a later moment, or leave movesFrom out for a week from now.",
      "movesFrom",
    );
  }
  if (movesFrom <= addDays(now, longestAheadDays)) return undefined;
  return invalid("This is more than a year ahead.", "Choose an earlier moment.", "movesFrom");
}

/** Possible until the first thing was carried over. */
export function callOffClosing(
  hub: Hub,
  successor: Hub | undefined,
): Pair | Refusal<"STATE_TRANSITION_INVALID"> {
  if (!hub.closing || !successor || hub.closing.begunAt !== undefined) {
    return wrongState(
      hub.closing
        ? "People and hours are being carried over already."
        : "This hub is not about to close.",
      "Look at the hub to see how far it has come.",
    );
  }
  const { closing: _closing, ...open } = hub;
  return {
    hub: { ...open, version: hub.version + 1 },
    successor: withoutPredecessor(successor, hub.id),
  };
}

const withoutPredecessor = (successor: Hub, hubId: string): Hub => ({
  ...successor,
  takesOverIds: (successor.takesOverIds ?? []).filter((id) => id !== hubId),
  version: successor.version + 1,
});

/** From now on there is no way back. */
export function beginClosing(hub: Hub, now: string): Hub {
  invariant(hub.closing, "only a hub that is closing begins to carry over");
  return { ...hub, closing: { ...hub.closing, begunAt: now }, version: hub.version + 1 };
}

/** Everything has been carried over. */
export function finishClosing(hub: Hub, successor: Hub, now: string): Pair {
  invariant(hub.closing, "only a hub that is closing can have closed");
  return {
    hub: { ...hub, closing: { ...hub.closing, closedAt: now }, version: hub.version + 1 },
    successor: withoutPredecessor(successor, hub.id),
  };
}
