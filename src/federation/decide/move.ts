import {
  callerOf,
  forbidden,
  invalid,
  isBroker,
  type Refusal,
  type Spoken,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import { type Asker, type MoveRequest, moveIdOf } from "../model/index.ts";

/** Everything a decision changes; the service adds version and receipts. */
type Next = Omit<MoveRequest, "version" | "receipts">;

/** What a decision has to know of the membership. */
export type Mover = {
  readonly id: string;
  readonly hubId: string;
  readonly status: string;
  /** Under 18, with a guardian who has shown that they are one. */
  readonly isGuarded: boolean;
};

/** What the viewer is to the membership, if anything. */
export type Tie = "SELF" | "GUARDIAN" | "BROKER";

const askerOf: { readonly [tie in Tie]: Asker } = {
  SELF: "MEMBER",
  GUARDIAN: "GUARDIAN",
  BROKER: "BROKER",
};

/** A child's guardian asks for the child. */
export function whyNotAsk({ isGuarded }: Mover, tie: Tie): Refusal<"FORBIDDEN"> | undefined {
  if (tie !== "SELF" || !isGuarded) return undefined;
  return forbidden(
    "You are under 18, so a parent or guardian has to ask for this.",
    "Ask your parent or guardian to do it in their own name.",
  );
}

type Asking = {
  readonly tie: Tie;
  readonly viewer: Viewer;
  readonly now: string;
  readonly toHubId: string;
  readonly note: string | undefined;
  readonly spoken: Spoken | undefined;
};

/** A first request, or another one after an earlier one came to nothing. */
export function ask(
  mover: Mover,
  found: MoveRequest | undefined,
  { tie, viewer, now, toHubId, note, spoken }: Asking,
): Next | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  const refusal = whyNotMovable(mover);
  if (refusal) return refusal;
  if (found?.status === "OPEN") {
    return wrongState(
      "This member has asked to move already.",
      "Wait for the answer, or take that request back first.",
    );
  }
  if (toHubId === mover.hubId) {
    return invalid("This is the hub they are in.", "Choose another hub.", "toHubId");
  }
  return {
    id: moveIdOf(mover.id),
    memberId: mover.id,
    fromHubId: mover.hubId,
    toHubId,
    status: "OPEN",
    note,
    asked: { by: callerOf(viewer), as: askerOf[tie], at: now, spoken },
  };
}

function whyNotMovable({ status }: Mover): Refusal<"STATE_TRANSITION_INVALID"> | undefined {
  if (status === "ACTIVE" || status === "PAUSED") return undefined;
  return wrongState(
    "Only someone who has been let in and has not left can move.",
    "Apply to the other hub instead.",
  );
}

/** The other hub's brokers answer, and nobody about themselves, their child or their own words. */
export function whyNotAccept(
  request: MoveRequest,
  viewer: Viewer,
  tie: Tie | undefined,
): Refusal<"FORBIDDEN"> | undefined {
  const refusal = whyNotAnswer(request, viewer);
  if (refusal) return refusal;
  const isOwn = tie === "SELF" || tie === "GUARDIAN" || request.asked.by === callerOf(viewer);
  if (!isOwn) return undefined;
  return forbidden(
    "You asked for this, or it is about you or your child.",
    "Ask another broker of the hub.",
  );
}

export const whyNotAnswer = (
  { toHubId }: MoveRequest,
  viewer: Viewer,
): Refusal<"FORBIDDEN"> | undefined =>
  isBroker(viewer, toHubId)
    ? undefined
    : forbidden("Only a broker of the other hub can answer this.", "Ask them to do it.");

export function accept(
  request: MoveRequest,
  mover: Mover,
  { now, viewer }: Answering,
): Next | Refusal<"STATE_TRANSITION_INVALID"> {
  if (request.status !== "OPEN") return notOpen();
  const answeredBy = asBroker(viewer);
  return whyNotMovable(mover) ?? { ...request, status: "ACCEPTED", answeredAt: now, answeredBy };
}

/** Who answers, and when. */
type Answering = { readonly now: string; readonly viewer: Viewer };

/** A broker of the other hub does their own work, in nobody's name. */
const asBroker = (viewer: Viewer) => ({ by: callerOf(viewer), byBroker: true });

export const decline = (
  request: MoveRequest,
  { now, viewer, reason }: Answering & { readonly reason: string },
): Next | Refusal<"STATE_TRANSITION_INVALID"> =>
  request.status === "OPEN"
    ? {
        ...request,
        status: "DECLINED",
        answeredAt: now,
        answeredBy: asBroker(viewer),
        declineReason: reason,
      }
    : notOpen();

/** By whoever may ask; by nobody where the hub that was asked ends. */
export const withdraw = (
  request: MoveRequest,
  {
    now,
    by,
  }: {
    readonly now: string;
    readonly by?: { readonly viewer: Viewer; readonly tie: Tie | undefined };
  },
): Next | Refusal<"STATE_TRANSITION_INVALID"> => {
  if (request.status !== "OPEN") return notOpen();
  const next = { ...request, status: "WITHDRAWN" as const, answeredAt: now };
  if (!by) return next;
  const as = { byBroker: by.tie === "BROKER", partyId: request.memberId };
  return { ...next, answeredBy: { by: callerOf(by.viewer), ...as } };
};

/** A request in somebody's name is taken back until it is answered; a move stays one. */
export function undoingOfAsking(
  { status, asked }: MoveRequest,
  record: { readonly createdAt: string; readonly byPersonId: string },
): "WITHDRAW" | "BROKER" | "NOTHING" {
  if (asked.at !== record.createdAt || asked.by !== record.byPersonId) return "NOTHING";
  if (status === "OPEN") return "WITHDRAW";
  return status === "ACCEPTED" ? "BROKER" : "NOTHING";
}

const notOpen = () =>
  wrongState("This request has been answered or taken back.", "Open it to see what became of it.");
