import * as z from "zod";
import { Channel, id, idempotencyKey, line, Spoken, version } from "../../../kernel/index.ts";
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

/** For whom a broker passes something on, and how they heard it; never what else was said. */
const passedOn = z
  .object({
    memberId: id,
    channel: Channel,
    readBack: z.boolean().optional(),
    slip: line(40).optional(),
  })
  .optional();

export const GiveDemographics = z
  .object({ hubId: id, textVersion, passedOn, ...DemographicAnswers.shape, idempotencyKey })
  .refine(
    ({ hubId: _hub, textVersion: _text, passedOn: _on, idempotencyKey: _key, ...answers }) =>
      Object.values(answers).some((answer) => answer !== undefined),
    {
      message: "There is no answer.|Answer at least one question, or leave it.",
    },
  );

export const RemoveDemographics = z.object({ passedOn, idempotencyKey });
