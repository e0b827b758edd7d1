import { beforeAll, describe, expect, it } from "vitest";
import { isRefusal, newId } from "../../src/kernel/index.ts";
import { planMeasure } from "../../src/safeguarding/index.ts";
import { cleaning, idOf } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { seen, tries, type Watched, watchedTown } from "./town.ts";

let its: Watched;
beforeAll(async () => {
  its = await watchedTown();
  const { bank, bra, sitting, grace } = its;
  const asked = { hubId: bra, need: "CLEARANCE", reason: "To be safe." };
  const training = { categoryId: sitting, clearance: "SAFE_SUPPORT" };
  await tries(bank, "leah", ["setRequirement", { ...asked, ...training }]);
  const alone = { circumstance: "LONE_VISIT", clearance: "DBS_BASIC" };
  await tries(bank, "leah", ["setRequirement", { ...asked, ...alone }]);
  await tries(bank, "leah", ["grantClearance", seen(grace, { expiresOn: "2027-03-31" })]);
});

type Input = { readonly [name: string]: unknown };

const canDo = async (persona: string, wish: Input): Promise<Json> => {
  const answer = await its.bank.as(persona).must(
    `query ($memberId: ID!, $categoryId: ID, $placeKind: PlaceKind, $childAged: Int, $minutes: Int! = 60, $forBusiness: Boolean! = false) {
      canDo(memberId: $memberId, categoryId: $categoryId, placeKind: $placeKind, childAged: $childAged, minutes: $minutes, forBusiness: $forBusiness) {
        isYes gaps { code message remedy }
      }
    }`,
    wish,
  );
  return at(answer, "canDo");
};

const codesIn = (answer: Json): readonly Json[] => {
  const gaps = at(answer, "gaps");
  return Array.isArray(gaps) ? gaps.map((gap: Json) => at(gap, "code")) : [];
};

describe("whether a member can give some help", () => {
  it("is yes where nothing is missing", async () => {
    const wish = { memberId: its.grace, categoryId: its.sitting, placeKind: "PUBLIC_PLACE" };
    expect(await canDo("grace", wish)).toEqual({ isYes: true, gaps: [] });
  });

  it("lists all that is missing, each with what to do", async () => {
    const wish = { memberId: its.tom, categoryId: its.sitting, placeKind: "RECIPIENT_HOME" };
    const answer = await canDo("tom", wish);
    expect(answer).toMatchObject({ isYes: false });
    expect(codesIn(answer)).toEqual(["CLEARANCE_REQUIRED", "CLEARANCE_REQUIRED"]);
    for (const what of ["Safe support training", "A basic DBS check"]) {
      expect(JSON.stringify(answer)).toContain(what);
    }
  });

  it("knows the law of children, minding and work", async () => {
    const { jack, grace, minding } = its;
    const place = { placeKind: "PROVIDER_HOME" };
    const small = { ...place, memberId: grace, childAged: 5 };
    expect(codesIn(await canDo("grace", small))).toContain("SUPERVISION_REQUIRED");
    const minds = { ...small, categoryId: minding, minutes: 180 };
    expect(codesIn(await canDo("grace", minds))).toContain("CHILDCARE_REGISTRATION_REQUIRED");
    const older = await canDo("grace", { ...minds, childAged: 8 });
    expect(codesIn(older)).not.toContain("CHILDCARE_REGISTRATION_REQUIRED");
    const work = { memberId: jack, placeKind: "ORGANISATION_ROOMS", forBusiness: true };
    expect(codesIn(await canDo("tom", work))).toContain("AGE_RESTRICTED");
  });

  it.each([
    ["grace", true],
    ["priya", true],
    ["leah", true],
    ["tom", false],
    ["rob", false],
    ["cora", false],
    ["stranger", false],
  ])("is told to %s: %s", async (persona, isTold) => {
    const answer = await canDo(persona, { memberId: its.grace });
    expect(answer === null).toBe(!isTold);
  });

  it("is told of nobody, of no such help and for no such time", async () => {
    expect(await canDo("grace", { memberId: newId("mem") })).toBeNull();
    expect(await canDo("grace", { memberId: its.grace, categoryId: newId("cat") })).toBeNull();
    expect(await canDo("grace", { memberId: its.grace, minutes: 14 })).toBeNull();
  });
});

