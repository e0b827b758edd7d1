import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import {
  another,
  balance,
  granted,
  outcomes,
  row,
  type TakingPart,
  takingPart,
  written,
} from "./taking-part.ts";

let town: TakingPart;
let mandateId: string;
/** A session of two hours, of its own for each test; the people are the same. */
let place: TakingPart;
beforeAll(async () => {
  town = await takingPart();
}, 60_000);
beforeEach(async () => {
  place = await another(town, 120);
});

const mandate = () => ({ mandateOfHubId: place.its.bra });
const sponsor = () => ({ organisationId: place.its.cafe });

const others = { kofi: "OF_ANOTHER_HUB", nora: "IN_PAID_TIME", cora: "IN_PAID_TIME" };
const everybody = { amina: "CREDITED", grace: "CREDITED", tom: "CREDITED", jack: "CREDITED" };

const citizens = ["amina", "grace", "tom", "jack"] as const;
const balances = () => Promise.all(citizens.map((name) => balance(place, place.its[name])));

const does = (persona: string, name: string, [field, input]: readonly [string, object]) =>
  place.its.bank.as(persona).must(
    `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) {
      ${name}(input: $input) { ${field} userErrors { code message } }
    }`,
    { input: { idempotencyKey: newRequestKey(), ...input } },
  );

const books = async (): Promise<Json> =>
  at(
    await place.its.bank
      .as("priya")
      .must("query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes } }", {
        id: place.its.bra,
      }),
    "hubTrialBalance.sumMinutes",
  );

describe("crediting a session", () => {
  it("needs a mandate, a session that is over, how long it took, and that it was not long ago", async () => {
    expect((await place.ask("priya", mandate())).codes).toEqual(["MANDATE_NOT_AGREED"]);
    mandateId = await granted(place, 60_000);
    const unknown = await another(town);
    expect((await unknown.ask("priya", mandate())).codes).toEqual(["STATE_TRANSITION_INVALID"]);
    const { bank } = place.its;
    const today = bank.now();
    const shifted = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString();
    bank.at(shifted(-1));
    expect((await place.ask("priya", mandate())).codes).toEqual(["STATE_TRANSITION_INVALID"]);
    bank.at(shifted(400));
    expect((await place.ask("priya", mandate())).codes).toEqual(["VALIDATION_FAILED"]);
    bank.at(today);
  });

  it("takes them out of what a sponsor has as far as it goes, and the rest out of the mandate", async () => {
    // The café may go 300 minutes below zero: two are credited, and then no more.
    const { rows } = await place.ask("cora", sponsor());
    const left = { tom: "INSUFFICIENT_CREDIT", jack: "INSUFFICIENT_CREDIT" };
    expect(outcomes(rows)).toEqual({ ...everybody, ...others, ...left });
    const told = await place.its.bank.as("amina").must(
      `query ($id: ID!, $of: ID!) {
        node(id: $id) { ... on JournalEntry { kind } }
        activityRecognitions(memberId: $of) { nodes { sponsor { name } } }
      }`,
      { id: at(rows["amina"] ?? null, "journalEntryId"), of: place.its.amina },
    );
    expect(at(told, "node.kind")).toBe("SPONSORED");
    expect(at(told, "activityRecognitions.nodes.0.sponsor.name")).toBe("Copper Kettle");
    const all = outcomes((await place.ask("priya", mandate())).rows);
    expect(all).toEqual({ ...everybody, ...others });
    expect(await balances()).toEqual([120, 120, 120, 120]);
    expect(await books()).toBe(0);
  });

  it("credits the same minutes to everyone of the hub who was not paid", async () => {
    const before = await balances();
    const { rows } = await place.ask("priya", mandate());
    expect(outcomes(rows)).toEqual({ ...everybody, ...others });
    expect(await balances()).toEqual(before.map((minutes) => minutes + 120));
    const entry = await place.its.bank.as("grace").must(
      `query ($id: ID!, $of: ID!) {
        node(id: $id) { ... on JournalEntry { kind purpose postings { minutes } } }
        activityRecognitions(memberId: $of) { nodes {
          what minutes purpose session { id } sponsor { name }
        } }
      }`,
      { id: at(rows["grace"] ?? null, "journalEntryId"), of: place.its.grace },
    );
    expect(at(entry, "node")).toMatchObject({ kind: "RECOGNITION", purpose: "PARTICIPATION" });
    const own = { what: "The plan", minutes: 120, purpose: "PARTICIPATION", sponsor: null };
    const known = { ...own, session: { id: place.held.sessionId } };
    expect(at(entry, "activityRecognitions.nodes")).toContainEqual(known);
  });

  it("does a request once, and credits who was written down later with a new one", async () => {
    const before = await balances();
    await written(place, { seats: [row(place, "tom", { isPresent: false })] });
    const key = { idempotencyKey: "the-first-request" };
    await place.ask("priya", mandate(), key);
    await written(place, { seats: [row(place, "tom", { way: "PAPER" })] });
    const again = await place.ask("priya", mandate(), key);
    expect(again.replayed).toBe(true);
    expect(outcomes(again.rows)).toMatchObject({ grace: "CREDITED", tom: "WAITING" });
    expect(outcomes((await place.ask("priya", mandate())).rows)).toMatchObject(everybody);
    expect(await balances()).toEqual(before.map((minutes) => minutes + 120));
  });

  it("credits each once when a mandate and a sponsor do it at the same time, each twice", async () => {
    const before = await balances();
    const all = await Promise.all([
      ...[place.ask("priya", mandate()), place.ask("cora", sponsor())],
      ...[place.ask("priya", mandate()), place.ask("cora", sponsor())],
    ]);
    expect(all.flatMap(({ codes }) => codes)).toEqual([]);
    expect(outcomes((await place.ask("priya", mandate())).rows)).toMatchObject(everybody);
    expect(await balances()).toEqual(before.map((minutes) => minutes + 120));
    expect(await books()).toBe(0);
  });

  it("stops where the mandate ends, and goes on when more was decided", async () => {
    const amend = async (more: number) => {
      const read = await place.its.bank
        .as("priya")
        .must(
          `query ($id: ID!) { mandate(id: $id) { version issuedMinutes decisions { decision { id } } } }`,
          { id: mandateId },
        );
      const decisionId = at(read, "mandate.decisions.0.decision.id");
      const minutes = Number(at(read, "mandate.issuedMinutes")) + more;
      const version = at(read, "mandate.version");
      const input = { mandateId, version, minutes, decisionId };
      await does("priya", "amendMandate", ["mandate { id }", input]);
    };
    await amend(240);
    const exhausted = { tom: "ISSUANCE_EXHAUSTED", jack: "ISSUANCE_EXHAUSTED" };
    const first = await place.ask("priya", mandate());
    expect(outcomes(first.rows)).toMatchObject({ grace: "CREDITED", ...exhausted });
    await amend(6000);
    expect(outcomes((await place.ask("priya", mandate())).rows)).toMatchObject(everybody);
  });

  it("leaves out the one who cannot be credited now, and nobody else", async () => {
    const account = { accountId: place.its.grace.replace(/^.../, "acc"), reason: "A look first." };
    await does("priya", "freezeAccount", ["account { id }", account]);
    const { rows } = await place.ask("priya", mandate());
    expect(outcomes(rows)).toMatchObject({ ...everybody, grace: "ACCOUNT_FROZEN" });
    await does("priya", "unfreezeAccount", ["account { id }", account]);
    expect(outcomes((await place.ask("priya", mandate())).rows)).toMatchObject(everybody);
  });
});

