import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { askErasure, does, erase, personIdOf, refusedErasure, traces } from "./asking.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

const spokenOver = "PHONE";

const applied = (persona: string, firstName: string, bornOn: string) =>
  does(
    its.bank,
    persona,
    [
      persona === firstName ? "apply" : "applyForChild",
      { hubId: its.bra, firstName, lastName: "Test", bornOn, requestsInWords: ["Company"] },
    ],
    "member",
  );

const leaves = (persona: string, memberId: string) =>
  does(its.bank, persona, ["leaveHub", { memberId }]);

describe("asking for an erasure", () => {
  it("is refused in the order the schema names", async () => {
    const { bank, grace, tom } = its;
    const anonymous = await tell(bank.anonymous, change("erasePerson", ""), { understood: true });
    expect(codesOf(anonymous)).toEqual(["SIGN_IN_REQUIRED"]);
    const unsure = await tell(bank.anonymous, change("erasePerson", ""), { understood: false });
    expect(codesOf(unsure)).toEqual(["VALIDATION_FAILED"]);
    expect(at(unsure.data, "erasePerson.userErrors.0.path")).toEqual(["input", "understood"]);
    const key = { idempotencyKey: "a-key-that-is-used-again" };
    const zoe = await applied("zoe", "zoe", "1990-01-01");
    expect(await refusedErasure(bank, "zoe", { ...key, memberId: grace })).toEqual(["NOT_FOUND"]);
    await erase(bank, "zoe", { ...key, memberId: zoe });
    expect(await refusedErasure(bank, "zoe", { ...key, memberId: grace })).toEqual(["NOT_FOUND"]);
    const priyas = { idempotencyKey: "a-key-of-the-broker", spokenOver };
    const yves = await applied("yves", "yves", "1990-01-01");
    await erase(bank, "priya", { ...priyas, memberId: yves });
    const other = { ...priyas, memberId: tom };
    expect(await refusedErasure(bank, "priya", other)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    const silent = { ...other, spokenOver: undefined };
    expect(await refusedErasure(bank, "priya", silent)).toEqual(["FORBIDDEN"]);
  });

  it("is for the person, a guardian and a broker of their hub: for all others there is nobody", async () => {
    const { bank, grace } = its;
    for (const persona of ["tom", "kofi", "rob", "steward", "cora", "stranger"]) {
      const wish = { memberId: grace, spokenOver };
      expect(await refusedErasure(bank, persona, wish), persona).toEqual(["NOT_FOUND"]);
    }
    expect(await refusedErasure(bank, "stranger")).toEqual(["NOT_FOUND"]);
    const unknown = { memberId: "mem_0123456789ABCDEFGHJKMNPQRS" };
    expect(await refusedErasure(bank, "grace", unknown)).toEqual(["NOT_FOUND"]);
  });

  it("has to wait until they have left each hub", async () => {
    const { bank, grace } = its;
    expect(await refusedErasure(bank, "grace")).toEqual(["STILL_A_MEMBER"]);
    await does(bank, "grace", ["pauseMembership", { memberId: grace }]);
    expect(await refusedErasure(bank, "grace")).toEqual(["STILL_A_MEMBER"]);
    const wish = { memberId: grace, spokenOver };
    expect(await refusedErasure(bank, "priya", wish)).toEqual(["STILL_A_MEMBER"]);
    const answer = await askErasure(bank, "grace");
    expect(at(answer.data, "erasePerson.userErrors.0.remedy")).toContain("leaveHub");
  });

  it("needs a broker to say how they heard it, and is noted as theirs", async () => {
    const { bank, nadia } = its;
    await leaves("priya", nadia);
    expect(await refusedErasure(bank, "priya", { memberId: nadia })).toEqual(["FORBIDDEN"]);
    const erasure = await erase(bank, "priya", { memberId: nadia, spokenOver });
    expect(at(erasure, "askedBy")).toBe("BROKER");
    expect(at(erasure, "spokenOver")).toBe("PHONE");
  });

  it("is not for the last guardian of a child that takes part", async () => {
    const { bank, amina, ellie } = its;
    await leaves("amina", amina);
    expect(await refusedErasure(bank, "amina")).toEqual(["LAST_GUARDIAN"]);
    const guardianPersonId = await personIdOf(bank, "tom");
    const link = { childMemberId: ellie, guardianPersonId, evidenceNote: "Saw it." };
    await does(bank, "priya", ["linkGuardian", link]);
    expect(at(await erase(bank, "amina"), "status")).toBe("FINISHED");
  });

  it("needs no leaving of someone who only asked to join", async () => {
    await applied("xena", "xena", "1990-01-01");
    expect(at(await erase(its.bank, "xena"), "status")).toBe("FINISHED");
  });
});

describe("a child", () => {
  it("is erased by a guardian whose evidence was noted, with what stands beside the guardian", async () => {
    const { bank } = its;
    const kit = await applied("tom", "kitzqxword", "2018-08-18");
    const wish = { memberId: kit };
    expect(await refusedErasure(bank, "tom", wish)).toEqual(["FORBIDDEN"]);
    const guardianPersonId = await personIdOf(bank, "tom");
    const link = { childMemberId: kit, guardianPersonId, evidenceNote: "Saw it." };
    await does(bank, "priya", ["linkGuardian", link]);
    const erasure = await erase(bank, "tom", wish);
    expect([at(erasure, "askedBy"), at(erasure, "status")]).toEqual(["GUARDIAN", "FINISHED"]);
    const items = await itemsOf(bank.client, bank.tableName);
    for (const words of ["kitzqxword", "2018-08-18"]) expect(traces(items, words)).toEqual([]);
    const data = await bank.as("tom").must("{ me { wards { id } } }");
    expect(JSON.stringify(data)).not.toContain(kit);
  });

  it("that waits to join keeps its last guardian too, until it leaves", async () => {
    const { bank } = its;
    await does(bank, "uma", [
      "registerPerson",
      { firstName: "uma", lastName: "Test", bornOn: "1980-01-01" },
    ]);
    const child = await applied("uma", "lea", "2018-09-09");
    expect(await refusedErasure(bank, "uma")).toEqual(["LAST_GUARDIAN"]);
    await leaves("uma", child);
    expect(at(await erase(bank, "uma"), "status")).toBe("FINISHED");
  });
});
