import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Contents, contentsOf } from "./copies.ts";

type Key = { readonly pk: string; readonly sk: string };
type Spoil = {
  readonly key: Key;
  /** Dotted names reach into what is nested. A field set to undefined is taken away. */
  readonly fields: Readonly<Record<string, string | number | undefined>>;
};

const stored = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });

/** Changes a stored item past everything of ours, as nobody should be able to. */
export async function spoil(
  client: DynamoDBClient,
  tableName: string,
  { key, fields }: Spoil,
): Promise<void> {
  const { Item: item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: stored(key) }),
  );
  if (!item) throw new Error(`There is nothing at ${key.pk} ${key.sk}.`);
  const spoiled = Object.entries(fields).reduce(
    (before, [name, value]) => withField(before, name.split("."), value),
    item,
  );
  await client.send(new PutItemCommand({ TableName: tableName, Item: spoiled }));
}

type Item = Record<string, AttributeValue>;

function withField(item: Item, [name = "", ...rest]: readonly string[], value: unknown): Item {
  const { [name]: before, ...others } = item;
  if (rest.length > 0) return { ...others, [name]: within(before, rest, value) };
  if (value === undefined) return others;
  return {
    ...others,
    [name]: typeof value === "number" ? { N: String(value) } : { S: `${value}` },
  };
}

function within(
  before: AttributeValue | undefined,
  path: readonly string[],
  value: unknown,
): AttributeValue {
  const [place, ...rest] = path;
  if (!before?.L) return { M: withField(before?.M ?? {}, path, value) };
  const list = before.L.map((one, at) =>
    String(at) === place ? { M: withField(one.M ?? {}, rest, value) } : one,
  );
  return { L: list };
}

/** Takes a stored item away past everything of ours. */
export async function takeAway(client: DynamoDBClient, tableName: string, key: Key): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: tableName, Key: stored(key) }));
}

/** The most items of one batch write. */
const together = 25;

/** Brings a table back to what it held: what came since is taken away, what was spoiled is mended. */
export async function restore(
  client: DynamoDBClient,
  tableName: string,
  contents: Contents,
): Promise<void> {
  const nameOf = (item: Item) => JSON.stringify([item["pk"], item["sk"]]);
  const held = new Set(contents.map(nameOf));
  const since = (await contentsOf(client, tableName)).filter((item) => !held.has(nameOf(item)));
  const writes = [
    ...since.flatMap(({ pk, sk }) => (pk && sk ? [{ DeleteRequest: { Key: { pk, sk } } }] : [])),
    ...contents.map((Item) => ({ PutRequest: { Item } })),
  ];
  for (let start = 0; start < writes.length; start += together) {
    const some = writes.slice(start, start + together);
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: some } }));
  }
}
