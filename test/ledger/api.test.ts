import { beforeAll, describe, expect, it } from "vitest";
import { agreed, codes, delivered, idOf, must, proposed } from "../exchanges/setting.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { change, giveRole, person, tell } from "../federation/hubs.ts";
import { decision } from "../funding/credits.ts";
import { at, codesOf, type Json, newRequestKey, textAt } from "../support/api.ts";

let its: Setting;

const accountOf = (partyId: string) => `acc${partyId.slice(3)}`;
const bodyOf = (id: string) => id.slice(4);
const today = () => its.bank.now().slice(0, 10);
const list = (json: Json): readonly Json[] => (Array.isArray(json) ? json : []);

/** Help from its proposal to its settlement, on the bank's day; answers with the exchange. */
async function settled(payer: string, minutes: number, wish: object = {}): Promise<Json> {
  const exchangeId = idOf(await delivered(its, { minutes, ...wish }, minutes));
  return must(its.bank, payer, ["confirmExchange", { exchangeId, minutes }]);
}

/** Help between two grown-ups whose personas are named, settled; answers with its journal entry. */
async function helped(provider: "grace" | "kofi" | "tom", payer: "amina" | "tom", minutes: number) {
  const wish = { providerId: its[provider], recipientIds: [its[payer]], what: "Help", minutes };
  const exchange = await must(its.bank, payer, ["proposeExchange", wish]);
  const exchangeId = idOf(exchange);
  await must(its.bank, provider, ["agreeExchange", { exchangeId, version: 1 }]);
  const given = { exchangeId, minutes, happenedOn: today() };
  await must(its.bank, provider, ["markDelivered", given]);
  const end = await must(its.bank, payer, ["confirmExchange", { exchangeId, minutes }]);
  return textAt(end, "journalEntryId");
}

async function account(persona: string, accountId: string, fields: string): Promise<Json> {
  const document = `query ($id: ID!) { account(id: $id) { ${fields} } }`;
  return at(await its.bank.as(persona).must(document, { id: accountId }), "account");
}

async function sumOf(broker: string, hubId: string): Promise<Json> {
  const document = "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }";
  const data = await its.bank.as(broker).must(document, { id: hubId });
  return at(data, "hubTrialBalance.sumMinutes");
}

