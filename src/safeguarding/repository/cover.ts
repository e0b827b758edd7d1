import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { Cover } from "../model/index.ts";
import { addCoverLine, removeCoverLine } from "./board.ts";

const keyOf = (id: string) => ({ pk: id, sk: "COVER" });
const inHub = (hubId: string) => `COVERS#${hubId}`;

const itemOf = (cover: Cover): Item & { readonly version: number } => ({
  ...keyOf(cover.id),
  ...cover,
  i1pk: inHub(cover.hubId),
  i1sk: byTime(cover.createdAt, cover.id),
});

export async function findCover(table: Table, id: string): Promise<Cover | undefined> {
  const item = await table.get(keyOf(id));
  return item && Cover.parse(item);
}

/** New insurance, with the line that makes it count. */
export const createCover = (cover: Cover, categorySlugs: readonly string[]): readonly Write[] => [
  create(itemOf(cover)),
  addCoverLine(cover, categorySlugs),
];

/** Insurance that was ended, without its line. */
export const closeCover = (cover: Cover): readonly Write[] => [
  replace(itemOf(cover)),
  removeCoverLine(cover),
];

/** Insurance of a hub and its organisations, what has run out too, oldest first. */
export const coversIn = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Cover>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId) }, (item) => Cover.parse(item));
