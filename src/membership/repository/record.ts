import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  byTime,
  create,
  type Item,
  remove,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { AssistedRecord } from "../model/index.ts";
import { held } from "./held.ts";

const key = (recordId: string) => ({ pk: recordId, sk: "RECORD" });
const recordsOf = (memberId: string) => `RECORDS#${memberId}`;
export const objectedIn = (hubId: string) => `OBJECTED#${hubId}`;

const item = (record: AssistedRecord): Item & { readonly version: number } => ({
  ...key(record.id),
  ...record,
  i1pk: recordsOf(record.memberId),
  i1sk: byTime(record.createdAt, record.id),
  ...held(record.personId, { kind: "RECORD", id: record.id }),
  ...(record.objection
    ? { i3pk: objectedIn(record.hubId), i3sk: byTime(record.objection.at, record.id) }
    : {}),
});

export async function findRecord(
  table: Table,
  recordId: string,
): Promise<AssistedRecord | undefined> {
  const stored = await table.get(key(recordId));
  return stored && AssistedRecord.parse(stored);
}

export const addRecord = (record: AssistedRecord): Write => create(item(record));
export const removeRecord = (record: AssistedRecord): Write =>
  remove(key(record.id), record.version);
export const saveRecord = (record: AssistedRecord): Write => replace(item(record));

/** What others did in a member's name, newest first. */
export const recordsForMember = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<AssistedRecord>[]> =>
  rowsOf(
    table,
    { ...walk, backwards: !walk.backwards, index: "i1", pk: recordsOf(memberId) },
    (stored) => AssistedRecord.parse(stored),
  );

/** What members of a hub objected to, newest first. */
export const objectionsForHub = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<AssistedRecord>[]> =>
  rowsOf(
    table,
    { ...walk, backwards: !walk.backwards, index: "i3", pk: objectedIn(hubId) },
    (stored) => AssistedRecord.parse(stored),
  );