describe("an account's past", () => {
  beforeAll(async () => {
    its = await setting();
    for (const [day, minutes] of [
      ["2026-01-05", 60],
      ["2026-01-12", 30],
      ["2026-01-20", 15],
    ] as const) {
      its.bank.at(`${day}T09:00:00Z`);
      await settled("amina", minutes);
    }
  });

  /** The lines of Amina's statement with these arguments, or the code of the error. */
  const lines = async (page: string, persona = "amina", partyId = its.amina): Promise<Json> => {
    const answer = await its.bank.as(persona).ask(
      `query ($id: ID!) {
        account(id: $id) { statement${page} { nodes { seq } pageInfo { endCursor hasNextPage } } }
      }`,
      { id: accountOf(partyId) },
    );
    const found = at(answer.data, "account.statement");
    return answer.errors ? at(answer.errors[0], "extensions.code") : found;
  };
  const seqs = async (page: string): Promise<Json> =>
    list(at(await lines(page), "nodes")).map((line) => at(line, "seq"));

  it.each([
    ["before the first entry", "2026-01-05T08:59:59Z", 0],
    ["at the very moment of one", "2026-01-05T09:00:00Z", -60],
    ["between two entries", "2026-01-11T00:00:00Z", -60],
    ["at the moment of the second", "2026-01-12T09:00:00Z", -90],
    ["after the last", "2027-01-01T00:00:00Z", -105],
  ])("tells the balance %s", async (_when, moment, minutes) => {
    const fields = `balanceAt(at: "${moment}")`;
    expect(await account("amina", accountOf(its.amina), fields)).toEqual({ balanceAt: minutes });
  });

  it("is listed newest first, with both days of a span included", async () => {
    expect(await seqs("")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await seqs('(from: "2026-01-12", to: "2026-01-12")')).toEqual([4, 3]);
    expect(await seqs('(from: "2026-01-05", to: "2026-01-12")')).toEqual([4, 3, 2, 1]);
    expect(await seqs('(from: "2026-01-13")')).toEqual([6, 5]);
    expect(await seqs('(to: "2026-01-11")')).toEqual([2, 1]);
    expect(await seqs('(from: "2026-01-06", to: "2026-01-11")')).toEqual([]);
    expect(await seqs('(to: "2026-01-04")')).toEqual([]);
    expect(await lines('(from: "2026-01-12", to: "2026-01-05")')).toBe("BAD_USER_INPUT");
  });

  it("goes on from a cursor, which fits its own list and reader alone", async () => {
    const span = 'from: "2026-01-05", to: "2026-01-12"';
    const after = textAt(await lines(`(${span}, first: 3)`), "pageInfo.endCursor");
    const second = await lines(`(${span}, first: 3, after: "${after}")`);
    expect(second).toMatchObject({ nodes: [{ seq: 1 }], pageInfo: { hasNextPage: false } });
    const forged = `${after.slice(0, -2)}${after.endsWith("AA") ? "BB" : "AA"}`;
    for (const page of [`(after: "${after}")`, `(${span}, after: "${forged}")`]) {
      expect(await lines(page)).toBe("BAD_USER_INPUT");
    }
    const page = `(${span}, after: "${after}")`;
    expect(await lines(page, "priya")).toBe("BAD_USER_INPUT");
    expect(await lines(page, "priya", its.grace)).toBe("BAD_USER_INPUT");
  });

  it("names what each line was for and who stood on the other side", async () => {
    const fields = `statement(to: "2026-01-05") { nodes {
      kind counterpart { name } exchange { what } journalEntry { kind postings { minutes } }
    } }`;
    const exchange = { what: "Cleaning windows" };
    expect(at(await account("amina", accountOf(its.amina), fields), "statement.nodes")).toEqual([
      {
        ...{ kind: "EXCHANGE", counterpart: { name: "grace" }, exchange },
        journalEntry: { kind: "EXCHANGE", postings: [{ minutes: -60 }] },
      },
      { kind: "HOLD", counterpart: null, exchange, journalEntry: null },
    ]);
  });

  it("does not lead from the pot's statement to who gave", async () => {
    const to = { potOfHubId: its.bra };
    const gift = { fromId: its.grace, to, minutes: 15, note: "For whoever needs it." };
    await make(its.bank, "grace", ["giveCredits", "gift", gift]);
    const data = await its.bank.as("priya").must(
      `query ($id: ID!) { hubTrialBalance(hubId: $id) { accounts { nodes { kind statement { nodes {
        minutes counterpart { name } exchange { id } journalEntry { postings { account { kind } } }
      } } } } } }`,
      { id: its.bra },
    );
    const accounts = list(at(data, "hubTrialBalance.accounts.nodes"));
    const pot = accounts.find((one) => at(one, "kind") === "POT");
    const journalEntry = { postings: [{ account: { kind: "POT" } }] };
    expect(at(pot, "statement.nodes")).toEqual([
      { minutes: 15, counterpart: null, exchange: null, journalEntry },
    ]);
  });
});

describe("a hub's books", () => {
  beforeAll(async () => {
    its = await setting();
    await settled("amina", 60);
    its.bank.at("2026-01-20T09:00:00Z");
    const mandate = { hubId: its.bra, purpose: "PARTICIPATION", quarter: "2026-Q1" };
    const granted = { ...mandate, minutes: 3000, decision };
    await make(its.bank, "priya", ["grantMandate", "mandate", granted]);
    const share = { ...mandate, organisationId: its.cafe, minutes: 2415, note: "For the quarter." };
    await make(its.bank, "priya", ["allocate", "allocation", share]);
    const personId = await person(its.bank, "audrey");
    await giveRole(its.bank, personId, { role: "AUDITOR", scopeId: its.bra });
  });

  const books = `query ($id: ID!, $after: String) { hubTrialBalance(hubId: $id) {
    sumMinutes totals { kind accountCount minutes }
    accounts(first: 3, after: $after) {
      nodes { kind balanceMinutes mandateLabel isAboveCeiling isBelowFloor }
      pageInfo { endCursor hasNextPage }
    }
  } }`;
  const line = (kind: string, balanceMinutes: number, more: object = {}) => ({
    ...{ kind, balanceMinutes, mandateLabel: null, isAboveCeiling: false, isBelowFloor: false },
    ...more,
  });
  const read = async (persona: string, after?: string): Promise<Json> =>
    at(await its.bank.as(persona).must(books, { id: its.bra, after }), "hubTrialBalance");

  it.each(["priya", "audrey"])("sum to zero and are listed in pages, for %s", async (persona) => {
    const first = await read(persona);
    expect(first).toMatchObject({
      sumMinutes: 0,
      totals: expect.arrayContaining([
        { kind: "ISSUANCE", accountCount: 1, minutes: -2415 },
        { kind: "MEMBER", accountCount: 2, minutes: 0 },
        { kind: "ORGANISATION", accountCount: 1, minutes: 2415 },
      ]),
    });
    const second = await read(persona, textAt(first, "accounts.pageInfo.endCursor"));
    expect(at(second, "accounts.pageInfo.hasNextPage")).toBe(false);
    const all = [...list(at(first, "accounts.nodes")), ...list(at(second, "accounts.nodes"))];
    expect(all).toHaveLength(4);
    expect(all).toEqual(
      expect.arrayContaining([
        line("ISSUANCE", -2415, { mandateLabel: "PARTICIPATION 2026-Q1" }),
        ...[line("MEMBER", -60), line("MEMBER", 60)],
        line("ORGANISATION", 2415, { isAboveCeiling: true }),
      ]),
    );
  });

  it("are nobody else's to read", async () => {
    for (const persona of ["amina", "rob", "cora", "stranger"]) {
      expect(await read(persona)).toBeNull();
    }
    const data = await its.bank.anonymous.must(books, { id: its.bra });
    expect(data).toEqual({ hubTrialBalance: null });
  });
});

