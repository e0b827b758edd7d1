import { expect, it } from "vitest";
import { at } from "../support/api.ts";
import { crowd, draft, forum, must, rehearse, rowsOf } from "./setting.ts";

const count = 192;

/*
 * Write units are exact: 2 for each KB begun of an item in a transaction, 1 alone, 1 for each
 * index line. A part of 96 costs 2 for each entry, 2 for the payer's, 8 for the act and 2 for the
 * run; what remains is writing down the rows, and the beginning and end of the run.
 */
it("costs at most 2.3 write units a payee, and one more for the first entry of an account", async () => {
  const place = await forum();
  const cora = place.bank.as("cora");
  const people = await crowd(place.bank.table(), place.grace, count);
  const unitsOfRun = async () => {
    place.bank.usage.reset();
    const payRunId = await draft(place, rowsOf(people, 45));
    const version = at(await rehearse(place, payRunId), "version");
    const run = await must(cora, "startPayRun", { payRunId, version });
    expect(run).toMatchObject({ status: "FINISHED", paidCount: count });
    return place.bank.usage.writeUnits();
  };
  const first = await unitsOfRun();
  const later = await unitsOfRun();
  expect(later / count).toBeLessThanOrEqual(2.3);
  expect(first - later).toBe(count);
}, 60_000);
