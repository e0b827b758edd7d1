import { describe, expect, it } from "vitest";
import {
  agree,
  cancel,
  change,
  decline,
  propose,
  sideToAgree,
  whyNotCancel,
  whyNotPropose,
} from "../../src/exchanges/decide/index.ts";
import {
  agreement,
  amina,
  asAmina,
  asGrace,
  asking,
  asPriya,
  asWalter,
  ellie,
  grace,
  hub,
  jack,
  later,
  mark,
  proposal,
  rolesOf,
  school,
  stored,
  viewer,
  walter,
  wishOf,
} from "./build.ts";

const asRob = viewer("rob", [], [["BROKER", "hub_SAL"]]);
const asTom = viewer("tom", [[jack, "GUARDIAN"]]);
const asJack = viewer("jack", [[jack, "SELF"]]);
const refusalOf = (outcome: object) => ("code" in outcome ? outcome.code : outcome);

describe("proposing", () => {
  it("agrees the proposer's own side", () => {
    expect(proposal(asAmina).agreed).toEqual({ PAYER: mark("amina", "PAYER") });
    expect(proposal(asGrace).agreed).toEqual({ PROVIDER: mark("grace", "PROVIDER") });
  });

  it("lapses after the hub's days for proposals", () => {
    expect(proposal().dueAt).toBe("2026-02-23T12:00:00.000Z");
  });

  it("binds nobody when a broker does it for others", () => {
    expect(proposal(asPriya).agreed).toEqual({});
    expect(proposal(asPriya).proposed.as).toBe("BROKER");
  });

  it("waits for a guardian when a young person does it", () => {
    const roles = rolesOf({ payer: jack, recipients: [jack] });
    expect(proposal(asJack, { roles }).agreed).toEqual({});
    expect(proposal(asTom, { roles }).agreed).toHaveProperty("PAYER");
  });

  it("takes the side that is named when someone speaks for both", () => {
    const roles = rolesOf({ payer: ellie, recipients: [ellie], provider: amina });
    const mother = viewer("amina", [
      [ellie, "GUARDIAN"],
      [amina, "SELF"],
    ]);
    expect(proposal(mother, { roles }).agreed).toHaveProperty("PAYER");
    const wish = { side: "PROVIDER" as const };
    expect(proposal(mother, { roles, wish }).agreed).toHaveProperty("PROVIDER");
  });

  it("is for the two sides and for brokers of their hubs", () => {
    expect(whyNotPropose(asking(asAmina))).toBeUndefined();
    expect(whyNotPropose(asking(asPriya))).toBeUndefined();
    expect(whyNotPropose(asking(asWalter))).toMatchObject({
      ...{ code: "FORBIDDEN", message: "You do not speak for anyone who can do this." },
    });
    expect(whyNotPropose(asking(viewer("nobody", [])))).toMatchObject({
      ...{ code: "FORBIDDEN", message: "You are in no time bank yet, so you cannot do this." },
    });
  });

  it("is not for a recipient who neither gives nor pays", () => {
    const roles = rolesOf({ recipients: [walter] });
    expect(whyNotPropose(asking(asWalter, { roles }))).toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["the provider pays", rolesOf({ payer: grace }), {}, "PROVIDER_IS_PAYER"],
    ["the provider is helped", rolesOf({ recipients: [grace] }), {}, "PROVIDER_IS_RECIPIENT"],
    ["a member sponsors", rolesOf(), { sponsored: true }, "VALIDATION_FAILED"],
    ["an organisation pays for others unsaid", rolesOf({ payer: school }), {}, "VALIDATION_FAILED"],
    ["a child pays for someone else", rolesOf({ payer: ellie }), {}, "FORBIDDEN"],
    ["it is longer than the hub allows", rolesOf(), { minutes: 495 }, "VALIDATION_FAILED"],
    [
      "it is planned too far ahead",
      rolesOf(),
      { plannedFor: "2027-02-12T00:00:00.000Z" },
      "VALIDATION_FAILED",
    ],
    [
      "it is planned too long ago",
      rolesOf(),
      { plannedFor: "2026-01-08T00:00:00.000Z" },
      "VALIDATION_FAILED",
    ],
    [
      "someone is paused",
      rolesOf({ provider: { ...grace, status: "PAUSED" } }),
      {},
      "PARTY_NOT_ACTIVE",
    ],
  ])("is refused when %s", (_case, roles, wish, code) => {
    const made = propose(wishOf(wish), asking(asPriya, { roles }), stored);
    expect(refusalOf(made)).toBe(code);
  });

  it("counts in the hub's steps", () => {
    const its = asking(asAmina);
    const slow = { ...its, policy: { ...its.policy, stepMinutes: 30 } };
    expect(refusalOf(propose(wishOf({ minutes: 45 }), slow, stored))).toBe("VALIDATION_FAILED");
    expect(propose(wishOf({ minutes: 90 }), slow, stored)).toMatchObject({ minutes: 90 });
  });

  it("lets a child pay for help to that child", () => {
    const roles = rolesOf({ payer: ellie, recipients: [ellie] });
    expect(propose(wishOf(), asking(asPriya, { roles }), stored)).toMatchObject({ minutes: 60 });
  });

  it("lets an organisation sponsor, and pay for what it receives itself", () => {
    const sponsoring = rolesOf({ payer: school });
    expect(proposal(asGrace, { roles: sponsoring, wish: { sponsored: true } }).sponsored).toBe(
      true,
    );
    const receiving = rolesOf({ payer: school, recipients: [school] });
    expect(proposal(asGrace, { roles: receiving }).sponsored).toBe(false);
  });
});

