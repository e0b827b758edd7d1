import * as z from "zod";
import type { CoverLine } from "./cover.ts";
import { measureKinds } from "./measure.ts";
import type { RequirementLine } from "./requirement.ts";

/** A measure as the board tells of it: what is needed to hold to it, and no more. */
export const MeasureLine = z
  .object({
    id: z.string(),
    memberId: z.string(),
    kind: z.enum(measureKinds),
    from: z.string(),
    until: z.string(),
  })
  .readonly();
export type MeasureLine = z.infer<typeof MeasureLine>;

/** All that holds in a hub at a moment. */
export type Board = {
  readonly measures: readonly MeasureLine[];
  readonly requirements: readonly RequirementLine[];
  readonly covers: readonly CoverLine[];
};
