import type { Channel } from "../../kernel/index.ts";
import type { Actor, Ending, Exchange, ExchangeStatus, Mark } from "./exchange.ts";

/** One thing that happened to an exchange, as those who may see it read it. */
export type ExchangeStep = {
  readonly status: ExchangeStatus;
  readonly at: string;
  readonly by?: Actor;
  readonly spokenOver?: Channel;
  readonly minutes?: number;
  readonly note?: string;
  /** Who did it, and in whose name; nobody where the time ran out. */
  readonly deed?: {
    readonly by: string;
    readonly at: string;
    readonly byBroker: boolean;
    readonly partyId?: string | undefined;
  };
};

/** What happened so far, oldest first: told from what is stored, never stored a second time. */
export function stepsOf(exchange: Exchange): readonly ExchangeStep[] {
  const step = stepIn(exchange);
  const { minutes } = exchange;
  const steps = [
    ...(exchange.changed ? [] : [step("PROPOSED", exchange.proposed, { minutes })]),
    ...(exchange.changed ? [step("PROPOSED", exchange.proposed)] : []),
    ...(exchange.changed ? [step("PROPOSED", exchange.changed, { minutes })] : []),
    ...agreement(exchange, step),
    ...delivery(exchange, step),
    ...confirmation(exchange, step),
    ...outcome(exchange, step),
  ];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What else a step says. */
type Said = {
  readonly minutes?: number;
  readonly note?: string | undefined;
  /** Whose yes or word a broker wrote down, where that is known. */
  readonly side?: Actor;
};

type Step = (status: ExchangeStatus, mark: Mark, said?: Said) => ExchangeStep;

const stepIn =
  (exchange: Exchange): Step =>
  (status, mark, { minutes, note, side } = {}) => {
    const words = note ?? mark.spoken?.note;
    return {
      status,
      at: mark.at,
      by: mark.as,
      ...(mark.spoken ? { spokenOver: mark.spoken.channel } : {}),
      ...(minutes === undefined ? {} : { minutes }),
      ...(words === undefined ? {} : { note: words }),
      deed: deedIn(exchange, mark, side),
    };
  };

/** A broker acts for the side whose word it is; everyone else for the part they have. */
function deedIn(exchange: Exchange, { by, at, as, heardFor }: Mark, side: Actor | undefined) {
  const byBroker = as === "BROKER";
  return { by, at, byBroker, partyId: heardFor ?? partyAs(exchange, byBroker ? side : as) };
}

/** Of several recipients it is not kept which one acted, so it is told where there is one. */
function partyAs({ providerId, payerId, recipientIds }: Exchange, as: Actor | undefined) {
  if (as === "PROVIDER") return providerId;
  if (as === "PAYER") return payerId;
  return as === "RECIPIENT" && recipientIds.length === 1 ? recipientIds[0] : undefined;
}

/** The second yes is what agrees it. A yes that came with the proposal needs no step of its own. */
function agreement(exchange: Exchange, step: Step): readonly ExchangeStep[] {
  const proposing = exchange.changed ?? exchange.proposed;
  const yeses = (["PAYER", "PROVIDER"] as const).flatMap((side) => {
    const mark = exchange.agreed[side];
    return mark ? [{ mark, side }] : [];
  });
  const later = yeses
    .filter(({ mark }) => mark.by !== proposing.by || mark.at !== proposing.at)
    .toSorted((a, b) => (a.mark.at < b.mark.at ? -1 : 1));
  const last = yeses.length === 2 ? later.pop() : undefined;
  const early = later.map(({ mark, side }) => step("PROPOSED", mark, { side }));
  if (!last) return early;
  return [...early, step("AGREED", last.mark, { side: last.side, minutes: exchange.minutes })];
}

function delivery(exchange: Exchange, step: Step): readonly ExchangeStep[] {
  if (!("delivered" in exchange) || !exchange.delivered) return [];
  const { minutes } = exchange.delivered;
  return [step("DELIVERED", exchange.delivered, { minutes, side: "PROVIDER" })];
}

function confirmation(exchange: Exchange, step: Step): readonly ExchangeStep[] {
  if (!("confirmed" in exchange) || !exchange.confirmed) return [];
  const { confirmed } = exchange;
  const disputed = "delivered" in exchange && exchange.delivered?.minutes !== confirmed.minutes;
  const status = disputed && confirmed.reason === undefined ? "DISPUTED" : "CONFIRMED";
  const { minutes, reason } = confirmed;
  return [step(status, confirmed, { minutes, note: reason, side: "PAYER" })];
}

function outcome(exchange: Exchange, step: Step): readonly ExchangeStep[] {
  switch (exchange.status) {
    case "SETTLED":
      return [{ status: "SETTLED", at: exchange.settledAt, minutes: exchange.confirmed.minutes }];
    case "RESOLVED": {
      const { minutes, note } = exchange.resolved;
      return [step("RESOLVED", exchange.resolved, { minutes, note })];
    }
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
      return [ending(exchange, step)];
    default:
      return [];
  }
}

function ending(
  { status, ended }: { readonly status: ExchangeStatus; readonly ended: Ending },
  step: Step,
): ExchangeStep {
  const { by, as, at, reason } = ended;
  if (by !== undefined && as !== undefined) return step(status, { by, as, at }, { note: reason });
  return { status, at, ...(reason === undefined ? {} : { note: reason }) };
}
