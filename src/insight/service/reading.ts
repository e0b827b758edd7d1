import { addDays, BadRequest } from "../../kernel/index.ts";
import { mayReadBooks } from "../../ledger/index.ts";
import { areasFor, findArea, findHub, hubsUnder } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  cellOf,
  exactMeasures,
  hiddenAmong,
  isSmall,
  type Measure,
  monthOf,
  nothing,
  type PublicName,
  publicMeasures,
  together,
} from "../decide/index.ts";
import type { Addition } from "../model.ts";
import { bucketsOf, findState } from "../repository.ts";

/** A place's month in numbers, as the viewer may see it. */
export type MonthInNumbers = {
  readonly scopeId: string;
  readonly month: string;
  readonly isExact: boolean;
  readonly isOver: boolean;
  readonly measures: readonly Measure[];
  readonly byCategory: readonly { readonly categoryId: string; readonly minutes: number }[];
};

type Asked = { readonly scopeId: string; readonly month: string };

/**
 * Exact for those who may read the books of a hub. For all others rounded, hidden where few people
 * stand behind it, and only of months that are over: whoever could ask again and again while a
 * number grows would see each of the people in it.
 */
export async function monthInNumbers(
  context: Context,
  { scopeId, month }: Asked,
): Promise<MonthInNumbers | undefined> {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) {
    throw new BadRequest("This is no month.", "Write it as 2026-02.");
  }
  const path = await pathOf(context.table, scopeId);
  if (!path) return undefined;
  const isOver = month < monthOf(addDays(context.now, -1));
  if (mayReadBooks(context.viewer, scopeId))
    return exactly(context.table, { scopeId, month }, isOver);
  return isOver ? publicly(context.table, { scopeId, month }, path) : undefined;
}

/** The place and all above it, nearest first. */
async function pathOf(table: Table, scopeId: string): Promise<readonly string[] | undefined> {
  const [hub, area] = await Promise.all([findHub(table, scopeId), findArea(table, scopeId)]);
  return hub ? [hub.id, ...hub.areaPath] : area?.path;
}

async function exactly(table: Table, asked: Asked, isOver: boolean): Promise<MonthInNumbers> {
  const { live } = await findState(table);
  const { scopeId, month } = asked;
  const rows = await bucketsOf(table, live, { placeId: scopeId, to: month });
  const untilEnd = rows.map(({ bucket }) => bucket).reduce(together, nothing);
  const own = rows.filter((row) => row.month === month).map(({ bucket }) => bucket);
  const inMonth = own.reduce(together, nothing);
  const byCategory = Object.entries(inMonth.byCategory)
    .map(([categoryId, minutes]) => ({ categoryId, minutes }))
    .toSorted((a, b) => b.minutes - a.minutes || (a.categoryId < b.categoryId ? -1 : 1))
    .slice(0, mostCategories);
  const measures = exactMeasures({ month: inMonth, untilEnd }, { period: month, isOver });
  return { scopeId, month, isExact: true, isOver, measures, byCategory };
}

const mostCategories = 100;

/** Looks at the place among its neighbours, and at every place it lies in among theirs. */
async function publicly(
  table: Table,
  { scopeId, month }: Asked,
  path: readonly string[],
): Promise<MonthInNumbers> {
  const { live } = await findState(table);
  const read = async (placeId: string) => {
    const rows = await bucketsOf(table, live, { placeId, from: month, to: month });
    return rows.map(({ bucket }) => bucket).reduce<Addition>(together, nothing);
  };
  const [own, top, families] = await Promise.all([
    read(scopeId),
    read(path.at(-1) ?? scopeId),
    Promise.all(
      path.slice(0, -1).map(async (placeId, at) => {
        const ids = await childrenOf(table, path[at + 1] ?? "");
        return { place: ids.indexOf(placeId), cells: await Promise.all(ids.map(read)) };
      }),
    ),
  ]);
  const isHidden = (name: PublicName): boolean =>
    isSmall(cellOf(name, top)) ||
    families.some(
      ({ place, cells }) => hiddenAmong(cells.map((cell) => cellOf(name, cell)))[place] ?? true,
    );
  const measures = publicMeasures(own, isHidden);
  return { scopeId, month, isExact: false, isOver: true, measures, byCategory: [] };
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
