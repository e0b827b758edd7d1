import { beforeAll, describe, expect, it } from "vitest";
import { requestOf } from "../../src/kernel/index.ts";
import { at, newRequestKey, testBank } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { applicant, ask, marlshire, member, must, personIdOf, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await marlshire(await testBank());
});

const answers = { ageBand: "FROM_35_TO_44", sex: "FEMALE", deprivationDecile: 2 };
const wish = () => ({ hubId: setting.hubId, textVersion: 1, ...answers });
const own = "{ me { demographics { month ageBand sex ethnicGroup deprivationDecile } } }";
const told = { month: "2026-01", ...answers, ethnicGroup: null };

const stored = async () => itemsOf(setting.bank.client, setting.bank.tableName);
const under = async (partition: string) =>
  (await stored()).filter((item) => String(item["pk"]).startsWith(partition));

describe("who somebody says they are, to be counted", () => {
  it("is read by themselves alone, and changed as a whole", async () => {
    const { bank } = setting;
    const amina = bank.as("amina");
    await member(setting, "amina");
    expect(await amina.must(own)).toEqual({ me: { demographics: null } });
    await must(amina, "giveDemographics", wish());
    expect(await amina.must(own)).toEqual({ me: { demographics: told } });
    expect(await bank.as("priya").must(own)).toEqual({ me: { demographics: null } });
    const changed = { hubId: setting.hubId, textVersion: 1, ethnicGroup: "MIXED" };
    await must(amina, "giveDemographics", changed);
    expect(at(await amina.must(own), "me.demographics")).toEqual({
      ...{ month: "2026-01", ageBand: null, sex: null, ethnicGroup: "MIXED" },
      deprivationDecile: null,
    });
    expect(await under("ANSWERS#")).toHaveLength(1);
  });

  it("lies apart: nothing but the link leads from the person to the answers, or back", async () => {
    const { bank, areaId, hubId } = setting;
    const memberId = await applicant(setting, "tom");
    await must(bank.as("tom"), "giveDemographics", wish());
    const personId = await personIdOf(bank.as("tom"));
    const [link] = await under(`ANSWERS_OF#${personId}`);
    const name = String(at(JSON.parse(JSON.stringify(link ?? null)), "answers.name"));
    const all = await stored();
    const answer = all.find((item) => item["sk"] === name);
    // Every field there is: no person, no member, no hub, no moment, and the name stands nowhere else.
    expect(answer).toEqual({
      ...{ pk: `ANSWERS#${areaId}`, sk: name, name, areaId, month: "2026-01", version: 1 },
      ...answers,
    });
    const naming = all.filter((item) => JSON.stringify(item).includes(name));
    expect(naming.map(({ pk }) => pk).toSorted()).toEqual(
      [`ANSWERS#${areaId}`, link?.["pk"]].toSorted(),
    );
    for (const id of [personId, memberId, hubId]) {
      expect(JSON.stringify(answer)).not.toContain(id.slice(4));
    }
    expect(JSON.stringify(link)).not.toContain("FROM_35");
    expect(JSON.stringify(link)).not.toMatch(/\d{4}-\d{2}/);
  });

  it("gets a new name with each change, so that nobody can follow one answer", async () => {
    const grace = setting.bank.as("grace");
    await applicant(setting, "grace");
    const names = async () => (await under("ANSWERS#")).map(({ sk }) => sk);
    const before = await names();
    await must(grace, "giveDemographics", wish());
    const first = (await names()).filter((name) => !before.includes(name));
    await must(grace, "giveDemographics", wish());
    const second = (await names()).filter((name) => !before.includes(name));
    expect([first.length, second.length]).toEqual([1, 1]);
    expect(second).not.toEqual(first);
  });

  // There are so few answers that all could be tried against a plain hash of them.
  it("remembers a request without a hash that its answers could be found by", async () => {
    const { bank } = setting;
    const receiptOf = async (name: string) => {
      await applicant(setting, name);
      await must(bank.as(name), "giveDemographics", wish());
      const [link] = await under(`ANSWERS_OF#${await personIdOf(bank.as(name))}`);
      return String(link?.["receipts"]).split(":")[1];
    };
    const receipts = [await receiptOf("ann"), await receiptOf("bea")];
    expect(receipts[0]).not.toBe(receipts[1]);
    const plain = requestOf("", "giveDemographics", { ...wish(), idempotencyKey: "any" });
    expect(receipts).not.toContain(plain.input);
  });

  it("is wiped with the way to it in one commit, and a retry finds that done", async () => {
    const joan = setting.bank.as("joan");
    await applicant(setting, "joan");
    await must(joan, "giveDemographics", wish());
    const before = (await under("ANSWERS#")).length;
    const idempotencyKey = newRequestKey();
    const first = await ask(joan, "removeDemographics", { idempotencyKey });
    expect(first).toMatchObject({ codes: [], thing: null, replayed: false });
    expect(await under("ANSWERS#")).toHaveLength(before - 1);
    const [link] = await under(`ANSWERS_OF#${await personIdOf(joan)}`);
    expect(link).not.toHaveProperty("answers");
    const again = await ask(joan, "removeDemographics", { idempotencyKey });
    expect(again).toMatchObject({ codes: [], replayed: true });
    expect((await ask(joan, "removeDemographics", {})).codes).toEqual(["NOT_FOUND"]);
  });

  it("loses nothing when it is told twice at once: one set of answers is left", async () => {
    const kofi = setting.bank.as("kofi");
    await applicant(setting, "kofi");
    const before = (await under("ANSWERS#")).length;
    const both = await Promise.all([
      ask(kofi, "giveDemographics", wish()),
      ask(kofi, "giveDemographics", { ...wish(), sex: "MALE" }),
    ]);
    expect(both.map(({ codes }) => codes)).toEqual([[], []]);
    expect(await under("ANSWERS#")).toHaveLength(before + 1);
  });

  it.each([
    ["a child", "2010-06-01", {}, "NOT_FOR_CHILDREN"],
    ["somebody who was shown old words", "1985-05-05", { textVersion: 2 }, "CONSENT_TEXT_CHANGED"],
    [
      "somebody of another hub",
      "1985-05-05",
      { hubId: "hub_00000000000000000000000000" },
      "NOT_FOUND",
    ],
  ])("is not taken from %s", async (name, bornOn, change, code) => {
    const caller = setting.bank.as(name);
    await applicant(setting, name, bornOn);
    expect((await ask(caller, "giveDemographics", { ...wish(), ...change })).codes).toEqual([code]);
    expect(await under(`ANSWERS_OF#${await personIdOf(caller)}`)).toEqual([]);
  });

  it("is not taken without an answer", async () => {
    const empty = { hubId: setting.hubId, textVersion: 1 };
    const refused = await ask(setting.bank.as("amina"), "giveDemographics", empty);
    expect(refused.codes).toEqual(["VALIDATION_FAILED"]);
  });
});
