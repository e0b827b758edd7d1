import * as fc from "fast-check";
import { expect, it } from "vitest";
import { addDays, dateOf, isRefusal, mondayOf } from "../../src/kernel/index.ts";
import { type Hold, hold, post, release } from "../../src/ledger/decide/index.ts";
import type { Draft, Head, Movement, PeriodLimits } from "../../src/ledger/model.ts";
import { account, headOf, headsOf, now } from "./limits-heads.ts";

const ceilingMinutes = 480;
const giving: PeriodLimits = { day: 120, week: 240, month: 420, year: 900 };
const spending: PeriodLimits = { day: 90, week: 300, month: 600, year: 1200 };

/** Amina spends within limits; Bea gives within limits and has a hard ceiling; Carl has neither. */
const amina = account("amina", { floorMinutes: -1200, limits: { spending } });
const bea = account("bea", { ceilingMinutes, isCeilingHard: true, limits: { giving } });
const carl = account("carl", { floorMinutes: -100_000 });

/** Help that was agreed: what it set aside and promised, to be settled or freed once. */
type Agreed = { readonly holds: readonly Hold[]; readonly movement: Movement };

type World = {
  heads: Map<string, Head>;
  agreed: Agreed[];
  moment: string;
  readonly entries: Draft[];
};

const whats = ["AGREE", "SETTLE", "CANCEL", "GIVE", "SPEND", "WAIT"] as const;
const step = fc.record({
  what: fc.constantFrom("AGREE" as const, ...whats),
  pair: fc.constantFrom([amina, bea] as const, [carl, bea] as const, [amina, carl] as const),
  minutes: fc.integer({ min: 1, max: 12 }).map((quarters) => quarters * 15),
  which: fc.nat(20),
  hours: fc.integer({ min: 1, max: 100 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const on = ({ moment }: World) => ({ actId: "exc_1", now: moment });

const moves: { readonly [what in (typeof whats)[number]]: (world: World, one: Step) => void } = {
  AGREE: (world, { pair: [from, to], minutes }) => {
    const isPromise = to === bea;
    const holds: readonly Hold[] = [
      { account: from, minutes },
      ...(isPromise ? [{ account: to, minutes, isPromise }] : []),
    ];
    const promisedMinutes = isPromise ? minutes : 0;
    const movement = { from, to, minutes, heldMinutes: minutes, promisedMinutes };
    if (write(world, hold(world.heads, holds, on(world)))) world.agreed.push({ holds, movement });
  },
  SETTLE: (world, { which, minutes }) => {
    const one = taken(world, which);
    if (!one) return;
    // Sometimes less than was agreed, sometimes more, which may be refused.
    const movements = [{ ...one.movement, minutes }];
    const settled = post(world.heads, { ...on(world), kind: "EXCHANGE", movements });
    if (!write(world, settled)) world.agreed.push(one);
  },
  CANCEL: (world, { which }) => {
    const one = taken(world, which);
    if (one) write(world, release(world.heads, one.holds, on(world)));
  },
  GIVE: (world, { pair: [from, to], minutes }) => {
    const movements = [{ from, to, minutes }];
    write(world, post(world.heads, { ...on(world), kind: "EXCHANGE", movements }));
  },
  SPEND: (world, { pair: [from, to], minutes }) => {
    const movements = [{ from, to, minutes }];
    write(world, post(world.heads, { ...on(world), kind: "GIFT", movements }));
  },
  WAIT: (world, { hours }) => {
    world.moment = addDays(world.moment, hours / 24);
  },
};

const taken = ({ agreed }: World, which: number) =>
  agreed.splice(which % Math.max(1, agreed.length), 1)[0];

function write(world: World, result: ReturnType<typeof post>): boolean {
  if (isRefusal(result)) return false;
  for (const entry of result) {
    const head = world.heads.get(entry.accountId);
    const { promisedMinutes, given, spent, spentAt } = entry;
    const kept = { promisedMinutes, given, spent, spentAt };
    if (head) world.heads.set(entry.accountId, { ...head, ...entry, ...kept });
    world.entries.push(entry);
  }
  return true;
}

/** What one account gave or spent in each period, added up anew from its entries. */
function totals(entries: readonly Draft[], counts: (entry: Draft) => boolean) {
  const sums = new Map<string, number>();
  for (const entry of entries.filter(counts)) {
    const day = dateOf(entry.recordedAt);
    const periods = [["day", day] as const, ["week", mondayOf(day)] as const];
    const longer = [["month", day.slice(0, 7)] as const, ["year", day.slice(0, 4)] as const];
    for (const [period, name] of [...periods, ...longer]) {
      const key = `${period} ${name}`;
      sums.set(key, (sums.get(key) ?? 0) + Math.abs(entry.minutes));
    }
  }
  return sums;
}

function within(sums: ReadonlyMap<string, number>, caps: PeriodLimits): void {
  const capOf = new Map(Object.entries(caps));
  for (const [key, minutes] of sums) {
    expect(minutes, key).toBeLessThanOrEqual(capOf.get(key.split(" ")[0] ?? "") ?? 0);
  }
}

it("passes no ceiling and no limit of any period, in whatever order things happen", () => {
  void fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const heads = headsOf(headOf(amina), headOf(bea), headOf(carl));
      const world: World = { heads, agreed: [], moment: now, entries: [] };
      for (const one of steps) {
        moves[one.what](world, one);
        expect(world.heads.get("bea")?.balanceMinutes).toBeLessThanOrEqual(ceilingMinutes);
      }
      const isHelp = ({ kind }: Draft) => kind === "EXCHANGE";
      const isGiven = (entry: Draft) => entry.accountId === "bea" && isHelp(entry);
      within(totals(world.entries, isGiven), giving);
      const isSpent = ({ accountId, minutes }: Draft) => accountId === "amina" && minutes < 0;
      within(totals(world.entries, isSpent), spending);
    }),
  );
});
