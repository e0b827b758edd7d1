import { beforeAll, describe, expect, it } from "vitest";
import {
  ask,
  codes,
  idOf,
  must,
  proposed,
  agreed as proposedAndAgreed,
  type Setting,
  setting,
} from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { change, giveRole } from "../federation/hubs.ts";
import { at, type Json, newRequestKey } from "../support/api.ts";
import { documentOf, does, personOf } from "./privacy-asking.ts";
import { asPersona, type Persona, type Populated, populatedTown } from "./privacy-town.ts";

type Input = { readonly [field: string]: unknown };

let place: Populated;
let its: Setting;
let slotId: string;
beforeAll(async () => {
  [place, its] = await Promise.all([populatedTown(), setting()]);
  const cora = place.bank.as("cora");
  const spendOptionId = await does(cora, "createSpendOption", "spendOption", {
    ...{ organisationId: place.cafe, title: "Tea", askedMinutes: 15, channels: ["IN_PERSON"] },
  });
  slotId = await does(cora, "addSlot", "slot", {
    ...{ spendOptionId, startsAt: "2026-03-10T10:00:00Z", capacity: 2 },
  });
});

const unknownMember = "mem_00000000000000000000000000";
const unknownListing = "lst_00000000000000000000000000";
const thing = (name: string) => place.things[name] ?? "";

