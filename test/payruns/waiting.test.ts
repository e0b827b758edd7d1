import { beforeAll, describe, expect, it } from "vitest";
import { goOnWithPayRuns } from "../../src/payruns/index.ts";
import { create } from "../../src/table/index.ts";
import type { Town } from "../directory/town.ts";
import { make } from "../exchanges/town.ts";
import { must as fund, grant, thisQuarter } from "../funding/credits.ts";
import { at, textAt } from "../support/api.ts";
import { crowd, draft, draftInParts, forum, freeze, read, rehearse, rowsOf } from "./setting.ts";

let place: Town;
let people: readonly string[] = [];
beforeAll(async () => {
  place = await forum();
  people = await crowd(place.bank.table(), place.grace, 8);
});

/** More runs than one look at the list of runs under way brings. */
const stuck = 120;

describe("a pay-run that could go on, behind many that cannot", () => {
  it("is paid by the clock all the same", async () => {
    const { bank } = place;
    const table = bank.table();
    // Only an account that has entries can be stopped, and one that was stopped starts nothing: so
    // these are copies of a draft, as if all had been started before.
    const id = await draft(place, rowsOf(people));
    await freeze(place, "freeze", place.cafe);
    const like = await table.get({ pk: id, sk: "PAYRUN" });
    const part = await table.get({ pk: id, sk: "PART#0000" });
    if (!like || !part) throw new Error("The draft is not stored as this test knows it.");
    const startedAt = "2026-01-01T00:00:00.000Z";
    for (let number = 0; number < stuck; number++) {
      const tail = String(number).padStart(6, "0");
      const begun = {
        startedAt,
        status: "RUNNING",
        i4pk: "PAYRUNS_RUNNING",
        i4sk: `${startedAt}#${tail}`,
      };
      const pk = `pay_${tail.padStart(26, "0")}`;
      await table.commit([create({ ...like, ...begun, pk }), create({ ...part, pk })]);
    }
    const other = { ...place, cafe: await otherOrganisation() };
    const payRunId = await draftInParts(other, rowsOf(people), 1);
    const version = at(await rehearse(other, payRunId), "version");
    await make(bank, "cora", ["startPayRun", "payRun", { payRunId, version }]);
    const clock = () => goOnWithPayRuns({ table: bank.table(), now: bank.now() });
    expect(await clock()).toEqual({ STEPS: 4, ENDED: 1, LEFT: stuck });
    const run = await read(bank.as("cora"), payRunId);
    expect(run).toMatchObject({ status: "FINISHED", paidCount: people.length });
  }, 60_000);
});

/** A second organisation of cora's, with hours to pass on. */
async function otherOrganisation(): Promise<string> {
  const { bank, bra } = place;
  const me = await bank.as("cora").must("{ me { person { id } } }");
  const organisationId = await make(bank, "priya", [
    "createOrganisation",
    "organisation",
    {
      ...{ hubId: bra, name: "Parent Carer Forum", kind: "FORUM" },
      adminPersonId: textAt(me, "me.person.id"),
    },
  ]);
  await grant(place, "CARE", 600);
  await fund(bank.as("priya"), "allocate", {
    ...{ organisationId, purpose: "CARE", quarter: thisQuarter, minutes: 600 },
  });
  return organisationId;
}
