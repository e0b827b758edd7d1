import { performance } from "node:perf_hooks";
import { jwtVerify } from "jose";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { type Bank, now, openBank } from "./bank.ts";
import { looksOn } from "./deeds.ts";
import { moveIn } from "./people.ts";
import { median, millisOf, rounded } from "./stats.ts";

const warmUps = 100;
const requests = 300;

type Interval = readonly [from: number, to: number];

/**
 * The front page of an app, asked again and again: who I am, my balance and 20 listings. The time
 * of the whole handler, what of it the engine and the wire take, what the SDK takes around them,
 * and what is left for us: the door, the token, GraphQL and the rooms.
 */
export async function showWarm(): Promise<void> {
  const bank = await openBank();
  const { hubs } = await moveIn(bank, { hubs: 1, members: 22 });
  const [member] = hubs[0]?.members ?? [];
  if (!member) throw new Error("The bench needs a member.");
  const { front } = looksOn(bank, member);
  const watched = watch(bank);
  for (let count = 0; count < warmUps; count++) await front();
  const rows = [];
  for (let count = 0; count < requests; count++) {
    watched.reset();
    const whole = await millisOf(front);
    const [engine, sdk] = [covered(watched.handled), covered(watched.sent)];
    rows.push({ whole, engine, sdk: sdk - engine, ours: whole - sdk });
  }
  const calls = watched.sent.length;
  await bank.stop();
  const token = await tokenMillis();
  const engine = median(rows.map((row) => row.engine));
  const row = (what: string, millis: number) => ({
    what,
    "median ms": rounded(millis),
    "times the engine": rounded(millis / engine),
  });
  console.log(`A front page with a balance and 20 listings, ${calls} calls, answered while warm.`);
  console.table([
    row("the whole handler", median(rows.map(({ whole }) => whole))),
    row("the engine and the wire", engine),
    row("the SDK around them", median(rows.map(({ sdk }) => sdk))),
    row("ours", median(rows.map(({ ours }) => ours))),
    row("  of it the token's signature, alone", token),
  ]);
}

/** When calls were under way, on both sides of the SDK. */
function watch({ client }: Bank) {
  const [sent, handled]: [Interval[], Interval[]] = [[], []];
  const timing =
    <Words extends readonly never[], Answer>(
      into: Interval[],
      work: (...words: Words) => Promise<Answer>,
    ) =>
    async (...words: Words): Promise<Answer> => {
      const from = performance.now();
      try {
        return await work(...words);
      } finally {
        into.push([from, performance.now()]);
      }
    };
  const { requestHandler } = client.config;
  Object.assign(client, { send: timing(sent, client.send.bind(client)) });
  Object.assign(requestHandler, {
    handle: timing(handled, requestHandler.handle.bind(requestHandler)),
  });
  return {
    sent,
    handled,
    reset: () => {
      sent.length = 0;
      handled.length = 0;
    },
  };
}

/** How long at least one of them was under way: calls at the same moment count once. */
function covered(intervals: readonly Interval[]): number {
  let [sum, until] = [0, 0];
  for (const [from, to] of intervals.toSorted(([a], [b]) => a - b)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

async function tokenMillis(): Promise<number> {
  const issuer = await createIssuer(await newKey());
  const token = await issuer.sign("anybody", now);
  const millis: number[] = [];
  for (let count = 0; count < warmUps + requests; count++) {
    millis.push(
      await millisOf(() => jwtVerify(token, issuer.keys, { currentDate: new Date(now) })),
    );
  }
  return median(millis.slice(warmUps));
}
