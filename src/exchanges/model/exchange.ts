import * as z from "zod";
import { Channel, MoneyPurpose, placeKinds, Spoken } from "../../kernel/index.ts";

export const sides = ["PROVIDER", "PAYER"] as const;
export type Side = (typeof sides)[number];

/** The part somebody had when they did something. */
export const actors = ["PROVIDER", "PAYER", "RECIPIENT", "BROKER"] as const;
export type Actor = (typeof actors)[number];

/** Who did something, as what, and when. */
const mark = {
  by: z.string(),
  at: z.string(),
  as: z.enum(actors),
  spoken: Spoken.optional(),
};

export const Mark = z.object(mark).readonly();
export type Mark = z.infer<typeof Mark>;

const Clearing = z.object({ ...mark, reason: z.string() }).readonly();

const Delivery = z.object({ ...mark, minutes: z.int(), on: z.string() }).readonly();
export type Delivery = z.infer<typeof Delivery>;

const Confirmation = z
  .object({
    ...mark,
    minutes: z.int(),
    /** What the help was worth to the receiver, in their words. */
    valueNote: z.string().optional(),
    /** Why a broker confirmed for someone who stayed silent. */
    reason: z.string().optional(),
  })
  .readonly();
export type Confirmation = z.infer<typeof Confirmation>;

const Resolution = z.object({ ...mark, minutes: z.int(), note: z.string() }).readonly();
export type Resolution = z.infer<typeof Resolution>;

/** How an exchange came to nothing. Nobody is named where the time ran out. */
const Ending = z
  .object({
    at: z.string(),
    by: z.string().optional(),
    as: z.enum(actors).optional(),
    reason: z.string().optional(),
  })
  .readonly();
export type Ending = z.infer<typeof Ending>;

/** Money spent beside the help. It has no way to become minutes, and minutes none to become it. */
const MoneyLeg = z
  .object({
    number: z.int(),
    purpose: MoneyPurpose,
    pence: z.int(),
    paidById: z.string(),
    note: z.string().optional(),
    addedBy: z.string(),
  })
  .readonly();
export type MoneyLeg = z.infer<typeof MoneyLeg>;

