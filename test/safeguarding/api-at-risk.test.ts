import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../src/kernel/index.ts";
import { lists } from "../directory/town.ts";
import { cleaning, idOf, versionOf } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { make } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { seen, tries, type Watched, watchedTown } from "./town.ts";

let its: Watched;
beforeEach(async () => {
  its = await watchedTown();
});

type Input = { readonly [field: string]: unknown };

const home = { placeKind: "RECIPIENT_HOME" };
const isAgreed = expect.objectContaining({ status: "AGREED" });
const until = "2026-12-31";

const notes = (persona: string, memberId: string = its.amina) =>
  tries(its.bank, persona, ["noteAtRisk", { memberId, until }]);

/** BRA asks for a training before anybody is alone with an adult at risk. */
const asks = (wish: Input = {}) =>
  tries(its.bank, "leah", [
    "setRequirement",
    {
      ...{ hubId: its.bra, circumstance: "ALONE_WITH_ADULT_AT_RISK", need: "CLEARANCE" },
      ...{ clearance: "SAFE_SUPPORT", reason: "To be safe." },
      ...wish,
    },
  ]);

const proposed = (wish: Input = home) =>
  tries(its.bank, "amina", ["proposeExchange", cleaning(its, wish)]);

async function agreed(wish: Input = home) {
  const proposal = await proposed(wish);
  const yes = { exchangeId: idOf(proposal), version: versionOf(proposal) };
  return tries(its.bank, "grace", ["agreeExchange", yes]);
}

describe("agreeing with an adult at risk", () => {
  it("waits for what the hub asks for, and for nothing in public or with others", async () => {
    await asks();
    expect(await agreed()).toEqual(isAgreed);
    await notes("leah");
    expect(await agreed()).toBe("CLEARANCE_REQUIRED");
    expect(await agreed({ placeKind: "PUBLIC_PLACE" })).toEqual(isAgreed);
    await tries(its.bank, "leah", ["grantClearance", seen(its.grace)]);
    expect(await agreed()).toEqual(isAgreed);
  });

  it("is looked at again when help begins, and ends with the note", async () => {
    await asks();
    const exchange = await agreed();
    const note = await notes("priya");
    const begins = () => tries(its.bank, "grace", ["checkIn", { exchangeId: idOf(exchange) }]);
    expect(await begins()).toBe("CLEARANCE_REQUIRED");
    await tries(its.bank, "priya", ["endAtRisk", { noteId: idOf(note), version: 1 }]);
    expect(await begins()).toEqual(expect.objectContaining({ status: "UNDER_WAY" }));
  });

  it("ends by itself after the last day", async () => {
    await asks();
    await tries(its.bank, "amina", ["noteAtRisk", { memberId: its.amina, until: "2026-01-06" }]);
    its.bank.at("2026-01-06T22:00:00Z");
    expect(await agreed()).toBe("CLEARANCE_REQUIRED");
    its.bank.at("2026-01-07T00:00:00Z");
    expect(await agreed()).toEqual(isAgreed);
  });

  it("asks the one who is helped where the helper is the one", async () => {
    await asks();
    await notes("grace", its.grace);
    const proposal = await proposed();
    const yes = { exchangeId: idOf(proposal), version: versionOf(proposal) };
    expect(await tries(its.bank, "grace", ["agreeExchange", yes])).toBe("CLEARANCE_REQUIRED");
    await tries(its.bank, "leah", ["grantClearance", seen(its.amina)]);
    expect(await tries(its.bank, "grace", ["agreeExchange", yes])).toEqual(isAgreed);
  });

  it("costs nothing where no hub asks for it, and one read for each of them where one does", async () => {
    const reads = async () => {
      const proposal = await proposed();
      const yes = { exchangeId: idOf(proposal), version: versionOf(proposal) };
      its.bank.usage.reset();
      expect(await tries(its.bank, "grace", ["agreeExchange", yes])).toEqual(isAgreed);
      return its.bank.usage.readUnits();
    };
    await asks({ circumstance: "MONEY_HANDLING" });
    const without = await reads();
    await asks();
    expect((await reads()) - without).toBe(2);
  });
});

