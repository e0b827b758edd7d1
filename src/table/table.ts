import type { Value } from "./codec.ts";
import type { IndexName } from "./definition.ts";

export type Key = { readonly pk: string; readonly sk: string };
export type Item = Key & { readonly [name: string]: Value | undefined };

/**
 * A change described but not yet made. A repository describes; a service commits several together.
 *
 * - `create`: the item must not be there yet.
 * - `replace`: the stored `version` must be the one before the item's own.
 * - `remove`: the stored `version` must be the one given.
 * - `require`: nothing is changed, but the stored `version` must be the one given.
 */
export type Write =
  | { readonly kind: "create"; readonly item: Item }
  | { readonly kind: "replace"; readonly item: Item & { readonly version: number } }
  | { readonly kind: "remove"; readonly key: Key; readonly version: number }
  | { readonly kind: "require"; readonly key: Key; readonly version: number };

/** A walk over one partition, in sort key order. */
export type Walk = {
  readonly pk: string;
  /** Walk an index instead of the base table. Index walks may lag a moment behind writes. */
  readonly index?: IndexName;
  /** Only sort keys from here on (inclusive). */
  readonly from?: string;
  /** Only sort keys up to here (inclusive). */
  readonly to?: string;
  /** Backwards, last first. */
  readonly backwards?: boolean;
  /** Go on after this sort key (before it, when walking backwards). */
  readonly after?: string;
  /** At most this many items. */
  readonly limit: number;
  /** Base table only: allow a cheaper read that may lag a moment behind writes. */
  readonly mayLag?: boolean;
};

/** Where an index line stands: enough to page on and to fetch the item. */
export type IndexLine = Key & { readonly indexSk: string };

/** What a commit came to. `CHANGED`: somebody was faster and nothing was written. */
export type Commit = "COMMITTED" | "CHANGED";

/** The only way to the database. Reads see every write committed before them unless said. */
export interface Table {
  /** One item. Gets asked for in the same tick travel together as one call. */
  get(key: Key): Promise<Item | undefined>;
  /**
   * Begins a get that will be asked for in a moment, while something else is waited for. The first
   * `get` of this key takes what comes of it; later ones read anew.
   */
  expect(key: Key): void;
  /** Items of one partition of the base table. */
  walk(walk: Omit<Walk, "index">): Promise<readonly Item[]>;
  /** Keys of one partition of an index, without their items. */
  walkIndex(walk: Walk & { readonly index: IndexName }): Promise<readonly IndexLine[]>;
  /** All of these changes or none. One change alone is cheaper than a transaction. */
  commit(writes: readonly Write[]): Promise<Commit>;
}

/** The most changes one commit can hold. */
export const mostWrites = 100;

export const create = (item: Item): Write => ({ kind: "create", item });
export const replace = (item: Item & { readonly version: number }): Write => ({
  kind: "replace",
  item,
});
export const remove = (key: Key, version: number): Write => ({ kind: "remove", key, version });
export const requireVersion = (key: Key, version: number): Write => ({
  kind: "require",
  key,
  version,
});
