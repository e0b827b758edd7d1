import { beforeAll, describe, expect, it } from "vitest";
import { at, type Json } from "../support/api.ts";
import { change, lists, mustTell, type Town, tell, town } from "./town.ts";

let here: Town;
let request: string;

beforeAll(async () => {
  here = await town();
  await lists(here.bank, "grace", { partyId: here.grace, title: "Mending bicycles" });
  await lists(here.bank, "cora", { partyId: here.cafe, title: "Bicycles mended at the cafe" });
  await lists(here.bank, "amina", { partyId: here.ellie, title: "Bicycles cleaned" });
  request = await lists(here.bank, "amina", {
    ...{ partyId: here.amina, direction: "REQUEST", title: "Bicycles for the family" },
  });
});

const suggested = async (): Promise<readonly Json[]> => {
  const document = "query ($id: ID!) { suggestMatches(listingId: $id) { listing { title } } }";
  const data = await here.bank.as("amina").must(document, { id: request });
  const list = at(data, "suggestMatches");
  return Array.isArray(list) ? list.map((one: Json) => at(one, "listing.title")) : [];
};

const answer = (mutation: "giveConsent" | "withdrawConsent", input: object) =>
  mustTell(here.bank.as("grace"), change(mutation, "member { id }"), {
    ...{ memberId: here.grace, purpose: "SUGGEST_MATCHES", ...input },
  });

describe("being suggested to others", () => {
  it("is off for people until they say yes, and goes without saying for organisations", async () => {
    expect(await suggested()).toEqual(["Bicycles mended at the cafe"]);
    await answer("giveConsent", { textVersion: 1 });
    expect([...(await suggested())].sort()).toEqual([
      "Bicycles mended at the cafe",
      "Mending bicycles",
    ]);
  });

  it("ends with the next request after the yes was taken back, and the search goes on", async () => {
    await answer("withdrawConsent", {});
    expect(await suggested()).toEqual(["Bicycles mended at the cafe"]);
    const found = await here.bank
      .as("amina")
      .must(
        `query ($hubId: ID!) { searchListings(place: { hubId: $hubId }, direction: OFFER, words: "mending") { nodes { title } } }`,
        { hubId: here.bra },
      );
    expect(at(found, "searchListings.nodes")).toEqual([{ title: "Mending bicycles" }]);
  });

  it("is never for a child, and no guardian can say yes to it", async () => {
    const wish = { memberId: here.ellie, purpose: "SUGGEST_MATCHES", textVersion: 1 };
    const answer = await tell(here.bank.as("amina"), change("giveConsent", "member { id }"), wish);
    expect(at(answer.data, "giveConsent.userErrors.0.code")).toBe("NOT_FOR_CHILDREN");
    expect(await suggested()).not.toContain("Bicycles cleaned");
  });
});
