import { describe, expect, it } from "vitest";
import {
  acrossFrom,
  acrossInGroup,
  isChildsVoice,
  isGroupShared,
  isShared,
  voicesAmong,
} from "../../src/exchanges/decide/index.ts";
import type { Exchange, GroupRole } from "../../src/exchanges/model/index.ts";
import type { ActsFor } from "../../src/kernel/index.ts";
import {
  agreement,
  amina,
  asAmina,
  asGrace,
  asPriya,
  asWalter,
  ellie,
  grace,
  hub,
  jack,
  later,
  mark,
  noon,
  proposal,
  school,
  viewer,
  walter,
} from "./build.ts";

const agreed = agreement();
const delivered = { ...mark("grace", "PROVIDER"), minutes: 60, on: "2026-02-09" };
const confirmed = { ...mark("amina", "PAYER"), minutes: 60 };
const ended = { at: noon, as: "PAYER" } as const;
const { dueAt: _dueAt, status: _status, ...terms } = agreed;
const done = { ...terms, delivered, confirmed };

const shared: readonly Exchange[] = [
  agreed,
  { ...terms, status: "DELIVERED", delivered },
  { ...done, status: "CONFIRMED", dueAt: later },
  { ...done, status: "DISPUTED" },
  { ...done, status: "SETTLED", settledAt: noon },
  { ...done, status: "RESOLVED", resolved: { ...mark("priya", "BROKER"), minutes: 60, note: "." } },
];

const notShared: readonly Exchange[] = [
  proposal(),
  { ...terms, status: "DECLINED", ended },
  { ...terms, status: "CANCELLED", ended },
  { ...terms, status: "CANCELLED", delivered, ended },
  { ...terms, status: "EXPIRED", ended },
];

describe("an exchange that lets two sides know more of each other", () => {
  it.each(shared.map((one) => [one.status, one] as const))("is one that is %s", (_status, one) => {
    expect(isShared(one, later)).toBe(true);
  });

  it.each(notShared.map((one) => [one.status, one] as const))("is none that is %s", (_s, one) => {
    expect(isShared(one, later)).toBe(false);
  });

  it.each(shared.filter((one) => one.status === "SETTLED" || one.status === "RESOLVED"))(
    "ends two weeks after it was settled: $status",
    (one) => {
      expect(isShared(one, "2026-02-23T11:59:59.999Z")).toBe(true);
      expect(isShared(one, "2026-02-23T12:00:00.000Z")).toBe(false);
    },
  );
});

describe("who is told of somebody", () => {
  const forOthers: Exchange = {
    ...agreed,
    payerId: school.id,
    recipientIds: [ellie.id, walter.id],
  };
  const told = (who: ReturnType<typeof viewer>, exchange: Exchange, partyId: string) =>
    voicesAmong(who, acrossFrom(exchange, partyId)).map(({ id }) => id);

  const asGuardian = viewer("amina", [[ellie, "GUARDIAN"]]);
  const asAdmin = viewer("nora", [[school, "ADMIN"]]);

  it.each([
    ["the payer, of who gives", asAmina, agreed, grace.id],
    ["who gives, of the payer", asGrace, agreed, amina.id],
    ["who gives, of who receives", asGrace, forOthers, walter.id],
    ["who receives, of who gives", asWalter, forOthers, grace.id],
    ["a guardian of who receives, of who gives", asGuardian, forOthers, grace.id],
    ["an admin of who pays, of who gives", asAdmin, forOthers, grace.id],
  ] as const)("is %s", (_case, who, exchange, partyId) => {
    expect(told(who, exchange, partyId)).toEqual(who.actsFor.map(({ id }) => id));
  });

  it.each([
    ["one who arranges help for who receives", ["ARRANGE_HELP"], [walter.id]],
    ["none who only reads", ["READ"], []],
  ] as const)("is, of supporters, %s", (_case, scope, voices) => {
    const supporter = { ...viewer("olu"), supports: [{ id: walter.id, hubId: hub, scope }] };
    expect(told(supporter, forOthers, grace.id)).toEqual(voices);
  });

  it.each([
    ["somebody of the same side", asWalter, forOthers, ellie.id],
    ["who takes no part", asAmina, forOthers, grace.id],
    ["the broker", asPriya, agreed, grace.id],
    ["they themselves", asGrace, agreed, grace.id],
  ] as const)("is not %s", (_case, who, exchange, partyId) => {
    expect(told(who, exchange, partyId)).toEqual([]);
  });

  it.each([
    ["a young person for themselves", jack, "SELF", true],
    ["somebody whose birthday nobody knows", { ...jack, bornOn: undefined }, "SELF", true],
    ["a guardian", ellie, "GUARDIAN", false],
    ["an adult", amina, "SELF", false],
    ["an organisation's admin", school, "ADMIN", false],
  ] as const)("counts as a child's voice or not: %s", (_case, party, as, isChilds) => {
    const voice: ActsFor = { id: party.id, hubId: party.hubId, as };
    const { bornOn, ...facts } = party;
    const known = bornOn === undefined ? facts : { ...facts, bornOn };
    expect(isChildsVoice(voice, known, noon)).toBe(isChilds);
  });
});

describe("something done together", () => {
  const part = (partyId: string, role: GroupRole, joinedBy?: string) => ({
    ...{ partyId, role, minutes: 60 },
    ...(joinedBy === undefined ? {} : { joinedBy }),
  });
  const parts = [
    part("grace", "GIVER", "grace"),
    part("tom", "GIVER", "tom"),
    part("amina", "RECEIVER", "amina"),
    part("walter", "RECEIVER"),
    part("school", "SPONSOR", "nora"),
  ];

  it.each([
    ["grace", ["cafe"]],
    ["amina", ["cafe"]],
    ["walter", []],
    ["nobody", []],
    ["cafe", ["grace", "tom", "amina", "school"]],
  ])("lets %s and who organises it meet once they have said yes: %j", (partyId, across) => {
    expect(acrossInGroup({ organiserId: "cafe", parts }, partyId)).toEqual(across);
    expect(acrossInGroup({ parts }, partyId)).toEqual([]);
  });

  const base = {
    ...{ id: "grp", hubId: hub, plannedBy: "x", plannedAt: noon, what: "Lunch", plannedFor: noon },
    ...{ parts, version: 1, receipts: [] },
  };
  const over = { ...base, endedAt: noon };

  it.each([
    [{ status: "PLANNED", ...base, dueAt: later }, noon, true],
    [{ status: "RUN", ...over, happenedOn: "2026-02-09" }, "2026-02-23T11:59:59.999Z", true],
    [{ status: "RUN", ...over, happenedOn: "2026-02-09" }, "2026-02-23T12:00:00.000Z", false],
    [{ status: "CANCELLED", ...over }, noon, false],
    [{ status: "EXPIRED", ...over }, noon, false],
  ] as const)("is shared or not: %j at %s", (activity, now, isIt) => {
    expect(isGroupShared(activity, now)).toBe(isIt);
  });
});