/** All that a change answers. */
async function answerTo(persona: Persona, mutation: string, input: Input): Promise<Json> {
  const { errors, data } = await asPersona(place, persona).ask(documentOf(mutation), { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.[mutation];
}

/** The code that both wishes are refused with, or both answers where they differ at all. */
async function oneAnswer(persona: Persona, mutation: string, wishes: readonly [Input, Input]) {
  const idempotencyKey = newRequestKey();
  const [known, unknown] = [
    await answerTo(persona, mutation, { ...wishes[0], idempotencyKey }),
    await answerTo(persona, mutation, { ...wishes[1], idempotencyKey }),
  ];
  const code = at(known, "userErrors.0.code");
  return JSON.stringify(known) === JSON.stringify(unknown) ? code : { mutation, known, unknown };
}

/** Wishes that name somebody, in every field that can. */
function naming(who: string): readonly (readonly [string, Input])[] {
  const { amina, ellie, grace, bra, cafe } = place;
  const help = { minutes: 15, what: "Reading aloud" };
  const series = { what: "Reading", rhythm: "Mondays", sessionCount: 2, sessionMinutes: 15 };
  const learning = { what: "Counting", sessions: [{ on: "2026-02-05", minutes: 15 }] };
  const plan = { hubId: bra, what: "Singing", plannedFor: "2026-02-20T10:00:00Z" };
  const givers = [{ partyId: who, minutes: 15 }];
  return [
    ["proposeExchange", { ...help, providerId: who, recipientIds: [amina] }],
    ["proposeExchange", { ...help, providerId: amina, recipientIds: [who] }],
    ["proposeExchange", { ...help, providerId: grace, recipientIds: [ellie], payerId: who }],
    ["startSeries", { ...series, providerId: who, recipientId: amina }],
    ["startSeries", { ...series, providerId: grace, recipientId: who, payerId: amina }],
    ["recordLearning", { ...learning, learnerId: who, organisationId: cafe }],
    ["planGroupActivity", { ...plan, givers, organiserId: cafe, receiverMinutes: 15 }],
    ["planGroupActivity", { ...plan, givers, sponsorId: cafe }],
    ["joinGroupActivity", { activityId: thing("group"), partyId: who }],
    ["leaveGroupActivity", { activityId: thing("group"), partyId: who }],
    ["bookSpendOption", { slotId, memberId: who }],
  ];
}

describe("whoever speaks for nobody named", () => {
  const outsiders = ["stranger", "zoe", "kofi", "rob", "tom", "audrey", "stella"] as const;

  it.each(outsiders)("is refused as %s alike, whether a member exists or not", async (persona) => {
    for (const known of [place.ellie, place.jack, place.amina]) {
      if (persona === "tom" && known === place.jack) continue;
      const unknown = naming(unknownMember);
      for (const [which, [mutation, wish]] of naming(known).entries()) {
        const other = unknown[which]?.[1] ?? {};
        const code = await oneAnswer(persona, mutation, [wish, other]);
        expect(["FORBIDDEN", "NOT_FOUND"]).toContain(code);
      }
    }
  });

  it("learns of nobody by naming themselves where an organisation belongs", async () => {
    const { ellie, grace, jack, bra } = place;
    const sessions = [{ on: "2026-02-05", minutes: 15 }];
    const learns = { what: "Counting", sessions };
    const asSchool = (learnerId: string) => ({ ...learns, learnerId, organisationId: grace });
    const asLearner = (organisationId: string) => ({ ...learns, learnerId: ellie, organisationId });
    const plans = (partyId: string) => ({
      ...{ hubId: bra, organiserId: grace, what: "Tea", plannedFor: "2026-02-20T10:00:00Z" },
      ...{ givers: [{ partyId, minutes: 15 }], receiverMinutes: 15 },
    });
    expect(
      await oneAnswer("grace", "recordLearning", [asSchool(ellie), asSchool(unknownMember)]),
    ).toBe("FORBIDDEN");
    expect(
      await oneAnswer("amina", "recordLearning", [asLearner(jack), asLearner(unknownMember)]),
    ).toBe("NOT_FOUND");
    expect(await oneAnswer("grace", "planGroupActivity", [plans(jack), plans(unknownMember)])).toBe(
      "VALIDATION_FAILED",
    );
  });

  it("learns of nobody in another hub by planning for a group there or here", async () => {
    const plan = (hubId: string, partyId: string) => ({
      ...{ hubId, organiserId: place.cafe, what: "Tea", plannedFor: "2026-02-20T10:00:00Z" },
      ...{ givers: [{ partyId, minutes: 15 }], receiverMinutes: 15 },
    });
    for (const hubId of [place.bra, place.sal]) {
      const wishes = [plan(hubId, place.kofi), plan(hubId, unknownMember)] as const;
      expect(await oneAnswer("cora", "planGroupActivity", wishes)).toBe("NOT_FOUND");
    }
  });
});

describe("a listing in a proposal", () => {
  const wish = (listingId: string) => ({
    ...{ providerId: place.amina, recipientIds: [place.grace], minutes: 15, what: "Windows" },
    listingId,
  });

  it("is not there for who may not see it", async () => {
    for (const hidden of ["draft", "brokersDraft", "childs", "jacks"]) {
      const wishes = [wish(thing(hidden)), wish(unknownListing)] as const;
      expect(await oneAnswer("grace", "proposeExchange", wishes)).toBe("NOT_FOUND");
    }
  });

  it("can be named by who sees it, if it belongs to one who takes part", async () => {
    const proposes = (input: Input) =>
      answerTo("grace", "proposeExchange", { ...input, idempotencyKey: newRequestKey() });
    expect(await proposes(wish(thing("shown")))).toMatchObject({ userErrors: [] });
    const foreign = { ...wish(thing("shown")), providerId: place.kofi };
    expect(await proposes(foreign)).toMatchObject({
      userErrors: [{ code: "VALIDATION_FAILED", path: ["input", "listingId"] }],
    });
  });
});

describe("the people of a group activity", () => {
  const seen = `query ($id: ID!) { groupActivity(id: $id) { parts { party { name } } } }`;
  const names = (parts: Json) =>
    Array.isArray(parts) ? parts.map((part: Json) => at(part, "party.name")).toSorted() : parts;

  it("are shown to each as far as they act for them, and all to who organises", async () => {
    const { bank } = its;
    const activity = await must(bank, "priya", [
      "planGroupActivity",
      {
        ...{ hubId: its.bra, what: "Singing", plannedFor: "2026-01-06T15:00:00Z" },
        placeKind: "SUPERVISED_PLACE",
        ...{ givers: [{ partyId: its.grace, minutes: 15 }], sponsorId: its.cafe },
      },
    ]);
    const activityId = idOf(activity);
    const joins = (persona: string, partyId: string) =>
      must(bank, persona, ["joinGroupActivity", { activityId, partyId }]);
    const toAmina = await joins("amina", its.ellie);
    expect(names(at(toAmina, "parts"))).toEqual(["ellie"]);
    expect(names(at(await joins("tom", its.tom), "parts"))).toEqual(["tom"]);
    const expected: { readonly [persona: string]: Json } = {
      ...{ amina: ["ellie"], tom: ["tom"], grace: ["grace"], cora: ["Copper Kettle"] },
      ...{ jack: null, nora: null, priya: ["Copper Kettle", "ellie", "grace", "tom"] },
    };
    for (const [persona, people] of Object.entries(expected)) {
      const answer = await bank.as(persona).must(seen, { id: activityId });
      expect([persona, names(at(answer, "groupActivity.parts"))]).toEqual([persona, people]);
    }
  });

  it("are named with a stopped account only to a broker who takes no part", async () => {
    const { bank, grace, tom, bra, cafe } = its;
    await giveRole(bank, await personOf(bank.as("tom")), { role: "BROKER", scopeId: bra });
    const activityId = idOf(
      await must(bank, "cora", [
        "planGroupActivity",
        {
          ...{ hubId: bra, organiserId: cafe, what: "A walk" },
          ...{ plannedFor: "2026-01-06T15:00:00Z", receiverMinutes: 15 },
          givers: [{ partyId: grace, minutes: 15 }],
        },
      ]),
    );
    await must(bank, "grace", ["joinGroupActivity", { activityId, partyId: grace, role: "GIVER" }]);
    await must(bank, "tom", ["joinGroupActivity", { activityId, partyId: tom }]);
    const accountId = `acc${tom.slice(3)}`;
    const stop = ["freezeAccount", "account", { accountId, reason: "Being looked into." }] as const;
    await make(bank, "priya", stop);
    const run = { activityId, happenedOn: "2026-01-05", attendeeIds: [grace, tom] };
    const said = async (persona: string) => {
      const { data } = await ask(bank, persona, ["runGroupActivity", run]);
      return JSON.stringify(at(data?.["runGroupActivity"], "userErrors"));
    };
    expect(await said("priya")).toMatch(/ACCOUNT_FROZEN.*the one of tom/);
    for (const persona of ["tom", "cora"]) {
      expect(await said(persona)).toMatch(/ACCOUNT_FROZEN/);
      expect(await said(persona)).not.toMatch(/tom/);
    }
    await make(bank, "priya", ["unfreezeAccount", "account", { accountId, reason: "All well." }]);
  });
});

describe("learning written down by an organisation", () => {
  const learned = (learnerId: string, organisationId: string, minutes: number) => ({
    ...{ learnerId, organisationId, what: "Counting change" },
    sessions: [{ on: "2026-01-04", minutes }],
  });

  it("tells it nothing of what the learner learned elsewhere", async () => {
    const { bank, ellie, school, cafe } = its;
    const record = await must(bank, "nora", ["recordLearning", learned(ellie, school, 90)]);
    await must(bank, "omar", ["verifyLearning", { recordId: idOf(record) }]);
    await must(bank, "cora", ["recordLearning", learned(ellie, cafe, 45)]);
    const more = await ask(bank, "cora", ["recordLearning", learned(ellie, cafe, 135)]);
    const error = at(more.data?.["recordLearning"], "userErrors.0");
    expect(error).toMatchObject({ code: "DAILY_LIMIT" });
    expect(`${at(error, "message")} ${at(error, "remedy")}`).not.toMatch(/hour|minute/);
    const byMother = learned(ellie, cafe, 45);
    expect(await codes(bank, "amina", ["recordLearning", byMother])).toEqual(["DAILY_LIMIT"]);
  });

  it("can be about nobody in a hub it has no agreement with", async () => {
    const { bank, ellie, shed, bra } = its;
    await must(bank, "sven", ["recordLearning", learned(ellie, shed, 15)]);
    const list = "query ($id: ID!) { interHubAgreements(hubId: $id) { nodes { id version } } }";
    const agreements = await bank.as("priya").must(list, { id: bra });
    const agreementId = at(agreements, "interHubAgreements.nodes.0.id");
    const version = at(agreements, "interHubAgreements.nodes.0.version");
    await make(bank, "rob", ["endInterHub", "agreement", { agreementId, version }]);
    const refused = async (learnerId: string) => {
      const answer = await ask(bank, "sven", ["recordLearning", learned(learnerId, shed, 15)]);
      return at(answer.data?.["recordLearning"], "userErrors");
    };
    expect(await refused(ellie)).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(await refused(ellie)).toEqual(await refused(unknownMember));
    const own = learned(ellie, shed, 15);
    const codesForMother = await codes(bank, "amina", ["recordLearning", own]);
    expect(codesForMother).toEqual(["NO_INTER_HUB_AGREEMENT"]);
  });
});

describe("hours that do not suffice", () => {
  const neutral = /^The account these hours would come from does not have enough\.$/;

  it("are told alike to the one who gives the help and to the one who gives the hours", async () => {
    const { bank, amina, grace } = its;
    await proposedAndAgreed(its, { minutes: 240 });
    const exchangeId = idOf(await proposed(its, { minutes: 240 }));
    const late = await ask(bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const wish = { fromId: amina, to: { memberId: grace }, minutes: 240 };
    const input = { ...wish, idempotencyKey: newRequestKey() };
    const gift = await bank.as("amina").ask(change("giveCredits", "gift { id }"), { input });
    for (const error of [
      at(late.data?.["agreeExchange"], "userErrors.0"),
      at(gift.data?.["giveCredits"], "userErrors.0"),
    ]) {
      expect(error).toMatchObject({
        code: "INSUFFICIENT_CREDIT",
        message: expect.stringMatching(neutral),
        remedy: "Choose fewer hours, or ask your broker about the community pot.",
      });
    }
  });
});
