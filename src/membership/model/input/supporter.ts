import * as z from "zod";
import { Channel, date, id, idempotencyKey, note, powers, Spoken } from "../../../kernel/index.ts";
import { supportKinds } from "../supporter.ts";
import { shortNoteLetters } from "./fields.ts";

const scope = z
  .array(z.enum(powers))
  .min(1, "Nothing is named.|Name what they may do, and no more than is needed.")
  .refine((list) => new Set(list).size === list.length, {
    message: "One of these is there twice.|Say each thing once.",
  })
  .refine((list) => list.includes("READ"), {
    message: "Who acts for someone has to read what it is about.|Name READ too.",
  });

export const AppointSupporter = z
  .object({
    memberId: id,
    personId: id,
    kind: z.enum(supportKinds),
    scope,
    until: date.optional(),
    evidence: z.object({ seen: note(shortNoteLetters), seenOn: date, channel: Channel }),
    spoken: Spoken.optional(),
    idempotencyKey,
  })
  .refine((wish) => wish.kind !== "SUPPORTER" || wish.until !== undefined, {
    path: ["until"],
    message: "A supporter is named for a time.|Say the last day, at most a year ahead.",
  })
  .refine((wish) => wish.kind !== "SUPPORTER" || wish.spoken !== undefined, {
    path: ["spoken"],
    message: "A supporter needs the member's own yes.|Write down what the member said.",
  });

export const EndSupporter = z.object({
  memberId: id,
  personId: id,
  reason: note(shortNoteLetters),
  idempotencyKey,
});
