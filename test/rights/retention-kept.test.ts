import { beforeAll, describe, expect, it } from "vitest";
import { addDays, isRefusal } from "../../src/kernel/index.ts";
import { keepToSchedule } from "../../src/rights/index.ts";
import { planMeasure } from "../../src/safeguarding/index.ts";
import type { Table } from "../../src/table/index.ts";
import { heardYes, newest, object, objected, secondBroker } from "../acting/setting.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, personIdOf, traces } from "./asking.ts";
import { makeLead } from "./reading.ts";

/*
 * What is kept for a time of people who stay: each goes when its own time is over, and nothing else
 * of them does.
 */

let its: Setting;
let recordId: string;
let clearances: readonly string[];
let measureId: string;
let atRisk: readonly string[];

const words = { consentNote: "Said yes.", yourName: "Tom" };

beforeAll(async () => {
  its = await setting();
  const { bank, bra, sal, grace, amina, nadia } = its;
  await makeLead(bank, "leah", bra);
  const elsewhere = { hubId: sal, firstName: "Zqxgrace", lastName: "Test", bornOn: "1985-05-05" };
  await does(bank, "grace", ["apply", elsewhere]);
  const open = { hubId: bra, personName: "Zqxnora", contact: "01632 960000", ...words };
  await does(bank, "tom", ["referPerson", open]);
  const seen = (kind: string, expiresOn: string) => ({
    ...{ memberId: grace, kind, issuer: "Red Cross", outcome: "COMPLETED" },
    ...{ givenOn: "2026-01-02", expiresOn },
  });
  const granted = (kind: string, expiresOn: string) =>
    does(bank, "leah", ["grantClearance", seen(kind, expiresOn)], "clearance");
  const first = await granted("FIRST_AID", "2027-01-01");
  const revoked = await granted("FOOD_HYGIENE", "2030-01-01");
  await does(bank, "leah", [
    "revokeClearance",
    { clearanceId: revoked, version: 1, reason: "No." },
  ]);
  clearances = [first, revoked, await granted("SAFE_SUPPORT", "2030-01-01")];
  const now = bank.now();
  const wish = { hubId: bra, memberId: amina, kind: "NO_LONE_VISITS", from: now } as const;
  measureId = "itm_0123456789ABCDEFGHJKMNPQRS";
  const made = planMeasure({ id: measureId, ...wish, until: addDays(now, 7), receipts: [] }, now);
  if (isRefusal(made)) throw new Error(made.message);
  await bank.table().commit(made.writes);
  const note = (until: string) =>
    does(bank, "leah", ["noteAtRisk", { memberId: nadia, until }], "note");
  const replaced = await note("2026-03-01");
  const runOut = await note("2026-06-30");
  atRisk = [replaced, runOut];
  await heardYes(its, 15);
  recordId = textAt(await newest(bank, "priya", nadia), "id");
  const no = { recordId, spoken: objected };
  expect((await object(bank, await secondBroker(its), no)).codes).toEqual([]);
});

const all = () => itemsOf(its.bank.client, its.bank.tableName);
const run = (table: Table = its.bank.table()) =>
  keepToSchedule({ table, now: its.bank.now() }, [its.bra, its.sal]);
const runOn = (moment: string) => {
  its.bank.at(moment);
  return run();
};

/** Which of these ids lead to anything that is still stored. */
const left = async (ids: readonly string[]) => {
  const items = await all();
  return ids.filter((id) => traces(items, id).length > 0);
};

