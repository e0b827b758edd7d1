import { type AttributeValue, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";

/** An item as it lies in the table, as plain values. */
export type StoredItem = { readonly [name: string]: unknown };

/** Every item of a table, past every layer of ours: what is really there. */
export async function itemsOf(
  client: DynamoDBClient,
  tableName: string,
): Promise<readonly StoredItem[]> {
  const found: StoredItem[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const answer = await client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    for (const item of answer.Items ?? []) found.push(plainFields(item));
    start = answer.LastEvaluatedKey;
  } while (start);
  return found;
}

const plainFields = (stored: Record<string, AttributeValue>): StoredItem =>
  Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, plain(value)]));

function plain(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(plain);
  return value.M === undefined ? null : plainFields(value.M);
}

/** The text of a field, or nothing. */
export const textOf = (item: StoredItem, name: string): string => String(item[name] ?? "");

export const numberOf = (item: StoredItem, name: string): number => Number(item[name]);

/** A list of things in a field, or none. */
export function listOf(item: StoredItem, name: string): readonly StoredItem[] {
  const list = item[name];
  return Array.isArray(list) ? list : [];
}
