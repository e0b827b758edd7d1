import * as z from "zod";
import { date, id, idempotencyKey, line, note, Spoken, version } from "../../../kernel/index.ts";
import { waivable } from "../member.ts";
import { contact, name, shortNoteLetters, told } from "./fields.ts";

export const RegisterPerson = z.object({ ...name, bornOn: date, idempotencyKey });

const applicant = { hubId: id, ...name, bornOn: date, ...told };

const Applicant = z.object(applicant);
/** What an application says of a person, whoever sends it. */
export type Applicant = z.output<typeof Applicant>;

export const Apply = z.object({ ...applicant, idempotencyKey });

export const ApplyForChild = z.object({ ...applicant, idempotencyKey });

export const RegisterAssisted = z.object({
  ...applicant,
  channel: z.enum(["PHONE", "PAPER", "IN_PERSON"]),
  helperName: line(120).optional(),
  consentNote: note(shortNoteLetters),
  referralId: id.optional(),
  idempotencyKey,
});

export const ReferPerson = z.object({
  hubId: id,
  personName: line(120),
  contact: note(300),
  consentNote: note(shortNoteLetters),
  note: note().optional(),
  yourName: line(120),
  idempotencyKey,
});

export const CloseReferral = z.object({ referralId: id, reason: note(), idempotencyKey });

export const CreateLoginCode = z.object({ memberId: id, idempotencyKey });

export const LinkLogin = z.object({
  code: z
    .string()
    .transform((code) => code.toUpperCase().replaceAll(/[\s-]/g, ""))
    .refine((code) => /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code), {
      message:
        "This is not a login code.|Type the 12 letters and digits that were read out to you.",
    }),
  idempotencyKey,
});

export const RecordInterview = z.object({
  memberId: id,
  heldOn: date,
  note: note(),
  idempotencyKey,
});

export const AddReference = z.object({
  memberId: id,
  refereeName: line(120),
  relation: line(120),
  takenOn: date,
  note: note().optional(),
  idempotencyKey,
});

export const WaiveRequirement = z.object({
  memberId: id,
  step: z.enum(waivable),
  reason: note(),
  idempotencyKey,
});

export const AcceptCodeOfConduct = z.object({
  memberId: id,
  note: note(shortNoteLetters).optional(),
  idempotencyKey,
});

export const ActivateMember = z.object({ memberId: id, idempotencyKey });

export const UpdateMember = z.object({
  memberId: id,
  version,
  firstName: name.firstName.optional(),
  lastName: name.lastName.optional(),
  nameEverywhere: z.boolean().optional(),
  ...contact,
  forget: z
    .array(z.enum(["PHONE", "EMAIL"]))
    .max(2, "These are too many.|Name each detail once.")
    .optional(),
  spoken: Spoken.optional(),
  idempotencyKey,
});
