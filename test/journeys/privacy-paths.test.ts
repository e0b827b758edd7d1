import { beforeAll, describe, expect, it } from "vitest";
import { lists } from "../directory/town.ts";
import { change, giveRole, mustTell } from "../federation/hubs.ts";
import { at, type Json, textAt } from "../support/api.ts";
import { personOf } from "./privacy-asking.ts";
import { asPersona, type Populated, personas, populatedTown } from "./privacy-town.ts";

let place: Populated;
beforeAll(async () => {
  place = await populatedTown();
});

const everyText = (json: Json): readonly string[] => {
  if (typeof json === "string") return [json];
  if (typeof json !== "object" || json === null) return [];
  return Object.values(json).flatMap(everyText);
};

describe("whoever gave to the pot", () => {
  const books = `query ($hub: ID!, $entry: ID!, $gift: ID!, $pot: ID!) {
    gift(id: $gift) { giver { name } }
    byEntry: gift(id: $entry) { giver { name } }
    node(id: $entry) { ... on JournalEntry { kind postings { minutes account { kind holder { name } } } } }
    account(id: $pot) {
      holder { name } statement { nodes { kind minutes counterpart { name } } }
    }
    hubTrialBalance(hubId: $hub) { totals { kind } }
  }`;

  const ids = () => ({
    hub: place.bra,
    entry: place.things["potGiftEntry"],
    gift: place.things["potGift"],
    pot: place.things["potAccount"],
  });

  it("is named to no broker and no auditor, not even in the books they read", async () => {
    for (const persona of ["priya", "audrey"] as const) {
      const data = await asPersona(place, persona).must(books, ids());
      expect(data).toMatchObject({ gift: null, byEntry: null, account: { holder: null } });
      expect(at(data, "node.postings")).toEqual([
        { minutes: 45, account: { kind: "POT", holder: null } },
      ]);
      const lines = at(data, "account.statement.nodes");
      expect(lines).toEqual(
        expect.arrayContaining([{ kind: "GIFT", minutes: 45, counterpart: null }]),
      );
      expect(everyText(data)).not.toContain("amina");
    }
  });

  it("is not named when the gift is taken back", async () => {
    const { bank, bra, grace } = place;
    // The pot gave on what it had, and it can give back no more than it holds.
    const more = { fromId: grace, to: { potOfHubId: bra }, minutes: 45 };
    await mustTell(bank.as("grace"), change("giveCredits", "gift { id }"), more);
    const taken = await mustTell(
      bank.as("priya"),
      change("reverseEntry", "journalEntry { id postings { minutes account { kind } } }"),
      { journalEntryId: place.things["potGiftEntry"], reason: "It was meant for the café." },
    );
    expect(at(taken, "reverseEntry.journalEntry.postings")).toEqual([
      { minutes: -45, account: { kind: "POT" } },
    ]);
    const id = textAt(taken, "reverseEntry.journalEntry.id");
    const node =
      "query ($id: ID!) { node(id: $id) { ... on JournalEntry { postings { minutes } } } }";
    const mine = await bank.as("amina").must(node, { id });
    expect(at(mine, "node.postings")).toEqual([{ minutes: 45 }]);
  });

  it("is not named where the gift came from another hub", async () => {
    const { bank, kofi, bra } = place;
    const gift = await mustTell(bank.as("kofi"), change("giveCredits", "gift { journalEntryId }"), {
      ...{ fromId: kofi, to: { potOfHubId: bra }, minutes: 15 },
    });
    const entry = `query ($id: ID!) {
      node(id: $id) { ... on JournalEntry { postings { account { kind } } } }
    }`;
    const id = textAt(gift, "giveCredits.gift.journalEntryId");
    const seen = async (persona: string) =>
      everyText(at(await bank.as(persona).must(entry, { id }), "node")).toSorted();
    expect(await seen("rob")).toEqual(["CLEARING"]);
    expect(await seen("priya")).toEqual(["CLEARING", "POT"]);
    expect(await seen("kofi")).toEqual(["MEMBER"]);
  });

  it("sees their own gift, and the whole of their own part", async () => {
    const { gift } = JSON.parse(
      JSON.stringify(
        await place.bank
          .as("amina")
          .must("query ($id: ID!) { gift(id: $id) { giver { name } potOfHub { id } } }", {
            id: place.things["potGift"],
          }),
      ),
    );
    expect(gift).toEqual({ giver: { name: "amina" }, potOfHub: { id: place.bra } });
  });
});

describe("searching and suggesting", () => {
  const search = `query ($place: ListingPlaceInput!, $direction: ListingDirection!) {
    searchListings(place: $place, direction: $direction, words: "secret", first: 100) {
      nodes { title }
    }
  }`;

  /** Children's listings are for who looks after them, drafts and pauses for nobody's search. */
  const shown: { readonly [persona: string]: readonly string[] } = {
    amina: ["Secret of a child"],
    tom: ["Secret of a teenager"],
    jack: ["Secret of a teenager"],
    priya: ["Secret of a child", "Secret of a teenager"],
  };

  it.each(personas)("shows %s no draft and no child but their own", async (persona) => {
    const where = [{ hubId: place.bra }, { areaId: place.areaId }];
    for (const one of where) {
      const found = await asPersona(place, persona).must(search, {
        place: one,
        direction: "OFFER",
      });
      const titles = everyText(at(found, "searchListings.nodes")).toSorted();
      expect(titles).toEqual(shown[persona] ?? []);
    }
  });

  it("suggests to a grown-up no child, and to a child no grown-up", async () => {
    const { bank, ellie, amina, things } = place;
    const wish = { direction: "REQUEST", title: "Window cleaning please" };
    const asks = (persona: string, partyId: string) => lists(bank, persona, { ...wish, partyId });
    const matches = "query ($id: ID!) { suggestMatches(listingId: $id) { listing { id title } } }";
    for (const persona of ["amina", "priya"]) {
      const own = await bank.as(persona).must(matches, { id: await asks("amina", amina) });
      const texts = everyText(own);
      for (const hidden of ["draft", "brokersDraft", "childs", "jacks"]) {
        expect(texts).not.toContain(things[hidden]);
      }
      const childs = await bank.as(persona).must(matches, { id: await asks("amina", ellie) });
      expect(everyText(childs)).not.toContain(things["shown"]);
    }
  });
});

