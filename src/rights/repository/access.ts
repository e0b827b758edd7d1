import { derivedId, type PageWalk } from "../../kernel/index.ts";
import {
  create,
  type Item,
  replace,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { AccessLine } from "../model/index.ts";

/** Lines about one person stand together, and so do those about many people of a hub. */
export const linesAbout = (subjectOrHubId: string): string => `READS#${subjectOrHubId}`;
const linesBy = (readerId: string): string => `READ_BY#${readerId}`;
const linesOn = (day: string): string => `READ_ON#${day}`;

const ownerOf = (line: AccessLine): string => (line.kind === "ONE" ? line.subjectId : line.hubId);

/** One line for one reader, day and reason; about many people, for the same look at them. */
function keyOf(line: AccessLine) {
  const { day, readerId, readAs, reason = "" } = line;
  const look = line.kind === "MANY" ? [line.what.join(), line.seen.join()] : [];
  const name = derivedId("per", "read", ownerOf(line), readerId, readAs, reason, ...look);
  return { pk: linesAbout(ownerOf(line)), sk: `${day}#${name.slice(4, 20)}` };
}

const itemOf = (line: AccessLine, key: { readonly pk: string; readonly sk: string }) => ({
  ...key,
  ...line,
  i1pk: linesOn(line.day),
  i1sk: key.sk.slice(11),
  i2pk: linesBy(line.readerId),
  i2sk: key.sk,
});

export async function findSameLine(
  table: Table,
  line: AccessLine,
): Promise<AccessLine | undefined> {
  const item = await table.get(keyOf(line));
  return item && AccessLine.parse(item);
}

export const createLine = (line: AccessLine): Write => create(itemOf(line, keyOf(line)));
export const saveLine = (line: AccessLine): Write => replace(itemOf(line, keyOf(line)));

/** A line that says nobody's name: the key stays as it was, and no list leads to it by its reader. */
export function lineWithoutReader(item: Item, standIn: string): Write {
  const { i2pk: _pk, i2sk: _sk, ...rest } = item;
  return replace({ ...rest, readerId: standIn, version: Number(item["version"]) + 1 });
}

export const readLine = (item: Item): AccessLine => AccessLine.parse(item);

/** Lines about somebody, oldest first. */
export async function storedLinesAbout(
  table: Table,
  subjectId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const items = await table.walk({ ...walk, pk: linesAbout(subjectId) });
  return items.map((item) => ({ place: item.sk, item }));
}

/** Lines that name a reader, oldest first. */
export const storedLinesBy = (
  table: Table,
  readerId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: linesBy(readerId) });

/** Lines of a day, about whomever. */
export const storedLinesOn = (
  table: Table,
  day: string,
  walk: Omit<PageWalk, "backwards">,
): Promise<readonly StoredRow[]> => storedAlong(table, { ...walk, index: "i1", pk: linesOn(day) });
