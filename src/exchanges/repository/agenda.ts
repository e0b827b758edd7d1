import type { Exchange } from "../model/index.ts";

/** Which part of a hub's agenda an exchange stands in. */
export type Agenda = "OPEN" | "BROKER" | "CLOSED";

/** Where an exchange stands in its hub's agenda, and since or until when. */
export function agendaOf(exchange: Exchange): { readonly part: Agenda; readonly at: string } {
  switch (exchange.status) {
    case "PROPOSED":
    case "AGREED":
    case "CONFIRMED":
      return { part: "OPEN", at: exchange.dueAt };
    case "DELIVERED":
      return exchange.dueAt === undefined
        ? { part: "BROKER", at: exchange.needsBrokerSince ?? exchange.delivered.at }
        : { part: "OPEN", at: exchange.dueAt };
    case "DISPUTED":
      return { part: "BROKER", at: exchange.confirmed.at };
    case "SETTLED":
      return { part: "CLOSED", at: exchange.settledAt };
    case "RESOLVED":
      return { part: "CLOSED", at: exchange.resolved.at };
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
      return { part: "CLOSED", at: exchange.ended.at };
  }
}

export const agendaPk = (part: Agenda, hubId: string) => `${part}#${hubId}`;

/** A moment as nine letters that sort as the moments do: index keys count in an item's size. */
export const shortMoment = (moment: string): string =>
  Date.parse(moment).toString(36).padStart(9, "0");

const longMoment = (short: string): string => new Date(Number.parseInt(short, 36)).toISOString();

/** The place of a thing in a list by time. */
export const placeAt = (moment: string, id: string): string =>
  `${shortMoment(moment)}#${id.slice(4, 10)}`;

/** The moment in a place. */
export const momentIn = (place: string): string => longMoment(place.slice(0, 9));
