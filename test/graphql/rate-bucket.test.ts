import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { costLimit } from "../../src/graphql/cost.ts";
import {
  forgetsSlower,
  levelAt,
  secondsFor,
  settlesFrom,
  without,
} from "../../src/graphql/rate/bucket.ts";
import { callerNames, networkOf } from "../../src/graphql/rate/caller.ts";
import { createLimiter, defaultRates, readRates } from "../../src/graphql/rate/index.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

const rate = { burst: 6_000, perMinute: 6_000 };
const rates = { signedIn: rate, anonymous: rate };
const secret = "a secret for tests, and for nothing else";
const start = Date.parse("2026-02-09T10:00:00.000Z");
const moment = (at: number) => new Date(at).toISOString();

const buckets = fc.record({
  level: fc.integer({ min: -20_000, max: 6_000 }),
  at: fc.integer({ min: start - 100_000_000, max: start + 100_000_000 }),
});

describe("a bucket", () => {
  it("holds never more than it can, and more with time, not less", () => {
    fc.assert(
      fc.property(buckets, fc.nat(200_000), fc.nat(200_000), (bucket, soon, later) => {
        const first = levelAt(rate, bucket, bucket.at + soon);
        const second = levelAt(rate, bucket, bucket.at + soon + later);
        expect(first).toBeLessThanOrEqual(rate.burst);
        expect(second).toBeGreaterThanOrEqual(first);
      }),
    );
  });

  it("gives back nothing for a moment that is counted twice", () => {
    fc.assert(
      fc.property(buckets, fc.nat(500), fc.nat(20_000), (bucket, points, gone) => {
        const now = bucket.at + gone;
        const once = without(rate, bucket, { points: 2 * points, now });
        const half = without(rate, bucket, { points, now });
        const twice = without(rate, half, { points, now });
        expect(twice.level).toBeLessThanOrEqual(once.level);
        expect(twice.level).toBeGreaterThanOrEqual(once.level - 2);
      }),
    );
  });

  it("lets nobody wait longer than the rate alone would, whatever a clock wrote", () => {
    fc.assert(
      fc.property(buckets, (bucket) => {
        const level = levelAt(rate, bucket, start);
        const wait = secondsFor(rate, rate.burst - level);
        expect(wait).toBeLessThanOrEqual(secondsFor(rate, rate.burst + 20_000));
        // Whoever asks is written down, which puts a wrong clock's moment right.
        const asked = without(rate, bucket, { points: 0, now: start });
        const after = levelAt(rate, asked, start + wait * 1000 + 10_000);
        expect(after).toBe(rate.burst);
      }),
    );
  });
});

describe("callers served by several instances", () => {
  let stored: FreshTable;
  beforeAll(async () => {
    stored = await freshTable();
  });

  /** Requests one after another: which instance is asked, for how much, how long after the last. */
  const requests = fc.array(
    fc.record({
      instance: fc.nat(2),
      points: fc.integer({ min: 10, max: costLimit }),
      millis: fc.oneof(fc.nat(50), fc.nat(20_000)),
    }),
    { minLength: 40, maxLength: 80, size: "max" },
  );

  // The promise in src/graphql/README.md: the bucket, what came back, and a tab for each instance.
  it("get past the limit by at most what fits on the tabs", async () => {
    const instances = 3;
    let run = 0;
    const property = fc.asyncProperty(requests, async (wishes) => {
      const asker = { login: `per_${run++}`, address: "" };
      const limiters = Array.from({ length: instances }, () => createLimiter(rates, secret));
      let now = start;
      let got = 0;
      for (const { instance, points, millis } of wishes) {
        now += millis;
        const pass = limiters[instance]?.passFor(asker, moment(now));
        await pass?.settle(stored.table);
        if (!pass?.take(points)) got += points;
        const refilled = ((now - start) * rate.perMinute) / 60_000;
        const onTabs = instances * (settlesFrom(rate) + costLimit);
        const forgotten = (instances * refilled) / forgetsSlower;
        expect(got).toBeLessThanOrEqual(rate.burst + refilled + onTabs + forgotten);
      }
    });
    await fc.assert(property, { numRuns: 12 });
  }, 60_000);

  it("are let through after the wait they were told, however the clocks jumped before", async () => {
    let run = 0;
    const jumps = fc.array(
      fc.record({ instance: fc.nat(1), millis: fc.integer({ min: -1e9, max: 1e9 }) }),
      { minLength: 5, maxLength: 30 },
    );
    const property = fc.asyncProperty(jumps, async (turns) => {
      const asker = { login: `per_jump_${run++}`, address: "" };
      const limiters = [createLimiter(rates, secret), createLimiter(rates, secret)];
      for (const { instance, millis } of turns) {
        // The same day, because every day's names are other ones.
        const at = start + (millis % 30_000_000);
        const pass = limiters[instance]?.passFor(asker, moment(at));
        await pass?.settle(stored.table);
        pass?.take(costLimit);
      }
      for (const limiter of limiters) {
        let now = start;
        let waits = 0;
        for (; waits < 5; waits++) {
          const pass = limiter.passFor(asker, moment(now));
          await pass.settle(stored.table);
          const wait = pass.take(costLimit)?.seconds;
          if (wait === undefined) break;
          expect(wait).toBeLessThanOrEqual(secondsFor(rate, 3 * rate.burst));
          now += wait * 1000;
        }
        expect(waits).toBeLessThan(3);
      }
    });
    await fc.assert(property, { numRuns: 20 });
  }, 60_000);
});

describe("whom a limit counts", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1:2::192.0.2.7", "2001:db8:1:2::/64"],
    ["not an address", "unknown"],
    ["", "unknown"],
  ])("of the address %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("is stored under a name that says nothing and is another one tomorrow", () => {
    const asker = { login: undefined, address: "192.0.2.7" };
    const nameOf = callerNames(secret);
    const name = nameOf(asker, "2026-02-09T23:59:59.000Z");
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(nameOf(asker, "2026-02-09T00:00:00.000Z")).toBe(name);
    expect(nameOf(asker, "2026-02-10T00:00:00.000Z")).not.toBe(name);
    expect(callerNames(`${secret}!`)(asker, "2026-02-09T23:59:59.000Z")).not.toBe(name);
    const login = nameOf({ ...asker, login: "at 192.0.2.7" }, "2026-02-09T00:00:00.000Z");
    expect(login).not.toBe(name);
  });
});

describe("the rates of a deployment", () => {
  it("are the defaults where it says nothing, and tighter without a token", () => {
    expect(readRates(undefined)).toEqual(defaultRates);
    const { signedIn, anonymous } = defaultRates;
    expect(anonymous.burst).toBeLessThan(signedIn.burst);
    expect(anonymous.perMinute).toBeLessThan(signedIn.perMinute);
  });

  it.each([
    ["too little for one request", { signedIn: rate, anonymous: { burst: 100, perMinute: 60 } }],
    ["half of it", { signedIn: rate }],
    ["something else", { ...rates, other: rate }],
  ])("cannot say %s", (_case, said) => {
    expect(() => readRates(JSON.stringify(said))).toThrow();
    expect(readRates(JSON.stringify(rates))).toEqual(rates);
  });
});
