import { beforeAll, describe, expect, it } from "vitest";
import { idOf, must, type Setting, setting } from "../exchanges/setting.ts";
import { appoint } from "../exchanges/supporting.ts";
import { at, type Json, newRequestKey, textAt } from "../support/api.ts";
import { heardConfirmation, heardYes } from "./setting.ts";

let its: Setting;
beforeAll(async () => {
  its = await setting();
  await appoint(its, {
    member: its.nadia,
    helper: "tom",
    scope: ["READ", "ARRANGE_HELP", "SPEND", "MANAGE_PROFILE"],
  });
});

const actor = "actor { name as actingFor { name } }";

async function actorsOf(exchangeId: string, persona = "priya"): Promise<readonly Json[]> {
  const answer = await its.bank
    .as(persona)
    .must(`query ($id: ID!) { exchange(id: $id) { steps { status ${actor} } } }`, {
      id: exchangeId,
    });
  const steps = at(answer, "exchange.steps");
  return Array.isArray(steps) ? steps : [];
}

const done = (name: string, as: string, forWhom: string | null) => ({
  name,
  as,
  actingFor: forWhom === null ? null : { name: forWhom },
});

/** Does something through the API that has to succeed. */
const make = (persona: string, mutation: string, [fields, input]: readonly [string, object]) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  return its.bank
    .as(persona)
    .must(
      `mutation ($input: ${type}) { ${mutation}(input: $input) { ${fields} userErrors { code } } }`,
      { input: { idempotencyKey: newRequestKey(), ...input } },
    );
};

describe("who did something, and in whose name", () => {
  it("stands in every step that a broker wrote down, for both sides to see", async () => {
    const exchangeId = await heardConfirmation(its, 15);
    for (const persona of ["priya", "grace"]) {
      expect(await actorsOf(exchangeId, persona)).toEqual([
        { status: "PROPOSED", actor: done("grace", "SELF", "grace") },
        { status: "AGREED", actor: done("priya", "BROKER", "nadia") },
        { status: "DELIVERED", actor: done("grace", "SELF", "grace") },
        { status: "CONFIRMED", actor: done("priya", "BROKER", "nadia") },
        { status: "SETTLED", actor: null },
      ]);
    }
  });

  it("names a guardian beside the child, an admin beside the organisation, a supporter", async () => {
    const lesson = { providerId: its.grace, minutes: 15, what: "Maths" };
    const child = { ...lesson, recipientIds: [its.jack] };
    const forChild = idOf(await must(its.bank, "tom", ["proposeExchange", child]));
    expect((await actorsOf(forChild))[0]).toMatchObject({ actor: done("tom", "GUARDIAN", "jack") });
    const sponsored = { ...lesson, recipientIds: [its.jack], payerId: its.school, sponsored: true };
    const bySchool = idOf(await must(its.bank, "nora", ["proposeExchange", sponsored]));
    expect((await actorsOf(bySchool))[0]).toMatchObject({
      actor: done("nora", "ADMIN", "Millbrook"),
    });
    const helped = { ...lesson, recipientIds: [its.nadia] };
    const supported = idOf(await must(its.bank, "tom", ["proposeExchange", helped]));
    expect((await actorsOf(supported))[0]).toMatchObject({
      actor: done("tom", "SUPPORTER", "nadia"),
    });
  });

  it("tells nobody's name where a broker did their own work", async () => {
    const exchangeId = await heardYes(its, 15);
    await must(its.bank, "priya", ["cancelExchange", { exchangeId }]);
    expect((await actorsOf(exchangeId)).at(-1)).toEqual({
      status: "CANCELLED",
      actor: done("priya", "BROKER", null),
    });
  });

  it("keeps whose word it was where payer and recipients differ", async () => {
    const wish = {
      providerId: its.grace,
      recipientIds: [its.nadia],
      payerId: its.amina,
      minutes: 15,
      what: "Post",
    };
    const exchangeId = idOf(await must(its.bank, "amina", ["proposeExchange", wish]));
    await must(its.bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
    const happenedOn = its.bank.now().slice(0, 10);
    await must(its.bank, "grace", ["markDelivered", { exchangeId, minutes: 15, happenedOn }]);
    const spoken = { channel: "PHONE", note: "It was fine." };
    const heard = { exchangeId, minutes: 15, onBehalfOfId: its.nadia, spoken };
    await must(its.bank, "priya", ["confirmExchange", heard]);
    expect((await actorsOf(exchangeId)).at(-2)).toEqual({
      status: "CONFIRMED",
      actor: done("priya", "BROKER", "nadia"),
    });
  });

  it("stands in what the pot was asked, what was learned, and a pause", async () => {
    const pot = `potRequest { askedBy { name as actingFor { name } } }`;
    const need = { memberId: its.nadia, minutes: 60, reason: "A hard month." };
    for (const [persona, as] of [
      ["priya", "BROKER"],
      ["tom", "SUPPORTER"],
    ] as const) {
      const asked = await make(persona, "requestPotSupport", [pot, need]);
      expect(at(asked, "requestPotSupport.potRequest.askedBy")).toEqual(done(persona, as, "nadia"));
    }
    const record = `record { recordedBy { name as actingFor { name } } }`;
    const learned = {
      learnerId: its.jack,
      organisationId: its.school,
      what: "Reading",
      sessions: [{ on: "2026-01-04", minutes: 15 }],
    };
    for (const [persona, as, whose] of [
      ["tom", "GUARDIAN", "jack"],
      ["jack", "SELF", "jack"],
      ["nora", "ADMIN", "Millbrook"],
      ["priya", "BROKER", "jack"],
    ] as const) {
      const written = await make(persona, "recordLearning", [record, learned]);
      expect(at(written, "recordLearning.record.recordedBy")).toEqual(done(persona, as, whose));
    }
    const member = `member { pausedBy { name as actingFor { name } } }`;
    const paused = await make("tom", "pauseMembership", [member, { memberId: its.nadia }]);
    expect(at(paused, "pauseMembership.member.pausedBy")).toEqual(
      done("tom", "SUPPORTER", "nadia"),
    );
    const back = await make("priya", "resumeMembership", [member, { memberId: its.nadia }]);
    expect(at(back, "resumeMembership.member.pausedBy")).toBeNull();
  });

  it("stands in the yes to a listing", async () => {
    await make("steward", "createCategory", ["category { id }", { slug: "other", name: "Other" }]);
    const offer = { partyId: its.nadia, direction: "OFFER", kind: "SERVICE", title: "Songs" };
    const draft = await make("priya", "createListing", [
      "listing { id }",
      { ...offer, description: "On the phone.", channels: ["PHONE"] },
    ]);
    const listingId = textAt(draft, "createListing.listing.id");
    const shown = await make("tom", "consentToListing", [
      "listing { consent { by actor { name as actingFor { name } } } }",
      { listingId, version: 1 },
    ]);
    expect(at(shown, "consentToListing.listing.consent")).toEqual({
      by: "SUPPORTER",
      actor: done("tom", "SUPPORTER", "nadia"),
    });
  });
});
