import type { Table } from "../../src/table/index.ts";
import type { TestBank } from "../support/api.ts";

/** Thrown where something would have been written. */
class WouldWrite extends Error {
  override readonly name = "WouldWrite";
}

/**
 * The same bank over a table that can only be read: whoever gets as far as writing meets a fault,
 * and nothing has changed. So everybody can be asked what they may do to the very same town.
 */
export function rehearsal({ newInstance, send, table }: TestBank): TestBank["send"] {
  const instance = newInstance({ table: (signal) => readOnly(table(signal)) });
  return (wish) => send(wish, instance);
}

const readOnly = (table: Table): Table => ({
  get: (key) => table.get(key),
  expect: (key) => table.expect(key),
  walk: (walk) => table.walk(walk),
  walkIndex: (walk) => table.walkIndex(walk),
  commit: () => Promise.reject(new WouldWrite("This table can only be read.")),
});

/** Every fault of a rehearsal has to be a write that was stopped. */
export function onlyStopped(log: readonly object[]): void {
  const other = log.find((line) => Object(line).name !== "WouldWrite");
  if (other) throw new Error(`A rehearsal met a fault of ours: ${JSON.stringify(other)}`);
}
