import type { Wish } from "./asking.ts";

/** Minutes from one account to another. */
type Movement = { readonly from: string; readonly to: string; readonly minutes: number };

/** What a change does to the books, as far as its caller knows. */
export type Consequence = {
  readonly moves?: Movement;
  /** Minutes of an account set aside, or freed where below zero. */
  readonly aside?: { readonly account: string; readonly minutes: number };
};

/** A change that was acknowledged: from now on it must be there, once, whatever dies. */
export type Deed = { readonly wish: Wish; readonly id: string } & Consequence;

/** What the writers did together, and what they came across that nobody can explain. */
export type Tally = {
  readonly deeds: Deed[];
  readonly violations: string[];
  /** Sent again because no answer came. */
  resent: number;
  /** Sent again, and found done: the answer was lost after the change was kept. */
  found: number;
  busy: number;
  refused: number;
  /** Counts one more request or answer, and wakes who waits for that many. */
  readonly beat: () => void;
  /** Waits for this many more requests and answers. */
  readonly beats: (count: number) => Promise<void>;
};

export function newTally(): Tally {
  let count = 0;
  const waiting = new Set<{ readonly until: number; readonly wake: () => void }>();
  return {
    deeds: [],
    violations: [],
    resent: 0,
    found: 0,
    busy: 0,
    refused: 0,
    beat: () => {
      count++;
      for (const waiter of waiting) {
        if (waiter.until > count) continue;
        waiting.delete(waiter);
        waiter.wake();
      }
    },
    beats: (more) => new Promise((wake) => waiting.add({ until: count + more, wake })),
  };
}
