import {
  addDays,
  dateOf,
  forbidden,
  invalid,
  isBrokerFor,
  isTiedTo,
  type Refusal,
  type Viewer,
  wrongState,
} from "../../kernel/index.ts";
import type { AtRiskLine, AtRiskNote, NoteAtRisk, SaidBy } from "../model/index.ts";
import { isLead } from "./sight.ts";

type Birth = Pick<AtRiskNote, "id" | "createdAt" | "version" | "receipts">;

/** Nobody is noted for longer than this without somebody looking again. */
const longestDays = 366;

type Someone = { readonly id: string; readonly hubId: string; readonly personId?: string };

/**
 * As what the viewer knows of it and may say it, if at all: the adult; their attorney or deputy; a
 * safeguarding lead or a broker of their hub with no tie to them. For everybody else, the other
 * side of an exchange above all, there is nothing to know.
 */
export function sayerOf(
  viewer: Viewer,
  member: Someone,
  holdsPowerInLaw: boolean,
): SaidBy | undefined {
  if (viewer.personId !== undefined && viewer.personId === member.personId) return "SELF";
  if (holdsPowerInLaw) return "SUPPORTER";
  if (isLead(viewer, member.hubId) && !isTiedTo(viewer, member.id)) return "SAFEGUARDING_LEAD";
  const isNeutralBroker = isBrokerFor(viewer, member) && !isTiedTo(viewer, member.id);
  return isNeutralBroker ? "BROKER" : undefined;
}

/** Somebody says that more care is to be taken of an adult, until a day. */
export function noteAtRisk(
  { memberId, until }: NoteAtRisk,
  birth: Birth,
  by: Pick<AtRiskNote, "hubId" | "notedBy" | "saidBy">,
): AtRiskNote | Refusal<"VALIDATION_FAILED"> {
  if (until < dateOf(birth.createdAt)) {
    return invalid("This day is over.", "Say a later last day.", "until");
  }
  if (until > dateOf(addDays(birth.createdAt, longestDays))) {
    return invalid(
      "This is longer than a year.",
      "Say an earlier last day. It can be noted anew then.",
      "until",
    );
  }
  return { ...birth, ...by, memberId, until };
}

/**
 * Whose word each may take back. What somebody said of themselves is theirs; what the hub noted is
 * for the hub, so that nobody is talked out of it; a lead answers for all of it.
 */
const takesBack: { readonly [sayer in SaidBy]: readonly SaidBy[] } = {
  SELF: ["SELF", "SUPPORTER"],
  SUPPORTER: ["SUPPORTER"],
  BROKER: ["BROKER", "SELF", "SUPPORTER"],
  SAFEGUARDING_LEAD: ["SAFEGUARDING_LEAD", "BROKER", "SELF", "SUPPORTER"],
};

export const whyNotTakeBack = (
  note: Pick<AtRiskNote, "saidBy">,
  sayer: SaidBy,
): Refusal<"FORBIDDEN"> | undefined =>
  takesBack[sayer].includes(note.saidBy)
    ? undefined
    : forbidden(
        "Somebody else has said this, so you cannot take it back.",
        "Talk to the safeguarding lead of the hub.",
      );

export function endAtRisk(
  note: AtRiskNote,
  now: string,
): AtRiskNote | Refusal<"STATE_TRANSITION_INVALID"> {
  if (note.endedAt !== undefined || note.until < dateOf(now)) {
    return wrongState("This does not count any more.", "Nothing more needs to be done.");
  }
  return { ...note, endedAt: now };
}

/** The ones that a new note makes needless: not longer, and its sayer's to take back. */
export const notesReplacedBy = (
  next: AtRiskNote,
  lines: readonly AtRiskLine[],
): readonly AtRiskLine[] =>
  lines.filter((line) => line.until <= next.until && !whyNotTakeBack(line, next.saidBy));
