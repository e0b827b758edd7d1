import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json, newRequestKey } from "../support/api.ts";
import { given, settled, standing } from "./limited.ts";
import { type ask, codes, idOf, must, proposed, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

type Wish = Parameters<typeof ask>[2];

let its: Setting;

/** Everything that would set aside, promise or move minutes of an account, ready to be sent. */
let paths: { readonly [name: string]: readonly [persona: string, wish: Wish] } = {};

async function change(name: "freezeAccount" | "unfreezeAccount", partyId: string) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  const accountId = `acc${partyId.slice(3)}`;
  await its.bank
    .as("priya")
    .must(`mutation ($input: ${type}) { ${name}(input: $input) { userErrors { code } } }`, {
      input: { accountId, reason: "Looked into.", idempotencyKey: newRequestKey() },
    });
}

async function slot(): Promise<string> {
  const option = { organisationId: its.cafe, title: "Tea", askedMinutes: 15 };
  const wish = { ...option, channels: ["IN_PERSON"] };
  const spendOptionId = await make(its.bank, "cora", ["createSpendOption", "spendOption", wish]);
  const place = { spendOptionId, startsAt: "2026-01-10T10:00:00Z", capacity: 3 };
  return make(its.bank, "cora", ["addSlot", "slot", place]);
}

async function joining(partyId: string, role: "GIVER" | "RECEIVER"): Promise<Wish> {
  const giver = role === "GIVER" ? partyId : its.tom;
  const activity = await must(its.bank, "cora", [
    "planGroupActivity",
    {
      ...{ hubId: its.bra, organiserId: its.cafe, what: "Singing", receiverMinutes: 30 },
      ...{ plannedFor: its.bank.now(), givers: [{ partyId: giver, minutes: 30 }] },
    },
  ]);
  return ["joinGroupActivity", { activityId: idOf(activity), partyId, role }];
}

async function session(): Promise<Wish> {
  const wish = { providerId: its.grace, recipientId: its.amina, what: "Reading" };
  const series = { ...wish, rhythm: "Fridays", sessionCount: 3, sessionMinutes: 15 };
  const seriesId = idOf(await must(its.bank, "amina", ["startSeries", series]));
  await must(its.bank, "grace", ["agreeSeries", { seriesId }]);
  return ["startSeriesSession", { seriesId }];
}

async function verifying(): Promise<Wish> {
  const sessions = [{ on: "2026-01-05", minutes: 15 }];
  const learning = { learnerId: its.grace, organisationId: its.school, what: "Reading", sessions };
  const record = await must(its.bank, "grace", ["recordLearning", learning]);
  return ["verifyLearning", { recordId: idOf(record) }];
}

const yesTo = async (wish: object): Promise<Wish> => [
  "agreeExchange",
  { exchangeId: idOf(await proposed(its, { minutes: 15, ...wish })), version: 1 },
];

beforeAll(async () => {
  its = await setting();
  await settled(its, 60);
  const asked = { providerId: its.amina, recipientIds: [its.grace], minutes: 15, what: "Help" };
  const byGrace = await must(its.bank, "grace", ["proposeExchange", asked]);
  paths = {
    "agreeing to help": ["grace", await yesTo({})],
    "agreeing to be helped": [
      "amina",
      ["agreeExchange", { exchangeId: idOf(byGrace), version: 1 }],
    ],
    "booking a place": [
      "grace",
      ["bookSpendOption", { slotId: await slot(), memberId: its.grace }],
    ],
    "giving in a group": ["grace", await joining(its.grace, "GIVER")],
    "receiving in a group": ["grace", await joining(its.grace, "RECEIVER")],
    "another session of a series": ["amina", await session()],
    "being credited for learning": ["nora", await verifying()],
  };
});

const names = [
  "agreeing to help",
  "agreeing to be helped",
  "booking a place",
  "giving in a group",
  "receiving in a group",
  "another session of a series",
  "being credited for learning",
];

describe("while Grace's account is stopped", () => {
  let before: Json;

  beforeAll(async () => {
    await given(its, 15);
    before = await standing(its, "grace", its.grace);
    await change("freezeAccount", its.grace);
  });

  it.each(names)("nobody gets through by %s", async (name) => {
    const [persona = "", wish] = paths[name] ?? [];
    if (!wish) throw new Error(`There is no such path: ${name}.`);
    expect(await codes(its.bank, persona, wish)).toEqual(["ACCOUNT_FROZEN"]);
    expect(await standing(its, "grace", its.grace)).toEqual(before);
  });

  it.each([
    ["grace", "tom"],
    ["tom", "grace"],
  ] as const)("no gift goes from %s to %s", async (from, to) => {
    const gift = { fromId: its[from], to: { memberId: its[to] }, minutes: 15 };
    await expect(make(its.bank, from, ["giveCredits", "gift", gift])).rejects.toThrow(
      "ACCOUNT_FROZEN",
    );
  });

  it("lets everything go on once it is let go on", async () => {
    await change("unfreezeAccount", its.grace);
    for (const [persona, wish] of Object.values(paths)) {
      expect(await codes(its.bank, persona, wish)).toEqual([]);
    }
  });
});

it("lets nobody be paid whose account has ended, and says so", async () => {
  const leaving = { providerId: its.tom, recipientIds: [its.amina], minutes: 15, what: "Help" };
  const exchange = await must(its.bank, "amina", ["proposeExchange", leaving]);
  const exchangeId = idOf(exchange);
  await must(its.bank, "tom", ["agreeExchange", { exchangeId, version: 1 }]);
  const happened = { exchangeId, minutes: 15, happenedOn: "2026-01-05" };
  await must(its.bank, "tom", ["markDelivered", happened]);
  await make(its.bank, "tom", ["leaveHub", "member", { memberId: its.tom }]);
  const confirm = ["confirmExchange", { exchangeId, minutes: 15 }] as const;
  expect(await codes(its.bank, "amina", confirm)).toEqual(["ACCOUNT_CLOSED"]);
  const account = await standing(its, "priya", its.tom);
  expect(at(account, "balanceMinutes")).toBe(0);
});
