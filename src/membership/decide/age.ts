/** From this age on a person is an adult and speaks for themselves alone. */
export const adultAge = 18;

/** Below this age a guardian has to agree, and the balance never goes below zero. */
export const guardedAge = 13;
