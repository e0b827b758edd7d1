import { beforeEach, describe, expect, it } from "vitest";
import { giveRole } from "../federation/hubs.ts";
import { textAt } from "../support/api.ts";
import { balance, codes, delivered, idOf, must, type Setting, setting } from "./setting.ts";

let its: Setting;
let exchangeId: string;

/** Grace says 75 minutes, Amina says 45. */
beforeEach(async () => {
  its = await setting();
  exchangeId = idOf(await delivered(its, { minutes: 60 }, 75));
  await must(its.bank, "amina", ["confirmExchange", { exchangeId, minutes: 45 }]);
});

const end = (wish: object = {}) => ({ exchangeId, minutes: 60, note: "They agreed.", ...wish });
const refused = (persona: string, wish: object = {}) =>
  codes(its.bank, persona, ["resolveDispute", end(wish)]);

async function makeBroker(persona: string, scopeId: string): Promise<void> {
  const me = await its.bank.as(persona).must("{ me { person { id } } }");
  await giveRole(its.bank, textAt(me, "me.person.id"), { role: "BROKER", scopeId });
}

describe("ending a dispute", () => {
  it.each(["grace", "amina"])("is not for a broker who is a party to it: %s", async (persona) => {
    await makeBroker(persona, its.bra);
    expect(await refused(persona)).toEqual(["FORBIDDEN"]);
    expect(await refused("priya")).toEqual([]);
  });

  it("is not for the broker of another hub", async () => {
    expect(await refused("rob")).toEqual(["NOT_FOUND"]);
  });

  it.each([45, 75])("goes as far as either side said: %i minutes", async (minutes) => {
    expect(await refused("priya", { minutes: minutes === 45 ? 30 : 90 })).toEqual([
      "VALIDATION_FAILED",
    ]);
    expect(await refused("priya", { minutes })).toEqual([]);
    const grace = await balance(its.bank, "grace", its.grace);
    expect(grace).toEqual({ balanceMinutes: minutes, reservedMinutes: 0 });
    const amina = await balance(its.bank, "amina", its.amina);
    expect(amina).toEqual({ balanceMinutes: -minutes, reservedMinutes: 0 });
  });

  it("needs a note", async () => {
    expect(await refused("priya", { note: "  " })).toEqual(["VALIDATION_FAILED"]);
  });

  it("happens once when two brokers decide at the same moment", async () => {
    await makeBroker("tom", its.bra);
    const all = await Promise.all([
      refused("priya", { minutes: 45 }),
      refused("tom", { minutes: 75 }),
    ]);
    const outcomes = all.map(([code]) => code ?? "DONE").toSorted();
    expect(outcomes).toEqual(["DONE", "STATE_TRANSITION_INVALID"]);
    const { balanceMinutes } = Object(await balance(its.bank, "grace", its.grace));
    expect([45, 75]).toContain(balanceMinutes);
  });
});
