import { ageOn, dateOf, invalid, type Refusal } from "../../kernel/index.ts";
import type { ContactWay } from "../model/index.ts";

/** Nobody has lived longer than this, so an older date of birth is a slip of the pen. */
const oldestAge = 122;

/** A date of birth that can be right, of someone at least `least` years old. */
export function checkBirth(
  bornOn: string,
  now: string,
  options: { readonly least?: number; readonly below?: number; readonly remedy?: string } = {},
): Refusal<"VALIDATION_FAILED"> | undefined {
  const { least = 0, below = oldestAge, remedy = "Check the date of birth." } = options;
  const today = dateOf(now);
  const age = ageOn(bornOn, today);
  if (bornOn > today || age > oldestAge) {
    return invalid("This date of birth cannot be right.", "Check the year.", "bornOn");
  }
  if (age < least) return invalid(`This needs an age of ${least} or more.`, remedy, "bornOn");
  if (age >= below) return invalid(`This needs an age below ${below}.`, remedy, "bornOn");
  return undefined;
}

export type Contact = {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly preferredContact?: ContactWay | undefined;
};

/** The way someone said, or the way that what they gave makes possible. */
export function wayToReach({ preferredContact, phone, email }: Contact): ContactWay {
  if (preferredContact !== undefined) return preferredContact;
  if (phone !== undefined) return "PHONE";
  return email === undefined ? "IN_PERSON" : "EMAIL";
}

/** A way to reach someone is worth nothing without the number or address it needs. */
export function checkReach(contact: Contact): Refusal<"VALIDATION_FAILED"> | undefined {
  const way = wayToReach(contact);
  if (way === "EMAIL" && contact.email === undefined) {
    return invalid("There is no e-mail address.", "Give one, or choose another way.", "email");
  }
  if ((way === "PHONE" || way === "TEXT") && contact.phone === undefined) {
    return invalid("There is no phone number.", "Give one, or choose another way.", "phone");
  }
  return undefined;
}
