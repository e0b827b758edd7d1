import { beforeEach, describe, expect, it } from "vitest";
import { at, machinePrefix, testBank } from "../support/api.ts";
import { ask, type Input, idOf, marlshire, must, person, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(async () => {
  setting = await marlshire(await testBank());
});

const until = "2026-06-01T00:00:00.000Z";
const finance = `${machinePrefix}council-finance`;

const wish = (placeId: string) => ({
  ...{ clientId: "council-finance", name: "Finance system", purpose: "Checks the sums." },
  ...{ scopes: ["BOOKS_READ"], placeId, until, reason: "The funder asks for it." },
});

const books = `query ($hub: ID!) {
  hubTrialBalance(hubId: $hub) { sumMinutes } ledgerVerification(hubId: $hub) { __typename }
}`;

const reads = async ({ bank, hubId }: Setting, persona: string) => {
  const data = await bank.as(persona).must(books, { hub: hubId });
  return at(data, "hubTrialBalance") !== null && at(data, "ledgerVerification") !== null;
};

/** A hub of another area. */
async function elsewhere(steward: Setting["bank"]["steward"]): Promise<string> {
  const nations = await steward.must("{ areas { nodes { id } } }");
  const parentId = at(nations, "areas.nodes.0.id");
  const area = { kind: "LOCAL_AUTHORITY", name: "Farshire", code: "E10000001", parentId };
  const areaId = idOf(await must(steward, "createArea", area));
  return idOf(await must(steward, "createHub", { areaId, name: "Far", code: "FAR" }));
}

describe("a machine", () => {
  it("takes the books of its hub while it is registered, and of no other hub", async () => {
    const { bank, hubId, areaId } = setting;
    expect(await reads(setting, finance)).toBe(false);
    await must(bank.steward, "registerClient", wish(hubId));
    expect(await reads(setting, finance)).toBe(true);
    const other = idOf(
      await must(bank.steward, "createHub", { areaId, name: "Other", code: "OTH" }),
    );
    expect(await reads({ ...setting, hubId: other }, finance)).toBe(false);
    bank.at(until);
    expect(await reads(setting, finance)).toBe(false);
  });

  it("learns the sums of every hub of its area, and takes no books away", async () => {
    const { bank, hubId, areaId } = setting;
    const sums = { ...wish(areaId), scopes: ["SUMS_READ", "RETENTION_READ"] };
    const codes = async (persona: string, input: Input) =>
      (await ask(bank.as(persona), "registerClient", input)).codes;
    expect(await codes("priya", sums)).toEqual(["FORBIDDEN"]);
    expect(await codes("steward", { ...sums, scopes: ["SUMS_READ", "BOOKS_READ"] })).toEqual([
      "VALIDATION_FAILED",
    ]);
    expect(await codes("steward", { ...sums, placeId: `are_${"0".repeat(26)}` })).toEqual([
      "NOT_FOUND",
    ]);
    await must(bank.steward, "registerClient", sums);
    const other = idOf(
      await must(bank.steward, "createHub", { areaId, name: "Other", code: "OTH" }),
    );
    const learns = `query ($hub: ID!) {
      hubTrialBalance(hubId: $hub) { sumMinutes } retentionDue(hubId: $hub) { count }
      ledgerVerification(hubId: $hub) { __typename } thisClient { hub { id } area { id } }
    }`;
    for (const hub of [hubId, other]) {
      expect(await bank.as(finance).must(learns, { hub })).toMatchObject({
        hubTrialBalance: { sumMinutes: 0 },
        retentionDue: expect.arrayContaining([{ count: 0 }]),
        ledgerVerification: null,
        thisClient: { hub: null, area: { id: areaId } },
      });
    }
    const far = await elsewhere(bank.steward);
    expect(await bank.as(finance).must(learns, { hub: far })).toMatchObject({
      ...{ hubTrialBalance: null, retentionDue: null },
    });
  });

  it("is nobody: reads no person, no account and no list of people", async () => {
    const { bank, hubId } = setting;
    await must(bank.steward, "registerClient", wish(hubId));
    const asked = `query ($hub: ID!) {
      me { isFirstSteward } members(hubId: $hub) { nodes { id } } roles(scopeId: $hub) { nodes { id } }
      policyRehearsal(hubId: $hub) { __typename } clients(placeId: $hub) { nodes { id } }
      thisClient { name registeredBy { id } isInForce hub { id } }
    }`;
    expect(await bank.as(finance).must(asked, { hub: hubId })).toEqual({
      ...{ me: null, members: null, roles: null, policyRehearsal: null, clients: null },
      thisClient: {
        ...{ name: "Finance system", registeredBy: null, isInForce: true },
        hub: { id: hubId },
      },
    });
  });

  it("comes in by no door that is for people", async () => {
    const { bank, hubId } = setting;
    await must(bank.steward, "registerClient", wish(hubId));
    const born = { firstName: "Ma", lastName: "Chine", bornOn: "1980-01-01" };
    const words = { offersInWords: ["Sums"], requestsInWords: ["Sums"] };
    const tries = [
      ["registerPerson", born],
      ["apply", { hubId, ...born, ...words }],
      ["linkLogin", { code: "AAAA-AAAA-AAAA" }],
      [
        "referPerson",
        { hubId, personName: "Beth", contact: "x", consentNote: "Yes.", yourName: "M" },
      ],
      ["registerClient", { ...wish(hubId), clientId: "another" }],
    ] as const;
    for (const [mutation, input] of tries) {
      expect((await ask(bank.as(finance), mutation, input)).codes, mutation).toEqual(["FORBIDDEN"]);
    }
  });

  it("is let less where its token says so, and never more", async () => {
    const { bank, hubId } = setting;
    await must(bank.steward, "registerClient", wish(hubId));
    const withScope = async (scope: string) => {
      const token = await bank.issuer.signClient("council-finance", bank.now(), scope);
      const { body } = await bank.send({
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: books, variables: { hub: hubId } }),
      });
      return JSON.parse(body).data.hubTrialBalance !== null;
    };
    expect(await withScope("BOOKS_READ")).toBe(true);
    expect(await withScope("corehours/BOOKS_READ other")).toBe(true);
    expect(await withScope("other")).toBe(false);
    expect(await withScope("")).toBe(false);
  });

  it("is not the person whose subject has the same name, nor are they it", async () => {
    const { bank, hubId } = setting;
    await must(bank.steward, "registerClient", wish(hubId));
    await person(bank, "council-finance");
    expect(await reads(setting, "council-finance")).toBe(false);
    expect(await reads(setting, finance)).toBe(true);
    // The first steward's name gives a machine nothing.
    expect(await reads(setting, `${machinePrefix}steward`)).toBe(false);
  });
});

