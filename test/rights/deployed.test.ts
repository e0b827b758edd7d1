import { expect, it } from "vitest";
import { onTheSameSteps } from "../../src/rights/decide/index.ts";
import { runErasures } from "../../src/rights/index.ts";
import { replace } from "../../src/table/index.ts";
import { itemsOf } from "../support/books/stored.ts";
import { traces } from "./asking.ts";
import { begun } from "./begun.ts";
import { life, mark } from "./life.ts";

const now = "2026-01-06T09:00:00.000Z";

/*
 * How far an erasure has come is a number in a list of steps, and the list is part of the program.
 * A version before this one had other steps, so its number means something else to this one.
 */
it("an erasure begun by another version is finished only after a whole round by this one", async () => {
  const its = await life();
  const { client, tableName } = its.bank;
  const table = its.bank.table();
  await begun(its, table, now);
  const [erasure] = (await itemsOf(client, tableName)).filter(({ sk }) => sk === "ERASURE");
  if (!erasure) throw new Error("No erasure was begun.");
  const version = Number(erasure["version"]) + 1;
  const almostThere = { ...Object(erasure["work"]), steps: 3, at: 10_000, isClean: true };
  await table.commit([
    replace({ ...erasure, pk: String(erasure["pk"]), sk: "ERASURE", work: almostThere, version }),
  ]);
  expect(await runErasures({ table: its.bank.table(), now })).toEqual({ FINISHED: 1, RUNNING: 0 });
  expect(traces(await itemsOf(client, tableName), mark)).toEqual([]);
}, 60_000);

it("a round goes on where it was, as long as the steps are the same", () => {
  const work = { personId: "per_1", standIn: "per_2", members: [], at: 7, isClean: true };
  expect(onTheSameSteps({ ...work, steps: 9 }, 9)).toMatchObject({ at: 7, isClean: true });
  expect(onTheSameSteps({ ...work, isClean: false }, 9)).toMatchObject({ at: 0, steps: 9 });
});
