import { beforeAll, describe, expect, it } from "vitest";
import type { Setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { days, livedBooks, tell, words } from "./books.ts";
import { type Ask, exportOf, verdictOn } from "./exporting.ts";

let its: Setting;
const now = "2026-01-08T09:00:00.000Z";

beforeAll(async () => {
  its = await livedBooks();
  its.bank.at(now);
});

const askAs =
  (persona: string): Ask =>
  (document, variables) =>
    its.bank.as(persona).must(document, variables);

const query = `query ($hubId: ID!, $asOf: DateTime, $first: Int, $after: String) {
  ledgerExport(hubId: $hubId, asOf: $asOf, first: $first, after: $after) { asOf lines next }
}`;
const page = (persona: string, variables: object = {}) =>
  its.bank.as(persona).ask(query, { hubId: its.bra, ...variables });
const messageOf = async (persona: string, variables: object): Promise<Json> =>
  at((await page(persona, variables)).errors?.[0], "message");
const cursorOf = async (persona: string, variables: object = {}): Promise<Json> =>
  at((await page(persona, variables)).data, "ledgerExport.next");

describe("the books of a hub", () => {
  it("are handed out to its broker and its auditor alike", async () => {
    const forBroker = await exportOf(askAs("priya"), its.bra);
    expect(forBroker.length).toBeGreaterThan(20);
    expect(await exportOf(askAs("vera"), its.bra)).toEqual(forBroker);
  });

  it.each(["amina", "rob", "steward", "nobody"])(
    "are null for anyone else: %s",
    async (persona) => {
      expect(await page(persona)).toMatchObject({ data: { ledgerExport: null } });
    },
  );

  it("are null for a caller without a token, and where there is no such hub", async () => {
    const anonymous = await its.bank.anonymous.ask(query, { hubId: its.bra });
    expect(anonymous).toMatchObject({ data: { ledgerExport: null } });
    expect(await page("priya", { hubId: "hub_none" })).toMatchObject({
      data: { ledgerExport: null },
    });
  });

  it("are true, entry by entry, in both hubs and between them", async () => {
    const [bra, sal] = [
      verdictOn(await exportOf(askAs("priya"), its.bra)),
      verdictOn(await exportOf(askAs("rob"), its.sal)),
    ];
    expect([bra.problems, sal.problems]).toEqual([[], []]);
    expect(bra.counts).toMatchObject({ accountCount: 5, journalEntryCount: 5 });
    expect(bra.clearing.get(its.sal)).toBe(30);
    expect(sal.clearing.get(its.bra)).toBe(-30);
  });

  it("hold no name and no word that a person wrote", async () => {
    const lines = await exportOf(askAs("priya"), its.bra);
    // A hash can spell a short name by chance; an id has capitals only.
    const text = lines.join("\n").replaceAll(/"[\w-]{43}"/g, '""');
    expect(text).not.toBe(lines.join("\n"));
    for (const word of [...words, "amina", "grace", "tom", "priya", "Test"]) {
      expect(text).not.toContain(word);
    }
  });
});

describe("pages of the books", () => {
  it("come to the same file whatever their size", async () => {
    const whole = await exportOf(askAs("priya"), its.bra, { first: 100 });
    expect(await exportOf(askAs("priya"), its.bra, { first: 1 })).toEqual(whole);
    expect(await exportOf(askAs("priya"), its.bra, { first: 7 })).toEqual(whole);
  });

  it("are refused when they are too large, or smaller than one row", async () => {
    expect(await messageOf("priya", { first: 101 })).toBe("A page cannot have 101 rows.");
    expect(await messageOf("priya", { first: 0 })).toBe("A page cannot have 0 rows.");
  });

  it("go on for the one who began, in the hub they began in", async () => {
    const after = await cursorOf("priya", { first: 1 });
    const stranger = "This cursor does not belong to this list.";
    expect(await messageOf("vera", { after })).toBe(stranger);
    expect(await messageOf("priya", { after: "somewhere" })).toBe(stranger);
    const inSal = await cursorOf("rob", { hubId: its.sal, first: 1 });
    expect(await messageOf("priya", { after: inSal })).toBe(stranger);
  });
});

describe("the books as of a moment", () => {
  const asOf = "2026-01-05T23:59:59.999Z";

  // What took something back is told of both, so an earlier file must not know of it.
  it("stay the same whatever happens later", async () => {
    const before = await exportOf(askAs("priya"), its.bra, { asOf });
    expect(verdictOn(before)).toMatchObject({ problemCount: 0, counts: { journalEntryCount: 2 } });
    expect(before.join()).not.toContain(days.second.slice(0, 10));
    expect(before.join()).not.toContain("reversedById");
    its.bank.at(days.third);
    await tell(its, "amina", "giveCredits", {
      fromId: its.amina,
      to: { memberId: its.grace },
      minutes: 15,
    });
    its.bank.at(now);
    expect(await exportOf(askAs("priya"), its.bra, { asOf })).toEqual(before);
  });

  it("are handed out from a minute ago and not before they are settled", async () => {
    const { data } = await page("priya");
    expect(at(data, "ledgerExport.asOf")).toBe("2026-01-08T08:59:00.000Z");
    expect(await messageOf("priya", { asOf: "2026-01-08T08:59:00.001Z" })).toBe(
      "The books of this moment are not settled yet.",
    );
  });

  it("are empty before anything happened, and still a file", async () => {
    const lines = await exportOf(askAs("priya"), its.bra, { asOf: "2026-01-01T00:00:00.000Z" });
    expect(lines).toHaveLength(2);
    expect(verdictOn(lines)).toMatchObject({ problemCount: 0, counts: { entryCount: 0 } });
  });
});
