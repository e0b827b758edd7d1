import type { PageWalk, Row } from "../../kernel/index.ts";
import { create, type Item, replace, type Table, type Write } from "../../table/index.ts";
import { MentoringSeries } from "../model/index.ts";
import { placeAt } from "./agenda.ts";
import { merged, rowsFor } from "./lists.ts";

const key = (id: string) => ({ pk: id, sk: "SERIES" });
export const seriesOf = (partyId: string) => `SERIES#${partyId}`;

export async function findSeries(table: Table, id: string): Promise<MentoringSeries | undefined> {
  const item = await table.get(key(id));
  return item && MentoringSeries.parse(item);
}

export const createSeries = (series: MentoringSeries): Write => create(itemOf(series));
export const saveSeries = (series: MentoringSeries): Write => replace(itemOf(series));

function itemOf(series: MentoringSeries): Item & { readonly version: number } {
  const place = placeAt(series.proposedAt, series.id);
  return {
    ...key(series.id),
    ...series,
    i1pk: seriesOf(series.providerId),
    i1sk: place,
    i2pk: seriesOf(series.recipientId),
    i2sk: place,
    ...(series.payerId === series.recipientId
      ? {}
      : { i3pk: seriesOf(series.payerId), i3sk: place }),
  };
}

/** A party's series, newest first: given, received and paid for others. */
export async function seriesForParty(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly Row<MentoringSeries>[]> {
  const lists = (["i1", "i2", "i3"] as const).map((index) => ({ index, pk: seriesOf(partyId) }));
  return rowsFor(await merged(table, lists, walk), (line) => findSeries(table, line.pk));
}
