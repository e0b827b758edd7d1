import { Busy, create, type Item, replace, type Table } from "../../table/index.ts";
import {
  type Bucket,
  fullFrom,
  levelAt,
  onTab,
  type Rate,
  secondsFor,
  settlesFrom,
  type Tab,
  without,
} from "./bucket.ts";
import { type Asker, callerNames } from "./caller.ts";
import type { Rates } from "./rates.ts";

/** What every request takes, whatever it asks for: reading and checking it is work too. */
export const leastPoints = 10;

/** How often an instance tries to take a tab out of a bucket that others change meanwhile. */
const mostTries = 3;

/** How many callers an instance remembers; whoever asked longest ago is forgotten first. */
const mostCallers = 10_000;

/** One request's way past the limit. */
export type Pass = {
  /**
   * Lets the request have so many points, or says how many seconds it has to wait for them. It
   * asks nobody: a request never waits for this.
   */
  readonly take: (points: number) => { readonly seconds: number } | undefined;
  /**
   * Takes what was let through out of the bucket in the table, when there is enough of it. Runs
   * beside the reading of who asks.
   */
  readonly settle: (newTable: () => Table) => Promise<void>;
  /** The standard fields that tell a caller how much is left, and how long to wait when told to. */
  readonly headers: () => Readonly<Record<string, string>>;
};

export type Limiter = { readonly passFor: (asker: Asker, now: string) => Pass };

type Stored = Bucket & { readonly version: number };

/** What an instance knows of one caller. */
type Known = {
  tab: Tab;
  /** The bucket when it was last seen. What others took since is not known, so it may hold less. */
  bucket?: Stored;
  /** The settling under way: requests that run together do it once. */
  settling: Promise<void> | undefined;
};

/**
 * Limits what callers may ask for. Each caller has one bucket in the table, and a tab on every
 * instance: requests go on the tab, and a tab that has grown is taken out of the bucket at once.
 * So most requests neither read nor write for this. A caller whom `n` instances serve can get past
 * the limit by at most what fits on `n` tabs, and for a while: it is all taken out later.
 */
export function createLimiter(rates: Rates, secret: string): Limiter {
  const known = new Map<string, Known>();
  const nameOf = callerNames(secret);
  return {
    passFor: (asker, now) => {
      const policy = asker.login === undefined ? "anonymous" : "signed-in";
      const rate = asker.login === undefined ? rates.anonymous : rates.signedIn;
      const name = nameOf(asker, now);
      const caller = known.get(name) ?? { tab: { points: 0, at: 0 }, settling: undefined };
      known.delete(name);
      known.set(name, caller);
      for (const oldest of known.keys()) {
        if (known.size <= mostCallers) break;
        known.delete(oldest);
      }
      return passOf({ policy, rate, name, caller, now: Date.parse(now) });
    },
  };
}

type Counted = {
  readonly policy: string;
  readonly rate: Rate;
  readonly name: string;
  readonly caller: Known;
  readonly now: number;
};

function passOf(counted: Counted): Pass {
  const { policy, rate, caller, now } = counted;
  const left = () => levelAt(rate, caller.bucket, now) - onTab(rate, caller.tab, now);
  let wait: { readonly seconds: number } | undefined;
  return {
    take: (points) => {
      const missing = points - left();
      wait = missing > 0 ? { seconds: secondsFor(rate, missing) } : undefined;
      if (wait) return wait;
      caller.tab = { points: onTab(rate, caller.tab, now) + points, at: now };
      return undefined;
    },
    settle: async (newTable) => {
      if (onTab(rate, caller.tab, now) < settlesFrom(rate)) return;
      caller.settling ??= settle(counted, newTable()).finally(() => {
        caller.settling = undefined;
      });
      await caller.settling;
    },
    headers: () => {
      const window = Math.ceil((rate.burst * 60) / rate.perMinute);
      return {
        "ratelimit-policy": `"${policy}";q=${rate.burst};w=${window}`,
        ratelimit: `"${policy}";r=${Math.max(0, Math.floor(left()))};t=${wait?.seconds ?? 1}`,
        ...(wait ? { "retry-after": String(wait.seconds) } : {}),
      };
    },
  };
}

/**
 * Takes the tab out of the bucket with one conditional write. When the table cannot be asked, the
 * caller is let through until the tab is twice as long, and is then told that we are busy: a
 * counter that fails must not shut the door to everybody, and must not hold it open either.
 */
async function settle(counted: Counted, table: Table): Promise<void> {
  const { rate, caller, now } = counted;
  const points = Math.ceil(onTab(rate, caller.tab, now));
  if (await isTaken(counted, table, points)) {
    // Requests that ran meanwhile have put more on it.
    caller.tab = { ...caller.tab, points: Math.max(0, caller.tab.points - points) };
  } else if (onTab(rate, caller.tab, now) >= 2 * settlesFrom(rate)) {
    throw new Busy("a caller's bucket cannot be had");
  }
}

async function isTaken(counted: Counted, table: Table, points: number): Promise<boolean> {
  const { rate, name, caller, now } = counted;
  try {
    for (let tried = 0; tried < mostTries; tried++) {
      // What was seen last is right when nobody else has served this caller since.
      const before = (tried === 0 ? caller.bucket : undefined) ?? (await find(table, name));
      const version = (before?.version ?? 0) + 1;
      const after = { ...without(rate, before, { points, now }), version };
      const item = itemOf(name, after, fullFrom(rate, after));
      const outcome = await table.commit([before ? replace(item) : create(item)]);
      if (outcome === "COMMITTED") {
        caller.bucket = after;
        return true;
      }
    }
    return false;
  } catch {
    return false;
  }
}

const keyOf = (name: string) => ({ pk: `RATE#${name}`, sk: "BUCKET" });

async function find(table: Table, name: string): Promise<Stored | undefined> {
  const item = await table.get(keyOf(name));
  return item && bucketOf(item);
}

const bucketOf = (item: Item): Stored => ({
  level: Number(item["level"]),
  at: Number(item["at"]),
  version: Number(item["version"]),
});

/** The engine removes it some time after it is full again; until then it only says "full". */
const itemOf = (name: string, { level, at, version }: Stored, ttl: number) => ({
  ...keyOf(name),
  ...{ level, at, version, ttl },
});
