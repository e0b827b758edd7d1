import { beforeAll, describe, expect, it } from "vitest";
import { raiseVisitAlarms } from "../../src/exchanges/index.ts";
import { giveRole } from "../federation/hubs.ts";
import { at, codesOf, type Json } from "../support/api.ts";
import { limit } from "./limited.ts";
import { agreed, ask, balance, codes, idOf, must, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  // Room for all the visits of this file.
  await limit(its, its.amina, { floorMinutes: -1200 });
  const leena = await make(its.bank, "leena", [
    "registerPerson",
    "person",
    { firstName: "Leena", lastName: "Test", bornOn: "1980-05-05" },
  ]);
  await giveRole(its.bank, leena, { role: "SAFEGUARDING_LEAD", scopeId: its.bra });
});

const spoken = { channel: "PHONE", note: "Rang from the doorstep." };
const atHome = { placeKind: "RECIPIENT_HOME", minutes: 15 };

const agreedAtHome = async (wish: object = {}): Promise<string> =>
  idOf(await agreed(its, { ...atHome, ...wish }));

const inMinutes = (minutes: number): string =>
  new Date(Date.parse(its.bank.now()) + minutes * 60_000).toISOString();

const overdue = async (persona: string, hubId: string): Promise<Json> =>
  at(
    await its.bank
      .as(persona)
      .must(
        "query ($id: ID!) { overdueVisits(hubId: $id) { nodes { exchangeId status provider { name } } } }",
        { id: hubId },
      ),
    "overdueVisits",
  );

const seen = async (persona: string, exchangeId: string): Promise<Json> =>
  at(
    await its.bank
      .as(persona)
      .must("query ($id: ID!) { visit(exchangeId: $id) { status money { givenPence } } }", {
        id: exchangeId,
      }),
    "visit",
  );

describe("a visit", () => {
  it("begins with the check-in and ends with the check-out, and the exchange stays as it was", async () => {
    const exchangeId = await agreedAtHome({ minutes: 60 });
    const begun = await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    expect(begun).toMatchObject({
      ...{ status: "UNDER_WAY", isLone: true, expectedEndAt: inMinutes(60), companion: null },
      ...{ checkedIn: { by: "PROVIDER", spokenOver: null }, checkedOut: null },
    });
    const ended = await must(its.bank, "grace", ["checkOut", { exchangeId }]);
    expect(ended).toMatchObject({ status: "ENDED", checkedOut: { by: "PROVIDER" } });
    const exchange = await its.bank
      .as("amina")
      .must("query ($id: ID!) { exchange(id: $id) { status version visit { status } } }", {
        id: exchangeId,
      });
    expect(at(exchange, "exchange")).toEqual({
      ...{ status: "AGREED", version: 2, visit: { status: "ENDED" } },
    });
    expect(await codes(its.bank, "grace", ["checkOut", { exchangeId }])).toEqual([
      "STATE_TRANSITION_INVALID",
    ]);
  });

  it("is expected to end only where somebody is alone with somebody in a home", async () => {
    for (const wish of [
      { placeKind: "PUBLIC_PLACE" },
      { channel: "PHONE", placeKind: undefined },
    ]) {
      const exchangeId = await agreedAtHome(wish);
      const visit = await must(its.bank, "grace", ["checkIn", { exchangeId }]);
      expect(visit).toMatchObject({ isLone: false, expectedEndAt: null });
    }
    const exchangeId = await agreedAtHome();
    const wish = { exchangeId, companionId: its.tom };
    const together = await must(its.bank, "grace", ["checkIn", wish]);
    expect(together).toMatchObject({ isLone: false, companion: { name: "tom" } });
  });

  it("can be written down by a broker who says how they heard it", async () => {
    const exchangeId = await agreedAtHome();
    expect(await codes(its.bank, "priya", ["checkIn", { exchangeId }])).toEqual(["FORBIDDEN"]);
    const begun = await must(its.bank, "priya", ["checkIn", { exchangeId, spoken }]);
    expect(begun).toMatchObject({ checkedIn: { by: "BROKER", spokenOver: "PHONE" } });
    const ended = await must(its.bank, "priya", ["checkOut", { exchangeId, spoken }]);
    expect(ended).toMatchObject({ checkedOut: { by: "BROKER", spokenOver: "PHONE" } });
  });

  it("is begun by nobody else, only once, and only on help that both agreed to", async () => {
    const exchangeId = await agreedAtHome();
    expect(await codes(its.bank, "amina", ["checkIn", { exchangeId }])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "tom", ["checkIn", { exchangeId }])).toEqual(["NOT_FOUND"]);
    await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    const again = ["STATE_TRANSITION_INVALID"];
    expect(await codes(its.bank, "grace", ["checkIn", { exchangeId }])).toEqual(again);
    const called = await agreedAtHome();
    await must(its.bank, "amina", ["cancelExchange", { exchangeId: called }]);
    expect(await codes(its.bank, "grace", ["checkIn", { exchangeId: called }])).toEqual(again);
  });

  it.each([
    ["is nobody", () => "mem_00000000000000000000000000"],
    ["is a child", () => its.jack],
    ["takes part already", () => its.amina],
    ["is an organisation", () => its.cafe],
    ["is of a third hub", () => its.kofi],
  ])("takes along nobody who %s", async (_case, who) => {
    const exchangeId = await agreedAtHome();
    const answer = await ask(its.bank, "grace", ["checkIn", { exchangeId, companionId: who() }]);
    expect(codesOf(answer)).toEqual(["NOT_FOUND"]);
    expect(at(answer.data, "checkIn.userErrors.0.path.1")).toBe("companionId");
  });

  it.each([
    ["has passed", -1],
    ["is now", 0],
    ["is more than a day ahead", 1441],
  ])("is not expected to end at a time that %s", async (_case, minutes) => {
    const wish = { exchangeId: await agreedAtHome(), expectedEndAt: inMinutes(minutes) };
    expect(await codes(its.bank, "grace", ["checkIn", wish])).toEqual(["VALIDATION_FAILED"]);
  });

  it("begins once though two say so at the same moment, and a retry finds it", async () => {
    const exchangeId = await agreedAtHome();
    const wish = { exchangeId, idempotencyKey: "the-very-same-check-in" };
    const answers = await Promise.all(
      ["grace", "grace", "priya"].map((persona) =>
        ask(its.bank, persona, ["checkIn", persona === "grace" ? wish : { exchangeId, spoken }]),
      ),
    );
    const made = answers.map(({ data }) => at(data, "checkIn.visit.id")).filter(Boolean);
    expect(new Set(made).size).toBe(1);
    const replay = await ask(its.bank, "grace", ["checkIn", wish]);
    const isGraces = at(answers[0]?.data, "checkIn.visit.id") !== null;
    expect(at(replay.data, "checkIn.replayed")).toBe(isGraces);
  });
});

