import { describe, expect, it } from "vitest";
import { partGiven } from "../../src/exchanges/decide/index.ts";
import type { GroupActivity, GroupPart } from "../../src/exchanges/model/index.ts";
import { mayBeCounted } from "../../src/safeguarding/index.ts";

const part = (wish: Partial<GroupPart> = {}): GroupPart => ({
  ...{ partyId: "mem_grace", role: "GIVER", minutes: 60, joinedBy: "per_grace" },
  ...wish,
});

const planned = (parts: readonly GroupPart[], wish: Partial<GroupActivity> = {}): GroupActivity =>
  // What of a state is left unsaid is not looked at.
  JSON.parse(
    JSON.stringify({ status: "PLANNED", plannedFor: "2026-01-10T10:00:00Z", parts, ...wish }),
  );

const days = { from: "2026-01-10", to: "2026-01-11" };

describe("what a helper gives in a group", () => {
  it.each([
    ["planned on that day", planned([part()]), true],
    ["planned on the last day", planned([part()], { plannedFor: "2026-01-11T10:00:00Z" }), true],
    ["planned before", planned([part()], { plannedFor: "2026-01-09T10:00:00Z" }), false],
    ["planned after", planned([part()], { plannedFor: "2026-01-12T10:00:00Z" }), false],
    ["run", planned([part()], { status: "RUN", happenedOn: "2026-01-11" }), true],
    ["run on another day", planned([part()], { status: "RUN", happenedOn: "2026-01-12" }), false],
    ["called off", planned([part()], { status: "CANCELLED" }), false],
    ["never run", planned([part()], { status: "EXPIRED" }), false],
    ["not said yes to", planned([part({ joinedBy: undefined })]), false],
    ["missed", planned([part({ attended: false })]), false],
    ["attended", planned([part({ attended: true })]), true],
    ["received", planned([part({ role: "RECEIVER" })]), false],
    ["given by somebody else", planned([part({ partyId: "mem_tom" })]), false],
  ])("counts or not: %s", (_case, activity, expected) => {
    expect(partGiven(activity, ["mem_grace"], days) !== undefined).toBe(expected);
  });

  const at = "2026-01-10T10:00:00Z";
  it.each([
    ["minding", { kind: "MEMBER", bornOn: "1985-05-05" }, ["home", "minding"], true],
    ["other help", { kind: "MEMBER", bornOn: "1985-05-05" }, ["home"], false],
    ["anything of a school child", { kind: "MEMBER", bornOn: "2010-08-30" }, [], true],
    ["other help of who left school", { kind: "MEMBER", bornOn: "2009-08-31" }, [], false],
    ["minding by an organisation", { kind: "ORGANISATION" }, ["minding"], false],
  ] as const)(
    "has a line to be counted by, or not: %s",
    (_case, helper, categoryPath, expected) => {
      expect(mayBeCounted(helper, { categoryPath, at })).toBe(expected);
    },
  );
});
