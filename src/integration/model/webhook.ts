import * as z from "zod";

/** What somebody can ask to be told of. Each holds ids, minutes and moments, and nobody's words. */
export const factTypes = [
  "EXCHANGE_AGREED",
  "EXCHANGE_SETTLED",
  "EXCHANGE_ENDED",
  "GIFT_GIVEN",
  "LEARNING_CREDITED",
  "CREDITS_RECOGNISED",
  "ENTRY_REVERSED",
  "MEMBER_JOINED",
  "MEMBER_LEFT",
] as const;
export type FactType = (typeof factTypes)[number];

/** Something that happened in a hub. */
export type Fact = {
  readonly type: FactType;
  readonly hubId: string;
  /** When, as the thing itself says. */
  readonly at: string;
  /** The same for the same fact however often it is told. */
  readonly key: string;
  readonly data: FactData;
};

const FactData = z.record(z.string(), z.union([z.string(), z.int()])).readonly();
type FactData = z.infer<typeof FactData>;

/**
 * Where somebody wants to be told of what happens in a hub.
 *
 *     ACTIVE ◀──pause, resume──▶ PAUSED      any ──end──▶ ENDED
 *        └──nothing was taken for a day──▶ OFF ──resume──▶ ACTIVE
 */
export const Webhook = z
  .object({
    id: z.string(),
    hubId: z.string(),
    url: z.string(),
    facts: z.array(z.enum(factTypes)).readonly(),
    status: z.enum(["ACTIVE", "PAUSED", "OFF", "ENDED"]),
    /** Since when it has this status. */
    since: z.string(),
    /** Which secret signs; each number gives another. */
    secretNumber: z.int(),
    /** Until when the secret before signs too. */
    earlierUntil: z.string().optional(),
    /** The person, or the login of the machine, that registered it. */
    registeredBy: z.string(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Webhook = z.infer<typeof Webhook>;

/** Since when an endpoint has taken nothing. Kept apart, so that it moves no version of the webhook. */
export const Health = z.object({ failingSince: z.string().optional(), version: z.int() });
export type Health = z.infer<typeof Health>;

/**
 * A webhook as far as its hub has to know it. Where nobody can read it, no `facts` are known: each
 * fact waits for it then, until somebody has mended it.
 */
export type Listener = {
  readonly id: string;
  readonly isEnded: boolean;
  readonly isOff: boolean;
  readonly facts: readonly FactType[] | undefined;
};

/** How far what waited for a webhook has been put on its way, since it goes on. */
export const Backlog = z.object({ after: z.string().optional(), version: z.int() });
export type Backlog = z.infer<typeof Backlog>;

/** Why a try came to nothing where the endpoint did not answer. */
const troubles = ["TIMEOUT", "UNREACHABLE", "ADDRESS_NOT_ALLOWED"] as const;

/** What came of one try. Without either, nobody knows: it was cut off. */
const Attempt = z
  .object({
    at: z.string(),
    /** Of the one who tries, and of nobody else who hears the same message at the same moment. */
    token: z.string(),
    status: z.int().optional(),
    trouble: z.enum(troubles).optional(),
  })
  .readonly();
export type Attempt = z.infer<typeof Attempt>;

/** One fact on its way to one endpoint. Its id is what the receiver knows it by. */
export const Delivery = z
  .object({
    id: z.string(),
    webhookId: z.string(),
    type: z.enum([...factTypes, "TEST"]),
    at: z.string(),
    data: FactData,
    status: z.enum(["PENDING", "DELIVERED", "DEAD"]),
    /** The tries of this round, oldest first. */
    attempts: z.array(Attempt).readonly(),
    /** While PENDING: not before this moment. */
    nextAt: z.string(),
    createdAt: z.string(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Delivery = z.infer<typeof Delivery>;
export type DeliveryStatus = Delivery["status"];
