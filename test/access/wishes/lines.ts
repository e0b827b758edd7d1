export type Input = { readonly [field: string]: unknown };

/**
 * What the sample made from the schema does not know of a change: which thing is in the state that
 * it needs, and what fits together. Under the name of the mutation, with words behind it where it
 * is asked in several ways.
 */
export type Lines = { readonly [row: string]: Input };

export const on = "2026-02-09";
export const minutes = 15;
