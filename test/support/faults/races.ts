import { setImmediate as nextRound } from "node:timers/promises";
import type { Gate } from "./carrier.ts";

/** Who decides which of the waiting calls goes on. */
type Scheduler = {
  readonly schedule: (task: Promise<void>, label: string) => Promise<void>;
  readonly waitNext: (count: number) => Promise<void>;
  readonly count: () => number;
};

/** How often everybody is given the time to go on before the next call is let through. */
const rounds = 4;

/** Which steps of a call are waited with: all of them, or only those that change something. */
export type Watched = "ALL" | "WRITES";

const isRead = (what: string) => ["BatchGetItem", "GetItem", "Query", "Scan"].includes(what);

/**
 * Lets engine calls through one at a time, in the order that a scheduler draws. A call is drawn
 * only when everyone who is still at it waits with a call of theirs, so the order of events
 * depends on the scheduler and not on the machine. Where only writes are watched, everyone has
 * read what they decide on before the first of them writes: the hardest case, and a quick one.
 */
export class Races {
  readonly #scheduler: Scheduler;
  readonly #watched: Watched;
  readonly #waiting = new Map<string, number>();
  readonly #lanes = new Set<string>();
  #active = 0;
  #changed: () => void = () => undefined;

  constructor(scheduler: Scheduler, watched: Watched) {
    this.#scheduler = scheduler;
    this.#watched = watched;
  }

  /** Asks of one caller belong to one lane: what stands before the stroke in their ids. */
  readonly gate: Gate = ({ id }) => {
    const lane = id.split("/")[0] ?? id;
    let isActive = false;
    const setActive = (next: boolean) => {
      if (next !== isActive) this.#active += next ? 1 : -1;
      isActive = next;
      this.#changed();
    };
    return {
      wait: async (what) => {
        if (this.#watched === "WRITES" && isRead(what)) return setActive(true);
        this.#add(lane, 1);
        setActive(false);
        await this.#scheduler.schedule(Promise.resolve(), `${id} ${what}`);
        this.#add(lane, -1);
        setActive(true);
      },
      end: () => setActive(false),
    };
  };

  /** Runs these side by side, each under the name of its lane, until all have ended. */
  async run<Answer>(lanes: ReadonlyMap<string, () => Promise<Answer>>): Promise<readonly Answer[]> {
    const answers = [...lanes].map(async ([lane, work]) => {
      this.#lanes.add(lane);
      try {
        return await work();
      } finally {
        this.#lanes.delete(lane);
        this.#changed();
      }
    });
    const all = Promise.all(answers);
    // Whoever awaits the answers hears of a failure; until then nobody does.
    all.catch(() => this.#lanes.clear());
    while (this.#lanes.size > 0) {
      await this.#quiet();
      if (this.#scheduler.count() > 0) await this.#scheduler.waitNext(1);
    }
    return all;
  }

  /** Until every lane waits for its turn and nothing is on its way. */
  async #quiet(): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      while (!this.#isQuiet()) {
        await new Promise<void>((changed) => {
          this.#changed = changed;
        });
        round = 0;
      }
      await nextRound();
    }
  }

  #isQuiet(): boolean {
    const isWaiting = (lane: string) => (this.#waiting.get(lane) ?? 0) > 0;
    return this.#active === 0 && [...this.#lanes].every(isWaiting);
  }

  #add(lane: string, one: number): void {
    this.#waiting.set(lane, (this.#waiting.get(lane) ?? 0) + one);
  }
}
