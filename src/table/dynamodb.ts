import {
  type AttributeValue,
  BatchGetItemCommand,
  GetItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import DataLoader from "dataloader";
import { invariant } from "../kernel/index.ts";
import { Busy, unlessBusy } from "./busy.ts";
import { decodeFields, encodeFields, type Stored, storedKey } from "./codec.ts";
import { commit } from "./commit.ts";
import { indexKeys, nameOfIndex } from "./definition.ts";
import type { IndexLine, Item, Key, Table, Walk } from "./table.ts";
import { breakable, count, counting, type TableOptions } from "./usage.ts";

/** The most keys one batch read may ask for. */
const mostKeys = 100;
/** How often the rest of a batch read is asked for. */
const mostRounds = 10;

/** The table as DynamoDB keeps it. Make one for each request: gets are batched per instance. */
export function dynamodbTable(options: TableOptions): Table {
  const gets: DataLoader<Key, Item | undefined, string> = new DataLoader(
    (keys: readonly Key[]) => {
      // Whoever asks twice in one tick shares an answer; later askers get a fresh one, because a
      // use case that tries again must see what changed.
      gets.clearAll();
      return getMany(options, keys);
    },
    { cacheKeyFn: nameOf, maxBatchSize: mostKeys },
  );
  const load = async (key: Key) => (canBeKept(key.pk) ? gets.load(key) : undefined);
  const begun = new Map<string, Promise<Item | undefined>>();
  return {
    get: (key) => {
      const early = begun.get(nameOf(key));
      begun.delete(nameOf(key));
      return early ?? load(key);
    },
    expect: (key) => {
      const early = load(key);
      // Whoever takes it sees its failure; if nobody does, it was not needed.
      early.catch(() => undefined);
      begun.set(nameOf(key), early);
    },
    walk: (walk) => walkBase(options, walk),
    walkIndex: (walk) => walkKeys(options, walk),
    commit: (writes) => commit(options, writes),
  };
}

async function getMany(
  options: TableOptions,
  keys: readonly Key[],
): Promise<readonly (Item | undefined)[]> {
  const [only] = keys;
  const found =
    keys.length === 1 && only ? await getOne(options, only) : await getBatch(options, keys);
  return keys.map((key) => found.get(nameOf(key)));
}

async function getOne(options: TableOptions, key: Key): Promise<ReadonlyMap<string, Item>> {
  const answer = await unlessBusy(
    options.client.send(
      new GetItemCommand({
        TableName: options.tableName,
        Key: storedKey(key),
        ConsistentRead: true,
        ...counting(options),
      }),
      breakable(options),
    ),
  );
  count(options, "read", "GetItem", answer.ConsumedCapacity);
  return new Map(answer.Item ? [[nameOf(key), itemOf(answer.Item)]] : []);
}

async function getBatch(
  options: TableOptions,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, Item>> {
  const found = new Map<string, Item>();
  let wanted: Record<string, AttributeValue>[] = keys.map(storedKey);
  // A batch read may answer with a part and name the rest, when the engine has too much to do.
  for (let round = 0; wanted.length > 0; round++) {
    if (round === mostRounds) throw new Busy("a batch read has no end");
    const answer = await unlessBusy(
      options.client.send(
        new BatchGetItemCommand({
          RequestItems: { [options.tableName]: { Keys: wanted, ConsistentRead: true } },
          ...counting(options),
        }),
        breakable(options),
      ),
    );
    count(options, "read", "BatchGetItem", answer.ConsumedCapacity ?? []);
    for (const stored of answer.Responses?.[options.tableName] ?? []) {
      const item = itemOf(stored);
      found.set(nameOf(item), item);
    }
    wanted = answer.UnprocessedKeys?.[options.tableName]?.Keys ?? [];
  }
  return found;
}

async function walkBase(
  options: TableOptions,
  walk: Omit<Walk, "index">,
): Promise<readonly Item[]> {
  const stored = await query(options, walk, { pk: "pk", sk: "sk" }, !walk.mayLag);
  return stored.map(itemOf);
}

async function walkKeys(
  options: TableOptions,
  walk: Walk & { readonly index: NonNullable<Walk["index"]> },
): Promise<readonly IndexLine[]> {
  const names = indexKeys(walk.index);
  const stored = await query(options, walk, names, false);
  return stored.map((line) => {
    const { pk, sk, [names.sk]: indexSk } = itemOf(line);
    invariant(typeof indexSk === "string", "an index line has a sort key");
    return { pk, sk, indexSk };
  });
}

async function query(
  options: TableOptions,
  walk: Walk,
  names: { readonly pk: string; readonly sk: string },
  consistent: boolean,
): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  const range = rangeOf(walk);
  // The engine calls an empty range an error; to a caller it is simply nothing.
  if (range.low > range.high || !canBeKept(walk.pk)) return found;
  let start: Stored | undefined;
  do {
    const answer = await unlessBusy(
      options.client.send(
        new QueryCommand({
          TableName: options.tableName,
          ...(walk.index ? { IndexName: nameOfIndex(walk.index) } : { ConsistentRead: consistent }),
          KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :low AND :high",
          ExpressionAttributeNames: { "#pk": names.pk, "#sk": names.sk },
          ExpressionAttributeValues: encodeFields({
            ":pk": walk.pk,
            ":low": range.low,
            ":high": range.high,
          }),
          ScanIndexForward: !walk.backwards,
          Limit: walk.limit - found.length,
          ...(start ? { ExclusiveStartKey: start } : {}),
          ...counting(options),
        }),
        breakable(options),
      ),
    );
    count(options, "read", "Query", answer.ConsumedCapacity);
    found.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start && found.length < walk.limit);
  return found;
}

/** Bounds are inclusive and the engine takes one range, so "after" becomes the nearest key beyond. */
function rangeOf({ from, to, after, backwards }: Walk) {
  const low = after !== undefined && !backwards ? justAfter(after) : from;
  const high = after !== undefined && backwards ? justBefore(after) : to;
  return { low: low ?? lowest, high: high ?? highest };
}

/** The most bytes of a partition key. */
const longestPk = 2048;

/**
 * Callers look things up by whatever they were given. Under a key that the engine calls an error
 * nothing is kept, and one such key must not spoil the others that are read with it.
 */
const canBeKept = (pk: string) => pk !== "" && Buffer.byteLength(pk) <= longestPk;

const nameOf = (key: Key) => `${key.pk}\u0000${key.sk}`;

export function itemOf(stored: Stored): Item {
  const fields = decodeFields(stored);
  const { pk, sk } = fields;
  invariant(typeof pk === "string" && typeof sk === "string", "an item has its keys");
  return { ...fields, pk, sk };
}

const lowest = " ";
const highest = "\u{10FFFF}";

const justAfter = (sortKey: string) => `${sortKey} `;

/** The greatest sort key below this one: all keys here are text without the highest character. */
function justBefore(sortKey: string): string {
  const last = sortKey.codePointAt(sortKey.length - 1) ?? 33;
  return `${sortKey.slice(0, -1)}${String.fromCodePoint(last - 1)}${highest}`;
}
