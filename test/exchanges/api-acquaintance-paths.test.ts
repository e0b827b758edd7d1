import { beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../src/kernel/index.ts";
import { at } from "../support/api.ts";
import { contact, reachable, says, seen, talking } from "./consenting.ts";
import { agreed, type Setting, setting } from "./setting.ts";
import { make } from "./town.ts";

/*
 * Grace allows everything, and has an agreed exchange with Amina. Only what both have agreed on shows
 * more of her than a first name; each other way to meet her is walked here.
 */

const inner = `{ name ${seen} }`;
const nothing = { name: "grace", contact: null, communication: null };

const ways: readonly (readonly [string, string, string])[] = [
  ["the author of a listing", `node(id: $listing) { ... on Listing { by ${inner} } }`, "node.by"],
  [
    "a suggestion",
    `suggestMatches(listingId: $request) { listing { by ${inner} } }`,
    "suggestMatches.0.listing.by",
  ],
  [
    "a search",
    `searchListings(place: { hubId: $hub }, direction: OFFER) { nodes { by ${inner} } }`,
    "searchListings.nodes.0.by",
  ],
  [
    "a statement",
    `node(id: $account) {
      ... on Account { statement(first: 1) { nodes { counterpart ${inner} } } }
    }`,
    "node.statement.nodes.0.counterpart",
  ],
  [
    "a mentoring series that is only proposed",
    `mentoringSeries(id: $series) { provider ${inner} }`,
    "mentoringSeries.provider",
  ],
  ["a gift", `gift(id: $gift) { recipient ${inner} }`, "gift.recipient"],
];

let its: Setting;
let ids: { readonly [name: string]: string };

beforeAll(async () => {
  its = await setting();
  const { bank, amina, grace } = its;
  await reachable(its, ["grace", grace], "01632 960111");
  for (const purpose of [contact, talking, "SUGGEST_MATCHES"]) {
    await says(its, ["grace", grace], purpose);
  }
  await agreed(its);
  ids = {
    ...{ hub: its.bra, account: `acc${amina.slice(3)}` },
    ...(await listed()),
    series: await make(bank, "amina", [
      "startSeries",
      "series",
      {
        ...{ providerId: grace, recipientId: amina, what: "Sums", channel: "PHONE" },
        ...{ rhythm: "Every Friday", sessionCount: 3, sessionMinutes: 60 },
      },
    ]),
    group: await make(bank, "priya", [
      "planGroupActivity",
      "activity",
      {
        ...{ hubId: its.bra, what: "Sewing", receiverMinutes: 30 },
        ...{ plannedFor: addDays(bank.now(), 3), givers: [{ partyId: grace, minutes: 15 }] },
      },
    ]),
    gift: await make(bank, "amina", [
      "giveCredits",
      "gift",
      { fromId: amina, to: { memberId: grace }, minutes: 15 },
    ]),
  };
});

async function listed() {
  const about = { title: "Clean windows", channels: ["IN_PERSON"] };
  const category = { name: "Windows", slug: "windows" };
  const categoryId = await make(its.bank, "steward", ["createCategory", "category", category]);
  const lists = (persona: string, partyId: string, direction: string) =>
    make(its.bank, persona, [
      "createListing",
      "listing",
      { ...about, categoryId, partyId, direction },
    ]);
  return {
    listing: await lists("grace", its.grace, "OFFER"),
    request: await lists("amina", its.amina, "REQUEST"),
  };
}

describe("every path but where both have agreed", () => {
  it.each(ways)("shows a first name and no more: %s", async (_case, query, path) => {
    const names = [...new Set([...query.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? ""))];
    const document = `query (${names.map((name) => `$${name}: ID!`).join(", ")}) { ${query} }`;
    const data = await its.bank.as("amina").must(document, ids);
    expect(at(data, path)).toEqual(nothing);
  });

  it("shows a first name and no more: a part of a group activity", async () => {
    const document = `query ($id: ID!) { groupActivity(id: $id) { parts { party ${inner} } } }`;
    const data = await its.bank.as("priya").must(document, { id: ids["group"] });
    expect(at(data, "groupActivity.parts")).toEqual([{ party: nothing }]);
  });

  it("while the exchange itself shows what Grace allows, in a list as well", async () => {
    const document = `query ($id: ID!) { exchanges(partyId: $id) { nodes { provider ${inner} } } }`;
    const data = await its.bank.as("amina").must(document, { id: its.amina });
    expect(at(data, "exchanges.nodes.0.provider.contact.reach")).toBe("01632 960111");
  });
});

describe("what is done again and again, or by many", () => {
  const reach = "01632 960111";

  it("shows what Grace allows once both have agreed on a series, until it ends", async () => {
    const { bank } = its;
    const { series = "" } = ids;
    const document = `query ($id: ID!) { mentoringSeries(id: $id) { version provider ${inner} } }`;
    const told = async () =>
      at(await bank.as("amina").must(document, { id: series }), "mentoringSeries");
    await make(bank, "grace", ["agreeSeries", "series", { seriesId: series }]);
    expect(at(await told(), "provider.contact.reach")).toBe(reach);
    await make(bank, "grace", ["endSeries", "series", { seriesId: series }]);
    expect(at(await told(), "provider")).toEqual(nothing);
  });

  it("shows what Grace allows to who organises a group, once she has joined", async () => {
    const { bank, amina, bra, cafe, grace } = its;
    const activityId = await make(bank, "cora", [
      "planGroupActivity",
      "activity",
      {
        ...{ hubId: bra, organiserId: cafe, what: "Sewing", receiverMinutes: 30 },
        ...{ plannedFor: addDays(bank.now(), 3), givers: [{ partyId: grace, minutes: 15 }] },
      },
    ]);
    const document = `query ($id: ID!) { groupActivity(id: $id) { parts { party ${inner} } } }`;
    const told = async (persona: string) =>
      at(await bank.as(persona).must(document, { id: activityId }), "groupActivity.parts");
    expect(await told("cora")).toEqual([{ party: nothing }]);
    const joins = (persona: string, partyId: string, role: string) =>
      make(bank, persona, ["joinGroupActivity", "activity", { activityId, partyId, role }]);
    await joins("grace", grace, "GIVER");
    expect(at(await told("cora"), "0.party.contact.reach")).toBe(reach);
    expect(at(await told("priya"), "0.party.contact")).toBeNull();
    await joins("amina", amina, "RECEIVER");
    expect(JSON.stringify(await told("amina"))).not.toContain(reach);
  });
});
