import { performance } from "node:perf_hooks";
import { openBench } from "./bench-bank.ts";

/*
 * `npm run bench`: what operations cost in capacity units, which are exact, and how long settling
 * takes beside the bare transaction it sends, as a ratio from one run on one engine. Times in
 * themselves say more about the machine than about us, so they are shown only beside each other.
 */

const rounds = 150;
const warmUp = 30;

/** Every operation once, with what the engine counted for it. */
async function showUnits(): Promise<void> {
  const rows: { operation: string; "write units": number; "read units": number; calls: number }[] =
    [];
  const weigh = async <Answer>(operation: string, work: () => Promise<Answer>): Promise<Answer> => {
    bench.usage.length = 0;
    const answer = await work();
    const sum = (unit: "readUnits" | "writeUnits") =>
      bench.usage.reduce((total, call) => total + call[unit], 0);
    rows.push({
      operation,
      "write units": sum("writeUnits"),
      "read units": sum("readUnits"),
      calls: bench.usage.length,
    });
    return answer;
  };
  // The first entry of an account also lists it in its hub, once in its life.
  await bench.confirm(await bench.delivered());
  const id = await weigh("propose", () => bench.propose());
  await weigh("agree (minutes set aside)", () => bench.agree(id));
  await weigh("mark delivered", () => bench.deliver(id));
  await weigh("confirm and settle", () => bench.confirm(id));
  await weigh("the same confirmation again", () => bench.confirm(id));
  await weigh("gift", () => bench.gift());
  for (let times = 0; times < 6; times++) await bench.confirm(await bench.delivered());
  await weigh("balance", () => bench.balance());
  await weigh("20 statement rows", () => bench.statement());
  await weigh("page of 20 exchanges with names", () => bench.exchanges());
  console.log(
    "Capacity units. Knowing who asks is 1 read unit in each; a statement reads the head too.",
  );
  console.table(rows);
}

/** Settling through the whole API, and the very transaction it would send alone, turn by turn. */
async function showRatio(): Promise<void> {
  bench.meter.isOn = false;
  const settled: number[] = [];
  const bare: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const id = await bench.delivered();
    const whole = await millisOf(() => bench.confirm(id));
    const other = await bench.delivered();
    const transaction = await bench.capture(() => bench.confirm(other));
    const alone = await millisOf(() => bench.client.send(transaction));
    if (round < 0) continue;
    settled.push(whole);
    bare.push(alone);
  }
  const ratio = median(settled) / median(bare);
  console.log(
    `Settling through GraphQL takes ${ratio.toFixed(2)} times the bare transaction`,
    `(median of ${rounds}: ${median(settled).toFixed(2)} ms and ${median(bare).toFixed(2)} ms).`,
  );
}

async function millisOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const bench = await openBench();
try {
  await showUnits();
  await showRatio();
} finally {
  await bench.stop();
}
