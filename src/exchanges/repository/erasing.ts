import type { PageWalk } from "../../kernel/index.ts";
import { actKey } from "../../ledger/index.ts";
import {
  type IndexLine,
  type Item,
  replace,
  rewrite,
  type StoredRow,
  type Table,
  type Write,
} from "../../table/index.ts";
import { type Exchange, GroupActivity } from "../model/index.ts";
import { saveExchange } from "./exchange.ts";
import { everIn, saveGroup } from "./group.ts";
import { learnedBy } from "./learning.ts";
import { merged, newestFirst } from "./lists.ts";
import { listPk } from "./packing.ts";
import { seriesOf } from "./series.ts";
import { unpack } from "./unpack.ts";
import {
  type Whose,
  wordlessExchange,
  wordlessGroup,
  wordlessLearning,
  wordlessSeries,
} from "./wordless.ts";

export type { Whose } from "./wordless.ts";

const lists = ["i1", "i2", "i3"] as const;

/** The acts that lines lead to, as they are stored. */
const actsAt = (table: Table, lines: readonly IndexLine[]): Promise<readonly StoredRow[]> =>
  Promise.all(
    lines.map(async ({ pk, indexSk }) => ({
      place: indexSk,
      item: await table.get(actKey(`exc_${pk}`)),
    })),
  );

export const storedExchanges = async (table: Table, partyId: string, walk: PageWalk) =>
  actsAt(
    table,
    await merged(
      table,
      lists.map((index) => ({ index, pk: listPk[index](partyId) })),
      walk,
    ),
  );

export const storedGroups = async (table: Table, hubId: string, walk: PageWalk) =>
  actsAt(table, await newestFirst(table, { index: "i2", pk: everIn(hubId) }, walk));

export const storedLearning = async (table: Table, learnerId: string, walk: PageWalk) =>
  actsAt(table, await newestFirst(table, { index: "i1", pk: learnedBy(learnerId) }, walk));

export async function storedSeries(
  table: Table,
  partyId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const places = lists.map((index) => ({ index, pk: seriesOf(partyId) }));
  const lines = await merged(table, places, walk);
  return Promise.all(
    lines.map(async ({ pk, sk, indexSk }) => ({
      place: indexSk,
      item: await table.get({ pk, sk }),
    })),
  );
}

/** The exchange in an item. */
export const exchangeIn = (item: Item): Exchange | undefined => unpack(`exc_${item.pk}`, item);

/** The group activity in an item. */
export const groupIn = (item: Item): GroupActivity | undefined =>
  item["noun"] === "GROUP" ? GroupActivity.parse(item) : undefined;

/** The change that takes the words out of an exchange; none when they are out already. */
export const eraseExchange = (item: Item, whose: Whose): readonly Write[] =>
  rewrite(item, wordlessExchange(item, whose));

export const eraseLearning = (item: Item, whose: Whose): readonly Write[] =>
  rewrite(item, wordlessLearning(item, whose));

export const eraseSeries = (
  item: Item,
  whose: Whose & { readonly now: string },
): readonly Write[] => rewrite(item, wordlessSeries(item, whose));

export const eraseGroup = (item: Item, whose: Whose): readonly Write[] =>
  rewrite(item, wordlessGroup(item, whose));

/** The same for an exchange in its next state, which it takes without its words. */
export const saveWordless = (next: Exchange, whose: Whose): Write =>
  asStored(saveExchange(next), (item) => wordlessExchange(item, whose));

export const saveWordlessGroup = (next: GroupActivity, whose: Whose): Write =>
  asStored(saveGroup(next), (item) => wordlessGroup(item, whose));

function asStored(write: Write, change: (item: Item) => Item): Write {
  if (write.kind !== "replace") return write;
  return replace({ ...change(write.item), version: write.item.version });
}
