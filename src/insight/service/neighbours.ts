import { BadRequest } from "../../kernel/index.ts";
import { areasFor, findArea, findHub, hubsUnder } from "../../membership/index.ts";
import type { Table } from "../../table/index.ts";
import { type Cell, hiddenAmong, isSmall } from "../decide/index.ts";

export function checkMonth(month: string): void {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) return;
  throw new BadRequest("This is no month.", "Write it as 2026-02.");
}

export function checkQuarter(quarter: string): void {
  if (/^20\d\d-Q[1-4]$/.test(quarter)) return;
  throw new BadRequest("This is not a quarter.", "Write it as 2026-Q1, for January to March.");
}

/** The place and all above it, nearest first. */
export async function pathOf(
  table: Table,
  scopeId: string,
): Promise<readonly string[] | undefined> {
  const [hub, area] = await Promise.all([findHub(table, scopeId), findArea(table, scopeId)]);
  return hub ? [hub.id, ...hub.areaPath] : area?.path;
}

/**
 * What a place came to, and whether a number of it is hidden: looked at among its neighbours, and
 * every place it lies in among theirs.
 */
export async function amongNeighbours<Of>(
  table: Table,
  path: readonly string[],
  read: (placeId: string) => Promise<Of>,
): Promise<{ readonly own: Of; readonly isHidden: (cell: (of: Of) => Cell) => boolean }> {
  const [own, top, families] = await Promise.all([
    read(path[0] ?? ""),
    read(path.at(-1) ?? ""),
    Promise.all(
      path.slice(0, -1).map(async (placeId, at) => {
        const ids = await childrenOf(table, path[at + 1] ?? "");
        return { place: ids.indexOf(placeId), all: await Promise.all(ids.map(read)) };
      }),
    ),
  ]);
  const isHidden = (cell: (of: Of) => Cell): boolean =>
    isSmall(cell(top)) ||
    families.some(({ place, all }) => hiddenAmong(all.map(cell))[place] ?? true);
  return { own, isHidden };
}

/** More than any place has right below it. */
const mostChildren = 500;

async function childrenOf(table: Table, areaId: string): Promise<readonly string[]> {
  const [areas, hubs] = await Promise.all([
    areasFor(table, areaId, { backwards: false, limit: mostChildren }),
    hubsUnder(table, areaId),
  ]);
  const own = hubs.filter((hub) => hub.areaId === areaId);
  return [...areas.map(({ node }) => node.id), ...own.map(({ id }) => id)].toSorted();
}
