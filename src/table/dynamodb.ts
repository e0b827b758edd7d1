import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import DataLoader from "dataloader";
import { invariant } from "../kernel/index.ts";
import { decodeFields, encodeFields, type Stored } from "./codec.ts";
import { indexKeys } from "./definition.ts";
import {
  type Commit,
  type IndexLine,
  type Item,
  type Key,
  mostWrites,
  type Table,
  type Walk,
  type Write,
} from "./table.ts";

/** What one call to the engine used, told to whoever is measuring. */
export type Usage = {
  readonly operation: string;
  readonly readUnits: number;
  readonly writeUnits: number;
};

export type TableOptions = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Told after every call; asking for it makes the engine count capacity units. */
  readonly onUsage?: (usage: Usage) => void;
};

/**
 * Someone else holds the same items in a transaction at this moment, or the engine asks us to
 * slow down. Nothing was written; trying again is safe.
 */
export class Busy extends Error {
  override readonly name = "Busy";
}

/** The most keys one batch read may ask for. */
const mostKeys = 100;

/** The table as DynamoDB keeps it. Make one for each request: gets are batched per instance. */
export function dynamodbTable(options: TableOptions): Table {
  const gets = new DataLoader<Key, Item | undefined, string>(
    (keys) => getMany(options, keys),
    // Never cached: a use case that tries again must see what changed.
    { cache: false, maxBatchSize: mostKeys },
  );
  return {
    get: (key) => gets.load(key),
    walk: (walk) => walkBase(options, walk),
    walkIndex: (walk) => walkKeys(options, walk),
    commit: (writes) => commit(options, writes),
  };
}

const counting = (options: TableOptions) =>
  options.onUsage ? ({ ReturnConsumedCapacity: "INDEXES" } as const) : {};

type Capacity = { readonly CapacityUnits?: number | undefined } | undefined;

function count(
  options: TableOptions,
  kind: "read" | "write",
  operation: string,
  consumed: Capacity | readonly Capacity[],
) {
  if (!options.onUsage) return;
  const list = Array.isArray(consumed) ? (consumed as readonly Capacity[]) : [consumed as Capacity];
  const units = list.reduce((sum, one) => sum + (one?.CapacityUnits ?? 0), 0);
  options.onUsage({
    operation,
    readUnits: kind === "read" ? units : 0,
    writeUnits: kind === "write" ? units : 0,
  });
}

async function getMany(
  options: TableOptions,
  keys: readonly Key[],
): Promise<readonly (Item | undefined)[]> {
  const named = new Map(keys.map((key) => [nameOf(key), key]));
  const distinct = [...named.values()];
  const [only] = distinct;
  const found =
    distinct.length === 1 && only ? await getOne(options, only) : await getBatch(options, distinct);
  return keys.map((key) => found.get(nameOf(key)));
}

