import { invariant } from "../../kernel/index.ts";
import type { Entry } from "../../ledger/index.ts";
import { findHub } from "../../membership/index.ts";
import { mostWrites, type Table, type Write } from "../../table/index.ts";
import { type Folded, nothing, together } from "../decide/index.ts";
import type { Addition, Cursor } from "../model.ts";
import { type BucketName, findBucket, saveBucket, saveCursor } from "../repository.ts";

/** An area is written by all of its hubs, so it has parts, by hub, for them to have room. */
const areaParts = 16;

/** Where the entries of each hub are counted: the hub itself, and every area it stands in. */
type Places = ReadonlyMap<string, readonly { readonly placeId: string; readonly part: string }[]>;

export async function placesOf(table: Table, entries: readonly Entry[]): Promise<Places> {
  const hubIds = [...new Set(entries.map(({ hubId }) => hubId))];
  const hubs = await Promise.all(hubIds.map((hubId) => findHub(table, hubId)));
  return new Map(
    hubs.map((hub) => {
      invariant(hub, "an account's hub is there");
      const part = partFor(hub.id);
      const areas = hub.areaPath.map((placeId) => ({ placeId, part }));
      return [hub.id, [{ placeId: hub.id, part: "00" }, ...areas]] as const;
    }),
  );
}

/** Always the same part for a hub, so that a commit of its own needs no more than one. */
export function partFor(hubId: string): string {
  const number = [...hubId].reduce((all, letter) => (all * 31 + letter.charCodeAt(0)) % 65_521, 7);
  return String(number % areaParts).padStart(2, "0");
}

/** What has to be written, gathered entry by entry for as long as it fits into one commit. */
export function createAdding(places: Places) {
  const cursors = new Map<string, { readonly before: number; readonly cursor: Cursor }>();
  const buckets = new Map<string, { readonly name: BucketName; readonly adds: Addition }>();
  let taken = 0;
  const bucketsFor = (hubId: string, month: string) =>
    (places.get(hubId) ?? []).map(({ placeId, part }) => ({
      at: `${placeId} ${month} ${part}`,
      name: { placeId, month, part },
    }));
  return {
    /** How far an account is counted with what was taken here. */
    cursorOf: (cursor: Cursor): Cursor => cursors.get(cursor.accountId)?.cursor ?? cursor,

    /** Takes the next entry of an account; false where it does not fit any more. */
    take: (hubId: string, { cursor, month, adds }: Folded): boolean => {
      const { accountId } = cursor;
      const wanted = bucketsFor(hubId, month);
      const more = wanted.filter(({ at }) => !buckets.has(at)).length;
      const own = cursors.has(accountId) ? 0 : 1;
      if (cursors.size + own + buckets.size + more > mostWrites) return false;
      const before = cursors.get(accountId)?.before ?? cursor.version;
      cursors.set(accountId, { before, cursor });
      for (const { at, name } of wanted) {
        // Which kind of help it was is kept for hubs alone.
        const here = name.placeId === hubId ? adds : { ...adds, byCategory: {} };
        buckets.set(at, { name, adds: together(buckets.get(at)?.adds ?? nothing, here) });
      }
      taken += 1;
      return true;
    },

    entries: (): number => taken,

    /** Everything on the versions that were read, so that two who count the same count once. */
    writes: async (table: Table, generation: number): Promise<readonly Write[]> => {
      const moved = [...cursors.values()].map(({ before, cursor }) =>
        saveCursor(generation, { ...cursor, version: before + 1 }),
      );
      const counted = [...buckets.values()].map(async ({ name, adds }) => {
        const bucket = await findBucket(table, generation, name);
        return saveBucket(generation, name, {
          ...together(bucket, adds),
          version: bucket.version + 1,
        });
      });
      return [...moved, ...(await Promise.all(counted))];
    },
  };
}
