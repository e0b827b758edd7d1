import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { createGzip } from "node:zlib";
import { type AttributeValue, DescribeTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { embeddedEngine } from "../../infra/local/engine.ts";
import { derivedId, isRefusal } from "../../src/kernel/index.ts";
import {
  type AccountRef,
  accountOf,
  actKey,
  type Head,
  planPosting,
} from "../../src/ledger/index.ts";
import type { Item } from "../../src/table/index.ts";
import { type Bank, now, tableName } from "./bank.ts";
import type { Persona } from "./people.ts";

/** Pairs of accounts beside the two of the bench. */
const strangers = 100;
const movementMinutes = 15;

type Stored = Record<string, AttributeValue>;

/**
 * The data of a bank with that many entries more, in a folder to start from: half of them on two
 * accounts that have none yet, half on others of their hub, with the acts behind. The ledger itself planned them, in
 * chains that verify; the engine takes them in as an export of a table, which is far quicker than
 * writing them one after another.
 */
export async function filled(
  bank: Bank,
  wish: { readonly pair: readonly [Persona, Persona]; readonly entries: number },
): Promise<string> {
  const engine = embeddedEngine();
  if (!engine) throw new Error("Tables of many sizes need the embedded engine.");
  const folder = await mkdtemp(join(tmpdir(), "corehours-bench-"));
  const source = join(folder, "export");
  const schema = join(folder, "schema.json");
  await mkdir(join(source, tableName, "data"), { recursive: true });
  const description = await bank.client.send(new DescribeTableCommand({ TableName: tableName }));
  await writeFile(schema, JSON.stringify({ Table: description.Table }));
  await pipeline(
    Readable.from(lines(bank, wish)),
    createGzip({ level: 1 }),
    createWriteStream(join(source, tableName, "data", "items.json.gz")),
  );
  const output = join(folder, "bank.db");
  const options = ["--source", source, "--schema", schema, "--output", output];
  await promisify(execFile)(engine, ["import", ...options]);
  await rm(source, { recursive: true });
  return folder;
}

async function* lines(bank: Bank, wish: Parameters<typeof filled>[1]): AsyncGenerator<string> {
  for await (const stored of storedIn(bank)) yield lineOf(stored);
  const [one, other] = wish.pair;
  const half = Math.ceil(wish.entries / 4);
  yield* moved([accountOf(one.id), accountOf(other.id)], { hubId: one.hubId, movements: half });
  for (let place = 0; place < strangers; place++) {
    const id = (side: string) => derivedId("acc", "bench", side, String(place));
    const movements = Math.ceil(half / strangers);
    yield* moved([id("one"), id("other")], { hubId: one.hubId, movements });
  }
}

const lineOf = (stored: Stored) => `${JSON.stringify({ Item: stored })}\n`;

async function* storedIn({ client }: Bank): AsyncGenerator<Stored> {
  let start: Stored | undefined;
  do {
    const page = start === undefined ? {} : { ExclusiveStartKey: start };
    const answer = await client.send(new ScanCommand({ TableName: tableName, ...page }));
    yield* answer.Items ?? [];
    start = answer.LastEvaluatedKey;
  } while (start);
}

/** A quarter of an hour there and back again, many times: the entries of each movement. */
async function* moved(
  ids: readonly [string, string],
  { hubId, movements }: { readonly hubId: string; readonly movements: number },
): AsyncGenerator<string> {
  let heads: readonly Head[] = ids.map((id) =>
    newHead({ ...{ id, hubId, kind: "MEMBER" }, ...limits }),
  );
  for (let count = 0; count < movements; count++) {
    const [from, to] = count % 2 === 0 ? heads : heads.toReversed();
    if (!from || !to) throw new Error("A movement has two sides.");
    const actId = derivedId("gft", from.account.id, String(from.seq));
    const plan = await planPosting(noTable, {
      ...{ actId, kind: "GIFT", now, heads },
      movements: [{ from: from.account, to: to.account, minutes: movementMinutes }],
    });
    if (isRefusal(plan)) throw new Error(plan.message);
    const items = plan.writes.flatMap((write) => (write.kind === "create" ? [write.item] : []));
    heads = heads.map((head) => headAfter(head, items));
    const act = { ...actKey(actId), id: actId, version: 1, journal: plan.journal };
    yield [...items, act].map((item) => lineOf(fieldsOf(item))).join("");
  }
}

const limits = { floorMinutes: -300, ceilingMinutes: 2400 };

const newHead = (account: AccountRef): Head => ({
  ...{ account, seq: 0, balanceMinutes: 0, reservedMinutes: 0, status: "OPEN" },
  ...{ recordedAt: "", hash: "" },
});

/** Every head is handed over, so nothing is read. */
const noTable = Object.create(null);

function headAfter(head: Head, items: readonly Item[]): Head {
  const item = items.find(({ pk }) => pk === head.account.id);
  if (!item) throw new Error("A movement has an entry on each side.");
  return { ...head, ...item, seq: Number(item.sk) };
}

const fieldsOf = (item: object): Stored =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, stored(value)]],
    ),
  );

function stored(value: unknown): AttributeValue {
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(stored) };
  return typeof value === "object" && value !== null
    ? { M: fieldsOf(value) }
    : { S: String(value) };
}
