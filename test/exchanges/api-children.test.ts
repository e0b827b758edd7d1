import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { codesOf, type Json } from "../support/api.ts";
import { ask, idOf, must, type Setting, setting, versionOf } from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
});

type Input = { readonly [field: string]: unknown };
type Wish = readonly [string, Input];

const help = { minutes: 15, what: "Chess", placeKind: "SUPERVISED_PLACE" };
const sessions = { what: "Chess", rhythm: "Mondays", sessionCount: 2, sessionMinutes: 15 };

/** All ways in which somebody can name a child beside themselves. */
const naming = (mine: string, child: string): readonly Wish[] => [
  ["proposeExchange", { providerId: child, recipientIds: [mine], ...help }],
  ["proposeExchange", { providerId: mine, recipientIds: [child], ...help }],
  ["proposeExchange", { providerId: mine, recipientIds: [child], payerId: child, ...help }],
  ["proposeExchange", { providerId: its.tom, recipientIds: [child], payerId: mine, ...help }],
  ["startSeries", { providerId: child, recipientId: mine, ...sessions }],
  ["startSeries", { providerId: mine, recipientId: child, ...sessions }],
];

/** Everything of an answer but what is different each time. */
async function answer(persona: string, wish: Wish): Promise<Json> {
  const { data, errors } = await ask(its.bank, persona, wish);
  return JSON.parse(JSON.stringify({ data, errors }));
}

const codes = async (persona: string, wish: Wish) => codesOf(await ask(its.bank, persona, wish));

describe("an adult who has a child's id", () => {
  it("gets word for word the answer for an id that was never given", async () => {
    for (const [persona, mine] of [
      ["grace", its.grace],
      ["kofi", its.kofi],
    ] as const) {
      for (const child of [its.jack, its.ellie]) {
        const unknown = naming(mine, newId("mem"));
        for (const [place, wish] of naming(mine, child).entries()) {
          const nobody = await answer(persona, unknown[place] ?? wish);
          expect(await answer(persona, wish)).toEqual(nobody);
          expect(JSON.stringify(nobody)).toMatch(/NOT_FOUND|FORBIDDEN/);
        }
      }
    }
  });

  it("is not helped by naming an organisation that is not theirs, nor another child", async () => {
    const { grace, jack, ellie, cafe } = its;
    const wish = { providerId: grace, recipientIds: [jack, ellie], payerId: cafe, ...help };
    expect(await codes("grace", ["proposeExchange", { ...wish, sponsored: true }])).toEqual([
      "NOT_FOUND",
    ]);
  });
});

describe("those who have business with a child", () => {
  it.each([
    ["its guardian", "tom", () => ({ providerId: its.jack, recipientIds: [its.grace] })],
    ["the child itself", "jack", () => ({ providerId: its.jack, recipientIds: [its.grace] })],
    ["its broker", "priya", () => ({ providerId: its.jack, recipientIds: [its.grace] })],
    [
      "another child's guardian",
      "amina",
      () => ({ providerId: its.jack, recipientIds: [its.ellie] }),
    ],
    [
      "an organisation that pays",
      "cora",
      () => ({
        ...{ providerId: its.jack, recipientIds: [its.ellie] },
        ...{ payerId: its.cafe, sponsored: true },
      }),
    ],
  ])("can ask: %s", async (_case, persona, wish) => {
    expect(await codes(persona, ["proposeExchange", { ...wish(), ...help }])).toEqual([]);
  });

  it("are adults for whom its guardian has said yes before, and no longer where it was called off", async () => {
    const { bank, jack, grace } = its;
    const again: Wish = ["proposeExchange", { providerId: jack, recipientIds: [grace], ...help }];
    const asked = await must(bank, "tom", again);
    expect(await codes("grace", again)).toEqual(["NOT_FOUND"]);
    const yes = { exchangeId: idOf(asked), version: versionOf(asked) };
    await must(bank, "grace", ["agreeExchange", yes]);
    expect(await codes("grace", again)).toEqual([]);
    await must(bank, "tom", ["cancelExchange", { exchangeId: idOf(asked), reason: "Not now." }]);
    expect(await codes("grace", again)).toEqual(["NOT_FOUND"]);
  });
});
