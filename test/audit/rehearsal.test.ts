import { beforeAll, describe, expect, it } from "vitest";
import { derivedId, isRefusal } from "../../src/kernel/index.ts";
import { accountOf, planPosting } from "../../src/ledger/index.ts";
import { accountRefOf, findParty, policyOf } from "../../src/membership/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { idOf, must } from "../exchanges/setting.ts";
import { make, type Setting, setting } from "../exchanges/town.ts";
import { change, giveRole, mustTell, person } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";

const rehearsal = `query (
  $hubId: ID!, $policy: RehearsedPolicyInput, $mandates: [RehearsedMandateInput!]
  $from: Date, $to: Date, $first: Int, $after: String
) {
  policyRehearsal(
    hubId: $hubId, policy: $policy, mandates: $mandates
    from: $from, to: $to, first: $first, after: $after
  ) {
    accountCount accountsDone entryCount isComplete next
    refusals { account { id holder { name } } seq kind recordedAt code minutes overMinutes }
    totals { code refusalCount accountCount minutes }
    forMembers { code refusalCount accountCount minutes }
  }
}`;

let its: Setting;
const list = (json: Json): readonly Json[] => (Array.isArray(json) ? json : []);

/** Help of that many minutes, from the proposal to the settlement, on the bank's day. */
async function helped(
  provider: "grace" | "tom",
  payer: "amina" | "tom" | "grace",
  minutes: number,
) {
  const wish = { providerId: its[provider], recipientIds: [its[payer]], what: "Help", minutes };
  const exchangeId = idOf(await must(its.bank, payer, ["proposeExchange", wish]));
  await must(its.bank, provider, ["agreeExchange", { exchangeId, version: 1 }]);
  const given = { exchangeId, minutes, happenedOn: its.bank.now().slice(0, 10) };
  await must(its.bank, provider, ["markDelivered", given]);
  await must(its.bank, payer, ["confirmExchange", { exchangeId, minutes }]);
}

const give = (persona: "amina" | "grace" | "tom", to: "amina" | "grace" | "tom", minutes: number) =>
  make(its.bank, persona, [
    "giveCredits",
    "gift",
    { fromId: its[persona], to: { memberId: its[to] }, minutes },
  ]);

async function setPolicy(policy: object) {
  const document = "query ($id: ID!) { node(id: $id) { ... on Hub { version } } }";
  const data = await its.bank.as("priya").must(document, { id: its.bra });
  const wish = { hubId: its.bra, version: at(data, "node.version"), policy, reason: "Decided." };
  await mustTell(its.bank.as("priya"), change("setHubPolicy", "hub { id }"), wish);
}

type Wish = { readonly [name: string]: unknown };

/** All pages of a rehearsal: every refusal, and how the last page stands. */
async function rehearse(wish: Wish = {}, persona = "priya") {
  const refusals: Json[] = [];
  const pages: Json[] = [];
  let after: Json = null;
  do {
    const variables = { hubId: its.bra, ...wish, after };
    const data: Json = await its.bank.as(persona).must(rehearsal, variables);
    const page = at(data, "policyRehearsal");
    if (page === null) return { refusals, pages, last: null };
    refusals.push(...list(at(page, "refusals")));
    pages.push(page);
    after = at(page, "next");
  } while (typeof after === "string");
  return { refusals, pages, last: pages.at(-1) };
}

