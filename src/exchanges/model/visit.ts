import * as z from "zod";
import {
  hasPrefix,
  id,
  idempotencyKey,
  line,
  moment,
  note,
  placeKinds,
  Spoken,
} from "../../kernel/index.ts";
import { actors, type Exchange } from "./exchange.ts";

/** The part somebody had on a visit when they did something. */
const visitActors = [...actors, "COMPANION"] as const;

const VisitMark = z
  .object({
    by: z.string(),
    at: z.string(),
    as: z.enum(visitActors),
    spoken: Spoken.optional(),
  })
  .readonly();
export type VisitMark = z.infer<typeof VisitMark>;

/** Which way money went on a visit. It never becomes minutes and touches no account. */
const moneySteps = ["GIVEN", "SPENT", "RETURNED"] as const;
export type MoneyStep = (typeof moneySteps)[number];

/** One line of a money log. Lines are only ever added: a mistake is put right by another line. */
const MoneyLine = z
  .object({
    number: z.int(),
    step: z.enum(moneySteps),
    pence: z.int(),
    what: z.string(),
    /** Who saw it, in words. */
    seenBy: z.string(),
    noted: VisitMark,
  })
  .readonly();

/** A broker or a safeguarding lead looked after an alarm, and what they found. */
const Clearing = z.object({ by: z.string(), at: z.string(), note: z.string() }).readonly();

/**
 * That the provider of an agreed exchange went there, and came away again.
 *
 *     UNDER_WAY ──the time is over──▶ OVERDUE ──a broker looked──▶ CLEARED
 *         └──────────── check-out ───────┴───────────┴──▶ ENDED
 *
 * It is an item of its own, so an exchange and what it costs to move it on stay as they are. An
 * exchange has at most one: its id is the exchange's, said as a visit.
 */
export const Visit = z
  .object({
    id: z.string(),
    exchangeId: z.string(),
    hubId: z.string(),
    providerHubId: z.string(),
    providerId: z.string(),
    payerId: z.string(),
    recipientIds: z.array(z.string()).readonly(),
    placeKind: z.enum(placeKinds).optional(),
    /** A second grown-up who is there too; then nobody is alone with anybody. */
    companionId: z.string().optional(),
    checkedIn: VisitMark,
    /** Only for who is alone with somebody: when they are to be out again. */
    expectedEndAt: z.string().optional(),
    /** From when on it is overdue. */
    alarmAt: z.string().optional(),
    /** When the clock first said so. */
    alarmedAt: z.string().optional(),
    checkedOut: VisitMark.optional(),
    cleared: Clearing.optional(),
    money: z.array(MoneyLine).readonly(),
    version: z.int(),
    receipts: z.array(z.string()).readonly(),
  })
  .readonly();
export type Visit = z.infer<typeof Visit>;

export type VisitStatus = "UNDER_WAY" | "OVERDUE" | "CLEARED" | "ENDED";

/** Who takes part in the exchange that a visit belongs to. */
export type SeenVisit = Pick<
  Visit,
  "hubId" | "providerHubId" | "providerId" | "payerId" | "recipientIds" | "companionId"
>;

/**
 * One helper and one who is helped, in a home or at a place that nobody named: where something was
 * left unsaid the careful answer is given.
 */
export const isAlone = (exchange: Exchange): boolean =>
  exchange.channel === "IN_PERSON" &&
  [undefined, "PROVIDER_HOME", "RECIPIENT_HOME"].includes(exchange.placeKind) &&
  exchange.recipientIds.length === 1 &&
  [exchange.providerId, ...exchange.recipientIds].every((partyId) => hasPrefix(partyId, "mem"));

const onExchange = { idempotencyKey, exchangeId: id, spoken: Spoken.optional() };

export const CheckIn = z.object({
  ...onExchange,
  companionId: id.optional(),
  expectedEndAt: moment.optional(),
});
export type CheckIn = z.output<typeof CheckIn>;

export const CheckOut = z.object(onExchange);
export type CheckOut = z.output<typeof CheckOut>;

export const ClearVisitAlarm = z.object({ idempotencyKey, exchangeId: id, note: note(500) });
export type ClearVisitAlarm = z.output<typeof ClearVisitAlarm>;

export const LogVisitMoney = z.object({
  ...onExchange,
  step: z.enum(moneySteps),
  pence: z
    .int("Pence are whole numbers.|Use a whole number of pence.")
    .min(1, "That is no money.|Use 1 penny or more.")
    .max(100_000, "That is too much money for a visit.|Use at most 100000 pence."),
  what: line(200),
  seenBy: line(120),
});
export type LogVisitMoney = z.output<typeof LogVisitMoney>;
