import { expect, it } from "vitest";
import { runClosings } from "../../src/federation/index.ts";
import { everyHub } from "../../src/membership/index.ts";
import type { Table } from "../../src/table/index.ts";
import { at, textAt } from "../support/api.ts";
import { daysPass } from "./closing-town.ts";
import { hub } from "./hubs.ts";
import { does, setting } from "./moves.ts";

it("a hub that cannot go on closing keeps no other one open, and is told", async () => {
  const its = await setting();
  const { bank, sal } = its;
  const found = await bank.steward.must("query ($id: ID!) { hub(id: $id) { area { id } } }", {
    id: sal,
  });
  const areaId = textAt(found, "hub.area.id");
  const closing = [
    await hub(bank, { areaId, code: "THO", broker: "lucy" }),
    await hub(bank, { areaId, code: "FOU", broker: "fay" }),
  ] as const;
  for (const hubId of closing) {
    const wish = { hubId, successorHubId: sal, reason: "Too few are left." };
    await does(its, "steward", ["closeHub", wish]);
  }
  daysPass(its, 8);
  const hubs = await everyHub(bank.table());
  const [first] = hubs.filter(({ id }) => closing.includes(id));
  const inner = bank.table();
  const table: Table = {
    ...inner,
    walkIndex: (walk) => {
      if (walk.pk.includes(first?.id ?? "")) throw new Error("This partition is in trouble.");
      return inner.walkIndex(walk);
    },
  };
  const clock = { now: bank.now(), hubs };
  for (let turns = 0; turns < 4; turns++) {
    await expect(runClosings({ table, ...clock })).rejects.toThrow(AggregateError);
  }
  const statusOf = async (id: string | undefined) =>
    at(await bank.anonymous.must("query ($id: ID!) { hub(id: $id) { status } }", { id }), "hub");
  const second = closing.find((id) => id !== first?.id);
  expect(await statusOf(second)).toEqual({ status: "CLOSED" });
  expect(await statusOf(first?.id)).toEqual({ status: "CLOSING" });
  for (let turns = 0; turns < 4; turns++) await runClosings({ table: inner, ...clock });
  expect(await statusOf(first?.id)).toEqual({ status: "CLOSED" });
});
