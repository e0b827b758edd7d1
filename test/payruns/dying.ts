import type { Viewer } from "../../src/kernel/index.ts";
import { startPayRun } from "../../src/payruns/service/index.ts";
import type { Context, Table } from "../../src/table/index.ts";
import type { Town } from "../directory/town.ts";
import { at, newRequestKey } from "../support/api.ts";
import { draftInParts, rehearse } from "./setting.ts";

/** At which commit a process dies, and whether that commit still gets through. */
export type Death = { readonly commit: number; readonly when: "BEFORE" | "AFTER" };

/** The table of a process that is killed: nothing it asks for afterwards comes about. */
export function dying(table: Table, { commit, when }: Death): Table {
  let commits = 0;
  const alive = <Answer>(work: () => Promise<Answer>): Promise<Answer> =>
    commits >= commit ? Promise.reject(new Error("This process was killed.")) : work();
  return {
    get: (key) => alive(() => table.get(key)),
    expect: (key) => table.expect(key),
    walk: (walk) => alive(() => table.walk(walk)),
    walkIndex: (walk) => alive(() => table.walkIndex(walk)),
    commit: (writes) =>
      alive(async () => {
        commits += 1;
        if (commits < commit) return table.commit(writes);
        if (when === "AFTER") await table.commit(writes);
        throw new Error("This process was killed.");
      }),
  };
}

/** Members in each part of a run here. */
const perPart = 4;

/** Cora as a use case sees her, on whatever table. */
function asCora(place: Town, table: Table): Context {
  const viewer: Viewer = {
    ...{ login: "cora", personId: "per_00000000000000000000000000" },
    actsFor: [{ id: place.cafe, hubId: place.bra, as: "ADMIN" }],
    ...{ roles: [], isFirstSteward: false },
  };
  return { table, viewer, now: place.bank.now(), cursorSecret: "of no use here" };
}

/** Starts a pay-run in a process that is killed on the way. Answers with the wish, for a retry. */
export async function startAndDie(
  place: Town,
  rows: Parameters<typeof draftInParts>[1],
  death: Death,
): Promise<{
  readonly payRunId: string;
  readonly heard: unknown;
  readonly retry: () => ReturnType<typeof startPayRun>;
}> {
  const payRunId = await draftInParts(place, rows, perPart);
  const version = Number(at(await rehearse(place, payRunId), "version"));
  const wish = { payRunId, version, idempotencyKey: newRequestKey() };
  const fresh = place.bank.table();
  const dies = startPayRun(asCora(place, dying(fresh, death)), wish);
  const heard = await dies.catch(() => "It was killed.");
  return { payRunId, heard, retry: () => startPayRun(asCora(place, place.bank.table()), wish) };
}
