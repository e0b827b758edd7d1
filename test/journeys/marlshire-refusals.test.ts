import { beforeAll, describe, expect, it } from "vitest";
import { story } from "../../infra/local/marlshire/index.ts";
import { documentOf } from "../../infra/local/marlshire/step.ts";
import { change } from "../federation/hubs.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import { accountsFor, type Retelling, retell, statementOf } from "./retelling.ts";

let told: Retelling;
beforeAll(async () => {
  told = await retell();
}, 90_000);

type Input = { readonly [field: string]: unknown };

const fields: { readonly [mutation: string]: string } = {
  createListing: "listing { id }",
  recogniseCare: "recognition { id }",
  reverseEntry: "journalEntry { id }",
};

/** What came of a mutation on the day after the story: the thing, or the codes. */
async function tries(persona: string, mutation: string, input: Input): Promise<Json> {
  const field = fields[mutation] ?? "exchange { id status settledMinutes journalEntryId }";
  const data = await told.ask(persona, change(mutation, field), {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  const codes = at(data, `${mutation}.userErrors`);
  const refused = Array.isArray(codes) && codes.length > 0;
  return refused ? at(codes, "0.code") : at(data, `${mutation}.${field.split(" ")[0]}`);
}

type Help = { readonly provider: string; readonly payer: string; readonly hours: number };

/** The payer proposes help; answers with the exchange's id. */
async function proposes({ provider, payer, hours }: Help): Promise<string> {
  const proposed = await tries(payer, "proposeExchange", {
    ...{ providerId: told.idOf(provider), payerId: told.idOf(payer), what: "Help" },
    ...{ recipientIds: [told.idOf(payer)], minutes: hours * 60 },
  });
  return textAt(proposed, "id");
}

const agrees = (persona: string, exchangeId: string) =>
  tries(persona, "agreeExchange", { exchangeId, version: 1 });

const delivers = (persona: string, exchangeId: string, hours: number) =>
  tries(persona, "markDelivered", { exchangeId, minutes: hours * 60, happenedOn: "2026-03-31" });

const confirms = (persona: string, exchangeId: string, hours: number) =>
  tries(persona, "confirmExchange", { exchangeId, minutes: hours * 60 });

async function balanceOf(name: string): Promise<number | undefined> {
  const [account] = accountsFor(told, name);
  const statement = account && (await statementOf(told, account.id, "BRA"));
  return statement?.at(-1)?.balanceMinutes;
}

describe("after Marlshire's first quarter, this is refused and changes nothing", () => {
  it("six hours by Kofi, who has half an hour and a floor of five", async () => {
    const id = await proposes({ provider: "maria", payer: "kofi", hours: 6 });
    told.stored.usage.reset();
    expect(await agrees("maria", id)).toBe("INSUFFICIENT_CREDIT");
    expect(told.stored.usage.writeUnits()).toBe(0);
  });

  it("three hours by Tom to Kofi, beyond what the two hubs share", async () => {
    const id = await proposes({ provider: "kofi", payer: "tom", hours: 3 });
    told.stored.usage.reset();
    expect(await agrees("kofi", id)).toBe("FEDERATION_LIMIT");
    expect(told.stored.usage.writeUnits()).toBe(0);
  });

  it("two more weeks of Joan's care, because the circle's twelve hours are used", async () => {
    told.stored.usage.reset();
    const weeks = ["2026-03-09", "2026-03-16"].map((weekStarting) => ({
      ...{ weekStarting, reportedMinutes: 4200 },
    }));
    const outcome = await tries("lucy", "recogniseCare", { memberId: told.idOf("joan"), weeks });
    expect(outcome).toBe("ISSUANCE_EXHAUSTED");
    expect(told.stored.usage.writeUnits()).toBe(0);
  });

  it("Idris's credits for his mother's lawn", async () => {
    const { idOf, stored } = told;
    stored.usage.reset();
    const outcome = await tries("amina", "proposeExchange", {
      ...{ providerId: idOf("grace"), payerId: idOf("idris"), recipientIds: [idOf("amina")] },
      ...{ minutes: 60, what: "The lawn" },
    });
    expect(outcome).toBe("FORBIDDEN");
    expect(stored.usage.writeUnits()).toBe(0);
  });

  it("jam, in a hub that shares help and no goods", async () => {
    const { idOf, stored } = told;
    const jam = { direction: "OFFER", kind: "GOODS", title: "Plum jam", channels: ["IN_PERSON"] };
    stored.usage.reset();
    expect(await tries("grace", "createListing", { partyId: idOf("grace"), ...jam })).toBe(
      "GOODS_NOT_ENABLED",
    );
    expect(stored.usage.writeUnits()).toBe(0);
  });

  it("wound care, which needs a qualified person", async () => {
    const { idOf, stored } = told;
    const care = { direction: "OFFER", title: "Wound care", channels: ["IN_PERSON"] };
    const categoryId = idOf("category nursing");
    const input = { partyId: idOf("helen"), categoryId, ...care };
    stored.usage.reset();
    expect(await tries("helen", "createListing", input)).toBe("REGULATED_ACTIVITY");
    expect(stored.usage.writeUnits()).toBe(0);
  });

  it.each(["stranger", undefined, "walter", "rob"])("Jack's profile, to %s", async (persona) => {
    const seen = await told.ask(
      persona,
      "query ($id: ID!) { member(id: $id) { firstName } node(id: $id) { id } }",
      { id: told.idOf("jack") },
    );
    expect(seen).toEqual({ member: null, node: null });
  });

  it("J28 once more: the same key gives J28 itself", async () => {
    const step = story.find(({ makes }) => makes === "J28");
    if (!step) throw new Error("J28 is in the story.");
    told.stored.usage.reset();
    const input = {
      ...step.input(told.idOf),
      idempotencyKey: `marlshire-${step.does}-${step.about}`,
    };
    const answer = await told.bank.call(step.as, step.at, documentOf(step.does), { input });
    expect(answer.data).toEqual({
      confirmExchange: { thing: { id: told.idOf("J28") }, userErrors: [] },
    });
    expect(told.stored.usage.writeUnits()).toBe(0);
  });

  it("to Dilys, every way to whoever gave to the pot that gave to her", async () => {
    const { idOf } = told;
    const [pot] = accountsFor(told, "POT SAL");
    const [hers] = accountsFor(told, "dilys");
    const seen = await told.ask(
      "dilys",
      `query ($gift: ID!, $mine: ID!, $pot: ID!, $hers: ID!, $request: ID!, $hub: ID!, $giver: ID!) {
        gift(id: $gift) { giver { name } }
        entry: node(id: $gift) { id }
        mine: node(id: $mine) { ... on JournalEntry { postings { minutes account { id } } } }
        pot: account(id: $pot) { id }
        account(id: $hers) { statement { nodes { kind minutes journalEntryId } } }
        request: node(id: $request) { ... on PotRequest { givenMinutes decisionNote } }
        openPotRequests(hubId: $hub) { nodes { id } }
        hubTrialBalance(hubId: $hub) { sumMinutes }
        exchanges(partyId: $giver) { nodes { id } }
      }`,
      {
        ...{ gift: idOf("J24"), mine: idOf("J25"), pot: pot?.id, hers: hers?.id },
        ...{ request: idOf("request J25"), hub: idOf("SAL"), giver: idOf("maria") },
      },
    );
    expect(seen).toMatchObject({
      ...{ gift: null, entry: null, pot: null },
      mine: { postings: [{ minutes: 30, account: { id: hers?.id } }] },
      request: { givenMinutes: 30, decisionNote: "With pleasure." },
      ...{ openPotRequests: null, hubTrialBalance: null, exchanges: null },
    });
    const entries = at(seen, "account.statement.nodes");
    expect(JSON.stringify(entries)).not.toContain(idOf("J24"));
  });
});

describe("after Marlshire's first quarter, Walter at zero", () => {
  it("can spend three hours once, not twice at the same moment", async () => {
    const ids = {
      grace: await proposes({ provider: "grace", payer: "walter", hours: 3 }),
      sandra: await proposes({ provider: "sandra", payer: "walter", hours: 3 }),
    };
    const outcomes = await Promise.all([agrees("grace", ids.grace), agrees("sandra", ids.sandra)]);
    expect(outcomes).toContain("INSUFFICIENT_CREDIT");
    const luckier = outcomes[0] === "INSUFFICIENT_CREDIT" ? "sandra" : "grace";
    await delivers(luckier, ids[luckier], 3);
    const settled = await confirms("walter", ids[luckier], 3);
    expect(settled).toMatchObject({ settledMinutes: 180 });
    expect(await balanceOf("walter")).toBe(-180);
    const back = {
      journalEntryId: textAt(settled, "journalEntryId"),
      reason: "For the next test.",
    };
    await tries("priya", "reverseEntry", back);
    expect(await balanceOf("walter")).toBe(0);
  });

  it("has a broker end the dispute about what Grace logged, at the two hours he says", async () => {
    const id = await proposes({ provider: "grace", payer: "walter", hours: 3 });
    await agrees("grace", id);
    await delivers("grace", id, 3);
    expect(await confirms("walter", id, 2)).toMatchObject({ status: "DISPUTED" });
    expect(await balanceOf("walter")).toBe(0);
    const end = { exchangeId: id, minutes: 120, note: "Both agree on two hours now." };
    expect(await tries("priya", "resolveDispute", end)).toMatchObject({
      ...{ status: "RESOLVED", settledMinutes: 120 },
    });
    expect(await balanceOf("walter")).toBe(-120);
    expect(await balanceOf("grace")).toBe(300);
  });
});
