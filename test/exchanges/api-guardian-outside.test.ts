import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { change, tell } from "../federation/hubs.ts";
import { does, type Input, personIdOf, traces } from "../rights/asking.ts";
import { at, codesOf, type Json } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { asGuardian, reachable, says, seen } from "./consenting.ts";
import { idOf, must, type Setting, setting, versionOf } from "./setting.ts";

/*
 * A guardian who is no member of the child's hub is reached by what they told for this child, with
 * a yes of their own: never by what another hub knows of them.
 */

let its: Setting;
let exchange: Json;
let kofi: string;

beforeAll(async () => {
  its = await setting();
  const { bank, jack, amina } = its;
  kofi = await personIdOf(bank, "kofi");
  const link = { childMemberId: jack, guardianPersonId: kofi, evidenceNote: "Saw the letter." };
  await does(bank, "priya", ["linkGuardian", link]);
  // All that his own hub may tell, it may.
  await reachable(its, ["kofi", its.kofi], "01632 960555");
  await says(its, ["kofi", its.kofi], asGuardian);
  exchange = await must(bank, "tom", [
    "proposeExchange",
    {
      ...{ providerId: jack, recipientIds: [amina], minutes: 30 },
      ...{ what: "Help with a phone", placeKind: "SUPERVISED_PLACE" },
    },
  ]);
});

const told = { way: "PHONE", phone: "01632 960777", textVersion: 1 } as const;
const shown = { way: "PHONE", reach: "01632 960777", of: "GUARDIAN", firstName: "kofi" };
const heard = { channel: "PHONE", note: "He said so." };

const contactFor = async (persona: string): Promise<Json> => {
  const query = `query ($id: ID!) { exchange(id: $id) { provider { name ${seen} } } }`;
  return at(
    await its.bank.as(persona).must(query, { id: idOf(exchange) }),
    "exchange.provider.contact",
  );
};
const codes = async (persona: string, mutation: string, input: Input = {}) =>
  codesOf(
    await tell(its.bank.as(persona), change(mutation, ""), { childMemberId: its.jack, ...input }),
  );
const share = (persona: string, input: Input = {}) =>
  codes(persona, "shareGuardianContact", { ...told, ...input });
const kept = async (word: string) =>
  traces(await itemsOf(its.bank.client, its.bank.tableName), word);

describe("a guardian from outside the hub", () => {
  it("is reached only once both have agreed, and by what they told for this child", async () => {
    expect(await share("kofi")).toEqual([]);
    expect(await contactFor("amina")).toBeNull();
    const yes = { exchangeId: idOf(exchange), version: versionOf(exchange) };
    await must(its.bank, "amina", ["agreeExchange", yes]);
    expect(await contactFor("amina")).toEqual(shown);
  });

  it("is not told to the other guardian or the child, and is to themselves and a broker", async () => {
    const query =
      "query ($id: ID!) { member(id: $id) { guardians { contact { way reach given { channel } } } } }";
    const read = async (persona: string) =>
      JSON.stringify(await its.bank.as(persona).must(query, { id: its.jack }));
    for (const persona of ["tom", "jack"]) expect(await read(persona)).not.toContain("960777");
    for (const persona of ["kofi", "priya"]) expect(await read(persona)).toContain("960777");
  });

  it("is gone at once when it is taken back, and kept nowhere", async () => {
    expect(await codes("kofi", "withdrawGuardianContact")).toEqual([]);
    expect(await contactFor("amina")).toBeNull();
    expect(await kept("960777")).toEqual([]);
    expect(await codes("kofi", "withdrawGuardianContact")).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("says so to a broker too, who says how they heard it", async () => {
    expect(await share("priya")).toEqual(["FORBIDDEN"]);
    expect(await share("priya", { guardianPersonId: kofi, spoken: heard })).toEqual([]);
    expect(await contactFor("amina")).toEqual(shown);
    const no = { guardianPersonId: kofi, spoken: heard };
    expect(await codes("priya", "withdrawGuardianContact", no)).toEqual([]);
    expect(await contactFor("amina")).toBeNull();
  });

  it.each([
    ["the number of another way", "kofi", { way: "EMAIL" }, "VALIDATION_FAILED"],
    ["old words", "kofi", { textVersion: 2 }, "CONSENT_TEXT_CHANGED"],
    ["a member of the hub, who says it there", "tom", {}, "STATE_TRANSITION_INVALID"],
    ["the child", "jack", {}, "FORBIDDEN"],
    ["who is no guardian", "amina", {}, "NOT_FOUND"],
  ])("is refused to %s", async (_what, persona, input, code) => {
    expect(await share(persona, input)).toEqual([code]);
  });

  it("is asked as a member once they ask to join: what they said before is not told", async () => {
    const { bank, bra } = its;
    expect(await share("kofi")).toEqual([]);
    expect(await contactFor("amina")).toEqual(shown);
    const wish = { hubId: bra, firstName: "kofi", lastName: "Test", bornOn: "1985-05-05" };
    const memberId = await does(bank, "kofi", ["apply", wish], "member");
    expect(await contactFor("amina")).toBeNull();
    await does(bank, "kofi", ["leaveHub", { memberId }]);
    expect(await contactFor("amina")).toEqual(shown);
  });

  it.each([
    ["its guardian of then, who is shown nothing of them", "kofi"],
    ["the member themselves", "jack"],
  ])("is taken back when the child has grown up by %s", async (_who, persona) => {
    const { bank, jack } = its;
    const start = bank.now();
    onTestFinished(() => bank.at(start));
    expect(await share("kofi", { phone: "01632 960999" })).toEqual([]);
    expect(await codes("jack", "withdrawGuardianContact")).toEqual(["FORBIDDEN"]);
    bank.at("2030-01-05T12:00:00.000Z");
    for (const other of ["tom", "amina"]) {
      expect(await codes(other, "withdrawGuardianContact")).not.toEqual([]);
    }
    const wish = { childMemberId: jack };
    const done = await tell(
      bank.as(persona),
      change("withdrawGuardianContact", "member { id }"),
      wish,
    );
    const told = persona === "jack" ? { id: jack } : null;
    expect(at(done.data, "withdrawGuardianContact")).toMatchObject({
      member: told,
      userErrors: [],
    });
    expect(await kept("960999")).toEqual([]);
    expect(await codes(persona, "withdrawGuardianContact")).toEqual(["STATE_TRANSITION_INVALID"]);
  });

  it("is reached no more once they are no guardian", async () => {
    expect(await share("kofi", { phone: "01632 960888" })).toEqual([]);
    expect(await contactFor("amina")).toMatchObject({ reach: "01632 960888" });
    const end = { childMemberId: its.jack, guardianPersonId: kofi, reason: "It has ended." };
    await does(its.bank, "priya", ["endGuardian", end]);
    expect(await contactFor("amina")).toBeNull();
    expect(await kept("960888")).toEqual([]);
  });
});
