import * as z from "zod";

const kept = { version: z.int(), receipts: z.array(z.string()).readonly() };

/** One time that somebody with power was asked, and what they said. */
const Asking = z
  .object({
    /** The area that was asked, and the body in it. */
    placeId: z.string(),
    body: z.string(),
    askedAt: z.string(),
    dueAt: z.string(),
    answer: z
      .object({
        text: z.string(),
        at: z.string(),
        /** Did somebody of the hub write it down, and not those who were asked? */
        isWrittenByOther: z.boolean(),
      })
      .readonly()
      .optional(),
  })
  .readonly();
export type Asking = z.infer<typeof Asking>;

/**
 * Something that people want to be different, and that somebody has to answer.
 *
 *     OPEN ──enough support──▶ ASKED ──answer──▶ ANSWERED
 *                                 ▲ └──too late──▶ (silent, by the clock alone)
 *                                 └── escalate, an area further up ──┘
 */
export const Issue = z
  .object({
    id: z.string(),
    hubId: z.string(),
    /** The hub's authority and all areas above, nearest first: who can be asked in turn. */
    areaPath: z.array(z.string()).readonly(),
    title: z.string(),
    text: z.string(),
    body: z.string(),
    /** The group that stands behind it. */
    ownerId: z.string().optional(),
    isCampaign: z.boolean(),
    /** How many people make it a duty to answer. */
    threshold: z.int(),
    raisedBy: z.string(),
    memberId: z.string().optional(),
    askings: z.array(Asking).readonly(),
    createdAt: z.string(),
    ...kept,
  })
  .readonly();
export type Issue = z.infer<typeof Issue>;

/** That one person stands behind an issue. */
export const Support = z
  .object({
    issueId: z.string(),
    personId: z.string(),
    memberId: z.string(),
    at: z.string(),
    ...kept,
  })
  .readonly();
export type Support = z.infer<typeof Support>;

/** Part of the count of support. */
export const Tray = z.object({ number: z.int(), count: z.int(), version: z.int() }).readonly();
export type Tray = z.infer<typeof Tray>;

/** Who an organisation's money comes from, and on what terms. */
export const Funding = z
  .object({
    organisationId: z.string(),
    hubId: z.string(),
    funder: z.string(),
    percent: z.int(),
    conditions: z.string().optional(),
    forbidsCampaigning: z.boolean(),
    declaredAt: z.string(),
    ...kept,
  })
  .readonly();
export type Funding = z.infer<typeof Funding>;

export const mostFunders = 20;
