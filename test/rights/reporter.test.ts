import { beforeAll, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, textAt } from "../support/api.ts";
import { itemsOf } from "../support/books/stored.ts";
import { does, erase, personIdOf, traces } from "./asking.ts";
import { logSeenBy } from "./reading.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  const who = { firstName: "Zqxrita", lastName: "Test", bornOn: "1970-05-05" };
  await does(its.bank, "rita", ["registerPerson", who]);
  const seen = { account: "Zqxaccount: she shouted.", aboutMemberId: its.grace };
  await does(its.bank, "rita", ["reportIncident", { hubId: its.bra, ...seen }]);
});

const held = async (persona: string, memberId?: string): Promise<readonly string[]> => {
  const query = "query ($id: ID) { personalDataExport(memberId: $id) { lines isComplete } }";
  const data = await its.bank.as(persona).must(query, { id: memberId ?? null });
  expect(at(data, "personalDataExport.isComplete")).toBe(true);
  const lines = at(data, "personalDataExport.lines");
  return Array.isArray(lines) ? lines.map(String) : [];
};

it("what somebody reported who was never a member is told to them, and to nobody else", async () => {
  const [line, ...others] = (await held("rita")).filter((one) => one.includes("Zqxaccount"));
  expect(JSON.parse(line ?? "")).toMatchObject({
    ...{ kind: "INCIDENT", hubId: its.bra, status: "REPORTED" },
    account: "Zqxaccount: she shouted.",
  });
  expect(others).toEqual([]);
  expect((await held("grace")).filter((one) => one.includes("Zqxaccount"))).toEqual([]);
});

it("a child's own report is not told to its guardian", async () => {
  const { bank, bra, jack } = its;
  const words = { account: "Zqxjacks words.", aboutWords: "Somebody at home." };
  await does(bank, "jack", ["reportIncident", { hubId: bra, ...words }]);
  const agreed = { channel: "IN_PERSON", note: "Yes, take it.", readBack: true };
  const data = await bank.as("tom").must(
    `query ($id: ID!, $agreed: SpokenInput) {
      personalDataExport(memberId: $id, agreed: $agreed) { lines }
    }`,
    { id: jack, agreed },
  );
  expect(JSON.stringify(data)).not.toContain("Zqxjacks");
  expect(JSON.stringify(await held("jack"))).toContain("Zqxjacks");
  expect(JSON.stringify(await logSeenBy(bank, "jack"))).toContain("GUARDIAN");
});

it("nothing leads to them from it once they are erased, and the words stay to keep others safe", async () => {
  const { bank } = its;
  const personId = await personIdOf(bank, "rita");
  expect(textAt(await erase(bank, "rita"), "status")).toBe("FINISHED");
  const items = await itemsOf(bank.client, bank.tableName);
  expect(traces(items, personId)).toEqual([]);
  expect(traces(items, "Zqxaccount")).toHaveLength(1);
});
