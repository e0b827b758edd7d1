import { describe, expect, it } from "vitest";
import {
  addLeg,
  confirm,
  confirmerOf,
  confirmSilence,
  deliver,
  fallDue,
  heardConfirmer,
  removeLeg,
  resolve,
  whyNotDecide,
  whyNotDeliver,
  whyNotMore,
  whyNotRemoveLeg,
} from "../../src/exchanges/decide/index.ts";
import type { DeliveredExchange, DisputedExchange } from "../../src/exchanges/model/index.ts";
import {
  agreement,
  amina,
  asAmina,
  asGrace,
  asking,
  asPriya,
  asWalter,
  hub,
  mark,
  policy,
  proposal,
  rolesOf,
  viewer,
  walter,
} from "./build.ts";

const key = { idempotencyKey: "a-key-of-mine", exchangeId: "exc_1" };
const refusalOf = (outcome: object) => ("code" in outcome ? outcome.code : outcome);

const given: DeliveredExchange = {
  ...agreement(),
  status: "DELIVERED",
  delivered: { ...mark("grace", "PROVIDER"), minutes: 60, on: "2026-02-09" },
  dueAt: "2026-02-16T12:00:00.000Z",
};

describe("delivering", () => {
  const wish = { ...key, minutes: 75, happenedOn: "2026-02-08" };

  it("keeps what the provider says and asks for confirmation", () => {
    expect(deliver(agreement(), wish, asking(asGrace))).toMatchObject({
      status: "DELIVERED",
      minutes: 60,
      delivered: { minutes: 75, on: "2026-02-08", as: "PROVIDER" },
      dueAt: "2026-02-16T12:00:00.000Z",
    });
  });

  it("is for the provider's side or a neutral broker", () => {
    expect(whyNotDeliver(asking(asGrace))).toBeUndefined();
    expect(whyNotDeliver(asking(asPriya))).toBeUndefined();
    expect(whyNotDeliver(asking(asAmina))).toMatchObject({ code: "FORBIDDEN" });
    const brokerAndPayer = viewer("amina", [[amina, "SELF"]], [["BROKER", hub]]);
    expect(whyNotDeliver(asking(brokerAndPayer))).toMatchObject({ code: "FORBIDDEN" });
  });

  it.each([
    ["the day has not come", "2026-02-10", "VALIDATION_FAILED"],
    ["the day is too long ago", "2026-01-08", "VALIDATION_FAILED"],
  ])("is refused when %s", (_case, happenedOn, code) => {
    expect(refusalOf(deliver(agreement(), { ...wish, happenedOn }, asking(asGrace)))).toBe(code);
  });

  it("takes the earliest day the hub allows", () => {
    const first = { ...wish, happenedOn: "2026-01-09" };
    expect(deliver(agreement(), first, asking(asGrace))).toMatchObject({ status: "DELIVERED" });
  });

  it("is refused for a booked place before its day", () => {
    const booked = { ...agreement(), slotId: "slt_1", plannedFor: "2026-02-05T10:00:00.000Z" };
    const early = deliver(booked, { ...wish, happenedOn: "2026-02-04" }, asking(asGrace));
    expect(early).toMatchObject({ code: "VALIDATION_FAILED", path: ["input", "happenedOn"] });
    const onTheDay = deliver(booked, { ...wish, happenedOn: "2026-02-05" }, asking(asGrace));
    expect(onTheDay).toMatchObject({ status: "DELIVERED" });
  });

  it("is refused before both have agreed", () => {
    expect(refusalOf(deliver(proposal(), wish, asking(asGrace)))).toBe("STATE_TRANSITION_INVALID");
  });
});

