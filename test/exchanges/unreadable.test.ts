import { beforeEach, describe, expect, it } from "vitest";
import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { spoil } from "../support/spoiling.ts";
import { agreed, idOf, must, proposed, type Setting, setting } from "./setting.ts";

let its: Setting;
beforeEach(async () => {
  its = await setting();
});

const minutesLater = (minutes: number): string =>
  new Date(Date.parse(its.bank.now()) + minutes * 60_000).toISOString();

async function turnOfTheClock() {
  const metrics: object[] = [];
  const log: object[] = [];
  const turn = createScheduleHandler({
    ...{ table: its.bank.table, now: its.bank.now },
    log: (line) => log.push(line),
    measure: (told) => metrics.push(told),
  });
  await expect(turn()).rejects.toThrow("Deadlines could not be kept");
  return { metrics, log };
}

describe("what nobody can read", () => {
  it("keeps no visit from being watched, and counts as one that is overdue", async () => {
    const atHome = { placeKind: "RECIPIENT_HOME", minutes: 15 };
    const ids = [idOf(await agreed(its, atHome)), idOf(await agreed(its, atHome))];
    const [first = ""] = ids;
    for (const exchangeId of ids) await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    const key = { pk: `vis_${first.slice(4)}`, sk: "VISIT" };
    await spoil(its.bank.client, its.bank.tableName, { key, fields: { version: "many" } });
    its.bank.at(minutesLater(60));
    const { metrics, log } = await turnOfTheClock();
    expect(metrics).toContainEqual({ OverdueVisits: 2 });
    expect(log).toContainEqual(expect.objectContaining({ level: "ERROR", room: "visits" }));
    const overdue = `query ($hubId: ID!, $first: Int!) {
      overdueVisits(hubId: $hubId, first: $first) {
        nodes { exchangeId } pageInfo { hasNextPage }
      }
    }`;
    const { overdueVisits: read } = Object(
      await its.bank.as("priya").must(overdue, { hubId: its.bra, first: 1 }),
    );
    expect(read.nodes).toEqual([{ exchangeId: ids[1] }]);
    expect(read.pageInfo.hasNextPage).toBe(false);
  });

  it("keeps no other exchange from ending in time", async () => {
    const first = idOf(await proposed(its, { minutes: 15 }));
    its.bank.at(minutesLater(24 * 60));
    // More than are worked on at once.
    const later: string[] = [];
    for (let at = 0; at < 8; at++) later.push(idOf(await proposed(its, { minutes: 15 })));
    const key = { pk: first.slice(4), sk: "ACT" };
    await spoil(its.bank.client, its.bank.tableName, { key, fields: { version: "many" } });
    its.bank.at(minutesLater(15 * 24 * 60));
    const { log } = await turnOfTheClock();
    expect(log).toContainEqual(expect.objectContaining({ level: "ERROR", room: "exchanges" }));
    const read = "query ($id: ID!) { exchange(id: $id) { status } }";
    const { exchange } = Object(await its.bank.as("amina").must(read, { id: later.at(-1) }));
    expect(exchange).toEqual({ status: "EXPIRED" });
  });
});
