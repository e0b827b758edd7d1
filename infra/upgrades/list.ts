import type { Upgrade } from "../../src/table/index.ts";

/**
 * How stored things change from release to release, oldest first. One stays here as long as a
 * table may be found that has not seen it: two releases at least.
 */
export const upgrades: readonly Upgrade[] = [];
