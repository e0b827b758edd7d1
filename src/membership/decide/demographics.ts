import type { Refusal } from "../../kernel/index.ts";
import { demographicsText, type Person } from "../model/index.ts";
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
