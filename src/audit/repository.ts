import type { PageWalk } from "../kernel/index.ts";
import { create, type Item, type Key, replace, type Table, type Write } from "../table/index.ts";
import { CheckRun, Digest, KeptCheck, Night } from "./model.ts";

const digestsOf = (hubId: string) => `DIGESTS#${hubId}`;
const checkKey = (hubId: string, sk: "RUN" | "RESULT"): Key => ({ pk: `BOOKS#${hubId}`, sk });
const nightKey: Key = { pk: "BOOKS", sk: "NIGHT" };

const digestOf = (item: Item): Digest => Digest.parse({ ...item, day: item.sk });

/** A hub's digests by day: the newest first, or the oldest first when walked backwards. */
export async function digestsBy(
  table: Table,
  hubId: string,
  { after, backwards, limit }: PageWalk,
): Promise<readonly Digest[]> {
  const items = await table.walk({
    pk: digestsOf(hubId),
    backwards: !backwards,
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return items.map(digestOf);
}

/** The newest digest of a hub. */
export async function lastDigest(table: Table, hubId: string): Promise<Digest | undefined> {
  const [last] = await digestsBy(table, hubId, { backwards: false, limit: 1 });
  return last;
}

export async function findDigest(
  table: Table,
  hubId: string,
  day: string,
): Promise<Digest | undefined> {
  const item = await table.get({ pk: digestsOf(hubId), sk: day });
  return item && digestOf(item);
}

/** Only ever created: nobody can make another digest of the same day. */
export function saveDigest({ hubId, day, ...said }: Digest): Write {
  return create({ pk: digestsOf(hubId), sk: day, hubId, ...said });
}

/** The check of a hub's books that is under way, or the last one. */
export async function findRun(table: Table, hubId: string): Promise<CheckRun | undefined> {
  const item = await table.get(checkKey(hubId, "RUN"));
  return item && CheckRun.parse(item);
}

/** Whoever read an older version of the run changes nothing. */
export function saveRun(run: CheckRun): Write {
  const item = { ...checkKey(run.hubId, "RUN"), ...run };
  return run.version === 1 ? create(item) : replace(item);
}

export async function findCheck(table: Table, hubId: string): Promise<KeptCheck | undefined> {
  const item = await table.get(checkKey(hubId, "RESULT"));
  return item && KeptCheck.parse(item);
}

export function saveCheck(check: KeptCheck): Write {
  const item = { ...checkKey(check.hubId, "RESULT"), ...check };
  return check.version === 1 ? create(item) : replace(item);
}

/** The last day whose books were checked in every hub. */
export async function findNight(table: Table): Promise<Night> {
  const item = await table.get(nightKey);
  return item ? Night.parse(item) : { day: "", version: 0 };
}

export function saveNight(night: Night): Write {
  const item = { ...nightKey, ...night };
  return night.version === 1 ? create(item) : replace(item);
}