describe("a cursor", () => {
  const page = `query ($id: ID!, $after: String) {
    listingsOf(partyId: $id, first: 1, after: $after) {
      pageInfo { endCursor } nodes { id }
    }
  }`;
  const statement = `query ($id: ID!, $from: Date, $after: String) {
    account(id: $id) {
      statement(from: $from, first: 1, after: $after) { pageInfo { endCursor } nodes { seq } }
    }
  }`;

  it("opens no list for another viewer, of another thing, or with another filter", async () => {
    const { bank, amina, ellie, things } = place;
    const cursorIn = (data: Json, path: string) => textAt(data, `${path}.pageInfo.endCursor`);
    const after = cursorIn(await bank.as("amina").must(page, { id: amina }), "listingsOf");
    const codeOf = async (persona: string, document: string, variables: object) =>
      at((await bank.as(persona).ask(document, { ...variables })).errors?.[0], "extensions.code");
    expect(await codeOf("amina", page, { id: amina, after })).toBeUndefined();
    expect(await codeOf("priya", page, { id: amina, after })).toBe("BAD_USER_INPUT");
    expect(await codeOf("amina", page, { id: ellie, after })).toBe("BAD_USER_INPUT");
    const id = things["aminaAccount"];
    const line = cursorIn(await bank.as("amina").must(statement, { id }), "account.statement");
    const other = { id, from: "2026-02-01", after: line };
    expect(await codeOf("amina", statement, other)).toBe("BAD_USER_INPUT");
    expect(await codeOf("amina", page, { id: amina, after: line })).toBe("BAD_USER_INPUT");
    // Where nothing may be listed, a stranger's cursor is not even looked at.
    expect(await codeOf("grace", page, { id: amina, after })).toBeUndefined();
  });

  it("tells nothing of what it stands for", async () => {
    const { bank, amina, things } = place;
    const data = await bank.as("amina").must(page, { id: amina });
    const cursor = Buffer.from(textAt(data, "listingsOf.pageInfo.endCursor"), "base64url");
    expect(cursor.toString("latin1")).not.toMatch(/2026|mem_|lst_/);
    expect(cursor.toString("latin1")).not.toContain(things["shown"]?.slice(4, 10));
  });
});

describe("what is open to everyone", () => {
  it("leads from a place or an organisation to no person, balance or role", async () => {
    const { bank, bra, cafe, areaId } = place;
    const document = `query ($hub: ID!, $cafe: ID!, $area: ID!) {
      organisation(id: $cafe) { admins { id } account { balanceMinutes } hub { name } }
      organisations(hubId: $hub) { nodes { name admins { id } account { id } } }
      area(id: $area) { hubs { nodes { name policyVersions { nodes { reason } } } } }
      interHubAgreements(hubId: $hub) { nodes { status clearing { balanceMinutes } } }
      mandates(hubId: $hub, quarter: "2026-Q1") { decisions { circleName } }
    }`;
    const who = ["anonymous", "stranger", "zoe", "grace", "kofi", "jack"] as const;
    for (const persona of who) {
      const data = await asPersona(place, persona).must(document, { hub: bra, cafe, area: areaId });
      expect(data).toMatchObject({
        organisation: { admins: null, account: null },
        organisations: { nodes: [{ name: "Copper Kettle", admins: null, account: null }] },
        interHubAgreements: { nodes: [{ status: "AGREED", clearing: null }] },
      });
    }
    const priya = await personOf(bank.as("priya"));
    expect(
      everyText(await bank.anonymous.must(document, { hub: bra, cafe, area: areaId })),
    ).not.toContain(priya);
  });

  it("tells a first steward and a steward places and roles, and no member", async () => {
    const { bank, bra, amina, cafe, things } = place;
    const document = `query ($hub: ID!, $ids: [ID!]!, $cafe: ID!) {
      members(hubId: $hub) { nodes { id } }
      referrals(hubId: $hub) { nodes { id } }
      hubTrialBalance(hubId: $hub) { sumMinutes }
      organisation(id: $cafe) { admins { id } account { id } }
      roles(scopeId: $hub) { nodes { role person { firstName } } }
      nodes(ids: $ids) { id }
    }`;
    const ids = [amina, place.jack, things["aminaAccount"], things["gift"], things["referral"]];
    for (const persona of ["stella", "steward"] as const) {
      const data = await asPersona(place, persona).must(document, { hub: bra, cafe, ids });
      expect(data).toMatchObject({
        ...{ members: null, referrals: null, hubTrialBalance: null },
        organisation: { admins: null, account: null },
        nodes: [null, null, null, null, null],
      });
      expect(at(data, "roles.nodes")).toContainEqual({
        role: "BROKER",
        person: { firstName: "Priya" },
      });
    }
    await expect(
      giveRole(bank, await personOf(bank.as("kofi")), { role: "STEWARD", scopeId: bra }),
    ).rejects.toThrow("VALIDATION_FAILED");
  });
});
