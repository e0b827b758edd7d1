import { beforeAll, describe, expect, it } from "vitest";
import { erasedName, erasedWords, sameIdAs } from "../../src/kernel/index.ts";
import { accountOf } from "../../src/ledger/index.ts";
import { at, codesOf, type Json, textAt } from "../support/api.ts";
import { itemsOf, type StoredItem } from "../support/books/stored.ts";
import { checkBooks } from "../support/books.ts";
import { askErasure, countsOf, erase, refusedErasure, traces } from "./asking.ts";
import { bornOn, type Life, life, mark, phone } from "./life.ts";

let its: Life;
let before: readonly StoredItem[];
let after: readonly StoredItem[];
let erasure: Json;

const idempotencyKey = "the-key-of-the-erasure";

beforeAll(async () => {
  its = await life();
  const { bank } = its;
  before = await itemsOf(bank.client, bank.tableName);
  erasure = await erase(bank, "quilla", { idempotencyKey });
  after = await itemsOf(bank.client, bank.tableName);
}, 60_000);

const ask = (persona: string, document: string, variables = {}): Promise<Json> =>
  its.bank.as(persona).must(document, variables);

const entriesIn = (items: readonly StoredItem[]) =>
  items.filter((item) => String(item["pk"]).startsWith("acc_"));

describe("the table after a life was erased", () => {
  it("holds no word of it, and neither the id of the person", () => {
    expect(traces(before, mark).length).toBeGreaterThan(25);
    for (const words of [mark, bornOn, phone, its.personId.slice(4)]) {
      expect(traces(before, words).length, words).toBeGreaterThan(0);
      expect(traces(after, words), words).toEqual([]);
    }
  });

  it("holds neither what they told to be counted nor the way to it", () => {
    const answers = (items: readonly StoredItem[]) =>
      items.filter(({ pk }) => String(pk).startsWith("ANSWERS"));
    expect(answers(before)).toHaveLength(2);
    expect(answers(after)).toEqual([]);
  });

  it("holds every entry of every account as it was, byte for byte", async () => {
    expect(entriesIn(before).length).toBeGreaterThan(20);
    expect(entriesIn(after)).toEqual(entriesIn(before));
    expect(await checkBooks(its.bank.client, its.bank.tableName)).toEqual([]);
  });

  it("holds every journal entry as it was, with its links", () => {
    const journals = (items: readonly StoredItem[]) =>
      items.flatMap(({ pk, journal }) => (journal === undefined ? [] : [{ pk, journal }]));
    expect(journals(before).length).toBeGreaterThan(8);
    expect(journals(after)).toEqual(journals(before));
  });

  it("was read again before it was called finished", () => {
    expect(at(erasure, "status")).toBe("FINISHED");
    expect(at(erasure, "finishedAt")).toBe(its.bank.now());
    expect(countsOf(erasure)).toEqual({
      ...{ PERSON: 1, MEMBERSHIP: 1, GUARDIANSHIP: 2, ROLE: 3, REFERRAL: 1, LIMIT_CHANGE: 1 },
      ...{ MOVE_REQUEST: 1, LISTING: 2, SKILLS: 1, EXCHANGE: 5, GROUP_ACTIVITY: 2 },
      ...{ LEARNING_RECORD: 1, MENTORING_SERIES: 1, POT_REQUEST: 2, RECOGNITION: 1, GIFT: 3 },
      ...{ LEDGER_REASON: 3, CONSENT_CHANGE: 3, DEMOGRAPHICS: 1 },
    });
  });
});

