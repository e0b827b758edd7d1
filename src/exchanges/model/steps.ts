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
};

/** What happened so far, oldest first: told from what is stored, never stored a second time. */
export function stepsOf(exchange: Exchange): readonly ExchangeStep[] {
  const steps = [
    ...(exchange.changed ? [] : [step("PROPOSED", exchange.proposed, exchange.minutes)]),
    ...(exchange.changed ? [step("PROPOSED", exchange.proposed)] : []),
    ...(exchange.changed ? [step("PROPOSED", exchange.changed, exchange.minutes)] : []),
    ...agreement(exchange),
    ...("delivered" in exchange && exchange.delivered
      ? [step("DELIVERED", exchange.delivered, exchange.delivered.minutes)]
      : []),
    ...confirmation(exchange),
    ...outcome(exchange),
  ];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function step(status: ExchangeStatus, mark: Mark, minutes?: number, note?: string): ExchangeStep {
  const said = note ?? mark.spoken?.note;
  return {
    status,
    at: mark.at,
    by: mark.as,
    ...(mark.spoken ? { spokenOver: mark.spoken.channel } : {}),
    ...(minutes === undefined ? {} : { minutes }),
    ...(said === undefined ? {} : { note: said }),
  };
}

/** The second yes is what agrees it. A yes that came with the proposal needs no step of its own. */
function agreement(exchange: Exchange): readonly ExchangeStep[] {
  const proposing = exchange.changed ?? exchange.proposed;
  const marks = [exchange.agreed.PAYER, exchange.agreed.PROVIDER].filter(
    (mark) => mark !== undefined,
  );
  const later = marks
    .filter((mark) => mark.by !== proposing.by || mark.at !== proposing.at)
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const last = marks.length === 2 ? later.pop() : undefined;
  const early = later.map((mark) => step("PROPOSED", mark));
  return last ? [...early, step("AGREED", last, exchange.minutes)] : early;
}

function confirmation(exchange: Exchange): readonly ExchangeStep[] {
  if (!("confirmed" in exchange) || !exchange.confirmed) return [];
  const { confirmed } = exchange;
  const disputed = "delivered" in exchange && exchange.delivered?.minutes !== confirmed.minutes;
  const status = disputed && confirmed.reason === undefined ? "DISPUTED" : "CONFIRMED";
  return [step(status, confirmed, confirmed.minutes, confirmed.reason)];
}

function outcome(exchange: Exchange): readonly ExchangeStep[] {
  switch (exchange.status) {
    case "SETTLED":
      return [{ status: "SETTLED", at: exchange.settledAt, minutes: exchange.confirmed.minutes }];
    case "RESOLVED":
      return [
        step("RESOLVED", exchange.resolved, exchange.resolved.minutes, exchange.resolved.note),
      ];
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
      return [ending(exchange.status, exchange.ended)];
    default:
      return [];
  }
}

const ending = (status: ExchangeStatus, ended: Ending): ExchangeStep => ({
  status,
  at: ended.at,
  ...(ended.as === undefined ? {} : { by: ended.as }),
  ...(ended.reason === undefined ? {} : { note: ended.reason }),
});
