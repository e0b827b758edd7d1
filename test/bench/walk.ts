import { goOnCounting, wantRecount } from "../../src/insight/index.ts";
import { addMinutes, newId } from "../../src/kernel/index.ts";
import { everyHub } from "../../src/membership/index.ts";
import { create, dynamodbTable, mostWrites, type Table } from "../../src/table/index.ts";
import { now, openBank, tableName } from "./bank.ts";
import { moveIn } from "./people.ts";
import { rounded } from "./stats.ts";

/** As long as the deployed schedule lets one room go on. */
const turnMillis = 20_000;

/**
 * The clock's longest walk, everything counted anew, over more and more members: what it remembers
 * must not grow with them, and each turn has to end in time and leave its place to the next.
 */
export async function showWalk(sizes: readonly number[]): Promise<void> {
  const rows = [];
  for (const members of sizes) rows.push(await rowFor(members));
  console.log("Everything counted anew by the clock, by members with an account.");
  console.table(rows);
}

async function rowFor(members: number) {
  const bank = await openBank();
  const { hubs } = await moveIn(bank, { hubs: 1, members: 2 });
  const hubId = hubs[0]?.members[0]?.hubId ?? "";
  const { client } = bank;
  const table = () => dynamodbTable({ client, tableName });
  await openAccounts(table(), { hubId, members });
  const { turns, entries, mostBytes, millis } = await recount(table);
  await bank.stop();
  return {
    members,
    turns,
    entries,
    "members a second": Math.round((members / millis) * 1_000),
    "most heap in use, MB": rounded(mostBytes / 1_000_000, 0),
  };
}

/** One entry for each: an hour that came in. */
async function openAccounts(
  table: Table,
  { hubId, members }: { readonly hubId: string; readonly members: number },
) {
  for (let done = 0; done < members; done += mostWrites) {
    const some = Array.from({ length: Math.min(mostWrites, members - done) }, () => newId("acc"));
    await table.commit(some.map((accountId) => create(entryOf(accountId, hubId))));
  }
}

const entryOf = (accountId: string, hubId: string) => ({
  ...{ pk: accountId, sk: "00000001", hubId, accountKind: "MEMBER", kind: "EXCHANGE" },
  ...{ minutes: 60, balanceMinutes: 60, floorMinutes: -300, status: "OPEN" },
  ...{ actId: newId("exc"), recordedAt: now, hash: "A".repeat(43) },
  ...{ i1pk: `ACCOUNTS#${hubId}`, i1sk: `MEMBER#${accountId}` },
});

async function recount(table: () => Table) {
  await wantRecount(table());
  const start = performance.now();
  let [moment, turns, entries, mostBytes] = [now, 0, 0, 0];
  for (let steps = 1; steps > 0; turns += 1) {
    moment = addMinutes(moment, 3);
    const hubs = await everyHub(table());
    const tally = await goOnCounting({ table: table(), now: moment, hubs }, turnMillis);
    entries += tally.entries;
    globalThis.gc?.();
    mostBytes = Math.max(mostBytes, process.memoryUsage().heapUsed);
    steps = tally.steps;
  }
  return { turns, entries, mostBytes, millis: performance.now() - start };
}