describe("the facts that a counterpart is told", () => {
  const facts = async (persona: string, id: string): Promise<Json> =>
    at(
      await its.bank
        .as(persona)
        .must(
          `query ($id: ID!) { exchange(id: $id) { checkedFacts { party { name } facts { kind words until } } } }`,
          { id },
        ),
      "exchange.checkedFacts",
    );

  it("say what was checked, and nothing that would hold anybody back", async () => {
    const { bank, bra, grace } = its;
    for (const refereeName of ["Ann", "Bob"]) {
      const reference = { refereeName, relation: "Friend", note: "Kind.", takenOn: "2026-01-02" };
      await make(bank, "priya", ["addReference", "member", { memberId: grace, ...reference }]);
    }
    const dbs = seen(grace, { kind: "DBS_BASIC", outcome: "SATISFACTORY_AFTER_TALK" });
    await tries(bank, "leah", ["grantClearance", dbs]);
    const cover = { holderId: bra, insurer: "Fairweather", from: "2026-01-01" };
    await tries(bank, "leah", ["addCover", { ...cover, until: "2026-12-31" }]);
    const held = planMeasure(
      {
        ...{ id: newId("itm"), hubId: bra, memberId: grace, kind: "NO_MONEY_HANDLING" },
        ...{ from: bank.now(), until: "2026-01-12T09:00:00.000Z", receipts: [] },
      },
      bank.now(),
    );
    if (isRefusal(held)) throw new Error(held.message);
    await bank.table().commit(held.writes);
    const proposal = await tries(bank, "amina", ["proposeExchange", cleaning(its)]);
    const covered = {
      ...{ kind: "COVER", words: "Covered by the hub's insurance, until December 2026" },
      until: "2026-12-31",
    };
    const training = {
      ...{ kind: "CLEARANCE", words: "Safe support training, until March 2027" },
      until: "2027-03-31",
    };
    const references = { kind: "REFERENCES", words: "Two references taken", until: null };
    for (const persona of ["amina", "grace", "priya"]) {
      expect(await facts(persona, idOf(proposal))).toEqual([
        { party: { name: "grace" }, facts: [references, training, covered] },
        { party: { name: "amina" }, facts: [covered] },
      ]);
    }
    await make(bank, "amina", ["cancelExchange", "exchange", { exchangeId: idOf(proposal) }]);
    expect(await facts("amina", idOf(proposal))).toEqual([]);
  });

  it("are none of children", async () => {
    const { bank, ellie, grace } = its;
    await tries(bank, "leah", ["grantClearance", seen(ellie, { kind: "FIRST_AID" })]);
    const wish = { ...cleaning(its), recipientIds: [ellie], providerId: grace };
    const proposal = await tries(bank, "amina", ["proposeExchange", wish]);
    const told = await facts("grace", idOf(proposal));
    expect(JSON.stringify(told)).not.toContain("ellie");
  });
});

describe("what the law asks for", () => {
  it("is open to everyone, with where it stands", async () => {
    const { bank } = its;
    const answer = await bank.anonymous.must("{ statutoryRules { code words source } }");
    expect(at(answer, "statutoryRules.1")).toMatchObject({
      code: "CHILDCARE_REGISTRATION_REQUIRED",
      source: expect.stringContaining("Childcare Act 2006"),
    });
  });

  it("stands beside what a hub asks for, open too", async () => {
    const { bank, bra } = its;
    const answer = await bank.anonymous.must(
      `query ($id: ID!) { requirements(hubId: $id) { nodes { need clearance circumstance reason category { slug } } } }`,
      { id: bra },
    );
    const nodes = at(answer, "requirements.nodes");
    expect(nodes).toHaveLength(2);
    for (const node of [
      { clearance: "SAFE_SUPPORT", category: { slug: "sitting" } },
      { clearance: "DBS_BASIC", circumstance: "LONE_VISIT" },
    ]) {
      expect(nodes).toContainEqual(expect.objectContaining(node));
    }
  });
});
