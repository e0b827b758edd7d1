import { rm } from "node:fs/promises";
import { openBank } from "./bank.ts";
import { deedsOn, type Pair } from "./deeds.ts";
import { filled } from "./fill.ts";
import { meet, moveIn, type People, type Persona } from "./people.ts";
import { median, millisOf, rounded } from "./stats.ts";

const size = { hubs: 1, members: 2 };
const rounds = 120;
const warmUp = 30;

type Sample = { readonly settled: number; readonly bare: number };

/**
 * One settlement through the whole API beside the very transaction it sends, sent alone, with few
 * and with many entries in the table. All tables are measured turn by turn, so that whatever else
 * the machine does falls on all of them alike.
 */
export async function showGrowth(entries: readonly number[]): Promise<void> {
  const first = await openBank();
  const pair = pairOf(await moveIn(first, size));
  const sites: Site[] = [];
  for (const count of entries) {
    const folder = await filled(first, { pair, entries: count });
    sites.push(await openSite(folder, count));
    await rm(folder, { recursive: true });
  }
  await first.stop();
  const samples = sites.map((): Sample[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [place, site] of sites.entries()) {
      const sample = await site.round();
      if (round >= 0) samples[place]?.push(sample);
    }
  }
  for (const { bank } of sites) await bank.stop();
  const rows = sites.map(({ count }, place) =>
    rowOf(count, samples[place] ?? [], samples[0] ?? []),
  );
  console.log(`One settlement and its bare transaction, median of ${rounds}, by entries stored.`);
  console.table(rows);
}

function rowOf(count: number, samples: readonly Sample[], fewest: readonly Sample[]) {
  const settled = (some: readonly Sample[]) => median(some.map((one) => one.settled));
  const bare = median(samples.map((one) => one.bare));
  return {
    entries: count,
    "settle ms": rounded(settled(samples)),
    "bare ms": rounded(bare),
    "settle ÷ bare": rounded(settled(samples) / bare),
    "settle ÷ settle with fewest": rounded(settled(samples) / settled(fewest)),
  };
}

type Site = Awaited<ReturnType<typeof openSite>>;

function pairOf({ hubs }: People): readonly [Persona, Persona] {
  const [one, other] = hubs[0]?.members ?? [];
  if (!one || !other) throw new Error("The bench needs two members.");
  return [one, other];
}

async function openSite(folder: string, count: number) {
  const bank = await openBank(folder);
  const [one, other] = pairOf(await meet(bank, size));
  const deeds = deedsOn(bank);
  let pair: Pair = { payer: one, provider: other };
  const delivered = () => {
    // They take turns, so nobody runs out of hours however long the bench goes on.
    pair = { payer: pair.provider, provider: pair.payer };
    return deeds.delivered(pair);
  };
  const round = async (): Promise<Sample> => {
    const id = await delivered();
    const settled = await millisOf(() => deeds.confirm(pair, id));
    const next = await delivered();
    const transaction = await bank.capture(() => deeds.confirm(pair, next));
    return { settled, bare: await millisOf(() => bank.client.send(transaction)) };
  };
  return { bank, count, round };
}