describe("agreeing", () => {
  it("makes an agreement of two yeses", () => {
    const agreed = agree(proposal(), asking(asGrace, { now: later }), { side: "PROVIDER" });
    expect(agreed).toMatchObject({ status: "AGREED", dueAt: "2026-03-12T12:00:00.000Z" });
  });

  it("runs out after the day it is planned for", () => {
    const planned = proposal(asAmina, { wish: { plannedFor: "2026-04-01T10:00:00.000Z" } });
    const agreed = agree(planned, asking(asGrace), { side: "PROVIDER" });
    expect(agreed).toMatchObject({ dueAt: "2026-05-01T10:00:00.000Z" });
  });

  it("waits for the other side after one yes", () => {
    const waiting = agree(proposal(asPriya), asking(asGrace), { side: "PROVIDER" });
    expect(waiting).toMatchObject({
      status: "PROPOSED",
      agreed: { PROVIDER: { by: "per_grace" } },
    });
  });

  it("is refused when one person says yes for both sides", () => {
    const both = viewer("amina", [
      [amina, "SELF"],
      [grace, "GUARDIAN"],
    ]);
    const made = agree(proposal(both), asking(both), { side: "PROVIDER" });
    expect(refusalOf(made)).toBe("SAME_PERSON_BOTH_SIDES");
  });

  it("lets a broker write down what both sides say", () => {
    const spoken = { channel: "PHONE", note: "Yes, on Tuesday." } as const;
    const one = agree(proposal(asPriya), asking(asPriya), { side: "PROVIDER", spoken });
    if ("kind" in one || one.status !== "PROPOSED") throw new Error("One side is one side.");
    expect(agree(one, asking(asPriya), { side: "PAYER", spoken })).toMatchObject({
      status: "AGREED",
    });
  });

  it("does not let a broker who takes part write down the other side", () => {
    const broker = viewer("amina", [[amina, "SELF"]], [["BROKER", hub]]);
    const spoken = { channel: "PHONE", note: "Yes." } as const;
    const made = agree(proposal(broker), asking(broker), { side: "PROVIDER", spoken });
    expect(refusalOf(made)).toBe("SAME_PERSON_BOTH_SIDES");
  });

  it("needs a guardian for a young person", () => {
    const roles = rolesOf({ payer: jack, recipients: [jack] });
    const made = proposal(asJack, { roles });
    const alone = agree(made, asking(asJack, { roles }), { side: "PAYER" });
    expect(refusalOf(alone)).toBe("GUARDIAN_APPROVAL_REQUIRED");
    expect(agree(made, asking(asTom, { roles }), { side: "PAYER" })).toMatchObject({
      agreed: { PAYER: { by: "per_tom" } },
    });
  });

  it.each([
    ["this side has agreed", proposal(), asAmina, "PAYER"],
    ["it is agreed", agreement(), asGrace, "PROVIDER"],
  ] as const)("is refused when %s", (_case, given, who, side) => {
    expect(refusalOf(agree(given, asking(who), { side }))).toBe("STATE_TRANSITION_INVALID");
  });

  it("is refused when someone is not active any more", () => {
    const roles = rolesOf({ provider: { ...grace, status: "PAUSED" } });
    const made = agree(proposal(), asking(asGrace, { roles }), { side: "PROVIDER" });
    expect(refusalOf(made)).toBe("PARTY_NOT_ACTIVE");
  });
});

