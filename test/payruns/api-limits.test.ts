import { beforeAll, describe, expect, it } from "vitest";
import { change, mustTell, type Town } from "../directory/town.ts";
import { at, type Json } from "../support/api.ts";
import {
  ask,
  crowd,
  draft,
  forum,
  joined,
  must,
  type PayRunMutation,
  read,
  rehearse,
  rowsOf,
} from "./setting.ts";

let place: Town;
let people: readonly string[] = [];
beforeAll(async () => {
  place = await forum(6000);
  people = await crowd(place.bank.table(), place.grace, 3);
});

const cora = () => place.bank.as("cora");

/** Sets the hub's policy from this moment on. */
async function policy(values: object, effectiveFrom: string): Promise<void> {
  const priya = place.bank.as("priya");
  const data = await priya.must("query ($id: ID!) { hub(id: $id) { version } }", {
    id: place.bra,
  });
  await mustTell(priya, change("setHubPolicy", "hub { id }"), {
    ...{ hubId: place.bra, version: at(data, "hub.version"), policy: values, effectiveFrom },
    reason: "The circle said so.",
  });
  place.bank.at(effectiveFrom);
}

async function outcomes(payRunId: string): Promise<readonly Json[]> {
  const rows = at(await read(cora(), payRunId), "rows.nodes");
  return (Array.isArray(rows) ? rows : []).map((row: Json) => [
    at(row, "outcome"),
    at(row, "refusalCode"),
  ]);
}

async function rehearsedAndPaid(rows: Parameters<typeof draft>[1]) {
  const payRunId = await draft(place, rows);
  const version = at(await rehearse(place, payRunId), "version");
  const before = await outcomes(payRunId);
  await must(cora(), "startPayRun", { payRunId, version });
  return [before, await outcomes(payRunId)];
}

describe("a row that the hub's limits do not allow", () => {
  it("is refused where an account would pass a hard ceiling, in the rehearsal and for real", async () => {
    await policy({ ceilingMinutes: 300, isCeilingHard: true }, "2026-02-10T09:00:00Z");
    const [one = "", two = ""] = people;
    const rows = [...rowsOf([one], 315), ...rowsOf([two], 300)];
    expect(await rehearsedAndPaid(rows)).toEqual([
      [
        ["WOULD_BE_REFUSED", "CEILING_REACHED"],
        ["WOULD_BE_PAID", null],
      ],
      [
        ["REFUSED", "CEILING_REACHED"],
        ["PAID", null],
      ],
    ]);
  });

  it("is refused for who has left meanwhile, though the rehearsal knew nothing of it", async () => {
    const sam = await joined(place, "sam");
    const payRunId = await draft(place, rowsOf([sam]));
    const version = at(await rehearse(place, payRunId), "version");
    expect(await outcomes(payRunId)).toEqual([["WOULD_BE_PAID", null]]);
    await mustTell(place.bank.as("sam"), change("leaveHub", "member { id }"), { memberId: sam });
    const run = await must(cora(), "startPayRun", { payRunId, version });
    expect(run).toMatchObject({ ...{ status: "FINISHED", paidCount: 0, refusedCount: 1 } });
    expect(run).toMatchObject({ refusedMinutes: 15, returnedMinutes: 15 });
    expect(await outcomes(payRunId)).toEqual([["REFUSED", "PARTY_NOT_ACTIVE"]]);
  });
});

describe("a hub on its way to its end", () => {
  it("begins and starts no pay-run", async () => {
    const payRunId = await draft(place, rowsOf(people));
    const version = at(await rehearse(place, payRunId), "version");
    await mustTell(place.bank.steward, change("closeHub", "hub { id }"), {
      ...{ hubId: place.bra, successorHubId: place.sal, reason: "Too few of us are left." },
    });
    place.bank.at("2026-02-10T09:01:00Z");
    const codes = async (name: PayRunMutation, wish: object) =>
      (await ask(cora(), name, { ...wish })).codes;
    expect(await codes("startPayRun", { payRunId, version })).toEqual(["HUB_CLOSING"]);
    const another = { organisationId: place.cafe, what: "Another meeting" };
    expect(await codes("createPayRun", another)).toEqual(["HUB_CLOSING"]);
    expect(await codes("cancelPayRun", { payRunId })).toEqual([]);
  });
});