describe("taking an entry back", () => {
  const reverse = change("reverseEntry", "journalEntry { id reversesId reason kind }");
  const back = (persona: string, journalEntryId: string, idempotencyKey = newRequestKey()) =>
    tell(its.bank.as(persona), reverse, { journalEntryId, reason: "A slip.", idempotencyKey });
  const refusal = async (persona: string, id: string, key?: string) =>
    codesOf(await back(persona, id, key));
  const balance = async (partyId: string, broker = "priya"): Promise<Json> =>
    at(await account(broker, accountOf(partyId), "balanceMinutes"), "balanceMinutes");

  /** An entry between Grace and Amina, and one that Tom, who is a broker too, had a part in. */
  let entry: string;
  let tomsEntry: string;
  beforeAll(async () => {
    its = await setting();
    entry = await helped("grace", "amina", 60);
    tomsEntry = await helped("tom", "amina", 60);
    const me = await its.bank.as("tom").must("{ me { person { id } } }");
    const role = { role: "BROKER", scopeId: its.bra } as const;
    await giveRole(its.bank, textAt(me, "me.person.id"), role);
  });

  it("is for a broker who may see it and has no part in it", async () => {
    expect(await refusal("amina", entry)).toEqual(["FORBIDDEN"]);
    expect(await refusal("tom", tomsEntry)).toEqual(["FORBIDDEN"]);
    expect(await refusal("rob", entry)).toEqual(["NOT_FOUND"]);
    expect(await refusal("stranger", entry)).toEqual(["NOT_FOUND"]);
  });

  it("is done once, by its mirror image, and both say so", async () => {
    const key = newRequestKey();
    const first = at((await back("priya", entry, key)).data, "reverseEntry");
    const taken = { reversesId: entry, reason: "A slip.", kind: "REVERSAL" };
    expect(first).toMatchObject({ journalEntry: taken, replayed: false });
    const reversal = textAt(first, "journalEntry.id");
    const again = at((await back("priya", entry, key)).data, "reverseEntry");
    expect(again).toMatchObject({ journalEntry: { id: reversal }, replayed: true });
    expect(await balance(its.grace)).toBe(0);
    const data = await its.bank.as("grace").must(
      `query ($exchange: ID!, $reversal: ID!) {
        exchange(id: $exchange) { journalEntry { id reversedById } }
        node(id: $reversal) { ... on JournalEntry { reversesId postings { minutes } } }
      }`,
      { exchange: `exc_${bodyOf(entry)}`, reversal },
    );
    expect(data).toEqual({
      exchange: { journalEntry: { id: entry, reversedById: reversal } },
      node: { reversesId: entry, postings: [{ minutes: -60 }] },
    });
    expect(await refusal("priya", tomsEntry, key)).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", entry)).toEqual(["ALREADY_REVERSED"]);
    expect(await refusal("priya", reversal)).toEqual(["NOT_REVERSIBLE"]);
  });

  it("brings a balance below its floor where it has to, and that can be seen", async () => {
    await helped("grace", "tom", 360);
    const fields = "balanceMinutes floorMinutes availableMinutes isBelowFloor";
    const tom = () => account("priya", accountOf(its.tom), fields);
    const atFloor = { floorMinutes: -300, availableMinutes: 0 };
    expect(await tom()).toEqual({ ...atFloor, balanceMinutes: -300, isBelowFloor: false });
    expect(await refusal("priya", tomsEntry)).toEqual([]);
    expect(await tom()).toEqual({ ...atFloor, balanceMinutes: -360, isBelowFloor: true });
  });

  it("is whole across hubs, and both hubs' books stay at zero", async () => {
    const before = [await balance(its.kofi, "rob"), await balance(its.amina)];
    const across = await helped("kofi", "amina", 120);
    expect(await balance(its.kofi, "rob")).toBe(120);
    expect(await refusal("priya", across)).toEqual([]);
    expect(await balance(its.kofi, "rob")).toBe(0);
    expect(await balance(its.amina)).toBe(before[1]);
    expect([await sumOf("priya", its.bra), await sumOf("rob", its.sal)]).toEqual([0, 0]);
    expect(await refusal("rob", across)).toEqual(["ALREADY_REVERSED"]);
  });
});

