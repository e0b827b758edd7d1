import { addDays, invalid, type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { Slot, SpendOption } from "../model/index.ts";
import { mostDaysAhead } from "./availability.ts";

/** Slots lie ahead of now, and not so far that nobody would keep the promise. */
export function whyNoSlot(
  option: SpendOption,
  { startsAt, now }: { readonly startsAt: string; readonly now: string },
): Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> | undefined {
  if (option.status === "CLOSED") return isClosed();
  if (startsAt <= now) {
    return invalid(
      "This time is already past.",
      "Choose a time that is still to come.",
      "startsAt",
    );
  }
  if (startsAt > addDays(now, mostDaysAhead)) {
    return invalid(
      "This time is too far ahead.",
      `Choose a time within the next ${mostDaysAhead} days.`,
      "startsAt",
    );
  }
  return undefined;
}

export function closeOption(
  option: SpendOption,
): Omit<SpendOption, "version" | "receipts"> | Refusal<"STATE_TRANSITION_INVALID"> {
  return option.status === "CLOSED" ? isClosed() : { ...option, status: "CLOSED" };
}

/** One place more is taken. */
export function takePlace(
  slot: Slot,
  { option, now }: { readonly option: SpendOption; readonly now: string },
): Slot | Refusal<"STATE_TRANSITION_INVALID" | "CAPACITY_FULL"> {
  if (option.status === "CLOSED" || slot.startsAt <= now) {
    return wrongState(
      "This can no longer be booked.",
      "Choose another time or another place to use your credits.",
    );
  }
  if (slot.taken >= slot.capacity) {
    return refuse("CAPACITY_FULL", "Every place is taken.", "Choose another time.", "slotId");
  }
  return { ...slot, taken: slot.taken + 1, version: slot.version + 1 };
}

/** A place is free again. */
export const freePlace = (slot: Slot): Slot => ({
  ...slot,
  taken: Math.max(0, slot.taken - 1),
  version: slot.version + 1,
});

const isClosed = () => wrongState("This is already closed.", "Make a new one instead.");
