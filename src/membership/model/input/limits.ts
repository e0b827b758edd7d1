import * as z from "zod";
import { id, idempotencyKey, moment, note, version } from "../../../kernel/index.ts";
import { limitFields } from "../policy.ts";
import { shortNoteLetters } from "./fields.ts";

const said = z.object(limitFields).partial().shape;

/** A cap says nothing as long as no time is said for it. */
const isSaid = (value: unknown) =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : value !== undefined;

export const SetMemberLimits = z
  .object({
    memberId: id,
    version,
    ...said,
    until: moment.optional(),
    reason: note(shortNoteLetters),
    idempotencyKey,
  })
  .refine((wish) => Object.entries(wish).some(([name, v]) => name in said && isSaid(v)), {
    message:
      "No limit is said.|Say at least one, or let the hub's own hold with clearMemberLimits.",
  });

export const ClearMemberLimits = z.object({
  memberId: id,
  version,
  reason: note(shortNoteLetters),
  idempotencyKey,
});
