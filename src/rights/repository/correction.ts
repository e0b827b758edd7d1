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
import { CorrectionRequest } from "../model/index.ts";

const keyOf = (id: string) => ({ pk: id, sk: "CORRECTION" });
const openIn = (hubId: string) => `CORRECTIONS_OPEN#${hubId}`;
const decidedIn = (hubId: string) => `CORRECTIONS_DECIDED#${hubId}`;
const askedFor = (memberId: string) => `CORRECTIONS#${memberId}`;

/** What waits for an answer stands in one list of the hub, by when it is due; the rest in another. */
const itemOf = (request: CorrectionRequest): Item & { readonly version: number } => ({
  ...keyOf(request.id),
  ...request,
  ...(request.status === "OPEN"
    ? { i1pk: openIn(request.hubId), i1sk: byTime(request.dueAt, request.id) }
    : { i1pk: decidedIn(request.hubId), i1sk: byTime(request.answeredAt, request.id) }),
  i2pk: askedFor(request.memberId),
  i2sk: byTime(request.askedAt, request.id),
});

const read = (item: Item): CorrectionRequest => CorrectionRequest.parse(item);

export async function findCorrection(
  table: Table,
  id: string,
): Promise<CorrectionRequest | undefined> {
  const item = await table.get(keyOf(id));
  return item && read(item);
}

export const createCorrection = (request: CorrectionRequest): Write => create(itemOf(request));
export const saveCorrection = (request: CorrectionRequest): Write => replace(itemOf(request));

/** What waits for an answer in a hub, due soonest first. The index may lag behind an answer. */
export async function openCorrections(
  table: Table,
  hubId: string,
  walk: PageWalk & { readonly to?: string },
): Promise<readonly Row<CorrectionRequest>[]> {
  const rows = await rowsOf(table, { ...walk, index: "i1", pk: openIn(hubId) }, read);
  return rows.filter(({ node }) => node.status === "OPEN");
}

/** All that was asked for a member, newest first. */
export const correctionsFor = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly Row<CorrectionRequest>[]> =>
  rowsOf(table, { ...walk, backwards: !walk.backwards, index: "i2", pk: askedFor(memberId) }, read);

/** What a hub answered up to a moment, longest ago first. */
export const storedDecided = (
  table: Table,
  { hubId, to }: { readonly hubId: string; readonly to: string },
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i1", pk: decidedIn(hubId), to });

export const readCorrection = read;

export const storedCorrections = (
  table: Table,
  memberId: string,
  walk: PageWalk,
): Promise<readonly StoredRow[]> =>
  storedAlong(table, { ...walk, index: "i2", pk: askedFor(memberId) });

export const correctionRemoval = ({ pk, sk, version }: Item): Write =>
  remove({ pk, sk }, Number(version));
