import * as z from "zod";
import { id, idempotencyKey, Spoken } from "../../../kernel/index.ts";
import { guardianWays } from "../guardian-consent.ts";
import { email, phone, textVersion } from "./fields.ts";

/** Needed together: a broker says whose words they heard, and how. */
const words = {
  childMemberId: id,
  guardianPersonId: id.optional(),
  spoken: Spoken.optional(),
  idempotencyKey,
};
const areTogether = (wish: { readonly spoken?: unknown; readonly guardianPersonId?: unknown }) =>
  (wish.spoken === undefined) === (wish.guardianPersonId === undefined);
const together = {
  path: ["guardianPersonId"],
  message:
    "A broker says whose words they heard, and how.|Fill in both, or leave both out to speak for yourself.",
};
const said = z.object(words).refine(areTogether, together);

export const GiveGuardianConsent = said;
export const WithdrawGuardianConsent = said;

export const ShareGuardianContact = z
  .object({
    ...words,
    way: z.enum(guardianWays),
    phone: phone.optional(),
    email: email.optional(),
    textVersion,
  })
  .refine(areTogether, together)
  .refine(
    (wish) => (wish.way === "EMAIL" ? wish.email && !wish.phone : wish.phone && !wish.email),
    {
      path: ["way"],
      message:
        "This way needs the one number or address that it is by.|Give that one and no other.",
    },
  );
export const WithdrawGuardianContact = said;
