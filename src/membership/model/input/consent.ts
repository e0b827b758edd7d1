import * as z from "zod";
import { id, idempotencyKey, Spoken, version } from "../../../kernel/index.ts";
import { consentPurposes } from "../consent.ts";
import { DemographicAnswers } from "../demographics.ts";
import { communication, textVersion } from "./fields.ts";

export const GiveConsent = z.object({
  memberId: id,
  purpose: z.enum(consentPurposes),
  textVersion,
  spoken: Spoken.optional(),
  idempotencyKey,
});

export const WithdrawConsent = z.object({
  memberId: id,
  purpose: z.enum(consentPurposes),
  spoken: Spoken.optional(),
  idempotencyKey,
});

export const SetCommunicationProfile = z.object({
  memberId: id,
  version,
  ...communication,
  spoken: Spoken.optional(),
  idempotencyKey,
});

export const GiveDemographics = z
  .object({ hubId: id, textVersion, ...DemographicAnswers.shape, idempotencyKey })
  .refine(
    ({ hubId: _hub, textVersion: _text, idempotencyKey: _key, ...answers }) =>
      Object.values(answers).some((answer) => answer !== undefined),
    {
      message: "There is no answer.|Answer at least one question, or leave it.",
    },
  );

export const RemoveDemographics = z.object({ idempotencyKey });
