import { beforeAll, describe, expect, it } from "vitest";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { daysPass, turn } from "../federation/closing-town.ts";
import { change, tell } from "../federation/hubs.ts";
import { does } from "../federation/moves.ts";
import { at, codesOf, type Json, textAt } from "../support/api.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const fields = "service { id version mode name history { mode from why } }";

const ask = (persona: string, name: string, input: object) =>
  tell(its.bank.as(persona), change(name, fields), { ...input });
const codes = async (persona: string, name: string, input: object) =>
  codesOf(await ask(persona, name, input));
async function must(persona: string, name: string, input: object): Promise<Json> {
  const answer = await ask(persona, name, input);
  expect(codesOf(answer)).toEqual([]);
  return at(at(answer.data, name), "service");
}

const lunch = (more: object = {}) => ({
  ...{ organisationId: its.cafe, name: "Lunch", mode: "FOR", from: "2025-11-03" },
  ...{ why: "Staff cook.", ...more },
});

/** How many services of the hub were done in each mode, by quarter. */
async function trend(scopeId: string, quarter: string) {
  const told = await its.bank.anonymous.must(
    `query ($id: ID!, $quarter: String!) { modeTrend(scopeId: $id, quarter: $quarter) {
      quarters { quarter modes { mode services } }
    } }`,
    { id: scopeId, quarter },
  );
  const quarters = at(told, "modeTrend.quarters");
  if (!Array.isArray(quarters)) return null;
  return Object.fromEntries(
    quarters.map((one: Json) => {
      const modes = at(one, "modes");
      const rows = Array.isArray(modes) ? modes : [];
      const some = rows.filter((row) => at(row, "services") !== 0);
      return [
        textAt(one, "quarter"),
        some.map((row) => `${at(row, "services")} ${textAt(row, "mode")}`).join(),
      ];
    }),
  );
}

describe("whether a service is done to, for, with or by people", () => {
  it("is said by its organisation and brokers of the hub, and by nobody else", async () => {
    const other = { organisationId: its.school };
    for (const persona of ["amina", "grace", "rob", "tom"]) {
      expect(await codes(persona, "addService", lunch())).toEqual(["FORBIDDEN"]);
    }
    expect(await codes("cora", "addService", lunch(other))).toEqual(["FORBIDDEN"]);
    expect(await codes("cora", "addService", lunch({ organisationId: its.amina }))).toEqual([
      "NOT_FOUND",
    ]);
    const serviceId = await make(its.bank, "priya", ["addService", "service", lunch(other)]);
    const wish = { serviceId, version: 1, mode: "WITH", from: "2026-01-05", why: "Guests cook." };
    for (const persona of ["amina", "grace", "rob", "cora"]) {
      expect(await codes(persona, "setRelationshipMode", wish)).toEqual(["FORBIDDEN"]);
    }
    const ended = { ...wish, mode: null, from: "2025-11-03" };
    expect(await must("priya", "setRelationshipMode", ended)).toMatchObject({ mode: null });
  });

  it("is kept as it was said, and counted on the day it is said for", async () => {
    const { bra } = its;
    const hub = await its.bank.anonymous.must("query ($id: ID!) { hub(id: $id) { area { id } } }", {
      id: bra,
    });
    const service = await must("cora", "addService", lunch());
    expect(service).toMatchObject({ version: 1, mode: "FOR" });
    const serviceId = textAt(service, "id");
    const shared = { serviceId, version: 1, mode: "WITH", from: "2026-01-05", why: "Guests cook." };
    const far = { ...shared, from: "2999-01-01" };
    expect(await codes("cora", "setRelationshipMode", far)).toEqual(["VALIDATION_FAILED"]);
    await must("cora", "setRelationshipMode", shared);
    expect(await codes("cora", "setRelationshipMode", shared)).toEqual(["CONFLICT_VERSION"]);
    const wrong = { ...shared, version: 2, mode: "BY", why: "Guests decide as well." };
    expect(await must("cora", "setRelationshipMode", wrong)).toMatchObject({
      ...{ version: 3, mode: "BY" },
      history: [{ mode: "FOR" }, { mode: "WITH", why: "Guests cook." }, { mode: "BY" }],
    });
    for (const place of [bra, textAt(hub, "hub.area.id")]) {
      expect(await trend(place, "2026-Q1")).toMatchObject({
        ...{ "2025-Q3": "", "2025-Q4": "1 FOR", "2026-Q1": "1 BY" },
      });
    }
    expect(await trend(its.sal, "2026-Q1")).toMatchObject({ "2026-Q1": "" });
    expect(await trend(bra, "2099-Q1")).toBeNull();
  });

  it("is for everybody to read, by the organisation", async () => {
    const told = await its.bank.anonymous.must(
      "query ($id: ID!) { services(organisationId: $id) { nodes { name mode organisation { id } } } }",
      { id: its.cafe },
    );
    expect(at(told, "services.nodes")).toEqual([
      { name: "Lunch", mode: "BY", organisation: { id: its.cafe } },
    ]);
  });

  it("is said once when two say it at once, and counted once", async () => {
    const serviceId = await make(its.bank, "cora", [
      "addService",
      "service",
      lunch({ name: "Tea" }),
    ]);
    const wish = { serviceId, version: 1, mode: "TO", from: "2026-01-05", why: "So." };
    const both = await Promise.all([
      codes("cora", "setRelationshipMode", wish),
      codes("priya", "setRelationshipMode", wish),
    ]);
    expect(both.toSorted((a, b) => a.length - b.length)).toEqual([[], ["CONFLICT_VERSION"]]);
    expect(await trend(its.bra, "2026-Q1")).toMatchObject({ "2026-Q1": "1 TO,1 BY" });
  });

  it("is told by its organisation too when the hub closed and it went on in another", async () => {
    const serviceId = await make(its.bank, "cora", [
      "addService",
      "service",
      lunch({ name: "Soup" }),
    ]);
    const closing = { hubId: its.bra, successorHubId: its.sal, reason: "One hub of two." };
    await does(its, "steward", ["closeHub", closing]);
    daysPass(its, 8);
    for (let turns = 0; turns < 20; turns++) await turn(its);
    const ended = { serviceId, version: 1, mode: null, from: "2026-01-06", why: "It ended." };
    expect(await codes("sven", "setRelationshipMode", ended)).toEqual(["FORBIDDEN"]);
    expect(await must("cora", "setRelationshipMode", ended)).toMatchObject({ mode: null });
  });
});