const terms = {
  id: z.string(),
  /** The payer's hub, whose policy holds. */
  hubId: z.string(),
  providerHubId: z.string(),
  providerId: z.string(),
  recipientIds: z.array(z.string()).min(1).readonly(),
  payerId: z.string(),
  /** An organisation pays as a sponsor or for a purpose of its own. */
  sponsored: z.boolean(),
  /** What was proposed or agreed; what is set aside once it is agreed. */
  minutes: z.int(),
  /** Were they promised to the provider's account, because limits on what it receives hold? */
  isPromised: z.boolean().optional(),
  what: z.string(),
  listingId: z.string().optional(),
  /** The kind of help, where one was named or the listing has one. */
  categoryId: z.string().optional(),
  /** Both sides say that they are friends, so that nothing is given for something. */
  betweenFriends: z.boolean().optional(),
  /** The helper would handle money of the person helped. */
  handlesMoney: z.boolean().optional(),
  /** A broker has looked: nobody's paid work is lost by it. */
  displacement: Clearing.optional(),
  plannedFor: z.string().optional(),
  channel: Channel,
  placeKind: z.enum(placeKinds).optional(),
  seriesId: z.string().optional(),
  /** The slot of a spend option this exchange holds a place of. */
  slotId: z.string().optional(),
  proposed: Mark,
  /** The last time the terms were changed. */
  changed: Mark.optional(),
  legs: z.array(MoneyLeg).readonly(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
};

const someAgreed = z.object({ PROVIDER: Mark.optional(), PAYER: Mark.optional() }).readonly();
const bothAgreed = z.object({ PROVIDER: Mark, PAYER: Mark }).readonly();

const open = { ...terms, agreed: bothAgreed, delivered: Delivery };

const Proposed = z
  .object({ status: z.literal("PROPOSED"), ...terms, agreed: someAgreed, dueAt: z.string() })
  .readonly();
const Agreed = z
  .object({ status: z.literal("AGREED"), ...terms, agreed: bothAgreed, dueAt: z.string() })
  .readonly();
const Delivered = z
  .object({
    status: z.literal("DELIVERED"),
    ...open,
    dueAt: z.string().optional(),
    remindedAt: z.string().optional(),
    /** Since when a broker is asked to look at it. */
    needsBrokerSince: z.string().optional(),
  })
  .readonly();
const Confirmed = z
  .object({ status: z.literal("CONFIRMED"), ...open, confirmed: Confirmation, dueAt: z.string() })
  .readonly();
const Disputed = z
  .object({ status: z.literal("DISPUTED"), ...open, confirmed: Confirmation })
  .readonly();
const Settled = z
  .object({ status: z.literal("SETTLED"), ...open, confirmed: Confirmation, settledAt: z.string() })
  .readonly();
const Resolved = z
  .object({
    status: z.literal("RESOLVED"),
    ...open,
    confirmed: Confirmation,
    resolved: Resolution,
  })
  .readonly();

const ended = {
  ...terms,
  agreed: someAgreed,
  delivered: Delivery.optional(),
  confirmed: Confirmation.optional(),
  ended: Ending,
};
const Declined = z.object({ status: z.literal("DECLINED"), ...ended }).readonly();
const Cancelled = z.object({ status: z.literal("CANCELLED"), ...ended }).readonly();
const Expired = z.object({ status: z.literal("EXPIRED"), ...ended }).readonly();

/**
 * Help from one party for others, and how far it has come.
 *
 *     PROPOSED ──both agree──▶ AGREED ──▶ DELIVERED ──same minutes──▶ CONFIRMED ──▶ SETTLED
 *      │  ▲──── change ─────────┘ │          │  └─────other minutes──▶ DISPUTED ──▶ RESOLVED
 *      ├──▶ DECLINED              ├──────────┴────────────────────────────┴─▶ CANCELLED
 *      └──▶ CANCELLED, EXPIRED    └──▶ EXPIRED
 *
 * From AGREED until it ends, `minutes` are set aside on the payer's account. CONFIRMED lasts only
 * while an account is frozen: otherwise confirming settles in the same moment.
 */
export const Exchange = z.discriminatedUnion("status", [
  Proposed,
  Agreed,
  Delivered,
  Confirmed,
  Disputed,
  Settled,
  Resolved,
  Declined,
  Cancelled,
  Expired,
]);
export type Exchange = z.infer<typeof Exchange>;
export type ExchangeStatus = Exchange["status"];

/** Kept by their place in this list, so a new one goes to its end. */
export const statuses = [
  "PROPOSED",
  "AGREED",
  "DELIVERED",
  "CONFIRMED",
  "SETTLED",
  "DECLINED",
  "CANCELLED",
  "EXPIRED",
  "DISPUTED",
  "RESOLVED",
] as const satisfies readonly ExchangeStatus[];

export type ProposedExchange = z.infer<typeof Proposed>;
export type AgreedExchange = z.infer<typeof Agreed>;
export type DeliveredExchange = z.infer<typeof Delivered>;
export type ConfirmedExchange = z.infer<typeof Confirmed>;
export type DisputedExchange = z.infer<typeof Disputed>;
export type CancelledExchange = z.infer<typeof Cancelled>;
export type DeclinedExchange = z.infer<typeof Declined>;

/** The states in which minutes are set aside for it. */
export type HoldingExchange =
  | AgreedExchange
  | DeliveredExchange
  | ConfirmedExchange
  | DisputedExchange;

function isHolding(exchange: Exchange): exchange is HoldingExchange {
  return ["AGREED", "DELIVERED", "CONFIRMED", "DISPUTED"].includes(exchange.status);
}

export function isOpen(exchange: Exchange): exchange is ProposedExchange | HoldingExchange {
  return exchange.status === "PROPOSED" || isHolding(exchange);
}
