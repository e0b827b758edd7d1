import { rm } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { type Bank, openBank } from "./bank.ts";
import { deedsOn, mutateOn, type Pair } from "./deeds.ts";
import { meet, moveIn, type People } from "./people.ts";
import { quantile, rounded } from "./stats.ts";

const callers = [1, 16, 64];
const pairs = 64;
const eachSettles = 4;
const minutes = 15;
/** Payers, the provider of each, and the one whom all of them thank in the second round. */
const size = { hubs: 1, members: 2 * pairs + 1 };
const preparedAtOnce = 16;

type Waiting = { readonly pair: Pair; readonly exchangeId: string };
/** What each payer has to confirm. */
type Work = readonly (readonly Waiting[])[];

/**
 * How many settlements a second, and how long each takes, at 1, 16 and 64 callers: over accounts
 * that have nothing to do with each other, and over one account that is part of all of them. A
 * caller who is told BUSY_TRY_AGAIN asks again with the same key, as clients are told to.
 */
export async function showCallers(): Promise<void> {
  const { folder, disjoint, hot } = await prepare();
  const rows: object[] = [];
  for (const [accounts, work] of [
    ["disjoint", disjoint],
    ["one is hot", hot],
  ] as const) {
    for (const count of callers) {
      const bank = await openBank(folder);
      await meet(bank, size);
      rows.push({ accounts, callers: count, ...(await settleAll(bank, work, count)) });
      await bank.stop();
    }
  }
  for (const count of callers) {
    const bank = await openBank(folder);
    rows.push({
      accounts: "bare transactions",
      callers: count,
      ...(await sendAll(bank, disjoint, count)),
    });
    await bank.stop();
  }
  await rm(folder, { recursive: true });
  console.log(
    `${pairs * eachSettles} settlements through the whole API, beside as many bare transactions.`,
  );
  console.table(rows);
}

/** Everything is delivered and waits to be confirmed, in a folder to start from. */
async function prepare() {
  const bank = await openBank();
  const people = await moveIn(bank, size);
  const disjoint = await deliverAll(
    bank,
    pairsOf(people, (place) => pairs + place),
  );
  const hot = await deliverAll(
    bank,
    pairsOf(people, () => 2 * pairs),
  );
  return { folder: await bank.close(), disjoint, hot };
}

function pairsOf({ hubs }: People, providerOf: (place: number) => number): readonly Pair[] {
  const members = hubs[0]?.members ?? [];
  return members.slice(0, pairs).map((payer, place) => {
    const provider = members[providerOf(place)];
    if (!provider) throw new Error("The bench needs more members.");
    return { payer, provider };
  });
}

async function deliverAll(bank: Bank, all: readonly Pair[]): Promise<Work> {
  const deeds = deedsOn(bank);
  const work: Waiting[][] = all.map(() => []);
  await together(preparedAtOnce, all.length, async (place) => {
    const pair = all[place];
    for (let count = 0; pair && count < eachSettles; count++) {
      work[place]?.push({ pair, exchangeId: await deeds.delivered(pair, minutes) });
    }
  });
  return work;
}

/** Works through places 0 to `count` less one, as many at once as there are callers. */
async function together(
  callersAtOnce: number,
  count: number,
  work: (place: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const caller = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: callersAtOnce }, caller));
}

async function settleAll(bank: Bank, work: Work, count: number) {
  const millis: number[] = [];
  let busy = 0;
  const settle = async ({ pair, exchangeId }: Waiting) => {
    const input = { exchangeId, minutes, idempotencyKey: `bench-settle-${exchangeId}` };
    const wish = { name: "confirmExchange", input };
    const start = performance.now();
    for (let done = false; !done; ) {
      const { code } = await mutateOn(bank, pair.payer.persona, wish);
      if (code !== undefined && code !== "BUSY_TRY_AGAIN") throw new Error(code);
      done = code === undefined;
      if (!done) busy++;
    }
    millis.push(performance.now() - start);
  };
  const start = performance.now();
  await together(count, work.length, async (place) => {
    for (const waiting of work[place] ?? []) await settle(waiting);
  });
  return { ...speedOf(millis, performance.now() - start), "told BUSY_TRY_AGAIN": busy };
}

/** The same number of transactions like the one that settles, sent alone, each with keys of its own. */
async function sendAll(bank: Bank, work: Work, count: number) {
  await meet(bank, size);
  const [first] = work[0] ?? [];
  if (!first) throw new Error("The bench needs something to settle.");
  const deeds = deedsOn(bank);
  const like = await bank.capture(() => deeds.confirm(first.pair, first.exchangeId, minutes));
  const millis: number[] = [];
  const start = performance.now();
  await together(count, work.length, async (place) => {
    for (let number = 0; number < eachSettles; number++) {
      const command = withKeys(like, `${place}-${number}-`);
      const begun = performance.now();
      await bank.client.send(command);
      millis.push(performance.now() - begun);
    }
  });
  return speedOf(millis, performance.now() - start);
}

/** A captured transaction with other keys, on none of which anything stands yet. */
function withKeys(like: TransactWriteItemsCommand, prefix: string): TransactWriteItemsCommand {
  const TransactItems = like.input.TransactItems?.map(({ Put: put }) => ({
    Put: {
      TableName: put?.TableName,
      Item: { ...put?.Item, pk: { S: `${prefix}${put?.Item?.["pk"]?.S}` } },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
  return new TransactWriteItemsCommand({ TransactItems });
}

const speedOf = (millis: readonly number[], total: number) => ({
  "a second": rounded((millis.length / total) * 1000, 0),
  "p50 ms": rounded(quantile(millis, 0.5), 1),
  "p99 ms": rounded(quantile(millis, 0.99), 1),
});
