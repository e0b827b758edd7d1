import { invalid, invariant, type Refusal, refuse, sayMinutes } from "../../kernel/index.ts";
import type { AccountRef, Head, Journal, JournalEntry, Movement } from "../model.ts";
import { whyNotEnough } from "./limits.ts";

/** What mends or ends something, so that taking it back would say nothing clear any more. */
const mending: ReadonlySet<Journal["kind"]> = new Set(["REVERSAL", "CLOSURE", "RETURN"]);

/** May this entry be taken back at all, and by as many minutes as are asked for? */
export function whyNotReverse(
  entry: JournalEntry,
  minutes: number | undefined,
):
  | Refusal<"ALREADY_REVERSED" | "NOT_DIVISIBLE" | "NOT_REVERSIBLE" | "VALIDATION_FAILED">
  | undefined {
  if (mending.has(entry.kind)) {
    return refuse(
      "NOT_REVERSIBLE",
      "This entry mends or ends something, so it cannot be taken back itself.",
      "Record what really happened as a new entry.",
      "journalEntryId",
    );
  }
  if (entry.reversedById !== undefined) {
    return refuse(
      "ALREADY_REVERSED",
      "This entry was taken back before.",
      "There is nothing more to do. Open the entry to see who took it back and why.",
      "journalEntryId",
    );
  }
  return minutes === undefined ? undefined : whyNotPart(entry, minutes);
}

/** A part of several movements would leave open whose part it is. */
function whyNotPart({ movements }: JournalEntry, minutes: number) {
  const [only, ...others] = movements;
  if (!only || others.length > 0) {
    return refuse(
      "NOT_DIVISIBLE",
      "Hours moved between more than two accounts here, so only all of it can be taken back.",
      "Leave minutes out, then record what really happened as a new entry.",
      "minutes",
    );
  }
  if (minutes <= only.minutes) return undefined;
  return invalid(
    `That is more than the ${sayMinutes(only.minutes)} that moved.`,
    `Use at most ${only.minutes} minutes, or leave minutes out to take all of it back.`,
    "minutes",
  );
}

/** How much of an entry a reversal takes back where that is not all of it. */
export const partOf = ({ movements }: Journal, minutes: number | undefined): number | undefined =>
  minutes === undefined || minutes === movements[0]?.minutes ? undefined : minutes;

/** Each movement the other way, last first. */
export function mirrored(
  journal: Journal,
  accounts: ReadonlyMap<string, AccountRef>,
  part: number | undefined,
): readonly Movement[] {
  return journal.movements.toReversed().map(({ from, to, minutes }) => {
    const giver = accounts.get(to);
    const receiver = accounts.get(from);
    invariant(giver && receiver, "the accounts of a journal entry exist");
    return { from: giver, to: receiver, minutes: part ?? minutes };
  });
}

/**
 * People's accounts may pass their floor, because a correction mends what should not have been.
 * The hub's own may not: a pot cannot have given what it never had, and a mandate cannot get back
 * more than it gave out.
 */
export function whyNotMend(
  heads: ReadonlyMap<string, Head>,
  movements: readonly Movement[],
): Refusal<"INSUFFICIENT_CREDIT" | "NOT_REVERSIBLE"> | undefined {
  for (const { from, to, minutes } of movements) {
    const pot = from.kind === "POT" ? heads.get(from.id) : undefined;
    if (pot && whyNotEnough(pot, minutes)) return potIsEmpty();
    const mandate = to.kind === "ISSUANCE" ? heads.get(to.id) : undefined;
    if (mandate && mandate.balanceMinutes + minutes > 0) return cameBack();
  }
  return undefined;
}

const potIsEmpty = () =>
  refuse(
    "INSUFFICIENT_CREDIT",
    "The community pot gave these hours on already.",
    "Wait until someone gives to the pot, or take back fewer minutes.",
    "journalEntryId",
  );

const cameBack = () =>
  refuse(
    "NOT_REVERSIBLE",
    "These hours were given back to the circle's mandate already.",
    "Look at what the organisation gave back, and take back no more than is left.",
    "journalEntryId",
  );