describe("what others learn of it", () => {
  const telling = (persona: string) =>
    its.bank.as(persona).must(
      `query ($memberId: ID!, $hubId: ID!, $as: ID!) {
        atRiskNotes(memberId: $memberId) { nodes { id until saidBy } }
        adultsAtRisk(hubId: $hubId) { nodes { member { name } } }
        node(id: $as) { __typename }
      }`,
      { memberId: its.amina, hubId: its.bra, as: idOf(noted) },
    );
  let noted: Json;

  it("is told to those who may say it, and to nobody they arrange help with", async () => {
    noted = await notes("leah");
    await agreed({ placeKind: "PUBLIC_PLACE" });
    const told = async (persona: string) => {
      const found = await telling(persona);
      return [at(found, "atRiskNotes") !== null, at(found, "adultsAtRisk") !== null];
    };
    expect(await told("amina")).toEqual([true, false]);
    expect(await told("priya")).toEqual([true, false]);
    expect(await told("leah")).toEqual([true, true]);
    for (const persona of ["grace", "tom", "kofi", "rob", "cora", "stranger", "steward"]) {
      expect(await told(persona)).toEqual([false, false]);
      expect(at(await telling(persona), "node")).toBeNull();
    }
  });

  it("is the same no for the helper as for any other training", async () => {
    await asks();
    await notes("leah");
    const answer = async () => {
      const proposal = await proposed();
      const document = `mutation ($input: AgreeExchangeInput!) {
        agreeExchange(input: $input) { exchange { id } userErrors { code message path remedy } }
      }`;
      const input = { idempotencyKey: newId("exc"), exchangeId: idOf(proposal), version: 1 };
      const { data } = await its.bank.as("grace").ask(document, { input });
      return data ?? null;
    };
    const because = await answer();
    await asks({ circumstance: "LONE_VISIT" });
    await tries(its.bank, "leah", ["endAtRisk", { noteId: idOf(await notes("leah")), version: 1 }]);
    expect(await answer()).toEqual(because);
    expect(at(because, "agreeExchange.userErrors.0.code")).toBe("CLEARANCE_REQUIRED");
    expect(JSON.stringify(because)).not.toMatch(/risk|Amina/i);
  });

  it("lets a member ask in general what they would need, and tells nothing of themselves", async () => {
    await asks();
    const canDo = async (withAdultAtRisk: boolean) => {
      const answer = await its.bank.as("grace").must(
        `query ($memberId: ID!, $withAdultAtRisk: Boolean!) {
          canDo(memberId: $memberId, placeKind: RECIPIENT_HOME, withAdultAtRisk: $withAdultAtRisk) {
            gaps { code }
          }
        }`,
        { memberId: its.grace, withAdultAtRisk },
      );
      return at(answer, "canDo.gaps");
    };
    expect(await canDo(true)).toEqual([{ code: "CLEARANCE_REQUIRED" }]);
    expect(await canDo(false)).toEqual([]);
    await notes("leah", its.grace);
    expect(await canDo(false)).toEqual([]);
  });
});

describe("who may say it", () => {
  it("is the adult, an attorney, a lead or a broker of the hub; for others nobody is there", async () => {
    for (const persona of ["grace", "kofi", "rob", "cora", "stranger", "steward"]) {
      expect(await notes(persona)).toBe("NOT_FOUND");
      const nobody = ["noteAtRisk", { memberId: newId("mem"), until }] as const;
      expect(await tries(its.bank, persona, nobody)).toBe("NOT_FOUND");
    }
    for (const [persona, saidBy] of [
      ["amina", "SELF"],
      ["priya", "BROKER"],
      ["leah", "SAFEGUARDING_LEAD"],
    ] as const) {
      expect(await notes(persona)).toMatchObject({ saidBy });
    }
  });

  it("is an attorney, and no supporter by consent alone", async () => {
    const { bank, grace, amina } = its;
    await appoint(its, { member: grace, helper: "tom", scope: ["READ"], kind: "SUPPORTER" });
    await appoint(its, { member: amina, helper: "tom", scope: ["READ"] });
    expect(await notes("tom", grace)).toBe("NOT_FOUND");
    const note = await notes("tom", amina);
    expect(note).toMatchObject({ saidBy: "SUPPORTER" });
    const leads = await notes("leah");
    const ends = (one: Json) =>
      tries(bank, "tom", ["endAtRisk", { noteId: idOf(one), version: versionOf(one) }]);
    expect(await ends(leads)).toBe("FORBIDDEN");
  });

  it("is never said of a child, nor of somebody who has left", async () => {
    expect(await notes("leah", its.ellie)).toBe("VALIDATION_FAILED");
    await make(its.bank, "grace", ["leaveHub", "member", { memberId: its.grace }]);
    expect(await notes("leah", its.grace)).toBe("STATE_TRANSITION_INVALID");
  });
});

describe("suggestions", () => {
  it("bring no adult at risk together with somebody who lacks what is asked for", async () => {
    const { bank, grace, amina, garden } = its;
    await lists(bank, "grace", { partyId: grace, categoryId: garden, title: "Mending bicycles" });
    const consent = { memberId: grace, purpose: "SUGGEST_MATCHES", textVersion: 1 };
    await make(bank, "grace", ["giveConsent", "member", consent]);
    const request = await lists(bank, "amina", {
      ...{ partyId: amina, categoryId: garden, direction: "REQUEST" },
      ...{ title: "Bicycles for the family" },
    });
    const suggested = async () => {
      const document = "query ($id: ID!) { suggestMatches(listingId: $id) { listing { title } } }";
      return at(await bank.as("amina").must(document, { id: request }), "suggestMatches");
    };
    const both = [{ listing: { title: "Mending bicycles" } }];
    await asks();
    expect(await suggested()).toEqual(both);
    const note = await notes("leah", grace);
    expect(await suggested()).toEqual([]);
    await tries(bank, "leah", ["endAtRisk", { noteId: idOf(note), version: 1 }]);
    expect(await suggested()).toEqual(both);
    await notes("leah");
    expect(await suggested()).toEqual([]);
    await tries(bank, "leah", ["grantClearance", seen(grace)]);
    expect(await suggested()).toEqual(both);
  });
});
