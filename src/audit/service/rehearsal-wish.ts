import * as z from "zod";
import { BadRequest, readInput } from "../../kernel/index.ts";
import { limitFields } from "../../membership/index.ts";
import { RehearsedMandate } from "../model-rehearsal.ts";

/** What a hub wonders about: other limits, other mandates, over which days. */
const RehearsalWish = z
  .object({
    policy: z.object(limitFields).partial().default({}),
    mandates: z
      .array(RehearsedMandate)
      .max(20, "That is too many mandates at once.|Give at most 20.")
      .default([]),
    from: z.iso.date("This is not a date.|Write it as 2026-02-09.").optional(),
    to: z.iso.date("This is not a date.|Write it as 2026-02-09.").optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["from"],
    message: "from is later than to.|Give the earlier day as from.",
  });
export type RehearsalWish = z.infer<typeof RehearsalWish>;

/** Reads what is wished. A query has nobody to refuse to, so what cannot be is a broken request. */
export function wishIn(asked: unknown): RehearsalWish {
  const read = readInput(RehearsalWish, asked);
  if (read.ok) return read.input;
  const [refusal] = read.refusals;
  const where = refusal?.path.slice(1).join(".");
  throw new BadRequest(`${where}: ${refusal?.message}`, refusal?.remedy ?? "");
}