describe("registering a machine", () => {
  it.each([
    ["a broker", "priya"],
    ["a stranger", "nobody-yet"],
  ])("is not for %s", async (_who, persona) => {
    const { bank, hubId } = setting;
    const refused = await ask(bank.as(persona), "registerClient", wish(hubId));
    expect(refused.codes).toEqual(["FORBIDDEN"]);
  });

  it("is refused for a time past or too long, an area, a hub unknown, and twice", async () => {
    const { bank, hubId, areaId } = setting;
    const codes = async (more: object) =>
      (await ask(bank.steward, "registerClient", { ...wish(hubId), ...more })).codes;
    expect(await codes({ until: bank.now() })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes({ until: "2027-06-01T00:00:00Z" })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes({ placeId: areaId })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes({ scopes: [] })).toEqual(["VALIDATION_FAILED"]);
    expect(await codes({ placeId: `hub_${"0".repeat(26)}` })).toEqual(["NOT_FOUND"]);
    expect(await codes({})).toEqual([]);
    expect(await codes({})).toEqual(["CLIENT_ALREADY_REGISTERED"]);
    bank.at(until);
    expect(await codes({ until: "2026-12-01T00:00:00Z" })).toEqual([]);
  });

  it("ends once, at once, and stays to be read by the stewards alone", async () => {
    const { bank, hubId } = setting;
    const client = await must(bank.steward, "registerClient", wish(hubId));
    const end = { clientAppId: idOf(client), reason: "The grant has ended." };
    expect((await ask(bank.as("priya"), "endClient", end)).codes).toEqual(["NOT_FOUND"]);
    expect((await ask(bank.as(finance), "endClient", end)).codes).toEqual(["NOT_FOUND"]);
    await must(bank.steward, "endClient", end);
    expect(await reads(setting, finance)).toBe(false);
    const again = await ask(bank.steward, "endClient", end);
    expect(again.codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const list = `query ($id: ID!) {
      clients(placeId: $id) { nodes { name purpose reason endReason isInForce } }
    }`;
    expect(at(await bank.steward.must(list, { id: hubId }), "clients.nodes")).toEqual([
      {
        ...{ name: "Finance system", purpose: "Checks the sums." },
        ...{ reason: "The funder asks for it.", endReason: "The grant has ended." },
        isInForce: false,
      },
    ]);
    for (const caller of [bank.as("priya"), bank.as(finance), bank.anonymous]) {
      expect(await caller.must(list, { id: hubId })).toEqual({ clients: null });
    }
  });
});
