import type { Audit, History } from "../faults/history.ts";
import { faultKinds, noFaults, type Tally } from "../support/faults/plan.ts";

/** Counts what a soak did. */
export class Tallies {
  readonly #asked = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  readonly #faults: Tally = noFaults();
  #answered = 0;
  #resent = 0;
  #busy = 0;
  #towns = 0;
  #checks = 0;
  #lostMinutes = 0;
  #doubled = 0;

  add(asked: History["asked"], met: Tally): void {
    this.#towns++;
    for (const kind of faultKinds) this.#faults[kind] += met[kind];
    for (const { wish, heard } of asked) {
      count(this.#asked, wish.what);
      if ("code" in heard) count(this.#refused, heard.code);
      else this.#answered++;
      this.#resent += (heard.tries ?? 1) - 1;
      this.#busy += heard.busy ?? 0;
    }
  }

  checked({ lostMinutes, doubled }: Audit): void {
    this.#checks++;
    this.#lostMinutes += lostMinutes;
    this.#doubled += doubled;
  }

  /** How far it has come, in a line. */
  progress(): string {
    const asked = sum(this.#asked.values());
    const faults = sum(Object.values(this.#faults));
    return `${asked} wishes in ${this.#towns} towns, ${faults} faults, ${this.#checks} checks, ${this.#lostMinutes} minutes lost`;
  }

  /** All of it, in lines. */
  report(): readonly string[] {
    const faults = faultKinds.map((kind) => [kind, this.#faults[kind]] as const);
    return [
      `Operations:    ${sum(this.#asked.values())} in ${this.#towns} towns: ${listed(this.#asked)}`,
      `Answered:      ${this.#answered}`,
      `Refused:       ${sum(this.#refused.values())}: ${listed(this.#refused)}`,
      `Asked again:   ${this.#resent} times, ${this.#busy} of them because it was busy`,
      `Faults:        ${sum(Object.values(this.#faults))}: ${listed(faults)}`,
      `Checks:        ${this.#checks} of all invariants`,
      `Lost minutes:  ${this.#lostMinutes}`,
      `Doubled:       ${this.#doubled}`,
    ];
  }
}

const count = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

const listed = (counts: Iterable<readonly [string, number]>): string =>
  [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, times]) => `${name} ${times}`)
    .join(", ");
