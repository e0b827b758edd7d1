import * as z from "zod";
import { kept } from "./kept.ts";

/** What is not to happen for now. Kept by name, so new ones may stand anywhere. */
export const measureKinds = ["NO_LONE_VISITS", "NO_MONEY_HANDLING", "NO_NEW_EXCHANGES"] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** Nobody is held back longer than this without somebody looking again. */
export const longestMeasureDays = 14;

/**
 * Something a member does not do for a while. It says nothing about them: it holds no reason, and
 * whoever has one keeps it elsewhere.
 *
 * In force from `from` until `until`, unless it was ended before. A review moves `until`, each time
 * by fourteen days at most.
 */
export const InterimMeasure = z
  .object({
    id: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    kind: z.enum(measureKinds),
    from: z.string(),
    until: z.string(),
    /** When it was last looked at and kept going. */
    reviewedAt: z.string().optional(),
    endedAt: z.string().optional(),
    ...kept,
  })
  .readonly();
export type InterimMeasure = z.infer<typeof InterimMeasure>;