describe("those who were there with them", () => {
  it("still read their exchanges: minutes, days and states, without the words", async () => {
    const data = await ask(
      "grace",
      `query ($id: ID!) { exchanges(partyId: $id) { nodes {
        id status what minutes settledMinutes happenedOn valueNote plannedFor seriesId
        provider { name } payer { name hub { code } } recipients { name }
        moneyLegs { purpose pence note paidBy { name } }
        steps { status at by minutes spokenOver note }
        journalEntry { id kind postings { minutes } }
      } } }`,
      { id: its.grace },
    );
    const list = at(data, "exchanges.nodes");
    const nodes: readonly Json[] = Array.isArray(list) ? list : [];
    expect(nodes).toHaveLength(4);
    const settled = nodes.find((one) => at(one, "id") === its.acts["settled"]) ?? null;
    expect(settled).toMatchObject({
      ...{ status: "SETTLED", what: erasedWords, settledMinutes: 30, happenedOn: "2026-01-05" },
      ...{ valueNote: null, plannedFor: "2026-01-05T15:00:00.000Z", provider: { name: "grace" } },
      payer: { name: erasedName, hub: { code: "BRA" } },
      moneyLegs: [{ purpose: "MATERIALS", pence: 250, note: null, paidBy: { name: erasedName } }],
      journalEntry: { kind: "EXCHANGE", postings: [{ minutes: 30 }] },
    });
    expect(new Set(nodes.map((one) => at(one, "status")))).toEqual(
      new Set(["SETTLED", "RESOLVED", "DECLINED", "CANCELLED"]),
    );
  });

  it("still read their statement, with nobody's name on the other side", async () => {
    const data = await ask(
      "grace",
      `query ($id: ID!) { account(id: $id) { balanceMinutes statement { nodes {
        kind minutes counterpart { name kind hub { code } }
        exchange { what } journalEntry { reason }
      } } } }`,
      { id: accountOf(its.grace) },
    );
    const entries = JSON.stringify(at(data, "account.statement.nodes"));
    expect(entries).toContain(erasedName);
    expect(entries).toContain(`"reason":"${erasedWords}"`);
  });

  it("still read the gift, the series, the walk and what was learned", async () => {
    const { gave, series, group, learning } = its.acts;
    const grace = await ask(
      "grace",
      `query ($gift: ID!, $series: ID!, $group: ID!) {
        gift(id: $gift) { minutes note giver { name } recipient { name } }
        mentoringSeries(id: $series) { status what rhythm recipient { name } provider { name } }
        groupActivity(id: $group) { status what }
      }`,
      { gift: gave, series, group },
    );
    expect(grace).toEqual({
      gift: { minutes: 15, note: null, giver: { name: erasedName }, recipient: { name: "grace" } },
      mentoringSeries: {
        ...{ status: "ENDED", what: erasedWords, rhythm: erasedWords },
        ...{ recipient: { name: erasedName }, provider: { name: "grace" } },
      },
      groupActivity: { status: "PLANNED", what: "A walk" },
    });
    const nora = await ask(
      "nora",
      "query ($id: ID!) { learningRecord(id: $id) { status what minutes learner { name } } }",
      { id: learning },
    );
    expect(at(nora, "learningRecord")).toEqual({
      ...{ status: "VERIFIED", what: erasedWords, minutes: 30, learner: { name: erasedName } },
    });
  });
});

describe("the brokers and stewards", () => {
  it("find the person in no roster, no list and by no id", async () => {
    const data = await ask(
      "priya",
      `query ($hub: ID!, $member: ID!, $pot: ID!, $account: ID!, $move: ID!) {
        members(hubId: $hub) { nodes { id firstName } }
        left: members(hubId: $hub, status: LEFT) { nodes { id } }
        member(id: $member) { id }
        node(id: $member) { id }
        skillsOf: skills(memberId: $member) { skills { words } }
        listingsOf(partyId: $member) { nodes { id } }
        searchListings(place: { hubId: $hub }, direction: OFFER) { nodes { id } }
        openPotRequests(hubId: $hub) { nodes { id } }
        potRequest(id: $pot) { status reason decisionNote member { name } }
        referrals(hubId: $hub) { nodes { status personName contact byName note consentNote } }
        account(id: $account) { status balanceMinutes holder { name } }
        moveRequest(id: $move) { id }
      }`,
      {
        ...{ hub: its.bra, member: its.quilla, pot: its.acts["pot"] },
        ...{ account: accountOf(its.quilla), move: sameIdAs(its.quilla, "mov") },
      },
    );
    expect(data).toMatchObject({
      ...{ left: { nodes: [] }, member: null, node: null, moveRequest: null },
      ...{ skillsOf: { skills: [] }, listingsOf: { nodes: [] }, searchListings: { nodes: [] } },
      openPotRequests: { nodes: [] },
      potRequest: {
        ...{ status: "APPROVED", reason: erasedWords, decisionNote: null },
        member: { name: erasedName },
      },
      referrals: {
        nodes: [
          {
            ...{ status: "OPEN", personName: "Nora Field", contact: "01632 960000" },
            ...{ byName: erasedName, note: null, consentNote: erasedWords },
          },
        ],
      },
      account: { status: "CLOSED", balanceMinutes: 0, holder: { name: erasedName } },
    });
    expect(JSON.stringify(at(data, "members"))).not.toContain(its.quilla);
  });

  it("see that there was an auditor, and neither who nor why", async () => {
    const data = await ask(
      "steward",
      `query ($id: ID!) { roles(scopeId: $id) { nodes {
        role reason endedAt person { firstName lastName }
      } } }`,
      { id: its.sal },
    );
    expect(JSON.stringify(at(data, "roles.nodes"))).toContain(
      JSON.stringify({
        ...{ role: "AUDITOR", reason: erasedWords, endedAt: its.bank.now() },
        person: { firstName: erasedName, lastName: "" },
      }),
    );
  });

  it("see the child with the guardian it still has", async () => {
    const data = await ask(
      "tom",
      "query ($id: ID!) { member(id: $id) { guardians { person { firstName } } } }",
      { id: its.kit },
    );
    expect(at(data, "member.guardians")).toEqual([{ person: { firstName: "tom" } }]);
  });
});