describe("stopping an account", () => {
  type Change = "freezeAccount" | "unfreezeAccount";
  const set = (persona: string, name: Change, wish: object = {}) =>
    tell(its.bank.as(persona), change(name, "account { id status balanceMinutes }"), {
      ...{ accountId: accountOf(its.amina), reason: "Being looked into." },
      ...wish,
    });
  const refusal = async (persona: string, name: Change, wish?: object) =>
    codesOf(await set(persona, name, wish));

  beforeAll(async () => {
    its = await setting();
    await settled("amina", 60);
    const me = await its.bank.as("grace").must("{ me { person { id } } }");
    const role = { role: "BROKER", scopeId: its.bra } as const;
    await giveRole(its.bank, textAt(me, "me.person.id"), role);
  });

  it("is for a broker of its hub, and never one's own", async () => {
    expect(await refusal("amina", "freezeAccount")).toEqual(["FORBIDDEN"]);
    const own = { accountId: accountOf(its.grace) };
    expect(await refusal("grace", "freezeAccount", own)).toEqual(["FORBIDDEN"]);
    expect(await refusal("grace", "unfreezeAccount", own)).toEqual(["FORBIDDEN"]);
    expect(await refusal("rob", "freezeAccount")).toEqual(["NOT_FOUND"]);
  });

  it("holds back help and settlement, once, until it is let go on", async () => {
    const open = idOf(await proposed(its, { minutes: 15 }));
    const given = idOf(await delivered(its, { minutes: 15 }, 15));
    const idempotencyKey = newRequestKey();
    for (const replayed of [false, true]) {
      const { data } = await set("priya", "freezeAccount", { idempotencyKey });
      const stopped = { status: "FROZEN", balanceMinutes: -60 };
      expect(at(data, "freezeAccount")).toMatchObject({ account: stopped, replayed });
    }
    const otherwise = { idempotencyKey, accountId: accountOf(its.grace) };
    const reused = await refusal("priya", "freezeAccount", otherwise);
    expect(reused).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", "freezeAccount")).toEqual(["STATE_TRANSITION_INVALID"]);
    const yes = { exchangeId: open, version: 1 };
    expect(await codes(its.bank, "grace", ["agreeExchange", yes])).toEqual(["ACCOUNT_FROZEN"]);
    const confirm = { exchangeId: given, minutes: 15 };
    const waiting = await must(its.bank, "amina", ["confirmExchange", confirm]);
    expect(waiting).toMatchObject({ status: "CONFIRMED", journalEntryId: null });
  });

  it("ends when a broker lets it go on, once", async () => {
    const idempotencyKey = newRequestKey();
    for (const replayed of [false, true]) {
      const { data } = await set("priya", "unfreezeAccount", { idempotencyKey });
      const goesOn = { status: "OPEN", balanceMinutes: -60 };
      expect(at(data, "unfreezeAccount")).toMatchObject({ account: goesOn, replayed });
    }
    const otherwise = { idempotencyKey, reason: "Another reason." };
    const reused = await refusal("priya", "unfreezeAccount", otherwise);
    expect(reused).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await refusal("priya", "unfreezeAccount")).toEqual(["STATE_TRANSITION_INVALID"]);
    expect(await agreed(its, { minutes: 15 })).toMatchObject({ status: "AGREED" });
  });
});
