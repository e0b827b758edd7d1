import { beforeAll, expect, it } from "vitest";
import { erasers, exporters } from "../../src/hours/index.ts";
import { newId } from "../../src/kernel/index.ts";
import { personIdOf } from "../circles/deciding.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

it("tells a member their diary without who wrote it, and leaves nothing once it is erased", async () => {
  const { bank, bra, jack } = its;
  const line = { memberId: jack, kind: "CARE", happenedOn: bank.now().slice(0, 10), minutes: 60 };
  await make(bank, "tom", ["reportCoreWork", "coreWork", line]);
  const personId = await personIdOf(bank, "jack");
  const whose = { personId, memberId: jack, hubId: bra };
  const { lines } = await exporters.CORE_WORK(bank.table(), whose);
  expect(lines).toContainEqual(expect.objectContaining({ ofKind: "CARE", minutes: 60 }));
  expect(JSON.stringify(lines)).not.toContain("writer");
  const erasing = { ...whose, standIn: newId("per"), now: bank.now() };
  const { writes, counts } = await erasers.CORE_WORK(bank.table(), erasing);
  expect(counts).toEqual({ CORE_WORK: 2 });
  await bank.table().commit(writes);
  expect(await exporters.CORE_WORK(bank.table(), whose)).toEqual({ lines: [] });
});
