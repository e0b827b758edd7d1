import { forbidden, type Refusal } from "../../kernel/index.ts";
import { demographicsText, type Person } from "../model/index.ts";
import type { Tie } from "./access.ts";
import { adultAge, isUnder } from "./age.ts";
import { notForChildren, textChanged } from "./consent.ts";

/** Adults who were shown today's words. Children are not asked at all. */
export const whyNotCount = (
  { bornOn }: Person,
  textVersion: number,
  now: string,
): Refusal<"NOT_FOR_CHILDREN" | "CONSENT_TEXT_CHANGED"> | undefined => {
  if (isUnder(adultAge, bornOn, now)) return notForChildren();
  return textVersion === demographicsText.version ? undefined : textChanged();
};

/** A broker passes on what somebody says who does not sign in, and what nobody else does. */
export function whyNotPassOn(tie: Tie, { login }: Person): Refusal<"FORBIDDEN"> | undefined {
  if (tie !== "BROKER") {
    return forbidden(
      "Only a broker passes on what someone else has said.",
      "Leave passedOn out to speak for yourself.",
      "passedOn",
    );
  }
  if (login === undefined) return undefined;
  return forbidden(
    "This person signs in, so they can answer with nobody between.",
    "Ask them to answer, or to wipe their answers, themselves.",
    "passedOn",
  );
}
