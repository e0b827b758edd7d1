import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  remove,
  replace,
  rowsOf,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { InterimMeasure } from "../model/index.ts";
import { addMeasureLine, findMeasureLine, removeMeasureLine } from "./board.ts";

const keyOf = (id: string) => ({ pk: id, sk: "MEASURE" });
const inHub = (hubId: string) => `MEASURES#${hubId}`;
const forMember = (memberId: string) => `MEASURES#${memberId}`;

const itemOf = (measure: InterimMeasure): Item & { readonly version: number } => ({
  ...keyOf(measure.id),
  ...measure,
  i1pk: inHub(measure.hubId),
  i1sk: byTime(measure.createdAt, measure.id),
  i2pk: forMember(measure.memberId),
  i2sk: byTime(measure.createdAt, measure.id),
});

export async function findMeasure(table: Table, id: string): Promise<InterimMeasure | undefined> {
  const item = await table.get(keyOf(id));
  return item && InterimMeasure.parse(item);
}

/** A new measure, with the line that makes it hold. */
export const createMeasure = (measure: InterimMeasure): readonly Write[] => [
  create(itemOf(measure)),
  addMeasureLine(measure),
];

/** A measure as it is now, with its line moved or taken away. */
export const saveMeasure = (before: InterimMeasure, after: InterimMeasure): readonly Write[] => [
  replace(itemOf(after)),
  ...(before.until === after.until && after.endedAt === undefined
    ? []
    : [removeMeasureLine(before), ...(after.endedAt === undefined ? [addMeasureLine(after)] : [])]),
];

/** Measures of a hub, those that ended too, oldest first. */
export const measuresInHub = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<InterimMeasure>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: inHub(hubId) }, (item) => InterimMeasure.parse(item));

/** All measures of a member, as they are stored, oldest first. */
export const storedMeasures = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: forMember(memberId) });

/** Measures of a hub that began up to some place, as they are stored. */
export const storedInHub = (
  table: Table,
  { hubId, to }: { readonly hubId: string; readonly to: string },
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, to, index: "i1", pk: inHub(hubId) });

/** The changes that remove a measure altogether. */
export const measureRemoval = (table: Table, item: Item): Promise<readonly Write[]> =>
  removalOf(table, InterimMeasure.parse(item));

export async function removalOf(table: Table, measure: InterimMeasure): Promise<readonly Write[]> {
  const line = await findMeasureLine(table, measure);
  return [
    remove(keyOf(measure.id), measure.version),
    ...(line ? [removeMeasureLine(measure)] : []),
  ];
}
