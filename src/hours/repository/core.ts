import { derivedId, type PageWalk, type Row } from "../../kernel/index.ts";
import {
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
import { CoreMonth, CoreWork } from "../model/index.ts";

const workKey = (id: string) => ({ pk: id, sk: "CORE_WORK" });
const diaryOf = (memberId: string) => `CORE_WORK_OF#${memberId}`;
const writtenBy = (writer: string) => `CORE_WORK_BY#${writer}`;
const heldOf = (memberId: string) => `CORE_WORK_HELD#${memberId}`;

/** One line for each kind of work and day, so that nothing is written down twice. */
export const coreWorkId = (memberId: string, happenedOn: string, kind: string): string =>
  derivedId("cwk", memberId, happenedOn, kind);

/** Who writes in a member's diary: only they can make this mark again, and it leads to nobody. */
export const writerMark = (memberId: string, personId: string): string =>
  derivedId("cwk", "writer", memberId, personId);

const place = ({ happenedOn = "", id }: CoreWork) => `${happenedOn}#${id}`;

/** Read by whose it is along one list, by who wrote it along another; what is taken back in none. */
const workItem = (line: CoreWork) => ({
  ...workKey(line.id),
  ...line,
  ...(line.isWithdrawn
    ? {}
    : {
        ...{ i1pk: diaryOf(line.memberId), i1sk: place(line) },
        ...{ i2pk: writtenBy(line.writer), i2sk: place(line) },
      }),
  ...{ i3pk: heldOf(line.memberId), i3sk: line.id },
});

const read = (item: Item): CoreWork => CoreWork.parse(item);

export async function findCoreWork(table: Table, id: string): Promise<CoreWork | undefined> {
  const item = await table.get(workKey(id));
  return item && read(item);
}

export const putCoreWork = (line: CoreWork): Write =>
  line.version === 1 ? create(workItem(line)) : replace(workItem(line));

/** Newest first. */
export const diary = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<CoreWork>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: diaryOf(memberId), backwards: !walk.backwards }, read);

export const diaryBy = (
  table: Table,
  writer: string,
  walk: PageWalk,
): Promise<readonly Row<CoreWork>[]> =>
  rowsOf(table, { ...walk, index: "i2", pk: writtenBy(writer), backwards: !walk.backwards }, read);

const monthKey = (memberId: string, month: string) => ({ pk: `CORE_MONTH#${memberId}`, sk: month });

/** What a member's month came to; nothing so far, at version 0. */
export async function findCoreMonth(
  table: Table,
  memberId: string,
  month: string,
): Promise<CoreMonth> {
  const item = await table.get(monthKey(memberId, month));
  if (item) return CoreMonth.parse(item);
  const nothing = { careMinutes: 0, otherMinutes: 0, recognisedMinutes: 0, creditedMinutes: 0 };
  return { memberId, month, ...nothing, version: 0 };
}

export const putCoreMonth = (month: CoreMonth): Write => {
  const item = {
    ...monthKey(month.memberId, month.month),
    ...month,
    ...{ i3pk: heldOf(month.memberId), i3sk: `month ${month.month}` },
  };
  return month.version === 1 ? create(item) : replace(item);
};

/** Lines, what is left of those taken back, and months. */
export const storedCoreWork = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i3", pk: heldOf(memberId) });

/** Whatever it was, it goes: what was counted of it names nobody. */
export const removeStored = (item: Item): readonly Write[] => [
  remove({ pk: item.pk, sk: item.sk }, Number(item["version"])),
];