describe("looking at a history again under other limits", () => {
  beforeAll(async () => {
    its = await setting();
    await giveRole(its.bank, await person(its.bank, "audrey"), {
      ...{ role: "AUDITOR", scopeId: its.bra },
    });
    its.bank.at("2026-01-05T09:00:00Z");
    await helped("grace", "amina", 120);
    await give("amina", "tom", 60);
    its.bank.at("2026-01-20T09:00:00Z");
    await helped("grace", "amina", 60);
    const mandate = { hubId: its.bra, purpose: "TRAINING", quarter: "2026-Q1" };
    await make(its.bank, "priya", [
      ...(["grantMandate", "mandate"] as const),
      { ...mandate, minutes: 600, decisionId: await decidedIn(its.bank, its.bra) },
    ]);
    const trained = { purpose: "TRAINING", memberId: its.tom, minutes: 240, what: "First aid" };
    for (const happenedOn of ["2026-01-18", "2026-01-19"]) {
      const wish = { ...trained, happenedOn, withMemberIds: [] };
      await make(its.bank, "priya", ["recogniseActivity", "recognition", wish]);
    }
    its.bank.at("2026-02-01T09:00:00Z");
    await setPolicy({ floorMinutes: -600, isCeilingHard: true, ceilingMinutes: 600 });
    its.bank.at("2026-02-10T09:00:00Z");
    await helped("grace", "amina", 240);
    its.bank.at("2026-02-11T08:00:00Z");
    await setPolicy({ spendingLimits: { dayMinutes: 60 }, leastGapMinutes: 30 });
    its.bank.at("2026-02-11T09:00:00Z");
    await give("tom", "grace", 15);
    await helped("tom", "grace", 60);
    its.bank.at("2026-03-01T09:00:00Z");
  }, 60_000);

  const ofAmina = () => ({ id: accountOf(its.amina), holder: { name: "amina" } });

  it("refuses nothing under what was in force, through every change of policy", async () => {
    const { refusals, last } = await rehearse();
    expect(refusals).toEqual([]);
    expect(last).toMatchObject({ totals: [], forMembers: [], isComplete: true });
    expect(at(last, "accountsDone")).toBe(at(last, "accountCount"));
    expect(at(last, "entryCount")).toBeGreaterThan(15);
  });

  it("names who, what, when and by how much a higher floor would have refused", async () => {
    const { refusals, last } = await rehearse({ policy: { floorMinutes: -120 } });
    const short = { account: ofAmina(), code: "INSUFFICIENT_CREDIT" };
    expect(refusals).toEqual([
      { ...short, kind: "GIFT", minutes: 60, overMinutes: 60, seq: 3, recordedAt: on("01-05") },
      { ...short, kind: "HOLD", minutes: 60, overMinutes: 120, seq: 4, recordedAt: on("01-20") },
      { ...short, kind: "HOLD", minutes: 240, overMinutes: 360, seq: 6, recordedAt: on("02-10") },
    ]);
    const total = { code: "INSUFFICIENT_CREDIT", refusalCount: 3, accountCount: 1, minutes: 360 };
    expect(at(last, "totals")).toEqual([total]);
  });

  it("shows members no numbers about a few of them", async () => {
    const { last } = await rehearse({ policy: { floorMinutes: -120 } });
    const hidden = { refusalCount: null, accountCount: null, minutes: null };
    expect(at(last, "forMembers")).toEqual([{ code: "INSUFFICIENT_CREDIT", ...hidden }]);
  });

  it("asks caps, gaps and a hard ceiling when hours were agreed or came", async () => {
    const codes = async (policy: object) =>
      (await rehearse({ policy })).refusals
        .map((one) => `${at(one, "kind")} ${at(one, "code")}`)
        .toSorted();
    expect(await codes({ spendingLimits: { dayMinutes: 0, weekMinutes: 165 } })).toEqual([
      "GIFT SPENDING_LIMIT_REACHED",
      "HOLD SPENDING_LIMIT_REACHED",
    ]);
    expect(await codes({ leastGapMinutes: 60 })).toEqual(["GIFT TOO_SOON"]);
    expect(await codes({ givingLimits: { monthMinutes: 150 } })).toEqual([
      "EXCHANGE GIVING_LIMIT_REACHED",
      "PROMISE GIVING_LIMIT_REACHED",
    ]);
    expect(await codes({ isCeilingHard: true, ceilingMinutes: 300 })).toEqual([
      "GIFT CEILING_REACHED",
      "PROMISE CEILING_REACHED",
      "PROMISE CEILING_REACHED",
      "RECOGNITION CEILING_REACHED",
    ]);
  });

  it("asks a smaller mandate, and leaves others as they were", async () => {
    const training = { purpose: "TRAINING", quarter: "2026-Q1", minutes: 300 };
    const { refusals } = await rehearse({ mandates: [training] });
    expect(refusals).toMatchObject([
      { code: "ISSUANCE_EXHAUSTED", minutes: 240, overMinutes: 180, account: { holder: null } },
    ]);
    const care = { ...training, purpose: "CARE", minutes: 0 };
    expect((await rehearse({ mandates: [care] })).refusals).toEqual([]);
  });

  it("comes to the same in pages of any size, and tells how far it is", async () => {
    const policy = { floorMinutes: -120, leastGapMinutes: 60 };
    const whole = await rehearse({ policy, first: 100 });
    const paged = await rehearse({ policy, first: 1 });
    expect(paged.refusals).toEqual(whole.refusals);
    expect(at(paged.last, "totals")).toEqual(at(whole.last, "totals"));
    const done = paged.pages.map((page) => at(page, "accountsDone"));
    expect(done.slice(0, 3)).toEqual([1, 2, 3]);
    expect(new Set(paged.pages.map((page) => at(page, "accountCount"))).size).toBe(1);
  });

  it("looks only at the days asked about", async () => {
    const policy = { floorMinutes: -120 };
    const later = await rehearse({ policy, from: "2026-01-20" });
    expect(later.refusals.map((one) => at(one, "seq"))).toEqual([4, 6]);
    const between = await rehearse({ policy, from: "2026-01-20", to: "2026-02-09" });
    expect(between.refusals.map((one) => at(one, "seq"))).toEqual([4]);
  });

  it("is for brokers and auditors of the hub", async () => {
    expect((await rehearse({}, "audrey")).last).toMatchObject({ isComplete: true });
    for (const persona of ["amina", "rob", "cora", "stranger"]) {
      expect((await rehearse({}, persona)).last).toBeNull();
    }
  });

  it("does not go on from the cursor of other limits, and takes no limits that cannot be", async () => {
    const [page] = (await rehearse({ policy: { floorMinutes: -120 }, first: 1 })).pages;
    const after = textAt(page, "next");
    const broken: readonly Wish[] = [
      { policy: { floorMinutes: -135 }, after },
      { policy: { floorMinutes: 15 } },
      { mandates: [{ purpose: "CARE", quarter: "2026", minutes: 15 }] },
      { from: "2026-02-01", to: "2026-01-01" },
      { first: 101 },
    ];
    for (const wish of broken) {
      const answer = await its.bank.as("priya").ask(rehearsal, { hubId: its.bra, ...wish });
      expect(at(answer.errors?.[0], "extensions.code")).toBe("BAD_USER_INPUT");
    }
  });
});

