import { beforeAll, describe, expect, it } from "vitest";
import { contact, reachable, says, takesBack, talking } from "../exchanges/consenting.ts";
import { at } from "../support/api.ts";
import { helped, memberAs, moved, type Setting, setting, sumOf, wrong } from "./moves.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await helped(its, ["grace", its.grace], ["amina", its.amina]);
  await reachable(its, ["grace", its.grace], "01632 960111");
  await says(its, ["grace", its.grace], contact);
  await says(its, ["grace", its.grace], talking);
});

/** Both hubs add up to zero, and nothing else is wrong with their books. */
async function expectSoundBooks() {
  expect(await sumOf(its, "priya", its.bra)).toBe(0);
  expect(await sumOf(its, "rob", its.sal)).toBe(0);
  expect(await wrong(its)).toEqual([]);
}

describe("a member who moves to another hub", () => {
  let here: string;

  beforeAll(async () => {
    here = await moved(its, "grace", its.grace);
  });

  it("takes the balance along, and both hubs stay at zero", async () => {
    const grace = await memberAs(its.bank.as("grace"), here);
    expect(at(grace, "status")).toBe("ACTIVE");
    expect(at(grace, "hub.code")).toBe("SAL");
    expect(at(grace, "account.balanceMinutes")).toBe(60);
    await expectSoundBooks();
  });

  it("takes along what was said yes to, of which nothing counts until the new hub has asked", async () => {
    const document = `query ($id: ID!) { member(id: $id) {
      consents { purpose isInForce givenTo { code } }
      consentChanges { nodes { isYes } } movedFrom { consentChanges { nodes { isYes } } }
    } }`;
    const read = () => its.bank.as("grace").must(document, { id: here });
    const carried = { isInForce: false, givenTo: { code: "BRA" } };
    expect(at(await read(), "member")).toMatchObject({
      consents: [{ purpose: contact, ...carried }, { purpose: talking, ...carried }, {}, {}],
      consentChanges: { nodes: [] },
      movedFrom: [{ consentChanges: { nodes: [{ isYes: true }, { isYes: true }] } }],
    });
    await takesBack(its, ["grace", here], contact);
    await says(its, ["grace", here], talking);
    expect(at(await read(), "member.consents")).toMatchObject([
      { purpose: contact, isInForce: false, givenTo: null },
      { purpose: talking, isInForce: true, givenTo: null },
      ...[{}, {}],
    ]);
  });

  it("leaves a closed account at zero behind", async () => {
    const before = await memberAs(its.bank.as("priya"), its.grace);
    expect(before).toMatchObject({
      status: "LEFT",
      movedToHub: { code: "SAL" },
      account: { status: "CLOSED", balanceMinutes: 0 },
    });
  });

  it("reads the whole history across, from where they are now", async () => {
    const grace = await memberAs(its.bank.as("grace"), here);
    expect(at(grace, "account.statement.nodes")).toEqual([
      {
        kind: "CLOSURE",
        minutes: 60,
        balanceMinutes: 60,
        counterpart: { name: "grace", hub: { code: "BRA" } },
      },
    ]);
    expect(at(grace, "movedFrom.0.id")).toBe(its.grace);
    expect(at(grace, "movedFrom.0.account.statement.nodes.0.kind")).toBe("CLOSURE");
    expect(at(grace, "movedFrom.0.account.statement.nodes.1")).toMatchObject({
      kind: "EXCHANGE",
      minutes: 60,
      counterpart: { name: "amina" },
    });
    expect(at(grace, "account.earlierAccounts")).toMatchObject([
      { status: "CLOSED", statement: { nodes: [{ minutes: -60 }, { minutes: 60 }] } },
    ]);
    expect(at(await memberAs(its.bank.as("grace"), its.grace), "movedTo.id")).toBe(here);
  });

  it("is known to the new hub's broker by facts, not by the old hub's notes or statement", async () => {
    const rob = its.bank.as("rob");
    expect(await memberAs(rob, here)).toMatchObject({
      firstName: "grace",
      bornOn: "1985-05-05",
      interviewHeldOn: "2026-01-05",
      interviewNote: "The talk was in the hub they came from.",
      waivers: [{ step: "REFERENCES" }],
      codeOfConductAcceptedAt: "2026-01-05T09:00:00.000Z",
      movedFrom: [],
      account: { balanceMinutes: 60, earlierAccounts: [] },
    });
    expect(await memberAs(rob, its.grace)).toBeNull();
    const account = await rob.must("query ($id: ID!) { account(id: $id) { balanceMinutes } }", {
      id: `acc${its.grace.slice(3)}`,
    });
    expect(at(account, "account")).toBeNull();
  });

  it("is not followed by the old hub's broker, nor known to anyone else", async () => {
    const priya = its.bank.as("priya");
    expect(at(await memberAs(priya, its.grace), "movedTo")).toBeNull();
    expect(await memberAs(priya, here)).toBeNull();
    for (const other of [its.bank.anonymous, its.bank.as("tom"), its.bank.steward]) {
      expect(await memberAs(other, here)).toBeNull();
      expect(await memberAs(other, its.grace)).toBeNull();
    }
  });
});

describe("a member who is below zero", () => {
  it("takes that along too, the other way round", async () => {
    const here = await moved(its, "amina", its.amina);
    const amina = await memberAs(its.bank.as("amina"), here);
    expect(at(amina, "account.balanceMinutes")).toBe(-60);
    expect(at(amina, "account.isBelowFloor")).toBe(false);
    await expectSoundBooks();
  });
});

describe("a member who never gave or received", () => {
  it("moves without an entry in the new hub's books", async () => {
    const here = await moved(its, "tom", its.tom);
    const tom = await memberAs(its.bank.as("tom"), here);
    expect(at(tom, "account.balanceMinutes")).toBe(0);
    expect(at(tom, "movedFrom.0.account.status")).toBe("CLOSED");
    await expectSoundBooks();
  });
});
