/*
 * Names that steps give to what they make, so that no two kinds of thing get in each other's way.
 * Hubs, areas, members, organisations and journal entries go by their plain names.
 */

export const personOf = (persona: string): string => `person ${persona}`;
export const categoryOf = (slug: string): string => `category ${slug}`;
export const slotOn = (day: string): string => `slot ${day.slice(0, 10)}`;

/** The record that an assisted act left, by the name of what the act made. */
export const recordOf = (made: string) => `record of ${made}`;
