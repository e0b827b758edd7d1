import {
  addDays,
  dateOf,
  forbidden,
  invalid,
  isBroker,
  type Refusal,
  refuse,
  sayMinutes,
  wrongState,
} from "../../kernel/index.ts";
import type {
  Actor,
  Confirmation,
  ConfirmExchange,
  ConfirmedExchange,
  ConfirmOnBehalf,
  DeliveredExchange,
  DisputedExchange,
  Exchange,
  ExchangePolicy,
  MarkDelivered,
  Resolution,
  ResolveDispute,
} from "../model/index.ts";
import { whyNotPayGuardian } from "./acting.ts";
import { type Asking, brokersOnly, markOf, notYours, type Standpoint } from "./standing.ts";
import { earliestDay, whyNotHappened, whyNotMinutes } from "./terms.ts";

/** The longest that settling waits before it is tried again. */
const settleAgainDays = 1;

/** The provider's side, or a broker of the provider's hub who takes no part. */
export const whyNotDeliver = ({ standing, viewer, roles }: Asking) =>
  standing.provider || (isBroker(viewer, roles.providerHubId) && !standing.party)
    ? undefined
    : notYours();

/** The provider's side says that the help was given, for how long and on which day. */
export function deliver(
  exchange: Exchange,
  wish: MarkDelivered,
  { policy, now, viewer, standing, roles }: Asking,
): DeliveredExchange | Refusal<"FORBIDDEN" | "STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (exchange.status !== "AGREED") {
    return wrongState(
      "Only help that both sides agreed to can be delivered.",
      "Open it to see how far it has come.",
    );
  }
  const refusal =
    // Who gives can have become a guardian of the child that pays since both said yes.
    whyNotPayGuardian(roles.payer, [roles.provider], now) ??
    whyNotMinutes(wish.minutes, policy, "minutes") ??
    whyNotHappened(wish.happenedOn, {
      earliest: earliestDelivery(exchange, policy),
      now,
      at: "happenedOn",
    });
  if (refusal) return refusal;
  const mark = markOf(viewer, now, { as: standing.provider ? "PROVIDER" : "BROKER" });
  return {
    ...exchange,
    status: "DELIVERED",
    delivered: { ...mark, minutes: wish.minutes, on: wish.happenedOn },
    dueAt: addDays(now, policy.confirmReminderDays),
  };
}

/** A booked place is used on its day and not before it; other help may have come before the yes. */
function earliestDelivery(exchange: Exchange, policy: ExchangePolicy): string {
  const { slotId, proposed, plannedFor = proposed.at } = exchange;
  if (slotId !== undefined) return dateOf(plannedFor);
  return earliestDay(plannedFor < proposed.at ? plannedFor : proposed.at, policy);
}

/** As what somebody confirms, and whether they may do so for more than was set aside. */
type Confirmer = { readonly as: Actor; readonly forPayer: boolean };

/**
 * As what the viewer confirms, or why they may not. Whoever speaks for the provider never does,
 * because the provider gains from a longer figure.
 */
export function confirmerOf({
  standing,
}: Standpoint): Confirmer | Refusal<"CONFIRMER_IS_PROVIDER" | "FORBIDDEN"> {
  if (standing.gains) return confirmerIsProvider();
  if (standing.payer) return { as: "PAYER", forPayer: standing.spends };
  return standing.recipient ? { as: "RECIPIENT", forPayer: false } : notYours();
}

/** A broker of the speaker's own hub, who takes no part, writes down what the speaker said. */
export function heardConfirmer(
  { standing, roles, viewer }: Asking,
  speakerId: string | undefined,
): Confirmer | Refusal<"CONFIRMER_IS_PROVIDER" | "FORBIDDEN"> {
  if (standing.gains) return confirmerIsProvider();
  const speaker = [roles.payer, ...roles.recipients].find(({ id }) => id === speakerId);
  const isNeutral = !standing.party && isBroker(viewer, (speaker ?? roles.payer).hubId);
  if (!isNeutral) return brokersOnly();
  if (speaker) return { as: "BROKER", forPayer: speaker.id === roles.payer.id };
  return forbidden(
    "Only a recipient or the payer confirms.",
    "Name one of them in onBehalfOfId.",
    "onBehalfOfId",
  );
}

export const confirmerIsProvider = () =>
  refuse(
    "CONFIRMER_IS_PROVIDER",
    "Whoever gave the help cannot confirm how long it took.",
    "Ask the person who was helped, or your broker.",
  );

/**
 * The receiving side says how long it took. The same as the provider said confirms it; anything
 * else is a dispute, where both figures are kept as they were said.
 */
