import { ageOn, dateOf } from "../../kernel/index.ts";

/** From this age on a person is an adult and speaks for themselves alone. */
export const adultAge = 18;

/** Below this age a guardian has to agree, and the balance never goes below zero. */
export const guardedAge = 13;

/** Somebody whose birthday is not known counts as a child: that errs on the safe side. */
export const isUnder = (age: number, bornOn: string | undefined, at: string): boolean =>
  bornOn === undefined || ageOn(bornOn, dateOf(at)) < age;
