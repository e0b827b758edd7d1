import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { idOf, must, type Setting, setting, versionOf } from "../exchanges/setting.ts";
import { change, tell } from "../federation/hubs.ts";
import { at, codesOf, type Json } from "../support/api.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

type Input = { readonly [field: string]: unknown };

const document = change("giveCredits", "gift { id note }");

const gives = (persona: string, fromId: string, to: string, more: Input = {}) =>
  tell(its.bank.as(persona), document, {
    ...{ fromId, to: { memberId: to }, minutes: 15, note: "For you.", ...more },
  });

const codes = async (...wish: Parameters<typeof gives>) => codesOf(await gives(...wish));

/** Everything of an answer but what is different each time. */
async function answer(...wish: Parameters<typeof gives>): Promise<Json> {
  const { data, errors } = await gives(...wish);
  return JSON.parse(JSON.stringify({ data, errors }));
}

describe("an adult who has a child's id", () => {
  it("gets word for word the answer for an id that was never given, in this hub and another", async () => {
    const unknown = newId("mem");
    for (const [persona, mine] of [
      ["grace", its.grace],
      ["kofi", its.kofi],
    ] as const) {
      const nobody = await answer(persona, mine, unknown);
      expect(JSON.stringify(nobody)).toContain("NOT_FOUND");
      for (const child of [its.jack, its.ellie]) {
        expect(await answer(persona, mine, child)).toEqual(nobody);
        const keyed = { idempotencyKey: `used-by-${persona}-before` };
        await tell(its.bank.as(persona), document, {
          ...{ fromId: mine, to: { potOfHubId: its.bra }, minutes: 15, ...keyed },
        });
        const again = await answer(persona, mine, unknown, keyed);
        expect(await answer(persona, mine, child, keyed)).toEqual(again);
      }
    }
  });

  it("knows another's child no better for having one of their own", async () => {
    expect(await codes("tom", its.tom, its.ellie)).toEqual(["NOT_FOUND"]);
    expect(await codes("amina", its.amina, its.jack)).toEqual(["NOT_FOUND"]);
  });
});

describe("those who have business with a child", () => {
  it.each<readonly [string, string, () => readonly [string, string]]>([
    ["its guardian", "tom", () => [its.tom, its.jack]],
    ["another child", "jack", () => [its.jack, its.ellie]],
    ["a school", "nora", () => [its.school, its.ellie]],
  ])("can give to it: %s", async (_case, persona, sides) => {
    const [from, to] = sides();
    expect(await codes(persona, from, to)).toEqual([]);
  });

  it("are adults while help is agreed with it; a gift that was given stays given", async () => {
    const { bank, jack, grace } = its;
    const help = { minutes: 15, what: "Chess", placeKind: "SUPERVISED_PLACE" };
    const wish = { providerId: jack, recipientIds: [grace], ...help };
    const asked = await must(bank, "tom", ["proposeExchange", wish]);
    expect(await codes("grace", grace, jack)).toEqual(["NOT_FOUND"]);
    const yes = { exchangeId: idOf(asked), version: versionOf(asked) };
    await must(bank, "grace", ["agreeExchange", yes]);
    const keyed = { idempotencyKey: "a-gift-to-jack" };
    const first = await gives("grace", grace, jack, keyed);
    expect(codesOf(first)).toEqual([]);
    await must(bank, "tom", ["cancelExchange", { exchangeId: idOf(asked), reason: "Not now." }]);
    expect(await codes("grace", grace, jack)).toEqual(["NOT_FOUND"]);
    const again = await gives("grace", grace, jack, keyed);
    expect(at(again.data, "giveCredits")).toEqual({
      ...Object(at(first.data, "giveCredits")),
      replayed: true,
    });
  });
});