describe("an erasure", () => {
  const seenBy = async (persona: string | undefined) => {
    const caller = persona === undefined ? its.bank.anonymous : its.bank.as(persona);
    const id = textAt(erasure, "id");
    const document = "query ($id: ID!) { erasure(id: $id) { id status } node(id: $id) { id } }";
    const data = await caller.must(document, { id });
    return [at(data, "erasure.status"), at(data, "node.id")];
  };

  it("is seen by who asked for it and by the brokers of the hubs they had been in", async () => {
    const id = textAt(erasure, "id");
    expect(await seenBy("quilla")).toEqual(["FINISHED", id]);
    expect(await seenBy("priya")).toEqual(["FINISHED", id]);
    for (const persona of ["rob", "grace", "steward", "stranger", undefined]) {
      expect(await seenBy(persona), persona).toEqual([undefined, undefined]);
    }
  });

  it("is done once: the same key is answered with it again, another wish refused", async () => {
    const again = await askErasure(its.bank, "quilla", { idempotencyKey });
    expect(at(again.data, "erasePerson")).toEqual({ erasure, replayed: true, userErrors: [] });
    expect(await refusedErasure(its.bank, "quilla")).toEqual(["NOT_FOUND"]);
    const memberId = its.quilla;
    expect(await refusedErasure(its.bank, "priya", { memberId, spokenOver: "PHONE" })).toEqual([
      "NOT_FOUND",
    ]);
  });
});

describe("whoever signs in with the same login afterwards", () => {
  it("begins anew and has nothing of what was", async () => {
    const me =
      "{ me { person { id } memberships { id } wards { id } roles { id } organisations { id } } }";
    expect(await ask("quilla", me)).toEqual({
      me: { person: null, memberships: [], wards: [], roles: [], organisations: [] },
    });
    const application = {
      hubId: its.bra,
      firstName: "Mira",
      lastName: "Test",
      bornOn: "1990-01-01",
    };
    const wish = { ...application, idempotencyKey: "another-life-begins" };
    const joined = await its.bank.as("quilla").ask(
      `mutation ($input: ApplyInput!) {
          apply(input: $input) { member { id firstName } userErrors { code } }
        }`,
      { input: wish },
    );
    expect(codesOf(joined)).toEqual([]);
    expect(textAt(joined.data ?? null, "apply.member.id")).not.toBe(its.quilla);
    const data = await ask(
      "quilla",
      `query ($exchange: ID!, $account: ID!, $gift: ID!, $old: ID!) {
        exchange(id: $exchange) { id } account(id: $account) { id } gift(id: $gift) { id }
        member(id: $old) { id } exchanges(partyId: $old) { nodes { id } }
      }`,
      {
        ...{ exchange: its.acts["settled"], gift: its.acts["gave"] },
        ...{ account: accountOf(its.quilla), old: its.quilla },
      },
    );
    expect(data).toEqual({
      exchange: null,
      account: null,
      gift: null,
      member: null,
      exchanges: null,
    });
  });
});