export function confirm(
  exchange: Exchange,
  wish: ConfirmExchange,
  asking: Standpoint & { readonly confirmer: { readonly as: Actor } },
): ConfirmedExchange | DisputedExchange | Refusal<"STATE_TRANSITION_INVALID"> {
  if (exchange.status !== "DELIVERED") return notDelivered();
  const { viewer, now, confirmer } = asking;
  const confirmed: Confirmation = {
    ...markOf(viewer, now, { as: confirmer.as, spoken: wish.spoken }),
    ...(wish.spoken && wish.onBehalfOfId ? { heardFor: wish.onBehalfOfId } : {}),
    minutes: wish.minutes,
    ...(wish.valueNote === undefined ? {} : { valueNote: wish.valueNote }),
  };
  return wish.minutes === exchange.delivered.minutes
    ? confirmedNow(exchange, confirmed, now)
    : { ...withoutDue(exchange), status: "DISPUTED", confirmed };
}

/** More than was agreed takes more than was set aside, so the payer has to say so themselves. */
export function whyNotMore(
  exchange: Exchange,
  minutes: number,
  confirmer: { readonly forPayer: boolean },
): Refusal<"FORBIDDEN"> | undefined {
  if (minutes <= exchange.minutes || confirmer.forPayer) return undefined;
  return forbidden(
    `That is more than the ${sayMinutes(exchange.minutes)} that were agreed.`,
    "Ask the payer to confirm it.",
    "minutes",
  );
}

const confirmedNow = (
  exchange: DeliveredExchange,
  confirmed: Confirmation,
  now: string,
): ConfirmedExchange => ({
  ...withoutDue(exchange),
  status: "CONFIRMED",
  confirmed,
  dueAt: addDays(now, settleAgainDays),
});

export const settleLater = (exchange: ConfirmedExchange, now: string): ConfirmedExchange => ({
  ...exchange,
  dueAt: addDays(now, settleAgainDays),
});

function withoutDue(exchange: DeliveredExchange) {
  const { dueAt: _dueAt, remindedAt: _remindedAt, needsBrokerSince: _since, ...kept } = exchange;
  return kept;
}

const notDelivered = () =>
  wrongState(
    "Only help that was delivered can be confirmed.",
    "Open it to see how far it has come.",
  );

/** A broker who decides about others' hours takes no part in what they decide about. */
export const whyNotDecide = ({ standing }: Asking) =>
  standing.hubBroker && !standing.party ? undefined : brokersOnly();

/** After a long silence a broker confirms, with a reason. Never more than both numbers known. */
export function confirmSilence(
  exchange: Exchange,
  wish: ConfirmOnBehalf,
  { policy, now, viewer }: Asking,
):
  | ConfirmedExchange
  | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED" | "WAITING_TIME_NOT_OVER"> {
  if (exchange.status !== "DELIVERED") return notDelivered();
  const from = addDays(exchange.delivered.at, policy.confirmByBrokerDays);
  if (now < from) {
    return refuse(
      "WAITING_TIME_NOT_OVER",
      "The people who were helped still have time to confirm it themselves.",
      `A broker can confirm from ${from.slice(0, 10)} on.`,
    );
  }
  const most = Math.min(exchange.minutes, exchange.delivered.minutes);
  if (wish.minutes > most) {
    return invalid(
      "That is more than was agreed or delivered.",
      `Use at most ${most} minutes.`,
      "minutes",
    );
  }
  const mark = markOf(viewer, now, { as: "BROKER" });
  return confirmedNow(exchange, { ...mark, minutes: wish.minutes, reason: wish.reason }, now);
}

/** A broker ends a dispute somewhere between what the two sides said, the ends included. */
export function resolve(
  exchange: Exchange,
  wish: ResolveDispute,
  { viewer, now }: Asking,
):
  | { readonly disputed: DisputedExchange; readonly resolved: Resolution }
  | Refusal<"STATE_TRANSITION_INVALID" | "VALIDATION_FAILED"> {
  if (exchange.status !== "DISPUTED") {
    return wrongState("There is no dispute here.", "Open it to see how far it has come.");
  }
  const said = [exchange.delivered.minutes, exchange.confirmed.minutes];
  const [least, most] = [Math.min(...said), Math.max(...said)];
  if (wish.minutes < least || wish.minutes > most) {
    return invalid(
      "That lies outside of what the two sides said.",
      `Use ${least} to ${most} minutes.`,
      "minutes",
    );
  }
  const mark = markOf(viewer, now, { as: "BROKER" });
  return { disputed: exchange, resolved: { ...mark, minutes: wish.minutes, note: wish.note } };
}

/** The minutes have moved. */
export function settle(exchange: ConfirmedExchange, now: string): Exchange {
  const { dueAt: _dueAt, ...kept } = exchange;
  return { ...kept, status: "SETTLED", settledAt: now };
}
