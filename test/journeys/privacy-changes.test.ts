import { beforeAll, describe, expect, it } from "vitest";
import { newRequestKey } from "../support/api.ts";
import { documentOf, personOf } from "./privacy-asking.ts";
import { type Persona, type Populated, populatedTown } from "./privacy-town.ts";

let place: Populated;
let tomPerson: string;
beforeAll(async () => {
  place = await populatedTown();
  tomPerson = await personOf(place.bank.as("tom"));
});

type Input = { readonly [field: string]: unknown };

/** A change of something: whose id it names, in which field, and the rest it takes. */
type Try = readonly [mutation: string, thing: string, at: string, rest?: Input];

const today = "2026-02-09";
const words = "Words enough.";
const version = 1;
const minutes = 15;

/** Each change that names a thing a stranger may not know of. */
const tries: readonly Try[] = [
  ["updateMember", "ellie", "memberId", { version, phone: "01234 999999" }],
  ["pauseMembership", "ellie", "memberId"],
  ["resumeMembership", "ellie", "memberId"],
  ["leaveHub", "ellie", "memberId"],
  ["requestMove", "ellie", "memberId", { toHubId: `hub_${"0".repeat(26)}` }],
  ["acceptCodeOfConduct", "ellie", "memberId"],
  ["recordInterview", "ellie", "memberId", { heldOn: today, note: words }],
  [
    "addReference",
    "ellie",
    "memberId",
    { refereeName: "Dr Brook", relation: "doctor", takenOn: today },
  ],
  ["waiveRequirement", "ellie", "memberId", { step: "OFFER", reason: words }],
  ["activateMember", "ellie", "memberId"],
  ["createLoginCode", "ellie", "memberId"],
  ["requestCorrection", "ellie", "memberId", { subject: "BIRTH", statement: words }],
  [
    "decideCorrection",
    "correction",
    "correctionId",
    { isCorrected: false, answer: words, version },
  ],
  ["requestPotSupport", "ellie", "memberId", { minutes, reason: words }],
  ["addSkill", "ellie", "memberId", { level: "HAVE", words: "Drawing" }],
  [
    "recogniseCare",
    "ellie",
    "memberId",
    { weeks: [{ weekStarting: "2026-02-02", reportedMinutes: 60 }] },
  ],
  [
    "recogniseActivity",
    "ellie",
    "memberId",
    { purpose: "TRAINING", what: words, minutes, happenedOn: today },
  ],
  [
    "createListing",
    "ellie",
    "partyId",
    { direction: "OFFER", title: "Drawing", channels: ["ONLINE"] },
  ],
  ["freezeAccount", "aminaAccount", "accountId", { reason: words }],
  ["unfreezeAccount", "aminaAccount", "accountId", { reason: words }],
  ["reverseEntry", "careEntry", "journalEntryId", { reason: words }],
  ["reverseEntry", "potGiftEntry", "journalEntryId", { reason: words }],
  ["updateListing", "draft", "listingId", { version, title: "Mine now" }],
  ["publishListing", "childs", "listingId", { version }],
  ["pauseListing", "childs", "listingId", { version }],
  ["closeListing", "draft", "listingId", { version }],
  [
    "consentToListing",
    "brokersDraft",
    "listingId",
    { version, spoken: { channel: "PHONE", note: words }, spokenBy: "AUTHOR" },
  ],
  ["decidePotSupport", "potRequest", "potRequestId", { approve: true, note: words }],
  ["cancelPotRequest", "potRequest", "potRequestId"],
  ["agreeExchange", "exchange", "exchangeId", { version }],
  ["declineExchange", "exchange", "exchangeId"],
  ["cancelExchange", "exchange", "exchangeId"],
  ["proposeExchangeChange", "exchange", "exchangeId", { version, minutes }],
  ["markDelivered", "exchange", "exchangeId", { minutes, happenedOn: today }],
  ["confirmExchange", "exchange", "exchangeId", { minutes }],
  ["resolveDispute", "exchange", "exchangeId", { minutes, note: words }],
  ["confirmOnBehalf", "exchange", "exchangeId", { minutes, reason: words }],
  ["agreeSeries", "series", "seriesId"],
  ["endSeries", "series", "seriesId"],
  ["startSeriesSession", "series", "seriesId"],
  ["verifyLearning", "learning", "recordId"],
];