describe("an overdue visit", () => {
  it("is shown to brokers and safeguarding leads of both hubs, and to nobody else", async () => {
    const exchangeId = await agreedAtHome({ providerId: its.grace });
    await must(its.bank, "grace", ["checkIn", { exchangeId, expectedEndAt: inMinutes(30) }]);
    its.bank.at(inMinutes(44));
    expect(JSON.stringify(await overdue("priya", its.bra))).not.toContain(exchangeId);
    its.bank.at(inMinutes(1));
    const found = { exchangeId, status: "OVERDUE", provider: { name: "grace" } };
    for (const persona of ["priya", "leena"]) {
      expect(at(await overdue(persona, its.bra), "nodes")).toContainEqual(found);
    }
    for (const persona of ["amina", "grace", "rob", "nora", "steward"]) {
      expect(await overdue(persona, its.bra)).toBeNull();
    }
    await must(its.bank, "grace", ["checkOut", { exchangeId }]);
    expect(JSON.stringify(await overdue("priya", its.bra))).not.toContain(exchangeId);
  });

  it("across hubs alarms the helper's hub too", async () => {
    const proposal = await must(its.bank, "amina", [
      "proposeExchange",
      { providerId: its.kofi, recipientIds: [its.amina], what: "Cleaning", ...atHome },
    ]);
    const exchangeId = idOf(proposal);
    await must(its.bank, "kofi", ["agreeExchange", { exchangeId, version: 1 }]);
    await must(its.bank, "kofi", ["checkIn", { exchangeId }]);
    its.bank.at(inMinutes(30));
    const found = expect.objectContaining({ exchangeId });
    expect(at(await overdue("rob", its.sal), "nodes")).toContainEqual(found);
    expect(at(await overdue("priya", its.bra), "nodes")).toContainEqual(found);
    await must(its.bank, "kofi", ["checkOut", { exchangeId }]);
  });

  it("is cleared with a note, by somebody who takes no part, and the helper can still check out", async () => {
    const exchangeId = await agreedAtHome();
    const wish = { exchangeId, note: "Rang: she had stayed for tea." };
    await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    const clear = (persona: string) => codes(its.bank, persona, ["clearVisitAlarm", wish]);
    expect(await clear("leena")).toEqual(["VISIT_NOT_OVERDUE"]);
    its.bank.at(inMinutes(30));
    expect(await clear("grace")).toEqual(["FORBIDDEN"]);
    expect(await clear("amina")).toEqual(["FORBIDDEN"]);
    expect(await clear("rob")).toEqual(["NOT_FOUND"]);
    const cleared = await must(its.bank, "leena", ["clearVisitAlarm", wish]);
    expect(cleared).toMatchObject({ status: "CLEARED", cleared: { note: wish.note } });
    expect(JSON.stringify(await overdue("leena", its.bra))).not.toContain(exchangeId);
    expect(await clear("priya")).toEqual(["VISIT_NOT_OVERDUE"]);
    const ended = await must(its.bank, "grace", ["checkOut", { exchangeId }]);
    expect(ended).toMatchObject({ status: "ENDED", cleared: { note: wish.note } });
  });
});

