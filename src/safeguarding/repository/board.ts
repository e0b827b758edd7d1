import { create, type Item, type Key, remove, type Table, type Write } from "../../table/index.ts";
import { type Board, type InterimMeasure, MeasureLine } from "../model/index.ts";

/*
 * All that holds in a hub stands in one partition, by when it ends. A walk from now on reads what
 * is in force or will be, and nothing of what has ended: one read unit for about twenty lines.
 */

const boardPk = (hubId: string) => `SAFETY#${hubId}`;

const keyOf = ({ hubId, until, id }: Pick<InterimMeasure, "hubId" | "until" | "id">): Key => ({
  pk: boardPk(hubId),
  sk: `${until}#${id}`,
});

/** Lines of one walk. */
const together = 100;

/** What holds in a hub at this moment or later, as it was written a moment ago. */
export async function boardOf(table: Table, hubId: string, now: string): Promise<Board> {
  const found: Item[] = [];
  let after: string | undefined;
  do {
    const from = after === undefined ? { from: now } : { after };
    const lines = await table.walk({ pk: boardPk(hubId), ...from, limit: together });
    found.push(...lines);
    after = lines.length < together ? undefined : lines.at(-1)?.sk;
  } while (after !== undefined);
  return { measures: found.map((item) => MeasureLine.parse(item)) };
}

/** The line that makes a measure hold. A line is never changed: another end is another line. */
export const addMeasureLine = ({ id, hubId, memberId, kind, from, until }: InterimMeasure): Write =>
  create({ ...keyOf({ hubId, until, id }), id, memberId, kind, from, until, version: 1 });

export const removeMeasureLine = (measure: InterimMeasure): Write => remove(keyOf(measure), 1);

export const findMeasureLine = (table: Table, measure: InterimMeasure): Promise<Item | undefined> =>
  table.get(keyOf(measure));
