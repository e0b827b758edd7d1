import { earlyMarch } from "./early-march.ts";
import type { StoryEntry } from "./entry.ts";
import { lateMarch } from "./late-march.ts";
import { winter } from "./winter.ts";

export type { StoryEntry, Telling } from "./entry.ts";

/** The quarter as it happened, in order. */
export const journal: readonly StoryEntry[] = [...winter, ...earlyMarch, ...lateMarch];