describe("the clock", () => {
  const turn = () =>
    raiseVisitAlarms({ table: its.bank.table(), now: its.bank.now() }, [its.bra, its.sal]);

  it("notes each alarm once, tells how many there are, and is safe to run twice or at once", async () => {
    const { OVERDUE: before } = await turn();
    const ids = [await agreedAtHome(), await agreedAtHome(), await agreedAtHome()];
    for (const exchangeId of ids) await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    expect(await turn()).toEqual({ OVERDUE: before });
    its.bank.at(inMinutes(30));
    its.bank.usage.reset();
    const turns = await Promise.all([turn(), turn(), turn()]);
    expect(turns.map(({ OVERDUE }) => OVERDUE)).toEqual([before + 3, before + 3, before + 3]);
    its.bank.usage.reset();
    expect(await turn()).toEqual({ OVERDUE: before + 3 });
    expect(its.bank.usage.writeUnits()).toBe(0);
    const [first = "", second = "", third = ""] = ids;
    expect(await must(its.bank, "grace", ["checkOut", { exchangeId: first }])).toMatchObject({
      alarmedAt: its.bank.now(),
    });
    const found = { exchangeId: second, note: "All is well." };
    await must(its.bank, "priya", ["clearVisitAlarm", found]);
    expect(await turn()).toEqual({ OVERDUE: before + 1 });
    await must(its.bank, "grace", ["checkOut", { exchangeId: third }]);
    expect(await turn()).toEqual({ OVERDUE: before });
  });
});

describe("a money log", () => {
  it("adds up what was given, spent and returned, and moves no minute", async () => {
    const exchangeId = await agreedAtHome();
    await must(its.bank, "grace", ["checkIn", { exchangeId, companionId: its.tom }]);
    const before = await balance(its.bank, "amina", its.amina);
    const log = (persona: string, step: string, pence: number, wish: object = {}) => {
      const line = { exchangeId, step, pence, what: "Milk and stamps", seenBy: "Tom" };
      return must(its.bank, persona, ["logVisitMoney", { ...line, ...wish }]);
    };
    await log("amina", "GIVEN", 500);
    await log("grace", "SPENT", 385);
    await log("priya", "SPENT", 15, { spoken });
    const visit = await log("tom", "RETURNED", 100);
    expect(at(visit, "money")).toMatchObject({
      ...{ givenPence: 500, spentPence: 400, returnedPence: 100, unexplainedPence: 0 },
      lines: [
        { number: 1, step: "GIVEN", seenBy: "Tom", noted: { by: "PAYER" } },
        { number: 2, step: "SPENT", noted: { by: "PROVIDER" } },
        { number: 3, step: "SPENT", noted: { by: "BROKER", spokenOver: "PHONE" } },
        { number: 4, step: "RETURNED", noted: { by: "COMPANION" } },
      ],
    });
    expect(await balance(its.bank, "amina", its.amina)).toEqual(before);
    const line = { exchangeId, step: "SPENT", pence: 1, what: "A sweet", seenBy: "Nobody" };
    expect(await codes(its.bank, "leena", ["logVisitMoney", line])).toEqual(["FORBIDDEN"]);
    expect(await codes(its.bank, "jack", ["logVisitMoney", line])).toEqual(["NOT_FOUND"]);
    for (const persona of ["amina", "grace", "tom", "priya", "leena"]) {
      expect(await seen(persona, exchangeId)).toMatchObject({ money: { givenPence: 500 } });
    }
    for (const persona of ["jack", "kofi", "rob", "nora", "steward", "stranger"]) {
      expect(await seen(persona, exchangeId)).toBeNull();
    }
  });

  it("keeps every line when two are written at the same moment, and each once", async () => {
    const exchangeId = await agreedAtHome();
    await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    const line = { exchangeId, step: "GIVEN", what: "Bread", seenBy: "Nobody" };
    const wish = { ...line, pence: 100, idempotencyKey: "the-very-same-line" };
    await Promise.all([
      must(its.bank, "amina", ["logVisitMoney", wish]),
      must(its.bank, "amina", ["logVisitMoney", wish]),
      must(its.bank, "grace", ["logVisitMoney", { ...line, pence: 30 }]),
    ]);
    expect(await seen("amina", exchangeId)).toMatchObject({ money: { givenPence: 130 } });
    const other = { ...wish, pence: 101 };
    expect(await codes(its.bank, "amina", ["logVisitMoney", other])).toEqual([
      "IDEMPOTENCY_KEY_REUSED",
    ]);
  });

  it("ends at 40 lines", async () => {
    const exchangeId = await agreedAtHome();
    await must(its.bank, "grace", ["checkIn", { exchangeId }]);
    const wish = { exchangeId, step: "SPENT", pence: 1, what: "Stamps", seenBy: "Nobody" };
    for (let line = 0; line < 40; line++) {
      await must(its.bank, "grace", ["logVisitMoney", wish]);
    }
    expect(await codes(its.bank, "grace", ["logVisitMoney", wish])).toEqual([
      "TOO_MANY_MONEY_LINES",
    ]);
  });
});
