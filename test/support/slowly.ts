import { type Caller, callerThrough, type TestBank } from "./api.ts";

/** The fewest changes of a commit that decides something: smaller ones keep who read what. */
const leastWrites = 3;

/**
 * A caller so slow that something else happens between what their request read and decided and the
 * moment at which it is kept: the one order of two requests that a race has to be safe in.
 */
export function slowly(bank: TestBank, persona: string, meanwhile: () => Promise<unknown>): Caller {
  let hasWaited = false;
  const instance = bank.newInstance({
    table: (signal) => {
      const table = bank.table(signal);
      return {
        ...table,
        commit: async (writes) => {
          if (!hasWaited && writes.length >= leastWrites) {
            hasWaited = true;
            await meanwhile();
          }
          return table.commit(writes);
        },
      };
    },
  });
  return callerThrough(bank, persona, instance);
}
