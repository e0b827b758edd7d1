import { beforeEach, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import { ask, idOf, marlshire, must, person, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(async () => {
  setting = await marlshire(await testBank());
});

const first = "2026-03-01T00:00:00.000Z";
const last = "2026-04-01T00:00:00.000Z";

const grant = (personId: string, role: string, scopeId: string) => ({
  ...{ personId, role, scopeId },
  reason: "Stands in for Priya.",
});

const canRead = async ({ bank, hubId }: Setting, persona: string) =>
  at(
    await bank
      .as(persona)
      .must("query ($id: ID!) { members(hubId: $id) { nodes { id } } }", { id: hubId }),
    "members",
  ) !== null;

const mine = ({ bank }: Setting, persona: string) =>
  bank.as(persona).must("{ me { roles { startsAt until isHeld } } }");

describe("a role with dates", () => {
  it("opens at the moment it begins and shuts at the moment it runs out, by itself", async () => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    const wish = { ...grant(lucy, "BROKER", hubId), startsAt: first, until: last };
    await must(bank.steward, "grantRole", wish);
    const moments = [
      ["2026-01-05T09:00:00.000Z", false],
      ["2026-02-28T23:59:59.999Z", false],
      [first, true],
      ["2026-03-31T23:59:59.999Z", true],
      [last, false],
      ["2026-05-01T00:00:00.000Z", false],
    ] as const;
    for (const [moment, open] of moments) {
      bank.at(moment);
      expect([moment, await canRead(setting, "lucy")]).toEqual([moment, open]);
    }
  });

  it("is shown to its holder before it begins, and not after it ran out", async () => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    const wish = { ...grant(lucy, "BROKER", hubId), startsAt: first, until: last };
    await must(bank.steward, "grantRole", wish);
    const dates = { startsAt: first, until: last };
    expect(await mine(setting, "lucy")).toEqual({ me: { roles: [{ ...dates, isHeld: false }] } });
    bank.at(first);
    expect(await mine(setting, "lucy")).toEqual({ me: { roles: [{ ...dates, isHeld: true }] } });
    bank.at(last);
    expect(await mine(setting, "lucy")).toEqual({ me: { roles: [] } });
  });

  it("can be ended before it begins, and never opens then", async () => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    const wish = { ...grant(lucy, "BROKER", hubId), startsAt: first };
    const role = await must(bank.steward, "grantRole", wish);
    await must(bank.as("lucy"), "endRole", { roleId: idOf(role), reason: "I cannot after all." });
    bank.at(last);
    expect(await canRead(setting, "lucy")).toBe(false);
  });

  it("is one at a time, and can be given anew once it has run out", async () => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    const wish = { ...grant(lucy, "BROKER", hubId), startsAt: first, until: last };
    const old = await must(bank.steward, "grantRole", wish);
    const again = grant(lucy, "BROKER", hubId);
    expect((await ask(bank.steward, "grantRole", again)).codes).toEqual(["ROLE_ALREADY_HELD"]);
    bank.at(last);
    const late = { roleId: idOf(old), reason: "Over." };
    expect((await ask(bank.steward, "endRole", late)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const next = await must(bank.steward, "grantRole", again);
    expect((await ask(bank.steward, "endRole", late)).codes).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await canRead(setting, "lucy")).toBe(true);
    await must(bank.steward, "endRole", { roleId: idOf(next), reason: "Moved." });
    expect(await canRead(setting, "lucy")).toBe(false);
  });

  it("is given anew once when two stewards do it at the same time", async () => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    await must(bank.steward, "grantRole", { ...grant(lucy, "BROKER", hubId), until: first });
    bank.at(first);
    const wish = grant(lucy, "BROKER", hubId);
    const both = await Promise.all([1, 2].map(() => ask(bank.steward, "grantRole", wish)));
    expect(both.map(({ codes }) => codes).toSorted()).toEqual([[], ["ROLE_ALREADY_HELD"]]);
  });

  it.each([
    ["begins in the past", { startsAt: "2025-12-01T00:00:00Z" }, "startsAt"],
    ["begins in two years", { startsAt: "2028-01-01T00:00:00Z" }, "startsAt"],
    ["ends in the past", { until: "2025-12-01T00:00:00Z" }, "until"],
    ["ends when it begins", { startsAt: first, until: first }, "until"],
  ])("is refused when it %s", async (_case, term, field) => {
    const { bank, hubId } = setting;
    const lucy = await person(bank, "lucy");
    const refused = await ask(bank.steward, "grantRole", {
      ...grant(lucy, "BROKER", hubId),
      ...term,
    });
    expect(refused.codes).toEqual(["VALIDATION_FAILED"]);
    expect(JSON.stringify(refused)).toContain(`"${field}"`);
  });
});

describe("a steward for a time", () => {
  it("makes nobody steward for longer, and gives the place its other roles", async () => {
    const { bank, hubId, areaId } = setting;
    const ste = await person(bank, "ste");
    await must(bank.steward, "grantRole", { ...grant(ste, "STEWARD", areaId), until: last });
    const olga = await person(bank, "olga");
    const codes = async (wish: object) =>
      (await ask(bank.as("ste"), "grantRole", { ...wish })).codes;
    const steward = grant(olga, "STEWARD", areaId);
    expect(await codes(steward)).toEqual(["FORBIDDEN"]);
    expect(await codes({ ...steward, until: "2026-04-01T00:00:00.001Z" })).toEqual(["FORBIDDEN"]);
    expect(await codes({ ...steward, until: last })).toEqual([]);
    expect(await codes(grant(olga, "BROKER", hubId))).toEqual([]);
    bank.at(last);
    expect(await codes(grant(olga, "AUDITOR", hubId))).toEqual(["FORBIDDEN"]);
  });
});

describe("who gave a role and who ended it", () => {
  it("is told to who holds it and to the stewards of the place", async () => {
    const { bank, areaId, hubId } = setting;
    const ste = await person(bank, "ste");
    await must(bank.steward, "grantRole", grant(ste, "STEWARD", areaId));
    const lucy = await person(bank, "lucy");
    const role = await must(bank.as("ste"), "grantRole", grant(lucy, "BROKER", hubId));
    await must(bank.as("lucy"), "endRole", { roleId: idOf(role), reason: "No time." });
    const told = `query ($id: ID!) { node(id: $id) { ... on RoleGrant {
      reason grantedBy { firstName } endedBy { firstName } endReason } } }`;
    const answer = {
      reason: "Stands in for Priya.",
      grantedBy: { firstName: "ste" },
      endedBy: { firstName: "lucy" },
      endReason: "No time.",
    };
    for (const persona of ["lucy", "ste"]) {
      expect(await bank.as(persona).must(told, { id: idOf(role) })).toEqual({ node: answer });
    }
    expect(await bank.as("priya").must(told, { id: idOf(role) })).toEqual({ node: null });
  });
});
