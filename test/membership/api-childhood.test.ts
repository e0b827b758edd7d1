import { beforeAll, describe, expect, it } from "vitest";
import { at, testBank } from "../support/api.ts";
import { ask, childMember, marlshire, member, must, person, type Setting } from "./setting.ts";

/*
 * What is set for everybody under 18 before anybody chooses (ICO Children's Code, standard 7).
 * That they are never suggested to adults, and that nobody is shown how to reach them, is told
 * with suggestions and exchanges.
 */

let setting: Setting;
let jack: string;
beforeAll(async () => {
  setting = await marlshire(await testBank());
  await person(setting.bank, "tom");
  await member(setting, "grace");
  jack = await childMember(setting, { name: "Jack", guardian: "tom", bornOn: "2010-06-01" });
});

describe("somebody under 18", () => {
  it("has no profile that anybody can open but those who look after them", async () => {
    const { bank } = setting;
    const look = `query ($id: ID!) {
      member(id: $id) { firstName } node(id: $id) { id } nodes(ids: [$id]) { id }
    }`;
    const nobody = { member: null, node: null, nodes: [null] };
    const unknown = { id: `mem_${"0".repeat(26)}` };
    for (const caller of [bank.anonymous, bank.as("grace"), bank.as("rob"), bank.steward]) {
      const answer = await caller.ask(look, { id: jack });
      const absent = await caller.ask(look, unknown);
      expect(answer.data).toEqual(nobody);
      expect(answer.data).toEqual(absent.data);
    }
  });

  it("begins with no to everything, and is asked nothing that is for adults", async () => {
    const data = await setting.bank
      .as("priya")
      .must("query ($id: ID!) { member(id: $id) { consents { isInForce isOpenToThem } } }", {
        id: jack,
      });
    expect(data).toEqual({
      member: {
        consents: [false, true, false, false].map((isOpenToThem) => ({
          ...{ isInForce: false, isOpenToThem },
        })),
      },
    });
  });

  it("is spoken for by a guardian until the 18th birthday and not a moment longer", async () => {
    const { bank } = setting;
    const tom = bank.as("tom");
    const profile = { memberId: jack, speakingWays: ["WRITING"] };
    const document = "query ($id: ID!) { member(id: $id) { version } }";
    const version = at(await tom.must(document, { id: jack }), "member.version");
    const now = bank.now();
    bank.at("2028-05-31T23:59:59Z");
    await must(tom, "setCommunicationProfile", { ...profile, version });
    bank.at("2028-06-01T00:00:00Z");
    const late = await ask(tom, "setCommunicationProfile", { ...profile, version: 1 });
    expect(late.codes).toEqual(["NOT_FOUND"]);
    const consent = { memberId: jack, purpose: "SUGGEST_MATCHES", textVersion: 1 };
    expect((await ask(tom, "giveConsent", consent)).codes).toEqual(["NOT_FOUND"]);
    const spoken = { channel: "PHONE", note: "I am 18 today. Yes." };
    expect((await ask(bank.as("priya"), "giveConsent", { ...consent, spoken })).codes).toEqual([]);
    bank.at(now);
  });
});
