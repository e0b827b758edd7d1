import { addDays, invalid, type Refusal } from "../../kernel/index.ts";

/** The longest a machine is registered for; then somebody has to look at it again. */
const longestDays = 366;

export function checkClientTerm(
  until: string,
  now: string,
): Refusal<"VALIDATION_FAILED"> | undefined {
  if (until <= now) {
    return invalid("This moment has passed.", "Choose a later one.", "until");
  }
  if (until <= addDays(now, longestDays)) return undefined;
  return invalid(
    "A machine is registered for a year at most.",
    "Choose an earlier moment, and register it again when it comes.",
    "until",
  );
}
