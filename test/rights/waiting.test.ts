import { beforeAll, describe, expect, it } from "vitest";
import { runErasures } from "../../src/rights/index.ts";
import { create } from "../../src/table/index.ts";
import { itemsOf } from "../support/books/stored.ts";
import { traces } from "./asking.ts";
import { begun } from "./begun.ts";
import { type Life, life, mark } from "./life.ts";

let its: Life;
const now = "2026-01-06T09:00:00.000Z";

beforeAll(async () => {
  its = await life();
}, 60_000);

/** More erasures than one turn of the clock begins with. */
const broken = 25;

describe("an erasure behind many that fail", () => {
  it("is finished by the clock all the same, and the faults are told", async () => {
    const table = its.bank.table();
    await begun(its, table, now);
    const [erasure] = (await itemsOf(its.bank.client, its.bank.tableName)).filter(
      ({ sk }) => sk === "ERASURE",
    );
    if (!erasure) throw new Error("No erasure was begun.");
    for (let number = 0; number < broken; number++) {
      const tail = String(number).padStart(6, "0");
      const id = `ers_${tail.padStart(26, "0")}`;
      const i1sk = `2026-01-01T00:00:00.000Z#${tail}`;
      await table.commit([
        create({ ...erasure, pk: id, sk: "ERASURE", id, i1sk, work: { nothing: "known" } }),
      ]);
    }
    expect(traces(await itemsOf(its.bank.client, its.bank.tableName), mark)).not.toEqual([]);
    const turn = runErasures({ table: its.bank.table(), now });
    await expect(turn).rejects.toThrow("Some erasures could not go on.");
    const items = await itemsOf(its.bank.client, its.bank.tableName);
    expect(traces(items, mark)).toEqual([]);
    expect(items.find(({ pk }) => pk === erasure.pk)).toMatchObject({ status: "FINISHED" });
  });
});
