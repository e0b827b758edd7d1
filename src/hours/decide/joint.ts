import { type Refusal, refuse, wrongState } from "../../kernel/index.ts";
import type { ServiceHours } from "../model/index.ts";

export const modes = ["CO_COMMISSION", "CO_DESIGN", "CO_DELIVER", "CO_ASSESS"] as const;
export type Mode = (typeof modes)[number];

/** How credits come to people for what they do: nothing else is hours of theirs. */
const forWork: ReadonlySet<string> = new Set(["EXCHANGE", "SPONSORED", "LEARNING", "RECOGNITION"]);

type Credited = { readonly kind: string; readonly reversedById?: string | undefined };

/** Credits for work, of which nothing was taken back. */
export const isForWork = ({ kind, reversedById }: Credited): boolean =>
  forWork.has(kind) && reversedById === undefined;

type SigningSide = "CITIZEN" | "SERVICE";

const field = { CITIZEN: "citizenMark", SERVICE: "serviceMark" } as const;

/** Both sides sign, and nobody signs for both. */
export function sign(
  hours: ServiceHours,
  side: SigningSide,
  mark: string,
): ServiceHours | Refusal<"STATE_TRANSITION_INVALID" | "OTHER_SIDE_SIGNS"> {
  const other = side === "CITIZEN" ? hours.serviceMark : hours.citizenMark;
  if (hours[field[side]] !== undefined) {
    return wrongState("This side has signed already.", "Nothing is left to do for it.");
  }
  if (other === mark) {
    return refuse(
      "OTHER_SIDE_SIGNS",
      "You signed for the other side.",
      "Ask somebody else to sign for this one.",
    );
  }
  return { ...hours, [field[side]]: mark };
}

/** Whole when both have signed: then it counts. */
export const isSigned = ({ citizenMark, serviceMark }: ServiceHours): boolean =>
  citizenMark !== undefined && serviceMark !== undefined;