describe("for whom someone agrees", () => {
  const spoken = { channel: "PHONE", note: "Yes." } as const;
  const open = { agreed: {} };

  it("is their own side", () => {
    expect(sideToAgree(asking(asGrace), {}, open)).toBe("PROVIDER");
    expect(sideToAgree(asking(asAmina), {}, open)).toBe("PAYER");
  });

  it("is the side a broker names and has heard", () => {
    const yes = { onBehalfOfId: grace.id, spoken };
    expect(sideToAgree(asking(asPriya), yes, open)).toBe("PROVIDER");
  });

  it.each([
    ["a broker does not say whom they heard", asPriya, {}],
    ["a broker names a side without having heard it", asPriya, { onBehalfOfId: grace.id }],
    ["someone names a party that agrees to nothing", asAmina, { onBehalfOfId: walter.id }],
    ["someone names the other side", asAmina, { onBehalfOfId: grace.id }],
    ["a broker of another hub has heard it", asRob, { onBehalfOfId: grace.id, spoken }],
    ["a stranger asks", asWalter, {}],
    ["a stranger claims to have heard it", asWalter, { onBehalfOfId: grace.id, spoken }],
  ])("is refused when %s", (_case, who, yes) => {
    expect(refusalOf(Object(sideToAgree(asking(who), yes, open)))).toBe("FORBIDDEN");
  });
});

describe("changing what is agreed", () => {
  it("takes the other side's yes back", () => {
    const changed = change(agreement(), { minutes: 90 }, { ...asking(asGrace), side: "PROVIDER" });
    expect(changed).toMatchObject({ status: "PROPOSED", minutes: 90 });
    expect(changed).toHaveProperty("agreed", { PROVIDER: mark("grace", "PROVIDER") });
  });

  it.each([
    ["the minutes do not fit", agreement(), { minutes: 495 }, "VALIDATION_FAILED"],
    [
      "it is a booked place",
      agreement({ slotId: "slt_1" }),
      { minutes: 90 },
      "STATE_TRANSITION_INVALID",
    ],
  ])("is refused when %s", (_case, given, wish, code) => {
    expect(refusalOf(change(given, wish, { ...asking(asGrace), side: "PROVIDER" }))).toBe(code);
  });

  it("is refused once it has ended", () => {
    const ended = decline(proposal(), asking(asGrace), undefined);
    if ("kind" in ended) throw new Error("A proposal can be declined.");
    const made = change(ended, { minutes: 90 }, { ...asking(asGrace), side: "PROVIDER" });
    expect(refusalOf(made)).toBe("STATE_TRANSITION_INVALID");
  });
});

describe("calling it off", () => {
  const given = {
    ...agreement(),
    status: "DELIVERED" as const,
    delivered: { ...mark("grace", "PROVIDER"), minutes: 60, on: "2026-02-09" },
  };

  it("keeps who did it and why", () => {
    expect(cancel(agreement(), asking(asAmina, { now: later }), "I am ill.")).toMatchObject({
      status: "CANCELLED",
      ended: { by: "per_amina", as: "PAYER", at: later, reason: "I am ill." },
    });
  });

  it("is for the provider or a broker once the help was given", () => {
    expect(whyNotCancel(given, asking(asAmina))).toMatchObject({ code: "FORBIDDEN" });
    expect(whyNotCancel(given, asking(asGrace))).toBeUndefined();
    expect(whyNotCancel(given, asking(asPriya))).toBeUndefined();
    expect(whyNotCancel(agreement(), asking(asAmina))).toBeUndefined();
  });

  it("cannot decline what is agreed", () => {
    expect(refusalOf(decline(agreement(), asking(asGrace), undefined))).toBe(
      "STATE_TRANSITION_INVALID",
    );
  });

  it("cannot cancel what has ended", () => {
    const ended = cancel(agreement(), asking(asAmina), undefined);
    if ("kind" in ended) throw new Error("What is agreed can be called off.");
    expect(refusalOf(cancel(ended, asking(asAmina), undefined))).toBe("STATE_TRANSITION_INVALID");
  });
});
