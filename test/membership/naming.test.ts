import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, tell } from "../federation/hubs.ts";
import { does, traces } from "../rights/asking.ts";
import { at, codesOf, type Json } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";

/*
 * A name is kept with the person and as each hub was told it. Who it is can put it right wherever
 * it stands, or in one hub alone; nobody else reaches further than their own hub.
 */

let its: Setting;
let inSal: string;
let toSal: string;
let toBra: string;

const wrong = "Zqxwrong";
const right = "Zqxright";

beforeAll(async () => {
  its = await setting();
  const { bank, bra, sal, grace } = its;
  const name = { firstName: "Grace", lastName: wrong };
  const wish = { hubId: sal, ...name, bornOn: "1985-05-05" };
  inSal = await does(bank, "grace", ["apply", wish], "member");
  await does(bank, "grace", [
    "updateMember",
    { memberId: grace, version: await version(), ...name },
  ]);
  const told = { personName: "Nora", contact: "01632 960000", consentNote: "Yes." };
  const refer = (hubId: string) =>
    does(
      bank,
      "grace",
      ["referPerson", { hubId, ...told, yourName: `Grace ${wrong}` }],
      "referral",
    );
  toBra = await refer(bra);
  toSal = await refer(sal);
});

const version = async (): Promise<Json> =>
  at(
    await its.bank
      .as("grace")
      .must("query ($id: ID!) { member(id: $id) { version } }", { id: its.grace }),
    "member.version",
  );
const left = async (word: string) =>
  traces(await itemsOf(its.bank.client, its.bank.tableName), word);
const senderFor = async (persona: string, id: string): Promise<Json> =>
  at(
    await its.bank
      .as(persona)
      .must("query ($id: ID!) { node(id: $id) { ... on Referral { byName } } }", { id }),
    "node.byName",
  );

describe("a name that was wrong", () => {
  it("is copied beside no referral to a hub that knows its sender", async () => {
    expect((await left(wrong)).filter(({ pk }) => pk === toBra)).toEqual([]);
    expect(await senderFor("priya", toBra)).toBe(`Grace ${wrong}`);
  });

  it("changes in one hub alone, unless more is asked for", async () => {
    const { bank, grace } = its;
    const wish = { memberId: grace, version: await version(), lastName: "Zqxhere" };
    await does(bank, "grace", ["updateMember", wish]);
    expect(await senderFor("priya", toBra)).toBe("Grace Zqxhere");
    const others = (await left(wrong)).map(({ pk }) => pk);
    expect(others.sort()).toEqual([inSal, toSal].sort());
  });

  it("is put right everywhere by who it is, and is found nowhere after that", async () => {
    const { bank, grace } = its;
    const wish = {
      memberId: grace,
      version: await version(),
      lastName: right,
      nameEverywhere: true,
    };
    await does(bank, "grace", ["updateMember", wish]);
    expect(await left(wrong)).toEqual([]);
    expect(await left("Zqxhere")).toEqual([]);
    expect(await senderFor("priya", toBra)).toBe(`Grace ${right}`);
    expect(await senderFor("grace", toSal)).toBe(`Grace ${right}`);
  });

  it("is changed in another hub by no broker", async () => {
    const spoken = { channel: "PHONE", note: "She said so." };
    const wish = { memberId: its.grace, version: await version(), lastName: "Zqxmore", spoken };
    const everywhere = { ...wish, nameEverywhere: true };
    const answer = await tell(its.bank.as("priya"), change("updateMember", ""), everywhere);
    expect(codesOf(answer)).toEqual(["FORBIDDEN"]);
    await does(its.bank, "priya", ["updateMember", wish]);
    expect((await left(right)).some(({ pk }) => pk === inSal)).toBe(true);
  });
});

describe("the name of who helped to ask", () => {
  it("is put right by the hub, where a name was asked about", async () => {
    const { bank, bra } = its;
    const entered = { hubId: bra, firstName: "Nell", lastName: "Test", bornOn: "1950-05-05" };
    const how = { channel: "PHONE", helperName: "Zqxneice", consentNote: "She said yes." };
    const memberId = await does(
      bank,
      "priya",
      ["registerAssisted", { ...entered, ...how }],
      "member",
    );
    const spoken = { channel: "PHONE", note: "It is not written so." };
    const ask = (subject: string) =>
      does(
        bank,
        "priya",
        ["requestCorrection", { memberId, subject, statement: "Misspelt.", spoken }],
        "correctionRequest",
      );
    const answer = { isCorrected: true, answer: "Put right.", version: 1, helperName: "Zqxniece" };
    const other = { ...answer, correctionId: await ask("OTHER") };
    const refused = await tell(bank.as("priya"), change("decideCorrection", ""), other);
    expect(codesOf(refused)).toEqual(["VALIDATION_FAILED"]);
    await does(bank, "priya", ["decideCorrection", { ...answer, correctionId: await ask("NAME") }]);
    expect(await left("Zqxneice")).toEqual([]);
    expect((await left("Zqxniece")).map(({ pk }) => pk)).toEqual([memberId]);
  });
});