describe("people with limits of their own", () => {
  beforeAll(async () => {
    its = await setting();
    await give("amina", "tom", 150);
    its.bank.at("2026-01-06T09:00:00Z");
    const document = "query ($id: ID!) { member(id: $id) { version } }";
    const data = await its.bank.as("priya").must(document, { id: its.amina });
    const own = { memberId: its.amina, version: at(data, "member.version"), floorMinutes: -600 };
    const wish = { ...own, reason: "A hard month.", until: "2026-01-20T00:00:00Z" };
    await mustTell(its.bank.as("priya"), change("setMemberLimits", "member { id }"), wish);
    its.bank.at("2026-01-07T09:00:00Z");
    await give("amina", "tom", 300);
    await give("tom", "amina", 300);
    its.bank.at("2026-01-21T09:00:00Z");
    await give("amina", "tom", 15);
    its.bank.at("2026-02-01T09:00:00Z");
  });

  it("are judged by them while they held, and by the hub's before and after", async () => {
    expect((await rehearse()).refusals).toEqual([]);
    const { refusals } = await rehearse({ policy: { floorMinutes: 0 } });
    expect(refusals.map((one) => [at(one, "seq"), at(one, "overMinutes")])).toEqual([
      [1, 150],
      [4, 165],
    ]);
  });
});

describe("a long history", () => {
  const commits = 7;
  const movementsEach = 40;

  /** Amina and Tom give each other a quarter of an hour in turn, 280 times within half an hour. */
  beforeAll(async () => {
    its = await setting();
    const table = its.bank.table();
    const policy = await policyOf(table, its.bra, its.bank.now());
    const accountFor = async (id: string) => {
      const party = await findParty(table, id);
      if (!party) throw new Error("no such party");
      return accountRefOf(party, policy, its.bank.now());
    };
    const [amina, tom] = [await accountFor(its.amina), await accountFor(its.tom)];
    for (let commit = 0; commit < commits; commit++) {
      const movements = Array.from({ length: movementsEach }, (_, place) =>
        place % 2 === 0
          ? { from: amina, to: tom, minutes: 15 }
          : { from: tom, to: amina, minutes: 15 },
      );
      const now = `2026-01-06T09:0${commit}:00.000Z`;
      const actId = derivedId("gft", String(commit));
      const plan = await planPosting(table, { actId, kind: "GIFT", movements, now });
      if (isRefusal(plan)) throw new Error(plan.message);
      await table.commit(plan.writes);
    }
    its.bank.at("2026-02-01T09:00:00Z");
  });

  it("is gone on with in the middle of an account, with all that was counted", async () => {
    const { pages, last } = await rehearse({ policy: { leastGapMinutes: 60 } });
    expect(pages.length).toBeGreaterThan(2);
    const spendings = commits * movementsEach;
    // The first spending of each has none before it.
    const total = { refusalCount: spendings - 2, accountCount: 2, minutes: (spendings - 2) * 15 };
    expect(last).toMatchObject({
      totals: [{ code: "TOO_SOON", ...total }],
      ...{ entryCount: spendings * 2, accountsDone: 2 },
    });
  });
});

const on = (day: string) => `2026-${day}T09:00:00.000Z`;
