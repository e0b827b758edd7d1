import { addDays } from "../../kernel/index.ts";
import { mayReadBooks } from "../../ledger/index.ts";
import type { Context, Table } from "../../table/index.ts";
import {
  cellOf,
  exactMeasures,
  type Measure,
  monthOf,
  nothing,
  publicMeasures,
  together,
} from "../decide/index.ts";
import type { Addition } from "../model.ts";
import { bucketsOf, findState } from "../repository.ts";
import { amongNeighbours, checkMonth, pathOf } from "./neighbours.ts";

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
  checkMonth(month);
  const path = await pathOf(context.table, scopeId);
  if (!path) return undefined;
  const isOver = month < monthOf(addDays(context.now, -1));
  if (mayReadBooks(context.viewer, scopeId))
    return exactly(context.table, { scopeId, month }, isOver);
  return isOver ? publicly(context.table, { scopeId, month }, path) : undefined;
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
  const { own, isHidden } = await amongNeighbours(table, path, async (placeId) => {
    const rows = await bucketsOf(table, live, { placeId, from: month, to: month });
    return rows.map(({ bucket }) => bucket).reduce<Addition>(together, nothing);
  });
  const measures = publicMeasures(own, (name) => isHidden((of) => cellOf(name, of)));
  return { scopeId, month, isExact: false, isOver: true, measures, byCategory: [] };
}
