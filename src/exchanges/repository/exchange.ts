import { hasPrefix, type PageWalk, type Row } from "../../kernel/index.ts";
import { actKey, type Journal } from "../../ledger/index.ts";
import { create, type IndexLine, replace, type Table, type Write } from "../../table/index.ts";
import type { Exchange } from "../model/index.ts";
import { type Agenda, agendaPk, placeAt, shortMoment } from "./agenda.ts";
import { merged, newestFirst, rowsFor } from "./lists.ts";
import { pack } from "./pack.ts";
import { listPk } from "./packing.ts";
import { unpack } from "./unpack.ts";

/** Reads its own writes, because people confirm within seconds of agreeing. */
export async function findExchange(table: Table, id: string): Promise<Exchange | undefined> {
  // Acts of all kinds are kept by the body of their id alone, so the prefix has to be right too.
  const item = hasPrefix(id, "exc") ? await table.get(actKey(id)) : undefined;
  return item && unpack(id, item);
}

/** A new exchange. Recipients after the first get a line of their own, so that it is in their list. */
export const createExchange = (exchange: Exchange): readonly Write[] => [
  create(pack(exchange)),
  ...exchange.recipientIds.slice(1).map((partyId, place) =>
    create({
      pk: actKey(exchange.id).pk,
      sk: `RECIPIENT#${place + 1}`,
      i2pk: listPk.i2(partyId),
      i2sk: placeAt(exchange.proposed.at, exchange.id),
      version: 1,
    }),
  ),
];

/** The next version of an exchange, with the journal entry once minutes have moved. */
export const saveExchange = (exchange: Exchange, journal?: Journal): Write =>
  replace({ ...pack(exchange), ...(journal === undefined ? {} : { journal }) });

/**
 * A page of a party's exchanges, newest first: what they give, what they receive and what they
 * pay for others, merged by time.
 */
export async function exchangesForParty(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly Row<Exchange>[]> {
  const lists = (["i1", "i2", "i3"] as const).map((index) => ({
    index,
    pk: listPk[index](partyId),
  }));
  return rowsOf(table, await merged(table, lists, walk));
}

/** Nobody has more than this arranged at once; what was proposed before it lies long behind. */
const mostGiven = 200;

/** What a party gives, the newest first. */
export async function exchangesGivenBy(
  table: Table,
  partyId: string,
): Promise<readonly Exchange[]> {
  const list = { index: "i1", pk: listPk.i1(partyId) } as const;
  const lines = await newestFirst(table, list, { backwards: false, limit: mostGiven });
  return (await rowsOf(table, lines)).map(({ node }) => node);
}

/** A page of a hub's agenda: soonest or longest waiting first, what has ended newest first. */
export async function exchangesForHub(
  table: Table,
  { hubId, part }: { readonly hubId: string; readonly part: Agenda },
  walk: PageWalk,
): Promise<readonly Row<Exchange>[]> {
  const list = { index: "i4", pk: agendaPk(part, hubId) } as const;
  const lines =
    part === "CLOSED"
      ? await newestFirst(table, list, walk)
      : await table.walkIndex({ ...list, ...walk });
  return rowsOf(table, lines);
}

/** Lines of exchanges that are due by now, a batch at a time. */
export function dueLines(
  table: Table,
  due: { readonly hubId: string; readonly now: string; readonly after?: string },
): Promise<readonly IndexLine[]> {
  return table.walkIndex({
    index: "i4",
    pk: agendaPk("OPEN", due.hubId),
    to: `${shortMoment(due.now)}~`,
    ...(due.after === undefined ? {} : { after: due.after }),
    limit: 50,
  });
}

/** A line of a recipient leads to the act, like the exchange's own. */
const rowsOf = (table: Table, lines: readonly IndexLine[]): Promise<readonly Row<Exchange>[]> =>
  rowsFor(lines, (line) => findExchange(table, `exc_${line.pk}`));
