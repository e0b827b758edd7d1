import { describe, expect, it } from "vitest";
import { bringsToChild, hasMetChild } from "../../src/exchanges/decide/index.ts";
import { anonymous, type Viewer } from "../../src/kernel/index.ts";
import { isChildOf } from "../../src/membership/index.ts";

const now = "2026-03-02T09:00:00.000Z";
const member = (name: string, bornOn = "1985-05-05") =>
  ({ id: `mem_${name}`, kind: "MEMBER", hubId: "hub_bra", status: "ACTIVE", bornOn }) as const;
const jack = member("jack", "2010-08-30");
const ellie = member("ellie", "2017-08-30");
const walter = member("walter");
const school = { ...member("school"), id: "org_school", kind: "ORGANISATION" } as const;

const speaksFor = (id: string, as: "SELF" | "GUARDIAN" | "ADMIN" = "SELF"): Viewer => ({
  ...anonymous,
  actsFor: [{ id, hubId: "hub_bra", as }],
});
const brokerOf = (scopeId: string): Viewer => ({
  ...anonymous,
  roles: [{ role: "BROKER", scopeId }],
});
const supporter: Viewer = {
  ...anonymous,
  supports: [{ id: jack.id, hubId: "hub_bra", scope: ["READ"] }],
};

describe("a child's id", () => {
  it.each([
    ["themselves", speaksFor(jack.id), true],
    ["their guardian", speaksFor(jack.id, "GUARDIAN"), true],
    ["who supports them", supporter, true],
    ["the broker of their hub", brokerOf("hub_bra"), true],
    ["the broker of another hub", brokerOf("hub_sal"), false],
    ["an adult", speaksFor(walter.id), false],
  ])("is for %s to use or not", (_case, viewer, expected) => {
    expect(isChildOf(viewer, jack)).toBe(expected);
  });

  it.each([
    ["an organisation, for who speaks for it", speaksFor(school.id, "ADMIN"), [school], true],
    ["an organisation, for somebody else", speaksFor(walter.id), [school], false],
    ["another child, for its guardian", speaksFor(ellie.id, "GUARDIAN"), [ellie], true],
    ["an adult, for themselves", speaksFor(walter.id), [walter], false],
    ["the child itself and nobody else", speaksFor(jack.id), [jack], false],
    ["an adult, for the adult's broker", brokerOf("hub_bra"), [walter], true],
    ["an adult, for the broker of nobody here", brokerOf("hub_sal"), [walter], false],
  ])("comes with %s", (_case, viewer, named, expected) => {
    expect(bringsToChild(viewer, jack, { named, now }).length > 0).toBe(expected);
  });

  it.each([
    ["AGREED", true],
    ["DELIVERED", true],
    ["CONFIRMED", true],
    ["DISPUTED", true],
    ["SETTLED", true],
    ["RESOLVED", true],
    ["PROPOSED", false],
    ["DECLINED", false],
    ["CANCELLED", false],
    ["EXPIRED", false],
  ])("is known from help that is %s: %s", (status, expected) => {
    const others = { payerId: walter.id, recipientIds: [walter.id], providerId: jack.id };
    // Only who took part and how it stands is looked at.
    const exchange = JSON.parse(JSON.stringify({ status, ...others }));
    expect(hasMetChild([exchange], jack.id)).toBe(expected);
    expect(hasMetChild([exchange], ellie.id)).toBe(false);
  });
});
