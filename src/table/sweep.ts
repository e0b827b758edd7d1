import type { PageWalk } from "../kernel/index.ts";
import { type Item, replace, type Write } from "./table.ts";

/**
 * One step of a task that is too long for one commit: what to write now, and where to go on.
 *
 * Whoever works through the task commits `writes` together with a note of how far it has come, so
 * that a task can stop between any two steps and go on from there.
 */
export type Sweep<Kind extends string = string> = {
  /** At most 90, so that the note of how far it has come fits beside them. */
  readonly writes: readonly Write[];
  /** How many things of each kind these writes deal with. */
  readonly counts: { readonly [kind in Kind]?: number };
  /** The place to go on after; left out when there is nothing more. */
  readonly after?: string;
};

/** A stored item and its place in the list it was found by; an index may name what is gone. */
export type StoredRow = { readonly place: string; readonly item: Item | undefined };

/** What becomes of one thing. Changes that rest on more than the thing itself stand alone. */
export type SweepChange = { readonly writes: readonly Write[]; readonly isAlone?: boolean };

/** One step along a list: the changes of some of its things, as many as fit together. */
export async function sweepList<Kind extends string>(work: {
  readonly kind: Kind;
  readonly after: string | undefined;
  /** How many things to look at. */
  readonly limit: number;
  readonly fetch: (walk: PageWalk) => Promise<readonly StoredRow[]>;
  readonly change: (item: Item) => SweepChange | Promise<SweepChange>;
}): Promise<Sweep<Kind>> {
  const { kind, after, limit } = work;
  const from = after === undefined ? {} : { after };
  const rows = await work.fetch({ ...from, backwards: false, limit });
  const writes: Write[] = [];
  let count = 0;
  let last = after;
  for (const { item, place } of rows) {
    const made: SweepChange = item ? await work.change(item) : { writes: [] };
    if (made.isAlone && writes.length > 0) return swept(last);
    if (made.writes.length > 0) count++;
    writes.push(...made.writes);
    last = place;
    if (made.isAlone) return swept(last);
  }
  return swept(rows.length < limit ? undefined : last);

  function swept(place: string | undefined): Sweep<Kind> {
    const counts: { [one in Kind]?: number } = {};
    counts[kind] = count;
    return { writes, counts, ...(place === undefined ? {} : { after: place }) };
  }
}

/** The change from what is stored to what is to be stored; none when they are the same. */
export function rewrite(before: Item, after: Item): readonly Write[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [replace({ ...after, version: Number(before["version"]) + 1 })];
}
