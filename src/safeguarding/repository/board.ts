import { create, type Item, type Key, remove, type Table, type Write } from "../../table/index.ts";
import {
  type Board,
  type Cover,
  CoverLine,
  type InterimMeasure,
  MeasureLine,
  type Requirement,
  RequirementLine,
} from "../model/index.ts";

/*
 * All that holds in a hub stands in one partition, by when it ends. A walk from now on reads what
 * is in force or will be, and nothing of what has ended: one read unit for about twenty lines. A
 * line is never changed: another end is another line.
 */

const boardPk = (hubId: string) => `SAFETY#${hubId}`;

/** Sorts after every moment. */
const noEnd = "9";

type Place = { readonly hubId: string; readonly until: string; readonly id: string };

const keyOf = ({ hubId, until, id }: Place): Key => ({ pk: boardPk(hubId), sk: `${until}#${id}` });

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
  const lines = (kind: string) => found.filter(({ id }) => String(id).startsWith(`${kind}_`));
  return {
    measures: lines("itm").map((item) => MeasureLine.parse(item)),
    requirements: lines("req").map((item) => RequirementLine.parse(item)),
    covers: lines("cov").map((item) => CoverLine.parse(item)),
  };
}

export const addMeasureLine = ({ id, hubId, memberId, kind, from, until }: InterimMeasure): Write =>
  create({ ...keyOf({ hubId, until, id }), id, memberId, kind, from, until, version: 1 });

export const removeMeasureLine = (measure: InterimMeasure): Write => remove(keyOf(measure), 1);

export const findMeasureLine = (table: Table, measure: InterimMeasure): Promise<Item | undefined> =>
  table.get(keyOf(measure));

/** The slug is kept beside the id: rules ask whether a path of slugs holds it. */
export const addRequirementLine = (one: Requirement, categorySlug: string | undefined): Write => {
  const { id, hubId, categoryId, placeKind, circumstance, need, clearance, from } = one;
  const asked = { categoryId, categorySlug, placeKind, circumstance, need, clearance, from };
  return create({ ...keyOf({ hubId, until: noEnd, id }), id, ...asked, version: 1 });
};

export const removeRequirementLine = ({ hubId, id }: Requirement): Write =>
  remove(keyOf({ hubId, until: noEnd, id }), 1);

const lastMoment = (day: string) => `${day}T23:59:59.999Z`;

export const addCoverLine = (cover: Cover, categorySlugs: readonly string[]): Write => {
  const { id, hubId, holderId, from, until } = cover;
  const key = keyOf({ hubId, until: lastMoment(until), id });
  return create({ ...key, id, holderId, categorySlugs, from, until, version: 1 });
};

export const removeCoverLine = ({ hubId, until, id }: Cover): Write =>
  remove(keyOf({ hubId, until: lastMoment(until), id }), 1);
