import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { invariant } from "../kernel/index.ts";
import { Busy, isPassing, orBusy } from "./busy.ts";
import { decodeFields, encodeFields, type Stored, storedKey } from "./codec.ts";
import { type Commit, mostWrites, type Write } from "./table.ts";
import { breakable, count, counting, type TableOptions } from "./usage.ts";

/** All of these changes or none. */
export async function commit(options: TableOptions, writes: readonly Write[]): Promise<Commit> {
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
      breakable(options),
    );
    count(options, "write", "TransactWriteItems", answer.ConsumedCapacity ?? []);
    return "COMMITTED";
  } catch (error) {
    return whyCancelled(error);
  }
}

function whyCancelled(error: unknown): "CHANGED" {
  if (!(error instanceof TransactionCanceledException)) throw orBusy(error);
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? "None");
  if (codes.includes("ConditionalCheckFailed")) return "CHANGED";
  if (isPassing(codes)) throw new Busy(codes.join(" "));
  throw error;
}

/**
 * One change needs no transaction, at half the price. When the engine says the condition failed
 * and what it holds is just what we sent, then it was our own first attempt, whose answer was
 * lost. Only a receipt makes an item one request's own: without it, equal is not the same.
 *
 * Two workers of the clock who would make the very same change at the very same moment can both be
 * told that it is theirs. It is stored once, so all that may be said twice is the count of what
 * their turns did, which is logged and decides nothing.
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
            breakable(options),
          )
        : await options.client.send(
            new PutItemCommand({
              TableName: options.tableName,
              Item: encodeFields(write.item),
              ...guard(write),
              ReturnValuesOnConditionCheckFailure: "ALL_OLD",
              ...counting(options),
            }),
            breakable(options),
          );
    count(options, "write", write.kind, answer.ConsumedCapacity);
    return "COMMITTED";
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw orBusy(error);
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
