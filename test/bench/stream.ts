import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { createStreamHandler } from "../../functions/stream-handler.ts";
import { newId } from "../../src/kernel/index.ts";
import { create, dynamodbTable, type Usage } from "../../src/table/index.ts";
import { type Bank, now, openBank, tableName } from "./bank.ts";
import { moveIn } from "./people.ts";
import { median, millisOf, rounded } from "./stats.ts";

/** What the deployed function is handed at a time. */
const batchSize = 500;
const yardsticks = 60;

/**
 * The stream function on batches as the table's stream brings them: how many entries it counts in a
 * second, what one costs, and how that compares with the least a settlement's own commit takes.
 */
export async function showStream(entries: number): Promise<void> {
  const rows = [];
  for (const perAccount of [1, 5, 50]) rows.push(await rowFor(entries, perAccount));
  console.log(`The stream function on ${entries} entries, in batches of ${batchSize}.`);
  console.table(rows);
}

async function rowFor(entries: number, perAccount: number) {
  const bank = await openBank();
  const { hubs } = await moveIn(bank, { hubs: 4, members: 2 });
  const hubIds = hubs.map(({ members }) => members[0]?.hubId ?? "");
  const usage: Usage[] = [];
  const meter = { isOn: false };
  const { client } = bank;
  const handler = createStreamHandler({
    table: () =>
      dynamodbTable({
        ...{ client, tableName },
        ...(meter.isOn ? { onUsage: (used: Usage) => usage.push(used) } : {}),
      }),
    queue: { send: async () => {} },
    now: () => now,
  });
  const hear = async (batches: readonly (readonly DynamoDBRecord[])[]) => {
    for (const records of batches) {
      const { batchItemFailures } = await handler({ Records: [...records] });
      if (batchItemFailures.length > 0) throw new Error("A batch failed.");
    }
  };
  await hear(batchesOf(batchSize * 2, perAccount, hubIds));
  const batches = batchesOf(entries, perAccount, hubIds);
  const millis = await millisOf(() => hear(batches));
  meter.isOn = true;
  await hear(batchesOf(batchSize, perAccount, hubIds));
  const bare = await bareMillis(bank);
  await bank.stop();
  const units = (kind: "readUnits" | "writeUnits") =>
    rounded(usage.reduce((all, used) => all + used[kind], 0) / batchSize);
  return {
    "entries of an account in a batch": perAccount,
    "entries a second": Math.round((entries / millis) * 1_000),
    "one ÷ bare commit of three": rounded(millis / entries / bare, 3),
    "write units an entry": units("writeUnits"),
    "read units an entry": units("readUnits"),
  };
}

/** The time of a commit of three new items, as a settlement is one. */
async function bareMillis({ client }: Bank): Promise<number> {
  const table = dynamodbTable({ client, tableName });
  const times = [];
  for (let round = 0; round < yardsticks; round++) {
    const items = [0, 1, 2].map((at) => create({ pk: newId("acc"), sk: String(at) }));
    times.push(await millisOf(() => table.commit(items)));
  }
  return median(times);
}

function batchesOf(entries: number, perAccount: number, hubIds: readonly string[]) {
  const records: DynamoDBRecord[] = [];
  for (let account = 0; records.length < entries; account++) {
    const [accountId, hubId] = [newId("acc"), hubIds[account % hubIds.length] ?? ""];
    for (let seq = 1; seq <= perAccount; seq++) records.push(recordOf({ accountId, hubId, seq }));
  }
  return Array.from({ length: Math.ceil(entries / batchSize) }, (_none, at) =>
    records.slice(at * batchSize, (at + 1) * batchSize),
  );
}

const text = (S: string): AttributeValue => ({ S });
const number = (N: number): AttributeValue => ({ N: String(N) });

/** An hour given and an hour spent, turn by turn. */
function recordOf(wish: {
  readonly accountId: string;
  readonly hubId: string;
  readonly seq: number;
}) {
  const minutes = wish.seq % 2 === 1 ? 60 : -60;
  const NewImage = {
    ...{ pk: text(wish.accountId), sk: text(String(wish.seq).padStart(8, "0")) },
    ...{ hubId: text(wish.hubId), accountKind: text("MEMBER"), kind: text("EXCHANGE") },
    ...{ minutes: number(minutes), balanceMinutes: number(minutes > 0 ? 60 : 0) },
    ...{ floorMinutes: number(-300), status: text("OPEN"), counterId: text(newId("acc")) },
    ...{ actId: text(newId("exc")), recordedAt: text(now), hash: text("A".repeat(43)) },
  };
  return { eventName: "INSERT" as const, dynamodb: { NewImage, SequenceNumber: String(wish.seq) } };
}