describe("confirming", () => {
  const confirmer = { as: "PAYER", forPayer: true } as const;
  const wish = { ...key, minutes: 60, valueNote: "All shining." };

  it("takes the same minutes as a confirmation", () => {
    expect(confirm(given, wish, { ...asking(asAmina), confirmer })).toMatchObject({
      status: "CONFIRMED",
      confirmed: { minutes: 60, valueNote: "All shining.", by: "per_amina" },
    });
  });

  it("takes other minutes as a dispute that keeps both", () => {
    const said = { ...wish, minutes: 45 };
    expect(confirm(given, said, { ...asking(asAmina), confirmer })).toMatchObject({
      status: "DISPUTED",
      delivered: { minutes: 60 },
      confirmed: { minutes: 45 },
    });
  });

  it("is refused before it was delivered", () => {
    const made = confirm(agreement(), wish, { ...asking(asAmina), confirmer });
    expect(refusalOf(made)).toBe("STATE_TRANSITION_INVALID");
  });

  it("is never for who speaks for the provider", () => {
    expect(confirmerOf(asking(asGrace))).toMatchObject({ code: "CONFIRMER_IS_PROVIDER" });
    const both = viewer("amina", [
      [amina, "SELF"],
      [rolesOf().provider, "GUARDIAN"],
    ]);
    expect(confirmerOf(asking(both))).toMatchObject({ code: "CONFIRMER_IS_PROVIDER" });
  });

  it("is for the payer and for recipients", () => {
    const roles = rolesOf({ recipients: [walter] });
    expect(confirmerOf(asking(asAmina, { roles }))).toEqual({ as: "PAYER", forPayer: true });
    expect(confirmerOf(asking(asWalter, { roles }))).toEqual({
      as: "RECIPIENT",
      forPayer: false,
    });
    expect(confirmerOf(asking(asPriya, { roles }))).toMatchObject({ code: "FORBIDDEN" });
  });

  it("lets a neutral broker write down what the payer said", () => {
    expect(heardConfirmer(asking(asPriya), amina.id)).toEqual({ as: "BROKER", forPayer: true });
    expect(heardConfirmer(asking(asPriya), walter.id)).toMatchObject({ code: "FORBIDDEN" });
    expect(heardConfirmer(asking(asWalter), amina.id)).toMatchObject({ code: "FORBIDDEN" });
  });

  it("needs the payer for more than was agreed", () => {
    expect(whyNotMore(given, 75, { forPayer: false })).toMatchObject({ code: "FORBIDDEN" });
    expect(whyNotMore(given, 75, { forPayer: true })).toBeUndefined();
    expect(whyNotMore(given, 60, { forPayer: false })).toBeUndefined();
  });
});

