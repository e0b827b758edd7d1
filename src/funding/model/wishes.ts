import * as z from "zod";
import {
  date,
  helpMinutes,
  id,
  idempotencyKey,
  line,
  MandatePurpose,
  mandateMinutes,
  mondayOf,
  note,
  quarter,
  version,
} from "../../kernel/index.ts";

export const GrantMandate = z.object({
  idempotencyKey,
  hubId: id,
  purpose: MandatePurpose,
  quarter,
  minutes: mandateMinutes,
  decisionId: id,
});

export const AmendMandate = z.object({
  idempotencyKey,
  mandateId: id,
  version,
  minutes: mandateMinutes,
  decisionId: id,
});

const partOfMandate = {
  idempotencyKey,
  organisationId: id,
  purpose: MandatePurpose,
  quarter,
  minutes: mandateMinutes,
};

export const Allocate = z.object(partOfMandate);

export const ReturnCredits = z.object(partOfMandate);

const monday = date.refine((day) => mondayOf(day) === day, {
  message: "This day is not a Monday.|Give the Monday the week began on.",
});

const reportedMinutes = z
  .int("Minutes are whole numbers.|Use a whole number of minutes.")
  .min(15, "That is too short.|Use 15 minutes or more.")
  .max(10_080, "That is longer than a week.|Use at most 10080 minutes.")
  .multipleOf(15, "Care is counted in quarter hours.|Use 15, 30, 45, 60 and so on.");

const isEachOnce = (words: readonly string[]) => new Set(words).size === words.length;

export const RecogniseCare = z
  .object({
    idempotencyKey,
    memberId: id,
    caredForMemberId: id.optional(),
    weeks: z
      .array(z.object({ weekStarting: monday, reportedMinutes }))
      .min(1, "There is no week here.|Give at least one week.")
      .max(13, "That is too many weeks at once.|Give at most 13 weeks.")
      .refine((weeks) => isEachOnce(weeks.map((week) => week.weekStarting)), {
        message: "A week is there twice.|Give each week once.",
      }),
  })
  .refine((wish) => wish.caredForMemberId !== wish.memberId, {
    path: ["caredForMemberId"],
    message: "Care is for somebody else.|Name the person cared for, or leave this out.",
  });

export const RecogniseActivity = z.object({
  idempotencyKey,
  purpose: z.enum(["TRAINING", "PARTICIPATION"], {
    message: "Only training and taking part are recognised here.|Use TRAINING or PARTICIPATION.",
  }),
  memberId: id,
  minutes: helpMinutes,
  what: line(),
  happenedOn: date,
  withMemberIds: z
    .array(id)
    .max(30, "That is too many people.|Name at most 30.")
    .refine(isEachOnce, { message: "Somebody is named twice.|Name each person once." })
    .default([]),
});

export const CreditSession = z.object({
  idempotencyKey,
  sessionId: id,
  from: z
    .object({ mandateOfHubId: id.optional(), organisationId: id.optional() })
    .refine((from) => (from.mandateOfHubId === undefined) !== (from.organisationId === undefined), {
      message: "Credits come from one place.|Give exactly one of the two ids.",
    }),
});

export const GiveCredits = z
  .object({
    idempotencyKey,
    fromId: id,
    to: z
      .object({
        memberId: id.optional(),
        organisationId: id.optional(),
        potOfHubId: id.optional(),
      })
      .refine((to) => Object.values(to).filter((one) => one !== undefined).length === 1, {
        message: "A gift goes to one place.|Give exactly one of the three ids.",
      }),
    minutes: helpMinutes,
    note: note(200).optional(),
  })
  .refine(({ fromId, to }) => fromId !== (to.memberId ?? to.organisationId), {
    path: ["to"],
    message: "Giver and receiver are the same.|Choose somebody else to give to.",
  });

export const RequestPotSupport = z.object({
  idempotencyKey,
  memberId: id,
  minutes: helpMinutes,
  reason: note(500),
});

export const DecidePotSupport = z
  .object({
    idempotencyKey,
    potRequestId: id,
    approve: z.boolean(),
    minutes: helpMinutes.optional(),
    note: note(500).optional(),
  })
  .refine((wish) => wish.approve || wish.minutes === undefined, {
    path: ["minutes"],
    message: "A no gives no minutes.|Leave minutes out, or say yes.",
  })
  .refine((wish) => wish.approve || wish.note !== undefined, {
    path: ["note"],
    message: "A no needs a few words.|Tell the person why.",
  });

export const CancelPotRequest = z.object({ idempotencyKey, potRequestId: id });