describe("what is kept for a time of people who take part", () => {
  it("stays until the last day of its time", async () => {
    expect(await runOn("2026-12-31T09:00:00.000Z")).toEqual({});
  });

  it("an application to another hub goes after a year, and who applied stays where they are", async () => {
    expect(await runOn("2027-01-05T09:00:00.000Z")).toMatchObject({
      ...{ APPLICATION: 1, REFERRAL: 1, AT_RISK_NOTE: 1 },
    });
    const items = await all();
    expect(traces(items, "Zqxgrace")).toEqual([]);
    const me = await its.bank.as("grace").must("{ me { memberships { id hub { id } status } } }");
    expect(at(me, "me.memberships")).toEqual([
      { id: its.grace, hub: { id: its.bra }, status: "ACTIVE" },
    ]);
    // They can ask again.
    const wish = { hubId: its.sal, firstName: "Grace", lastName: "Test", bornOn: "1985-05-05" };
    await does(its.bank, "grace", ["apply", wish]);
  });

  it("a referral that nobody dealt with goes after a year", async () => {
    expect(traces(await all(), "Zqxnora")).toEqual([]);
  });

  it("a measure goes a year after its end, with the line that made it hold", async () => {
    its.bank.at("2027-01-11T09:00:00.000Z");
    await run();
    expect(await left([measureId])).toEqual([measureId]);
    expect(await runOn("2027-01-12T09:00:00.000Z")).toEqual({ INTERIM_MEASURE: 1 });
    expect(await left([measureId])).toEqual([]);
  });

  it("a note of an adult at risk goes a year after it was ended or ran out, with its line", async () => {
    const [, runOut] = atRisk;
    // The one that was replaced is gone since the year after that.
    await runOn("2027-06-29T09:00:00.000Z");
    expect(await left(atRisk)).toEqual([runOut]);
    expect(await runOn("2027-06-30T09:00:00.000Z")).toEqual({ AT_RISK_NOTE: 1 });
    expect(await left(atRisk)).toEqual([]);
  });

  it("a clearance goes three years after it ceased to count, one that counts stays", async () => {
    const [expired, revoked, counts] = clearances;
    expect(await runOn("2029-01-05T09:00:00.000Z")).toMatchObject({ CLEARANCE: 1 });
    expect(await left(clearances)).toEqual([expired, counts]);
    expect(revoked).toBeDefined();
    expect(await runOn("2030-01-01T09:00:00.000Z")).toMatchObject({ CLEARANCE: 1 });
    expect(await left(clearances)).toEqual([counts]);
  });

  it("an objection goes six years after it was made, with the record it was about", async () => {
    await runOn("2032-01-04T09:00:00.000Z");
    expect(await left([recordId])).toEqual([recordId]);
    expect(await runOn("2032-01-05T09:05:00.000Z")).toMatchObject({ OBJECTION: 1 });
    expect(await left([recordId])).toEqual([]);
    const nadia = (await all()).find(({ pk, sk }) => pk === its.nadia && sk === "MEMBER");
    expect(nadia).toHaveProperty("firstName");
  });
});

/** A table before whose commit of a certain thing something else happens. */
function interrupted(its: { readonly pk: string; readonly sk: string }, between: Between) {
  const table = bankTable();
  let met = 0;
  const commit: Table["commit"] = async (writes) => {
    const keys = writes.map((write) => ("key" in write ? write.key : write.item));
    if (keys.some(({ pk, sk }) => pk === its.pk && sk === its.sk) && met++ === 0) await between();
    return table.commit(writes);
  };
  return { table: { ...table, commit }, met: () => met };
}
type Between = () => Promise<unknown>;
const bankTable = (): Table => its.bank.table();
const memberAt = async (id: string) =>
  (await all()).find(({ pk, sk }) => pk === id && sk === "MEMBER");

describe("somebody whose time is over", () => {
  it("erases themselves in the very moment in which their application goes: both are done", async () => {
    const { bank, sal, grace } = its;
    bank.at("2032-02-01T09:00:00.000Z");
    const wish = { hubId: sal, firstName: "Grace", lastName: "Test", bornOn: "1985-05-05" };
    const pk = await does(bank, "grace", ["apply", wish], "member");
    await does(bank, "grace", ["leaveHub", { memberId: grace }]);
    bank.at("2033-02-01T09:00:00.000Z");
    const { table, met } = interrupted({ pk, sk: "MEMBER" }, () => erase(bank, "grace"));
    expect(await run(table)).not.toHaveProperty("APPLICATION");
    expect(met()).toBe(1);
    expect(await memberAt(pk)).toHaveProperty("erasedAt");
    const erasures = (await all()).filter(({ sk }) => sk === "ERASURE");
    expect(erasures.map(({ askedBy, status }) => [askedBy, status])).toEqual([
      ["SELF", "FINISHED"],
    ]);
  });

  it("is kept when they get a role in the very moment", async () => {
    const { bank, tom, bra } = its;
    await does(bank, "tom", ["leaveHub", { memberId: tom }]);
    const personId = await personIdOf(bank, "tom");
    // Tom's child has grown up, so nobody needs him.
    bank.at("2039-02-02T09:00:00.000Z");
    const role = { personId, role: "AUDITOR", scopeId: bra, reason: "Knows the books." };
    const { table, met } = interrupted({ pk: personId, sk: "PERSON" }, () =>
      does(bank, "steward", ["grantRole", role]),
    );
    await run(table);
    expect(met()).toBe(1);
    expect(await memberAt(tom)).toHaveProperty("firstName");
  });
});
