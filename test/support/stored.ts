import { join } from "node:path";
import { type AttributeValue, BatchWriteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { AccessTown } from "../access/town.ts";
import type { TestBank } from "./api.ts";
import { testBank } from "./api.ts";

/** What the last release stored: one of everything there is, as the engine holds it. */
export const keptFile = join(import.meta.dirname, "../conformance/stored/released.json");

type Stored = Record<string, AttributeValue>;

export type Kept = {
  /** The moment of the town. */
  readonly now: string;
  readonly things: AccessTown["things"];
  readonly items: readonly Stored[];
};

/** The town of the matrix with every item in it. */
export async function recorded({ bank, things }: AccessTown): Promise<Kept> {
  const items: Stored[] = [];
  let after: Stored | undefined;
  do {
    const page = await bank.client.send(
      new ScanCommand({
        TableName: bank.tableName,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    after = page.LastEvaluatedKey;
  } while (after);
  return { now: bank.now(), things, items };
}

const writtenAtOnce = 25;

/** The same town again, on a table of its own, read by the code of today. */
export async function restored(kept: Kept): Promise<{ bank: TestBank; things: Kept["things"] }> {
  const bank = await testBank();
  bank.at(kept.now);
  for (let start = 0; start < kept.items.length; start += writtenAtOnce) {
    const puts = kept.items
      .slice(start, start + writtenAtOnce)
      .map((Item) => ({ PutRequest: { Item } }));
    await bank.client.send(new BatchWriteItemCommand({ RequestItems: { [bank.tableName]: puts } }));
  }
  return { bank, things: kept.things };
}