async function getOne(options: TableOptions, key: Key): Promise<ReadonlyMap<string, Item>> {
  const answer = await options.client.send(
    new GetItemCommand({
      TableName: options.tableName,
      Key: storedKey(key),
      ConsistentRead: true,
      ...counting(options),
    }),
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
  // A batch read may answer with a part and name the rest; each round must bring something.
  for (let round = 0; wanted.length > 0; round++) {
    invariant(round < 10, "a batch read ends");
    const answer = await options.client.send(
      new BatchGetItemCommand({
        RequestItems: { [options.tableName]: { Keys: wanted, ConsistentRead: true } },
        ...counting(options),
      }),
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
  if (range.low > range.high) return found;
  let start: Stored | undefined;
  do {
    const answer = await options.client.send(
      new QueryCommand({
        TableName: options.tableName,
        ...(walk.index ? { IndexName: walk.index } : { ConsistentRead: consistent }),
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

async function commit(options: TableOptions, writes: readonly Write[]): Promise<Commit> {
  invariant(writes.length > 0, "a commit holds something");
  invariant(writes.length <= mostWrites, `a commit holds at most ${mostWrites} changes`);
  const [only] = writes;
  if (writes.length === 1 && only && only.kind !== "require") return commitOne(options, only);
  try {
    const answer = await options.client.send(
      new TransactWriteItemsCommand({
        TransactItems: writes.map((write) => transactItem(options.tableName, write)),
        ...counting(options),
      }),
    );
    count(options, "write", "TransactWriteItems", answer.ConsumedCapacity ?? []);
    return "COMMITTED";
  } catch (error) {
    return whyCancelled(error);
  }
}

function whyCancelled(error: unknown): "CHANGED" {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? "None");
  if (codes.includes("ConditionalCheckFailed")) return "CHANGED";
  if (codes.every((code) => code === "None" || passing.has(code))) throw new Busy(codes.join(" "));
  throw error;
}

/** Reasons that pass by themselves. */
const passing = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/**
 * One change needs no transaction, at half the price. When the engine says the condition failed
 * and what it holds is just what we sent, then it was our own first attempt, whose answer was
 * lost. Only a receipt makes an item one request's own: without it, equal is not the same.
 */
async function commitOne(
  options: TableOptions,
  write: Exclude<Write, { kind: "require" }>,
): Promise<Commit> {
  try {
    const answer =
      write.kind === "remove"
        ? await options.client.send(
            new DeleteItemCommand({
              TableName: options.tableName,
              Key: storedKey(write.key),
              ...guard(write),
              ...counting(options),
            }),
          )
        : await options.client.send(
            new PutItemCommand({
              TableName: options.tableName,
              Item: encodeFields(write.item),
              ...guard(write),
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
              ...counting(options),
            }),
          );
    count(options, "write", write.kind, answer.ConsumedCapacity);
    return "COMMITTED";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const ours =
      write.kind !== "remove" &&
      write.item["receipts"] !== undefined &&
      error.Item !== undefined &&
      sameItem(error.Item, encodeFields(write.item));
    return ours ? "COMMITTED" : "CHANGED";
  }
}

function transactItem(tableName: string, write: Write): TransactWriteItem {
  if (write.kind === "create" || write.kind === "replace") {
    return { Put: { TableName: tableName, Item: encodeFields(write.item), ...guard(write) } };
  }
  const what = { TableName: tableName, Key: storedKey(write.key), ...guard(write) };
  return write.kind === "remove" ? { Delete: what } : { ConditionCheck: what };
}

function guard(write: Write) {
  if (write.kind === "create") return { ConditionExpression: "attribute_not_exists(pk)" };
  const before = write.kind === "replace" ? write.item.version - 1 : write.version;
  return {
    ConditionExpression: "version = :version",
    ExpressionAttributeValues: { ":version": { N: String(before) } },
  };
}

const nameOf = (key: Key) => `${key.pk}\u0000${key.sk}`;
const storedKey = (key: Key): Stored => ({ pk: { S: key.pk }, sk: { S: key.sk } });

function itemOf(stored: Stored): Item {
  const fields = decodeFields(stored);
  const { pk, sk } = fields;
  invariant(typeof pk === "string" && typeof sk === "string", "an item has its keys");
  return { ...fields, pk, sk };
}

function sameItem(a: Stored, b: Stored): boolean {
  const sorted = (stored: Stored) => JSON.stringify(sortFields(decodeFields(stored)));
  return sorted(a) === sorted(b);
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, held]) => [name, sortFields(held)] as const)
      .sort(([x], [y]) => (x < y ? -1 : 1)),
  );
}

const lowest = " ";
const highest = "\u{10FFFF}";

const justAfter = (sortKey: string) => `${sortKey} `;

/** The greatest sort key below this one: all keys here are text without the highest character. */
function justBefore(sortKey: string): string {
  const last = sortKey.codePointAt(sortKey.length - 1) ?? 33;
  return `${sortKey.slice(0, -1)}${String.fromCodePoint(last - 1)}${highest}`;
}
