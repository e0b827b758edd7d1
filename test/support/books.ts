import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Chain, chainsOf, wrongInChain } from "./books/chains.ts";
import { wrongInHolds } from "./books/holds.ts";
import { wrongInJournals } from "./books/journals.ts";
import { itemsOf } from "./books/stored.ts";

/**
 * Reads the whole table, past everything of ours but the hash of an entry, and says in sentences
 * what is wrong with its books. Nothing to say means: every hub sums to zero, every balance is
 * what its entries add up to, no number is missing, every hash fits, entries and journal entries
 * are the same minutes, and what is set aside is what open exchanges stand for.
 */
export async function checkBooks(
  client: DynamoDBClient,
  tableName: string,
): Promise<readonly string[]> {
  return (await wrongInTable(client, tableName)).wrong;
}

/** The same, with what was read: every item, and the last entry of every account by its id. */
export async function wrongInTable(client: DynamoDBClient, tableName: string) {
  const items = await itemsOf(client, tableName);
  const chains = chainsOf(items);
  const heads = new Map(
    [...chains].flatMap(([id, chain]) => chain.slice(-1).map((one) => [id, one] as const)),
  );
  const wrong = [
    ...[...chains.values()].flatMap(wrongInChain),
    ...wrongSums(chains),
    ...wrongMirrors(chains),
    ...wrongInJournals(items, chains),
    ...wrongInHolds(items, chains),
  ];
  return { wrong, items, heads };
}

/** A hub adds up to zero now, and as of every moment at which something was recorded. */
function wrongSums(chains: ReadonlyMap<string, Chain>): readonly string[] {
  const sums = new Map<string, Map<string, number>>();
  for (const { hubId, recordedAt, minutes } of [...chains.values()].flat()) {
    const moments = sums.get(hubId) ?? new Map<string, number>();
    sums.set(hubId, moments.set(recordedAt, (moments.get(recordedAt) ?? 0) + minutes));
  }
  return [...sums].flatMap(([hubId, moments]) =>
    [...moments].flatMap(([moment, sum]) =>
      sum === 0 ? [] : [`What the accounts of ${hubId} gained at ${moment} is ${sum}, not zero.`],
    ),
  );
}

/** What one hub has for another is what the other has against it. */
function wrongMirrors(chains: ReadonlyMap<string, Chain>): readonly string[] {
  const balances = new Map<string, number>();
  for (const chain of chains.values()) {
    const head = chain.at(-1);
    if (head?.accountKind !== "CLEARING") continue;
    const pair = `${head.hubId} ${head.label}`;
    balances.set(pair, (balances.get(pair) ?? 0) + head.balanceMinutes);
  }
  return [...balances].flatMap(([pair, balance]) => {
    const mirror = balances.get(pair.split(" ").toReversed().join(" ")) ?? 0;
    return balance + mirror === 0 ? [] : [`Between ${pair}: ${balance} and ${mirror}.`];
  });
}
