import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import { ask, idOf, marlshire, must, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const region = (parentId?: string) => ({
  kind: "REGION",
  name: "North",
  code: "E12000001",
  parentId,
});

describe("the tree of areas", () => {
  it("puts a region in a nation and a local authority in the region", async () => {
    const { bank, nationId } = setting;
    const north = await must(bank.steward, "createArea", region(nationId));
    const town = await must(bank.steward, "createArea", {
      kind: "LOCAL_AUTHORITY",
      name: "Northtown",
      code: "E08000001",
      parentId: idOf(north),
    });
    expect(at(town, "parent.id")).toBe(idOf(north));
    const seen = await bank.anonymous.must(
      `query ($id: ID!) { area(id: $id) { parent { name children { nodes { name } } } } }`,
      { id: idOf(town) },
    );
    expect(at(seen, "area.parent")).toEqual({
      name: "North",
      children: { nodes: [{ name: "Northtown" }] },
    });
  });

  it("refuses a kind of area where it cannot lie", async () => {
    const { bank, areaId } = setting;
    const nation = { kind: "NATION", name: "Wales", code: "W92000004", parentId: areaId };
    expect((await ask(bank.steward, "createArea", nation)).codes).toEqual(["VALIDATION_FAILED"]);
    const outcome = await ask(bank.steward, "createArea", { ...region(), code: "E12000009" });
    expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
    expect(at(outcome.errors, "0.path")).toEqual(["input", "parentId"]);
  });

  it("uses a GSS code once", async () => {
    const { bank, nationId } = setting;
    const twin = { kind: "LOCAL_AUTHORITY", name: "Twin", code: "E10999999", parentId: nationId };
    expect((await ask(bank.steward, "createArea", twin)).codes).toEqual(["CODE_TAKEN"]);
  });

  it.each(["E1099999", "X10999999", "e10999999", "E109999990", ""])(
    "refuses %j as a GSS code",
    async (code) => {
      const { bank, nationId } = setting;
      const input = { kind: "LOCAL_AUTHORITY", name: "Town", code, parentId: nationId };
      const outcome = await ask(bank.steward, "createArea", input);
      expect(outcome.codes).toEqual(["VALIDATION_FAILED"]);
      expect(at(outcome.errors, "0.path")).toEqual(["input", "code"]);
    },
  );

  it("refuses an area above that does not exist", async () => {
    const nowhere = region("are_00000000000000000000000000");
    expect((await ask(setting.bank.steward, "createArea", nowhere)).codes).toEqual(["NOT_FOUND"]);
  });

  it("lets a broker make no area", async () => {
    const { bank, nationId } = setting;
    const input = { ...region(nationId), code: "E12000002" };
    expect((await ask(bank.as("priya"), "createArea", input)).codes).toEqual(["FORBIDDEN"]);
  });
});

describe("opening a hub", () => {
  it("starts with the usual policy where nothing else is said", async () => {
    const { bank, areaId } = setting;
    const hub = await must(bank.steward, "createHub", {
      areaId,
      name: "Thornley Vale",
      code: "THO",
      policy: { floorMinutes: -600 },
    });
    const seen = await bank.anonymous.must(
      `query ($id: ID!) { hub(id: $id) { name code policy {
        floorMinutes ceilingMinutes stepMinutes longestExchangeMinutes childDailyLearningMinutes
        weeklyCareMinutes goodsAllowed proposalExpiryDays agreedExpiryDays confirmReminderDays
        confirmByBrokerDays latestEntryDays effectiveFrom reason
      } } }`,
      { id: idOf(hub) },
    );
    expect(at(seen, "hub.policy")).toEqual({
      floorMinutes: -600,
      ceilingMinutes: 2400,
      stepMinutes: 15,
      longestExchangeMinutes: 1440,
      childDailyLearningMinutes: 120,
      weeklyCareMinutes: 180,
      goodsAllowed: false,
      proposalExpiryDays: 14,
      agreedExpiryDays: 30,
      confirmReminderDays: 7,
      confirmByBrokerDays: 14,
      latestEntryDays: 31,
      effectiveFrom: bank.now(),
      reason: null,
    });
  });

  it.each([
    ["its code is used in the local authority", { code: "BRA" }, "CODE_TAKEN"],
    ["its code is not three capital letters", { code: "Bra" }, "VALIDATION_FAILED"],
    ["it has no name", { name: "  " }, "VALIDATION_FAILED"],
    ["goods are allowed without a notice", { policy: { goodsAllowed: true } }, "VALIDATION_FAILED"],
    ["the floor is above zero", { policy: { floorMinutes: 15 } }, "VALIDATION_FAILED"],
    ["there is no such area", { areaId: "are_00000000000000000000000000" }, "NOT_FOUND"],
  ])("refuses when %s", async (_case, change, code) => {
    const { bank, areaId } = setting;
    const input = { areaId, name: "Newhub", code: "NEW", ...change };
    expect((await ask(bank.steward, "createHub", input)).codes).toEqual([code]);
  });

  it("refuses a nation as its place", async () => {
    const { bank, nationId } = setting;
    const input = { areaId: nationId, name: "Newhub", code: "NEW" };
    expect((await ask(bank.steward, "createHub", input)).codes).toEqual(["VALIDATION_FAILED"]);
  });

  it("lets a broker open no hub", async () => {
    const { bank, areaId } = setting;
    const input = { areaId, name: "Newhub", code: "NEW" };
    expect((await ask(bank.as("priya"), "createHub", input)).codes).toEqual(["FORBIDDEN"]);
  });
});

describe("looking up places", () => {
  it("shows the hubs below any area to everyone, by name and page by page", async () => {
    const { bank, nationId } = setting;
    const query = `query ($areaId: ID!, $after: String) {
      hubs(areaId: $areaId, first: 2, after: $after) {
        nodes { name } pageInfo { hasNextPage endCursor }
      }
    }`;
    const first = await bank.anonymous.must(query, { areaId: nationId });
    expect(at(first, "hubs.nodes")).toEqual([{ name: "Brackenford" }, { name: "Saltmere" }]);
    const after = at(first, "hubs.pageInfo.endCursor");
    const second = await bank.anonymous.must(query, { areaId: nationId, after });
    expect(at(second, "hubs.nodes")).toEqual([{ name: "Thornley Vale" }]);
    expect(at(second, "hubs.pageInfo.hasNextPage")).toBe(false);
  });

  it("answers null for what does not exist", async () => {
    const unknown = "00000000000000000000000000";
    const seen = await setting.bank.anonymous.must(
      `query ($are: ID!, $hub: ID!) {
        area(id: $are) { id } hub(id: $hub) { id } hubs(areaId: $are) { nodes { id } }
        hubPolicy(hubId: $hub) { floorMinutes } organisations(hubId: $hub) { nodes { id } }
      }`,
      { are: `are_${unknown}`, hub: `hub_${unknown}` },
    );
    expect(seen).toEqual({
      area: null,
      hub: null,
      hubs: null,
      hubPolicy: null,
      organisations: null,
    });
  });

  it("finds areas and hubs as nodes", async () => {
    const { bank, areaId, hubId } = setting;
    const seen = await bank.anonymous.must(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }`,
      { ids: [areaId, hubId] },
    );
    expect(at(seen, "nodes")).toEqual([
      { __typename: "Area", id: areaId },
      { __typename: "Hub", id: hubId },
    ]);
  });
});
