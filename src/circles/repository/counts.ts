import { create, replace, type Table, type Write } from "../../table/index.ts";

/*
 * Counts are kept beside what they count and changed in the same commit, so that a place's record
 * is read and never searched for. Each is spread over a few items, so that things that happen at
 * one moment in a whole nation do not wait for each other.
 */

const shards = 8;

const keyOf = (placeId: string, period: string, shard: number) => ({
  pk: `CIRCLE_COUNTS#${placeId}`,
  sk: `${period}#${shard}`,
});

type Counts = { readonly [name: string]: number };

const countsOf = (item: object | undefined): Counts =>
  item && "counts" in item ? Object(item.counts) : {};

/** Adds to the counts of some places. What a thing is counted under stays in one shard. */
export async function planCounts(
  table: Table,
  {
    placeIds,
    period,
    of,
    add,
  }: {
    readonly placeIds: readonly string[];
    readonly period: string;
    /** The id of what is counted. */
    readonly of: string;
    readonly add: Counts;
  },
): Promise<readonly Write[]> {
  const shard = of.charCodeAt(of.length - 1) % shards;
  return Promise.all(
    placeIds.map(async (placeId) => {
      const key = keyOf(placeId, period, shard);
      const found = await table.get(key);
      const counts = summed([countsOf(found), add]);
      return found
        ? replace({ ...key, counts, version: Number(found["version"]) + 1 })
        : create({ ...key, counts, version: 1 });
    }),
  );
}

/** What a circle comes to is counted over all its time. */
export const allTime = "ALL";

export const countedInCircle = (
  table: Table,
  { id, circleId }: { readonly id: string; readonly circleId: string },
  add: Counts,
): Promise<readonly Write[]> =>
  planCounts(table, { placeIds: [circleId], period: allTime, of: id, add });

/** The most items that one reading adds up: a quarter of days, or the parts of one period. */
const mostItems = 100;

/** What was counted in a place and period, or from one to another: one walk over a few items. */
export async function countsIn(
  table: Table,
  placeId: string,
  from: string,
  to = from,
): Promise<Counts> {
  const { pk } = keyOf(placeId, from, 0);
  const items = await table.walk({ pk, from: `${from}#`, to: `${to}#~`, limit: mostItems });
  return summed(items.map(countsOf));
}

function summed(all: readonly Counts[]): Counts {
  const sums: { [name: string]: number } = {};
  for (const [name, number] of all.flatMap(Object.entries)) {
    sums[name] = (sums[name] ?? 0) + number;
  }
  return sums;
}
