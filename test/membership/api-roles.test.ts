import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import { ask, idOf, marlshire, must, person, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const grant = (personId: string, role: string, scopeId: string) => ({
  personId,
  role,
  scopeId,
  reason: "Chosen at the yearly meeting.",
});

describe("giving roles", () => {
  it("lets the person do the work from the next request on, until it ends", async () => {
    const { bank, hubId } = setting;
    const personId = await person(bank, "lucy");
    const membersOf = (persona: string) =>
      bank
        .as(persona)
        .must(`query ($id: ID!) { members(hubId: $id) { nodes { id } } }`, { id: hubId });
    expect(await membersOf("lucy")).toEqual({ members: null });
    const role = await must(bank.steward, "grantRole", grant(personId, "BROKER", hubId));
    expect(at(await membersOf("lucy"), "members.nodes")).toEqual([]);
    await must(bank.steward, "endRole", { roleId: idOf(role), reason: "Moved to another town." });
    expect(await membersOf("lucy")).toEqual({ members: null });
    const again = await must(bank.steward, "grantRole", grant(personId, "BROKER", hubId));
    expect(idOf(again)).not.toBe(idOf(role));
  });

  it("lets a steward of an area look after what lies in it, and nothing else", async () => {
    const { bank, nationId, areaId } = setting;
    const personId = await person(bank, "ste");
    await must(bank.steward, "grantRole", grant(personId, "STEWARD", areaId));
    const ste = bank.as("ste");
    const other = await person(bank, "olga");
    expect((await ask(ste, "grantRole", grant(other, "BROKER", setting.hubId))).codes).toEqual([]);
    expect((await ask(ste, "grantRole", grant(other, "STEWARD", areaId))).codes).toEqual([]);
    expect((await ask(ste, "grantRole", grant(other, "STEWARD", nationId))).codes).toEqual([
      "FORBIDDEN",
    ]);
    const elsewhere = await must(bank.steward, "createArea", {
      kind: "LOCAL_AUTHORITY",
      name: "Elsewhere",
      code: "E06000001",
      parentId: nationId,
    });
    const hub = { areaId: idOf(elsewhere), name: "Far", code: "FAR" };
    expect((await ask(ste, "createHub", hub)).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(ste, "createHub", { ...hub, areaId })).codes).toEqual([]);
  });

  it("lets nobody give a role to themselves", async () => {
    const { bank, areaId, hubId } = setting;
    const personId = await person(bank, "greta");
    await must(bank.steward, "grantRole", grant(personId, "STEWARD", areaId));
    const own = await ask(bank.as("greta"), "grantRole", grant(personId, "BROKER", hubId));
    expect(own.codes).toEqual(["FORBIDDEN"]);
  });

  it.each([
    ["a broker", "priya"],
    ["a stranger", "nobody-yet"],
  ])("lets %s give none", async (_who, persona) => {
    const { bank, hubId } = setting;
    const personId = await person(bank, `for-${persona}`);
    const outcome = await ask(bank.as(persona), "grantRole", grant(personId, "AUDITOR", hubId));
    expect(outcome.codes).toEqual(["FORBIDDEN"]);
  });

  it("refuses a role that fits no such place, a place or person unknown, and one held", async () => {
    const { bank, hubId, areaId } = setting;
    const { steward } = bank;
    const personId = await person(bank, "max");
    const codes = async (input: object) => (await ask(steward, "grantRole", { ...input })).codes;
    expect(await codes(grant(personId, "STEWARD", hubId))).toEqual(["VALIDATION_FAILED"]);
    expect(await codes(grant(personId, "BROKER", areaId))).toEqual(["VALIDATION_FAILED"]);
    const unknown = "00000000000000000000000000";
    expect(await codes(grant(personId, "BROKER", `hub_${unknown}`))).toEqual(["NOT_FOUND"]);
    expect(await codes(grant(`per_${unknown}`, "BROKER", hubId))).toEqual(["NOT_FOUND"]);
    expect(await codes(grant(personId, "BROKER", hubId))).toEqual([]);
    expect(await codes(grant(personId, "BROKER", hubId))).toEqual(["ROLE_ALREADY_HELD"]);
  });
});

describe("ending and seeing roles", () => {
  it("lets the person lay it down, once", async () => {
    const { bank, hubId } = setting;
    const personId = await person(bank, "ned");
    const role = await must(bank.steward, "grantRole", grant(personId, "AUDITOR", hubId));
    const end = { roleId: idOf(role), reason: "No time." };
    expect(at(await must(bank.as("ned"), "endRole", end), "endReason")).toBe("No time.");
    expect((await ask(bank.as("ned"), "endRole", end)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("shows a role to who holds it and to the stewards of the place, to nobody else", async () => {
    const { bank, hubId } = setting;
    const personId = await person(bank, "uma");
    const id = idOf(await must(bank.steward, "grantRole", grant(personId, "AUDITOR", hubId)));
    const node = `query ($id: ID!) { node(id: $id) { ... on RoleGrant {
      role person { firstName } hub { code } area { id } } } }`;
    const seen = {
      role: "AUDITOR",
      person: { firstName: "uma" },
      hub: { code: "BRA" },
      area: null,
    };
    expect(await bank.as("uma").must(node, { id })).toEqual({ node: seen });
    expect(await bank.steward.must(node, { id })).toEqual({ node: seen });
    for (const caller of [bank.as("priya"), bank.as("rob"), bank.anonymous]) {
      expect(await caller.must(node, { id })).toEqual({ node: null });
    }
    const list = `query ($id: ID!) { roles(scopeId: $id, first: 1) { nodes { id } } }`;
    expect(at(await bank.steward.must(list, { id: hubId }), "roles.nodes.0.id")).toBeTypeOf(
      "string",
    );
    for (const caller of [bank.as("uma"), bank.as("priya"), bank.anonymous]) {
      expect(await caller.must(list, { id: hubId })).toEqual({ roles: null });
    }
    const mine = await bank.as("uma").must("{ me { roles { id } isFirstSteward } }");
    expect(mine).toEqual({ me: { roles: [{ id }], isFirstSteward: false } });
  });

  it("tells no stranger that a role exists", async () => {
    const { bank, hubId } = setting;
    const personId = await person(bank, "vic");
    const roleId = idOf(await must(bank.steward, "grantRole", grant(personId, "AUDITOR", hubId)));
    const unknown = "rol_00000000000000000000000000";
    const end = (id: string) => ask(bank.as("priya"), "endRole", { roleId: id, reason: "No." });
    expect(await end(roleId)).toEqual(await end(unknown));
  });
});
