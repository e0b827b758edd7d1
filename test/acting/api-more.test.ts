import { beforeAll, describe, expect, it } from "vitest";
import { idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { at, newRequestKey, textAt } from "../support/api.ts";
import { newest, object, objected, said, secondBroker, tick } from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await secondBroker(its);
});

const recordIdOf = async () => textAt(await newest(its.bank, "priya", its.nadia), "id");

describe("objecting to what is no exchange", () => {
  it("hides a listing until the member says yes themselves", async () => {
    const { bank } = its;
    await bank.steward.must(
      `mutation ($input: CreateCategoryInput!) {
        createCategory(input: $input) { category { id } userErrors { code } }
      }`,
      {
        input: { slug: "other", name: "Other", regulated: false, idempotencyKey: newRequestKey() },
      },
    );
    const created = await bank.as("priya").must(
      `mutation ($input: CreateListingInput!) {
        createListing(input: $input) { listing { id version } userErrors { code message } }
      }`,
      {
        input: {
          partyId: its.nadia,
          direction: "OFFER",
          kind: "SERVICE",
          title: "Bengali songs",
          description: "Sung on the phone.",
          channels: ["PHONE"],
          idempotencyKey: newRequestKey(),
        },
      },
    );
    tick(bank);
    const listingId = textAt(created, "createListing.listing.id");
    await bank.as("priya").must(
      `mutation ($input: ConsentToListingInput!) {
        consentToListing(input: $input) { listing { id } userErrors { code message } }
      }`,
      {
        input: {
          listingId,
          version: 1,
          spoken: said,
          spokenBy: "AUTHOR",
          idempotencyKey: newRequestKey(),
        },
      },
    );
    expect(await newest(bank, "priya", its.nadia)).toMatchObject({
      kind: "LISTING",
      listing: { id: listingId, status: "PUBLISHED" },
    });
    const shown = "query ($id: ID!) { listing(id: $id) { status } }";
    expect(at(await bank.as("grace").must(shown, { id: listingId }), "listing")).not.toBeNull();
    const done = await object(bank, "bela", { recordId: await recordIdOf(), spoken: objected });
    expect(done).toMatchObject({ record: { objection: { outcome: "UNDONE" } } });
    expect(at(await bank.as("grace").must(shown, { id: listingId }), "listing")).toBeNull();
  });

  it("ends a series, and leaves what was agreed in it", async () => {
    const { bank } = its;
    const wish = { providerId: its.grace, recipientId: its.nadia, what: "Spelling" };
    const rhythm = { rhythm: "Mondays", sessionCount: 2, sessionMinutes: 15 };
    const seriesId = idOf(await must(bank, "grace", ["startSeries", { ...wish, ...rhythm }]));
    tick(bank);
    const yes = { seriesId, onBehalfOfId: its.nadia, spoken: said };
    await must(bank, "priya", ["agreeSeries", yes]);
    const done = await object(bank, "bela", { recordId: await recordIdOf(), spoken: objected });
    expect(done).toMatchObject({
      record: { kind: "SERIES", series: { status: "ENDED" }, objection: { outcome: "UNDONE" } },
    });
  });
});
