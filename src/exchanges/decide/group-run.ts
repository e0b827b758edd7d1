import { invalid, isTiedTo, type Refusal, sayMinutes } from "../../kernel/index.ts";
import {
  type GroupActivity,
  type GroupPart,
  giverMinutesOf,
  type PartyFacts,
  type PlannedActivity,
  pays,
  type RunGroupActivity,
} from "../model/index.ts";
import { confirmerIsProvider } from "./delivery.ts";
import { type GroupAsking, whyNotPlannedStill } from "./group.ts";
import { earliestDay, whyNotHappened } from "./terms.ts";

/** Whoever says who was there decides over minutes, so they cannot be one who receives them. */
export function whyNotRun(
  activity: GroupActivity,
  givers: readonly PartyFacts[],
  { viewer }: Pick<GroupAsking, "viewer">,
): Refusal<"CONFIRMER_IS_PROVIDER" | "STATE_TRANSITION_INVALID"> | undefined {
  const over = whyNotPlannedStill(activity);
  if (over) return over;
  return givers.some((giver) => isTiedTo(viewer, giver.id)) ? confirmerIsProvider() : undefined;
}

/** Minutes from one part to another. */
export type Flow = { readonly from: string; readonly to: string; readonly minutes: number };

/** Who was there, and which minutes go from whom to whom. */
export function run(
  activity: PlannedActivity,
  wish: RunGroupActivity,
  { now, policy }: GroupAsking,
):
  | { readonly parts: readonly GroupPart[]; readonly flows: readonly Flow[] }
  | Refusal<"VALIDATION_FAILED"> {
  const first = activity.plannedFor < activity.plannedAt ? activity.plannedFor : activity.plannedAt;
  const refusal =
    whyNotHappened(wish.happenedOn, {
      earliest: earliestDay(first, policy),
      now,
      at: "happenedOn",
    }) ?? whyNotThere(activity, wish);
  if (refusal) return refusal;
  const parts = activity.parts.map((part) => ({
    ...part,
    attended:
      part.role === "SPONSOR"
        ? part.joinedBy !== undefined
        : wish.attendeeIds.includes(part.partyId),
  }));
  const there = parts.filter((part) => part.attended);
  const givers = there.filter((part) => part.role === "GIVER");
  if (givers.length === 0) {
    return invalid("Nobody who gives was there.", "Name a giver, or cancel it.", "attendeeIds");
  }
  const payers = there.filter(pays);
  const unequal = whyNotEqual(activity, { givers, payers });
  return unequal ?? { parts, flows: flowsBetween(payers, givers) };
}

function whyNotThere(activity: PlannedActivity, wish: RunGroupActivity) {
  const joined = new Set(
    activity.parts
      .filter((part) => part.joinedBy !== undefined && part.role !== "SPONSOR")
      .map((part) => part.partyId),
  );
  const place = wish.attendeeIds.findIndex((id) => !joined.has(id));
  if (place < 0) return undefined;
  return invalid(
    "Someone named here has not said yes to taking part.",
    "Ask them to join first, or leave them out.",
    `attendeeIds.${place}`,
  );
}

/** A sponsor gives what the givers receive; receivers have to come to just that together. */
function whyNotEqual(
  activity: PlannedActivity,
  {
    givers,
    payers,
  }: { readonly givers: readonly GroupPart[]; readonly payers: readonly GroupPart[] },
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (activity.receiverMinutes === undefined) {
    return payers.length > 0
      ? undefined
      : invalid("The sponsor has not said yes.", "Ask the sponsor to join first.", "activityId");
  }
  const received = giverMinutesOf(givers);
  const given = payers.reduce((sum, part) => sum + part.minutes, 0);
  if (given === received) return undefined;
  return invalid(
    `The receivers give ${sayMinutes(given)} and the givers receive ${sayMinutes(received)}: a difference of ${sayMinutes(Math.abs(given - received))}.`,
    "Check who was there, or plan it again with other minutes.",
    "attendeeIds",
  );
}

/**
 * Joins payers and givers in order, each until their minutes are used up. That needs at most one
 * movement fewer than there are people, which is why 40 people fit into one commit.
 */
export function flowsBetween(
  payers: readonly GroupPart[],
  givers: readonly GroupPart[],
): readonly Flow[] {
  const flows: Flow[] = [];
  const waiting = givers.map((giver) => ({ to: giver.partyId, left: giver.minutes }));
  for (const payer of payers) {
    let left = payer.minutes;
    for (const giver of waiting) {
      const minutes = Math.min(left, giver.left);
      if (minutes === 0) continue;
      flows.push({ from: payer.partyId, to: giver.to, minutes });
      left -= minutes;
      giver.left -= minutes;
    }
  }
  return flows;
}
