import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  create,
  type Item,
  remove,
  type StoredRow,
  type Table,
  type Write,
} from "../../table/index.ts";
import { ConsentChange } from "../model/index.ts";

const prefix = "CONSENT#";
/** Sorts after every change's key. */
const last = `${prefix}~`;
const versionDigits = 8;

/** In the order of time, because each change is a version of the member. */
const sortKey = (version: number) => `${prefix}${String(version).padStart(versionDigits, "0")}`;

/** A line of what a member allowed and when, written with the version of the member it made. */
export const addConsentChange = (change: ConsentChange, memberVersion: number): Write =>
  create({ pk: change.memberId, sk: sortKey(memberVersion), ...change, version: 1 });

/** All that was ever said, newest first. */
export async function consentChangesFor(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<ConsentChange>[]> {
  const range = { pk: memberId, from: prefix, to: last };
  const items = await table.walk({ ...walk, ...range, backwards: !walk.backwards });
  return items.map((item) => ({ node: ConsentChange.parse(item), place: item.sk }));
}

/** The same changes as they are stored, oldest first. */
export async function storedConsentChanges(
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> {
  const items = await table.walk({ ...walk, pk: memberId, from: prefix, to: last });
  return items.map((item) => ({ place: item.sk, item }));
}

export const consentChangeRemoval = ({ pk, sk, version }: Item): Write =>
  remove({ pk, sk }, Number(version));
