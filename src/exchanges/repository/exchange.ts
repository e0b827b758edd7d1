import type { PageWalk, Row } from "../../kernel/index.ts";
import { actKey, type Journal } from "../../ledger/index.ts";
import {
  create,
  type IndexLine,
  type IndexName,
  replace,
  type Table,
  type Write,
} from "../../table/index.ts";
import type { Exchange } from "../model/index.ts";
import { type Agenda, agendaPk, placeAt, shortMoment } from "./agenda.ts";
import { listPk, pack, unpack } from "./packing.ts";

/** Reads its own writes, because people confirm within seconds of agreeing. */
export async function findExchange(table: Table, id: string): Promise<Exchange | undefined> {
  const item = await table.get(actKey(id));
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

const lists = ["i1", "i2", "i3"] as const;

/**
 * A page of a party's exchanges, newest first: what they give, what they receive and what they
 * pay for others, merged by time. Nothing stands in two of these lists.
 */
export async function exchangesForParty(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly Row<Exchange>[]> {
  const found = await Promise.all(
    lists.map((index) => walkList(table, { index, pk: listPk[index](partyId) }, walk)),
  );
  const merged = found.flat().toSorted((a, b) => compare(a.indexSk, b.indexSk));
  const ordered = walk.backwards ? merged : merged.toReversed();
  return rowsOf(table, ordered.slice(0, walk.limit));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Index lines newest first, or oldest first where the page is asked for from its end. */
const walkList = (
  table: Table,
  list: { readonly index: IndexName; readonly pk: string },
  walk: PageWalk,
): Promise<readonly IndexLine[]> =>
  table.walkIndex({ ...list, ...walk, backwards: !walk.backwards });

/** A page of a hub's agenda: soonest or longest waiting first, what has ended newest first. */
export async function exchangesForHub(
  table: Table,
  { hubId, part }: { readonly hubId: string; readonly part: Agenda },
  walk: PageWalk,
): Promise<readonly Row<Exchange>[]> {
  const list = { index: "i4", pk: agendaPk(part, hubId) } as const;
  const lines =
    part === "CLOSED"
      ? await walkList(table, list, walk)
      : await table.walkIndex({ ...list, ...walk });
  return rowsOf(table, lines);
}

/** The ids' bodies of exchanges that are due by now, a batch at a time. */
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

/** The exchanges that lines stand for, read together. A line of a recipient leads to the act. */
async function rowsOf(
  table: Table,
  lines: readonly IndexLine[],
): Promise<readonly Row<Exchange>[]> {
  const found = await Promise.all(
    lines.map(async (line) => ({
      place: line.indexSk,
      node: await findExchange(table, `exc_${line.pk}`),
    })),
  );
  return found.flatMap(({ place, node }) => (node ? [{ place, node }] : []));
}
