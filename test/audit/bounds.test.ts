import { beforeAll, describe, expect, it } from "vitest";
import { create, mostWrites } from "../../src/table/index.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { at, type Json } from "../support/api.ts";
import { endOf, madeUpItems } from "./made-books.ts";

/*
 * A hub that grew to many accounts, all of them opened after the moment whose books are asked for.
 * There is nothing to tell of any of them, and still no request may look at all of them.
 */
let its: Setting;
const accounts = 1_200;
const mostLooked = 500;

beforeAll(async () => {
  its = await setting();
  const table = its.bank.table();
  const items = [...madeUpItems({ accounts, times: 1, hubId: its.sal })];
  for (let start = 0; start < items.length; start += mostWrites) {
    await table.commit(items.slice(start, start + mostWrites).map(create));
  }
}, 60_000);

const exporting = `query ($hubId: ID!, $asOf: DateTime, $after: String) {
  page: ledgerExport(hubId: $hubId, asOf: $asOf, first: 100, after: $after) { lines next }
}`;
const verifying = `query ($hubId: ID!, $after: String) {
  page: ledgerVerification(hubId: $hubId, after: $after) {
    isComplete accountCount entryCount problemCount next
  }
}`;

/** All pages, and how many calls to the engine the dearest of them made. */
async function pagesOf(document: string, variables: object) {
  const pages: Json[] = [];
  let dearest = 0;
  let after: Json = null;
  do {
    its.bank.usage.reset();
    const data = await its.bank.as("rob").must(document, { hubId: its.sal, ...variables, after });
    dearest = Math.max(dearest, its.bank.usage.calls().length);
    pages.push(at(data, "page"));
    after = at(data, "page.next");
  } while (typeof after === "string");
  return { pages, dearest };
}

describe("books as of a moment before most accounts were opened", () => {
  it("are handed out in pages that each look at a bounded number of accounts", async () => {
    its.bank.at(endOf({ accounts, times: 30, hubId: "" }));
    const { pages, dearest } = await pagesOf(exporting, { asOf: "2026-01-01T00:00:00.000Z" });
    expect(dearest).toBeLessThan(mostLooked * 1.2);
    expect(pages).toHaveLength(3);
    const lines = pages.flatMap((page) => Object(page).lines);
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(["ledger", "end"]);
  });

  it("are verified in steps that each look at a bounded number of accounts", async () => {
    its.bank.at("2026-01-05T09:00:30.000Z");
    const { pages, dearest } = await pagesOf(verifying, {});
    expect(dearest).toBeLessThan(mostLooked * 1.2);
    expect(pages).toHaveLength(3);
    expect(pages.at(-1)).toMatchObject({ isComplete: true, entryCount: 0, problemCount: 0 });
  });
});
