import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, balance, idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { at, codesOf, textAt } from "../support/api.ts";
import { checkBooks } from "../support/books.ts";
import { group } from "./assisted-acts.ts";
import { newest, object, objected, secondBroker, tick } from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await secondBroker(its);
  await appoint(its, { member: its.nadia, helper: "tom", scope: ["READ", "SPEND"] });
});
beforeEach(() => tick(its.bank));

const held = async () => at(await balance(its.bank, "priya", its.nadia), "reservedMinutes") ?? 0;
const statusOf = async (id: string) => {
  const query = "query ($id: ID!) { groupActivity(id: $id) { status } }";
  return at(await its.bank.as("priya").must(query, { id }), "groupActivity.status");
};

/** A group that Tom joined for Nadia, with Grace to give; what Nadia may object to comes along. */
async function joined() {
  const activityId = idOf(await group(its));
  await must(its.bank, "tom", ["joinGroupActivity", { activityId, partyId: its.nadia }]);
  const recordId = textAt(await newest(its.bank, "priya", its.nadia), "id");
  const giving = { activityId, partyId: its.grace, role: "GIVER" };
  await must(its.bank, "grace", ["joinGroupActivity", giving]);
  const happenedOn = its.bank.now().slice(0, 10);
  const run = { activityId, happenedOn, attendeeIds: [its.nadia, its.grace] };
  return { activityId, recordId, run };
}

describe("an objection while the group is run", () => {
  it.each([1, 2, 3, 4, 5])("frees the place or finds that it met, never both: %i", async () => {
    const before = await held();
    const { activityId, recordId, run } = await joined();
    const [done, ran] = await Promise.all([
      object(its.bank, "bela", { recordId, spoken: objected }),
      ask(its.bank, "priya", ["runGroupActivity", run]),
    ]);
    expect(ran.errors).toBeUndefined();
    const isUndone = at(done.record, "objection.outcome") === "UNDONE";
    expect(done.codes).toEqual([]);
    expect(at(done.record, "objection.outcome")).toBe(isUndone ? "UNDONE" : "BROKER_LOOKS");
    expect(codesOf(ran).length).toBe(isUndone ? 1 : 0);
    expect(await statusOf(activityId)).toBe(isUndone ? "PLANNED" : "RUN");
    expect(await held()).toBe(before);
    expect(await checkBooks(its.bank.client, its.bank.tableName)).toEqual([]);
  });
});
