import { expect } from "vitest";
import { isRefusal } from "../../src/kernel/index.ts";
import { loadViewer } from "../../src/membership/index.ts";
import { erasePerson } from "../../src/rights/service/index.ts";
import type { Table } from "../../src/table/index.ts";
import type { Life } from "./life.ts";

/** The person of this life asks to be erased, and the process ends with the first commit. */
export async function begun({ personId: login }: Life, table: Table, now: string): Promise<void> {
  const viewer = await loadViewer(table, { login, isFirstSteward: false }, now);
  const commit: Table["commit"] = async (writes) => {
    await table.commit(writes);
    throw new Error("The process has ended.");
  };
  const context = { table: { ...table, commit }, now, viewer, cursorSecret: "a secret for tests" };
  const input = { understood: true, idempotencyKey: "one-key-for-all-tries" } as const;
  const ended = erasePerson(context, input).then((outcome) => isRefusal(outcome));
  await expect(ended).rejects.toThrow("ended");
}
