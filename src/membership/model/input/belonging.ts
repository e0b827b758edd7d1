import * as z from "zod";
import { id, idempotencyKey, line, note } from "../../../kernel/index.ts";
import { organisationKinds } from "../organisation.ts";
import { shortNoteLetters } from "./fields.ts";

const reason = note(shortNoteLetters);

export const PauseMembership = z.object({
  memberId: id,
  reason: reason.optional(),
  idempotencyKey,
});

export const ResumeMembership = z.object({ memberId: id, idempotencyKey });

export const LeaveHub = z
  .object({
    memberId: id,
    giveToMemberId: id.optional(),
    reason: reason.optional(),
    idempotencyKey,
  })
  .refine((wish) => wish.giveToMemberId !== wish.memberId, {
    path: ["giveToMemberId"],
    message: "This is the member who leaves.|Choose another member, or leave this out for the pot.",
  });

export const LinkGuardian = z.object({
  childMemberId: id,
  guardianPersonId: id,
  evidenceNote: note(shortNoteLetters),
  idempotencyKey,
});

export const EndGuardian = z.object({
  childMemberId: id,
  guardianPersonId: id,
  reason,
  idempotencyKey,
});

export const CreateOrganisation = z.object({
  hubId: id,
  name: line(120),
  kind: z.enum(organisationKinds),
  adminPersonId: id.optional(),
  idempotencyKey,
});

export const OrganisationAdmin = z.object({ organisationId: id, personId: id, idempotencyKey });