describe("confirming for someone silent", () => {
  const wish = { ...key, minutes: 60, reason: "Her daughter told me." };
  const after = "2026-02-23T12:00:00.000Z";

  it("is refused while they have time", () => {
    const early = asking(asPriya, { now: "2026-02-23T11:59:59.999Z" });
    expect(refusalOf(confirmSilence(given, wish, early))).toBe("WAITING_TIME_NOT_OVER");
  });

  it("keeps the reason", () => {
    expect(confirmSilence(given, wish, asking(asPriya, { now: after }))).toMatchObject({
      status: "CONFIRMED",
      confirmed: { as: "BROKER", reason: "Her daughter told me." },
    });
  });

  it("stays within what was agreed", () => {
    const more = { ...wish, minutes: 75 };
    const made = confirmSilence(given, more, asking(asPriya, { now: after }));
    expect(refusalOf(made)).toBe("VALIDATION_FAILED");
  });

  it("is for a broker of the payer's hub who takes no part", () => {
    expect(whyNotDecide(asking(asPriya))).toBeUndefined();
    expect(whyNotDecide(asking(asAmina))).toMatchObject({ code: "FORBIDDEN" });
    const other = viewer("rob", [], [["BROKER", "hub_SAL"]]);
    expect(whyNotDecide(asking(other))).toMatchObject({ code: "FORBIDDEN" });
    const party = viewer("amina", [[amina, "SELF"]], [["BROKER", hub]]);
    expect(whyNotDecide(asking(party))).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("resolving a dispute", () => {
  const { dueAt: _dueAt, ...kept } = given;
  const disputed: DisputedExchange = {
    ...kept,
    status: "DISPUTED",
    delivered: { ...given.delivered, minutes: 180 },
    confirmed: { ...mark("amina", "PAYER"), minutes: 120 },
  };

  it.each([120, 150, 180])("may end at %i minutes", (minutes) => {
    const wish = { ...key, minutes, note: "Both agreed with me." };
    expect(resolve(disputed, wish, asking(asPriya))).toMatchObject({ resolved: { minutes } });
  });

  it.each([105, 195])("may not end at %i minutes", (minutes) => {
    const wish = { ...key, minutes, note: "Both agreed with me." };
    expect(refusalOf(resolve(disputed, wish, asking(asPriya)))).toBe("VALIDATION_FAILED");
  });

  it("needs a dispute", () => {
    const wish = { ...key, minutes: 60, note: "Nothing to do." };
    expect(refusalOf(resolve(given, wish, asking(asPriya)))).toBe("STATE_TRANSITION_INVALID");
  });
});

describe("what falls due", () => {
  it("is nothing before its time", () => {
    expect(fallDue(given, policy, "2026-02-16T11:59:59.999Z")).toEqual({ what: "NOTHING" });
  });

  it("is the end of a proposal and of an agreement nobody kept", () => {
    const after = "2026-06-01T00:00:00.000Z";
    for (const exchange of [proposal(), agreement()]) {
      expect(fallDue(exchange, policy, after)).toMatchObject({
        next: { status: "EXPIRED", ended: { at: after } },
      });
    }
  });

  it("is a reminder, then a broker, and never a confirmation", () => {
    const reminded = fallDue(given, policy, "2026-02-16T12:00:00.000Z");
    expect(reminded).toMatchObject({
      tally: "REMINDED",
      next: { status: "DELIVERED", dueAt: "2026-02-23T12:00:00.000Z" },
    });
    expect(fallDue(given, policy, "2026-02-23T12:00:00.000Z")).toMatchObject({
      tally: "NEEDS_BROKER",
      next: { status: "DELIVERED", needsBrokerSince: "2026-02-23T12:00:00.000Z" },
    });
  });
});

describe("money beside the help", () => {
  const wish = { ...key, purpose: "FUEL", pence: 640, paidById: amina.id } as const;
  const noted = addLeg(agreement(), wish, { viewer: asAmina });

  it("stands beside the minutes and leaves them alone", () => {
    expect(noted).toMatchObject({ minutes: 60, legs: [{ number: 1, pence: 640 }] });
  });

  it("is refused for money of someone who takes no part", () => {
    const made = addLeg(agreement(), { ...wish, paidById: walter.id }, { viewer: asAmina });
    expect(refusalOf(made)).toBe("VALIDATION_FAILED");
  });

  it("is noted at most ten times", () => {
    const leg = { purpose: "FUEL", pence: 1, paidById: amina.id, addedBy: "per_amina" } as const;
    const legs = Array.from({ length: 10 }, (_, place) => ({ ...leg, number: place + 1 }));
    const made = addLeg({ ...agreement(), legs }, wish, { viewer: asAmina });
    expect(refusalOf(made)).toBe("TOO_MANY_MONEY_LEGS");
  });

  it("is taken away only by who noted it", () => {
    if ("kind" in noted) throw new Error("The first note is fine.");
    const leg = { ...key, number: 1 };
    expect(whyNotRemoveLeg(noted, leg, { viewer: asGrace })).toMatchObject({ code: "FORBIDDEN" });
    expect(whyNotRemoveLeg(noted, leg, { viewer: asAmina })).toBeUndefined();
    expect(removeLeg(noted, leg)).toMatchObject({ legs: [] });
    expect(refusalOf(removeLeg(noted, { ...key, number: 2 }))).toBe("NOT_FOUND");
  });
});
