import { beforeAll, describe, expect, it } from "vitest";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json, machinePrefix } from "../support/api.ts";
import { does } from "./asking.ts";
import { logSeenBy } from "./reading.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  const { bank, bra } = its;
  await does(bank, "steward", ["createCategory", { name: "Anything else", slug: "other" }]);
  await does(bank, "steward", [
    "registerClient",
    {
      ...{ clientId: "county-audit", name: "County audit", purpose: "Checks the books." },
      ...{ scopes: ["BOOKS_READ"], placeId: bra, until: "2026-12-31T00:00:00Z", reason: "Asked." },
    },
  ]);
  bank.at("2026-03-01T10:00:00.000Z");
}, 60_000);

const books = `query ($hub: ID!) { ledgerExport(hubId: $hub, first: 1) { lines } }`;
const units = async (work: () => Promise<unknown>): Promise<number> => {
  its.bank.usage.reset();
  await work();
  return its.bank.usage.writeUnits();
};
const seen = async (persona: string, memberId: string): Promise<readonly Json[]> =>
  (await logSeenBy(its.bank, persona, memberId)) ?? [];

describe("who takes the books of a hub away", () => {
  it("stands in the log of everybody of the hub, as one line however many pages", async () => {
    const take = () => its.bank.as("priya").must(books, { hub: its.bra });
    expect([await units(take), await units(take)]).toEqual([3, 1]);
    const line = { readAs: "BROKER", readerName: "priya", what: ["HOURS"], times: 2 };
    for (const [persona, id] of [
      ["grace", its.grace],
      ["tom", its.tom],
    ] as const) {
      expect(await seen(persona, id)).toEqual([
        expect.objectContaining({ ...line, wasInList: true }),
      ]);
    }
    expect(await seen("kofi", its.kofi)).toEqual([]);
  });

  it("is told to be a machine, by the name it was registered under", async () => {
    await its.bank.as(`${machinePrefix}county-audit`).must(books, { hub: its.bra });
    expect(await seen("grace", its.grace)).toContainEqual(
      expect.objectContaining({
        ...{ readAs: "MACHINE", readerName: "County audit", what: ["HOURS"] },
        why: "To do what the hub registered it for.",
      }),
    );
  });

  it("is in what is taken away of somebody too", async () => {
    const data = await its.bank.as("grace").must("{ personalDataExport { lines } }");
    const lines = at(data, "personalDataExport.lines");
    const told = Array.isArray(lines) ? lines.map((line) => JSON.parse(String(line))) : [];
    expect(told).toContainEqual(
      expect.objectContaining({ kind: "ACCESS_LINE", readAs: "MACHINE", what: ["HOURS"] }),
    );
  });
});

describe("what people say they can do", () => {
  it("is written down when a broker reads the list, and not when its owner does", async () => {
    const { bank, amina } = its;
    const ask = "query ($id: ID!) { skills(memberId: $id) { skills { words } } }";
    expect(await units(() => bank.as("amina").must(ask, { id: amina }))).toBe(0);
    expect(await units(() => bank.as("priya").must(ask, { id: amina }))).toBe(3);
    expect(await seen("amina", amina)).toContainEqual(
      expect.objectContaining({ readAs: "BROKER", what: ["WISHES"] }),
    );
  });

  it("is written down while it is their own, and not once they show it to all", async () => {
    const { bank, tom, bra } = its;
    const offer = { partyId: tom, direction: "OFFER", title: "Driving", channels: ["PHONE"] };
    const listingId = await does(bank, "tom", ["createListing", offer], "listing");
    const one = "query ($id: ID!) { listing(id: $id) { title description version } }";
    const look = (persona: string) => () => bank.as(persona).must(one, { id: listingId });
    expect(await units(look("priya"))).toBe(0);
    expect(await units(look("grace"))).toBe(0);
    await does(bank, "tom", ["pauseListing", { listingId, version: 1 }]);
    expect(await units(look("priya"))).toBe(3);
    expect(await units(look("tom"))).toBe(0);
    const search = `query ($hub: ID!) {
      searchListings(place: { hubId: $hub }, direction: OFFER) { nodes { title } }
    }`;
    expect(await units(() => bank.as("priya").must(search, { hub: bra }))).toBe(0);
  });
});
