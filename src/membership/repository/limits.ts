import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  create,
  type Item,
  remove,
  type StoredRow,
  type Table,
  type Write,
} from "../../table/index.ts";
import { LimitChange } from "../model/index.ts";

const prefix = "LIMITS#";
/** Sorts after every change's key. */
const last = `${prefix}~`;
const versionDigits = 8;

/** In the order of time, because each change is a version of the member. */
const sortKey = (version: number) => `${prefix}${String(version).padStart(versionDigits, "0")}`;

const read = (item: Item): LimitChange => LimitChange.parse(item);

/** A line of a member's history of limits, written with the version of the member it made. */
export const addLimitChange = (change: LimitChange, memberVersion: number): Write =>
  create({ pk: change.memberId, sk: sortKey(memberVersion), ...change, version: 1 });

/** All changes of a member's own limits, newest first. */
export async function limitChangesFor(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<LimitChange>[]> {
  const range = { pk: memberId, from: prefix, to: last };
  const items = await table.walk({ ...walk, ...range, backwards: !walk.backwards });
  return items.map((item) => ({ node: read(item), place: item.sk }));
}

/** The same changes as they are stored, oldest first. */
export async function storedLimitChanges(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const items = await table.walk({ ...walk, pk: memberId, from: prefix, to: last });
  return items.map((item) => ({ place: item.sk, item }));
}

export const limitChangeRemoval = ({ pk, sk, version }: Item): Write =>
  remove({ pk, sk }, Number(version));