describe("who credits a session", () => {
  it("is a broker for the mandate, an admin for a sponsor, and nobody who may not know of it", async () => {
    const before = await balances();
    const { ask } = place;
    for (const persona of ["amina", "nora", "rob", "steward"]) {
      const expected = persona === "amina" || persona === "nora" ? "FORBIDDEN" : "NOT_FOUND";
      expect([persona, ...(await ask(persona, mandate())).codes]).toEqual([persona, expected]);
      expect([persona, ...(await ask(persona, sponsor())).codes]).toEqual([persona, expected]);
    }
    expect((await ask("anonymous", mandate())).codes).toEqual(["SIGN_IN_REQUIRED"]);
    expect((await ask("priya", { mandateOfHubId: place.its.sal })).codes).toEqual(["FORBIDDEN"]);
    expect((await ask("sven", { organisationId: place.its.shed })).codes).toEqual(["NOT_FOUND"]);
    expect((await ask("nora", { organisationId: place.its.shed })).codes).toEqual(["FORBIDDEN"]);
    expect((await ask("nora", { organisationId: place.its.grace })).codes).toEqual(["NOT_FOUND"]);
    expect(await balances()).toEqual(before);
  });

  it("never credits themselves or their own", async () => {
    const { school } = place.its;
    const me = await place.its.bank.as("tom").must("{ me { person { id } } }");
    const admin = { organisationId: school, personId: textAt(me, "me.person.id") };
    await does("priya", "addOrganisationAdmin", ["organisation { id }", admin]);
    const { rows } = await place.ask("tom", { organisationId: school });
    expect(outcomes(rows)).toMatchObject({
      ...{ amina: "CREDITED", grace: "CREDITED", tom: "FORBIDDEN", jack: "FORBIDDEN" },
    });
  });
});
