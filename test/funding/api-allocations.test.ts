import { beforeEach, describe, expect, it } from "vitest";
import type { Town } from "../directory/town.ts";
import { newRequestKey, textAt } from "../support/api.ts";
import { ask, books, februaryTown, grant, idOf, must, postingsOf, thisQuarter } from "./credits.ts";

let place: Town;
beforeEach(async () => {
  place = await februaryTown();
});

describe("allocating", () => {
  const allocated = (changed: object = {}) => ({
    ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 600 },
    ...changed,
  });

  it("moves credits out of the mandate, and the hub still sums to zero", async () => {
    await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    const allocation = await must(priya, "allocate", allocated());
    expect(allocation).toMatchObject({ direction: "TO_ORGANISATION", minutes: 600 });
    expect(await postingsOf(priya, textAt(allocation, "journalEntryId"))).toEqual({
      ...{ kind: "ALLOCATION", purpose: "LEARNING" },
      postings: [
        { minutes: -600, account: { kind: "ISSUANCE", balanceMinutes: -600 } },
        { minutes: 600, account: { kind: "ORGANISATION", balanceMinutes: 600 } },
      ],
    });
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -600 });
  });

  it("ends where the mandate ends, however many ask at once", async () => {
    await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    const all = await Promise.all([1, 2, 3].map(() => ask(priya, "allocate", allocated())));
    expect(all.map(({ codes }) => codes).sort()).toEqual([[], [], ["ISSUANCE_EXHAUSTED"]]);
    const held = await place.bank.as("cora").must(
      `query ($id: ID!) {
          allotments(organisationId: $id, quarter: "2026-Q1") { purpose minutes }
        }`,
      { id: place.cafe },
    );
    expect(held).toEqual({ allotments: [{ purpose: "LEARNING", minutes: 1200 }] });
  });

  it("is refused without a mandate, for another quarter or to a member", async () => {
    const priya = place.bank.as("priya");
    const refused = (changed: object) =>
      ask(priya, "allocate", allocated(changed)).then(({ codes }) => codes);
    expect(await refused({})).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await refused({ quarter: "2026-Q2" })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused({ minutes: 20 })).toEqual(["VALIDATION_FAILED"]);
    expect(await refused({ organisationId: place.amina })).toEqual(["NOT_FOUND"]);
  });

  it("is for the hub's broker, and never to an organisation of their own", async () => {
    const { bank, cafe } = place;
    await grant(place, "LEARNING", 1200);
    for (const persona of ["rob", "cora", "amina"]) {
      expect((await ask(bank.as(persona), "allocate", allocated())).codes).toEqual(["FORBIDDEN"]);
    }
    const me = await bank.as("priya").must("{ me { person { id } } }");
    await bank.as("cora").must(
      `mutation ($input: AddOrganisationAdminInput!) {
        addOrganisationAdmin(input: $input) { userErrors { code } }
      }`,
      {
        input: {
          ...{ organisationId: cafe, personId: textAt(me, "me.person.id") },
          idempotencyKey: newRequestKey(),
        },
      },
    );
    expect((await ask(bank.as("priya"), "allocate", allocated())).codes).toEqual(["FORBIDDEN"]);
  });

  it("happens once for a key", async () => {
    await grant(place, "LEARNING", 1200);
    const priya = place.bank.as("priya");
    const wish = allocated({ idempotencyKey: newRequestKey() });
    const first = await ask(priya, "allocate", wish);
    expect(await ask(priya, "allocate", wish)).toEqual({ ...first, replayed: true });
    const other = { ...wish, minutes: 15 };
    expect((await ask(priya, "allocate", other)).codes).toEqual(["IDEMPOTENCY_KEY_REUSED"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ ISSUANCE: -600 });
  });

  it("shows an allocation to the organisation and the broker only", async () => {
    await grant(place, "LEARNING", 1200);
    const { bank } = place;
    const id = idOf(await must(bank.as("priya"), "allocate", allocated()));
    const query = "query ($id: ID!) { node(id: $id) { id } }";
    expect(await bank.as("cora").must(query, { id })).toEqual({ node: { id } });
    expect(await bank.as("amina").must(query, { id })).toEqual({ node: null });
    const allotments = `query ($id: ID!) {
      allotments(organisationId: $id, quarter: "2026-Q1") { minutes }
    }`;
    expect(await bank.as("amina").must(allotments, { id: place.cafe })).toEqual({
      allotments: null,
    });
  });
});

describe("giving credits back to a mandate", () => {
  const returned = (changed: object = {}) => ({
    ...{ organisationId: place.cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 240 },
    ...changed,
  });

  beforeEach(async () => {
    await grant(place, "LEARNING", 1200);
    await must(place.bank.as("priya"), "allocate", returned({ minutes: 600 }));
  });

  it("can be done by the organisation itself, and makes room in the mandate", async () => {
    const allocation = await must(place.bank.as("cora"), "returnCredits", returned());
    expect(allocation).toMatchObject({ direction: "BACK_TO_MANDATE", minutes: 240 });
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -360 });
  });

  it("goes up to what was given for that purpose and quarter, once", async () => {
    const { bank } = place;
    const refused = (changed: object, persona = "priya") =>
      ask(bank.as(persona), "returnCredits", returned(changed)).then(({ codes }) => codes);
    expect(await refused({ minutes: 615 })).toEqual(["RETURN_TOO_LARGE"]);
    expect(await refused({ purpose: "TRAINING" })).toEqual(["MANDATE_NOT_AGREED"]);
    expect(await refused({}, "amina")).toEqual(["FORBIDDEN"]);
    expect(await refused({ organisationId: place.amina })).toEqual(["NOT_FOUND"]);
    const wish = { minutes: 600, idempotencyKey: newRequestKey() };
    expect(await refused(wish)).toEqual([]);
    expect(await refused(wish)).toEqual([]);
    expect(await refused({ minutes: 15 })).toEqual(["RETURN_TOO_LARGE"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: 0 });
  });

  it("takes nothing back twice when the allocation was reversed in the ledger", async () => {
    const { bank } = place;
    const more = await must(bank.as("priya"), "allocate", returned({ minutes: 60 }));
    await bank.as("priya").must(
      `mutation ($input: ReverseEntryInput!) {
        reverseEntry(input: $input) { userErrors { code } }
      }`,
      {
        input: {
          ...{ journalEntryId: textAt(more, "journalEntryId"), reason: "A slip of the pen." },
          idempotencyKey: newRequestKey(),
        },
      },
    );
    const all = returned({ minutes: 660 });
    const outcome = await ask(bank.as("priya"), "returnCredits", all);
    expect(outcome.codes).toEqual(["RETURN_TOO_LARGE"]);
    expect(await books(place, "priya", place.bra)).toMatchObject({ SUM: 0, ISSUANCE: -600 });
  });
});
