import * as z from "zod";

/**
 * How far the clock has come with what is kept for a time: one round a day. It says nothing of
 * anybody.
 */
export const RetentionRound = z
  .object({
    day: z.string(),
    status: z.enum(["RUNNING", "FINISHED"]),
    /** The step that is next, and the place in its list to go on after. */
    at: z.string(),
    after: z.string().optional(),
    /** The first day whose lines of the log of reads are still there. */
    linesFrom: z.string().optional(),
    version: z.int(),
  })
  .readonly();
export type RetentionRound = z.infer<typeof RetentionRound>;
