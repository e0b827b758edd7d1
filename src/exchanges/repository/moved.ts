import type { Change, Item } from "../../table/index.ts";
import type { Exchange } from "../model/index.ts";
import { letters, listPk } from "./packing.ts";
import { unpack } from "./unpack.ts";

const isExchange = ({ sk, i1pk }: Item): boolean =>
  sk === "ACT" && typeof i1pk === "string" && i1pk.startsWith(listPk.i1(""));

/** The kind of help, where the stored item is an exchange that names one. */
export function categoryIn(item: Item): string | undefined {
  const body = isExchange(item) ? item[letters.category] : undefined;
  return typeof body === "string" ? `cat_${body}` : undefined;
}

/** An exchange that has come into another state, and the version at which it did. */
export type ExchangeMoved = Pick<
  Exchange,
  "id" | "status" | "hubId" | "providerHubId" | "version"
> & {
  readonly minutes: number;
  readonly at: string | undefined;
};

/** Has a commit brought an exchange into another state? Anything else is nothing. */
export function exchangeMoved({ before, after }: Change): ExchangeMoved | undefined {
  if (!after || !isExchange(after)) return undefined;
  if (before?.[letters.status] === after[letters.status]) return undefined;
  const exchange = unpack(`exc_${after.pk}`, after);
  if (!exchange) return undefined;
  const { id, status, hubId, providerHubId, version } = exchange;
  return {
    id,
    status,
    hubId,
    providerHubId,
    version,
    minutes: minutesOf(exchange),
    at: atOf(exchange),
  };
}

/** What was settled, or what was agreed as long as it is not. */
function minutesOf(exchange: Exchange): number {
  if (exchange.status === "RESOLVED") return exchange.resolved.minutes;
  return exchange.status === "SETTLED" ? exchange.confirmed.minutes : exchange.minutes;
}

function atOf(exchange: Exchange): string | undefined {
  switch (exchange.status) {
    case "SETTLED":
      return exchange.settledAt;
    case "RESOLVED":
      return exchange.resolved.at;
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
      return exchange.ended.at;
    default:
      return [exchange.agreed.PROVIDER?.at, exchange.agreed.PAYER?.at].toSorted().at(-1);
  }
}