/** Whoever has no part in any of it, with all the power some have elsewhere. */
const outsiders = ["stranger", "zoe", "kofi", "rob", "stella", "steward"] as const;

const thingId = (thing: string) => place.things[thing] ?? "";
const unknownLike = (id: string) => `${id.slice(0, 4)}${"0".repeat(26)}`;

/** The whole answer to a change, as it comes over the wire. */
async function answer(persona: Persona, mutation: string, input: Input): Promise<string> {
  const { status, body } = await place.bank.send({
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await place.bank.tokenFor(persona)}`,
    },
    body: JSON.stringify({ query: documentOf(mutation), variables: { input } }),
  });
  return `${status} ${body}`;
}

/** Are both refused alike? Says what was answered where they are not. */
async function differ(persona: Persona, mutation: string, [one, other]: readonly [Input, Input]) {
  const idempotencyKey = newRequestKey();
  const known = await answer(persona, mutation, { ...one, idempotencyKey });
  const unknown = await answer(persona, mutation, { ...other, idempotencyKey });
  const isRefused = /"code":"(NOT_FOUND|FORBIDDEN)"/.test(known);
  return known === unknown && isRefused ? [] : [{ mutation, known, unknown }];
}

describe("a change of what the caller may not see", () => {
  it.each(outsiders)("is refused to %s word for word as for an unknown id", async (persona) => {
    const wrong = await Promise.all(
      tries.map(([mutation, thing, at, rest]) => {
        const id = thingId(thing);
        return differ(persona, mutation, [
          { ...rest, [at]: id },
          { ...rest, [at]: unknownLike(id) },
        ]);
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });
});

/** Changes the callers may not make, with someone else named in them on the side. */
const asides = (): readonly (readonly [Persona, string, string, string, Input])[] => [
  ["grace", "createOrganisation", "adminPersonId", tomPerson, organisation()],
  ["grace", "addOrganisationAdmin", "personId", tomPerson, { organisationId: place.cafe }],
  ["grace", "removeOrganisationAdmin", "personId", tomPerson, { organisationId: place.cafe }],
  ["priya", "grantRole", "personId", tomPerson, role()],
  ["grace", "linkGuardian", "guardianPersonId", tomPerson, guardian()],
  ["grace", "appointSupporter", "personId", tomPerson, support()],
  ["grace", "endSupporter", "personId", tomPerson, { memberId: place.amina, reason: words }],
  [
    "amina",
    "linkGuardian",
    "guardianPersonId",
    tomPerson,
    { ...guardian(), childMemberId: place.ellie },
  ],
  ["stranger", "registerAssisted", "referralId", thingId("referral"), assisted()],
  ["grace", "registerAssisted", "referralId", thingId("referral"), assisted()],
  ["amina", "recogniseCare", "caredForMemberId", place.jack, care()],
  ["grace", "giveCredits", "fromId", place.amina, { to: { memberId: place.grace }, minutes }],
];

const organisation = () => ({ hubId: place.bra, name: "Club", kind: "CHARITY" });
const role = () => ({ role: "AUDITOR", scopeId: place.bra, reason: words });
const guardian = () => ({ childMemberId: place.grace, evidenceNote: words });
const support = () => ({
  ...{ memberId: place.grace, kind: "ATTORNEY", scope: ["READ"] },
  evidence: { seen: words, seenOn: "2026-01-01", channel: "IN_PERSON" },
});
const care = () => ({
  memberId: place.amina,
  weeks: [{ weekStarting: "2026-02-02", reportedMinutes: 60 }],
});
const assisted = () => ({
  ...{ hubId: place.bra, firstName: "Beth", lastName: "Test", bornOn: "1959-01-01" },
  ...{ channel: "PHONE", consentNote: words, offersInWords: [], requestsInWords: [] },
});

describe("a change the caller may not make", () => {
  it("does not tell whether somebody named in it exists", async () => {
    const wrong = await Promise.all(
      asides().map(([persona, mutation, at, id, rest]) =>
        differ(persona, mutation, [
          { ...rest, [at]: id },
          { ...rest, [at]: unknownLike(id) },
        ]),
      ),
    );
    expect(wrong.flat()).toEqual([]);
  });
});
