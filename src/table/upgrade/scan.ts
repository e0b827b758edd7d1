import { type AttributeValue, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unlessBusy } from "../busy.ts";
import { storedKey } from "../codec.ts";
import { itemOf } from "../dynamodb.ts";
import type { Item, Key } from "../table.ts";
import { breakable, count, counting, type TableOptions } from "../usage.ts";

/** A part of the table, which is walked from its start to its end. */
export type Segment = { readonly number: number; readonly of: number };

export type Page = { readonly items: readonly Item[]; readonly after: Key | undefined };

/**
 * Some items of a part of the table, in no order, and where to go on. Only for whoever changes
 * every item there is: no request and no deadline is kept by looking at everything.
 */
export async function scanPage(
  options: TableOptions,
  { number, of }: Segment,
  { after, limit }: { readonly after: Key | undefined; readonly limit: number },
): Promise<Page> {
  const answer = await unlessBusy(
    options.client.send(
      new ScanCommand({
        TableName: options.tableName,
        Segment: number,
        TotalSegments: of,
        ConsistentRead: true,
        Limit: limit,
        ...(after ? { ExclusiveStartKey: storedKey(after) } : {}),
        ...counting(options),
      }),
      breakable(options),
    ),
  );
  count(options, "read", "Scan", answer.ConsumedCapacity);
  return { items: (answer.Items ?? []).map(itemOf), after: keyOf(answer.LastEvaluatedKey) };
}

const keyOf = (key: Record<string, AttributeValue> | undefined): Key | undefined =>
  key && { pk: String(key["pk"]?.S), sk: String(key["sk"]?.S) };
