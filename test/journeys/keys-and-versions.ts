import { agreed, delivered, idOf, must, proposed, type Setting } from "../exchanges/setting.ts";
import { make } from "../exchanges/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { decision as agreedByAll, thisQuarter } from "../funding/credits.ts";
import { at, type Json } from "../support/api.ts";
import { incidentCases } from "./keys-and-versions-incidents.ts";
import { safetyCases } from "./keys-and-versions-safety.ts";
import { laterVersionCases } from "./keys-and-versions-webhooks.ts";

type Input = { readonly [field: string]: unknown };

/** A wish that succeeds once, and what makes it another wish about the same thing. */
type KeyCase = readonly [
  mutation: string,
  persona: string,
  prepare: (its: Setting) => Promise<{ readonly input: Input; readonly other: Input }>,
];

/** A wish that succeeds once, with the version that is the right one. */
type VersionCase = readonly [
  mutation: string,
  persona: string,
  prepare: (its: Setting) => Promise<Input & { readonly version: Json }>,
];

const decision = { ...agreedByAll, decidedOn: "2026-01-04" };
const minutes = 15;

const listed = (its: Setting, persona: string, wish: Input = {}): Promise<string> =>
  make(its.bank, persona, [
    "createListing",
    "listing",
    { partyId: its.grace, direction: "OFFER", title: "Windows", channels: ["PHONE"], ...wish },
  ]);

const option = (its: Setting) => ({
  ...{ organisationId: its.cafe, title: "Tea", askedMinutes: minutes, channels: ["IN_PERSON"] },
});
const opened = (its: Setting): Promise<string> =>
  make(its.bank, "cora", ["createSpendOption", "spendOption", option(its)]);

const granted = (its: Setting, purpose: string): Promise<string> =>
  make(its.bank, "priya", [
    "grantMandate",
    "mandate",
    { hubId: its.bra, purpose, quarter: thisQuarter, minutes: 1200, decision },
  ]);

export const askedPot = (its: Setting): Promise<string> =>
  make(its.bank, "amina", [
    "requestPotSupport",
    "potRequest",
    { memberId: its.amina, minutes, reason: "A week without a car." },
  ]);

/** A new limit for the two hubs, which Priya proposes. */
async function proposedLimit(its: Setting, limitMinutes: number) {
  const wish = { hubId: its.bra, partnerHubId: its.sal, limitMinutes };
  const agreementId = await make(its.bank, "priya", ["proposeInterHub", "agreement", wish]);
  return { agreementId, version: await versionOf(its, agreementId, "InterHubAgreement") };
}

const versionOf = async (its: Setting, id: string, type: string): Promise<Json> =>
  at(
    await its.bank
      .as("priya")
      .must(`query ($id: ID!) { node(id: $id) { ... on ${type} { version } } }`, { id }),
    "node.version",
  );

/** A pay-run of the café that can be started. */
async function rehearsedPayRun(its: Setting) {
  await granted(its, "PARTICIPATION");
  const { bank, cafe: organisationId, grace: memberId } = its;
  const purse = { organisationId, purpose: "PARTICIPATION", quarter: thisQuarter, minutes: 1200 };
  await make(bank, "priya", ["allocate", "allocation", purse]);
  const wish = { organisationId, what: "The meeting of Monday" };
  const payRunId = await make(bank, "cora", ["createPayRun", "payRun", wish]);
  const rows = [{ memberId, minutes }];
  await make(bank, "cora", ["addPayRunRows", "payRun", { payRunId, rows }]);
  await make(bank, "cora", ["rehearsePayRun", "payRun", { payRunId }]);
  return { payRunId, version: await versionOf(its, payRunId, "PayRun") };
}

const drafted = async (its: Setting) => ({
  listingId: await listed(its, "priya"),
  version: 1,
});
const shown = async (its: Setting) => ({ listingId: await listed(its, "grace"), version: 1 });
const hidden = async (its: Setting) => ({
  listingId: await listed(its, "grace", { asDraft: true }),
  version: 1,
});

/** Leah becomes the safeguarding lead of BRA, once. */
export async function leahLeads({ bank, bra }: Setting): Promise<void> {
  const personId = await person(bank, "leah");
  await giveRole(bank, personId, { role: "SAFEGUARDING_LEAD", scopeId: bra });
}

export const versionCases: readonly VersionCase[] = [
  ["updateListing", "grace", async (its) => ({ ...(await shown(its)), title: "Doors" })],
  ["publishListing", "grace", hidden],
  ["pauseListing", "grace", shown],
  ["closeListing", "grace", shown],
  ["consentToListing", "grace", drafted],
  ["closeSpendOption", "cora", async (its) => ({ spendOptionId: await opened(its), version: 1 })],
  [
    "agreeExchange",
    "grace",
    async (its) => ({ exchangeId: idOf(await proposed(its, { minutes })), version: 1 }),
  ],
  [
    "proposeExchangeChange",
    "grace",
    async (its) => ({
      exchangeId: idOf(await proposed(its, { minutes })),
      ...{ version: 1, minutes: 30 },
    }),
  ],
  ["agreeInterHub", "rob", (its) => proposedLimit(its, 600)],
  ["endInterHub", "rob", (its) => proposedLimit(its, 900)],
  [
    "amendMandate",
    "priya",
    async (its) => ({
      mandateId: await granted(its, "TRAINING"),
      ...{ version: 1, minutes: 1500, decision: { ...decision, reference: "D2" } },
    }),
  ],
  [
    "setHubPolicy",
    "priya",
    async (its) => ({
      ...{ hubId: its.bra, version: await versionOf(its, its.bra, "Hub") },
      ...{ policy: { floorMinutes: -450 }, effectiveFrom: "2026-02-01T00:00:00Z" },
      reason: "The circle said so.",
    }),
  ],
  ...safetyCases,
  [
    "clearDisplacement",
    "priya",
    async (its) => ({
      exchangeId: idOf(await proposed(its, { minutes })),
      ...{ version: 1, reason: "A small thing, once." },
    }),
  ],
  ["startPayRun", "cora", rehearsedPayRun],
  ...laterVersionCases,
  [
    "updateMember",
    "amina",
    async (its) => ({
      ...{ memberId: its.amina, version: await versionOf(its, its.amina, "Member") },
      lastName: "Marsh",
    }),
  ],
  [
    "setCommunicationProfile",
    "amina",
    async (its) => ({
      ...{ memberId: its.amina, version: await versionOf(its, its.amina, "Member") },
      languages: ["en", "ur"],
    }),
  ],
  [
    "setMemberLimits",
    "priya",
    async (its) => ({
      ...{ memberId: its.grace, version: await versionOf(its, its.grace, "Member") },
      ...{ floorMinutes: -450, reason: "Well known." },
    }),
  ],
  [
    "clearMemberLimits",
    "priya",
    async (its) => {
      const memberId = its.tom;
      const reason = "Only for a while.";
      const wish = { memberId, version: await versionOf(its, memberId, "Member"), reason };
      await make(its.bank, "priya", ["setMemberLimits", "member", { ...wish, floorMinutes: 0 }]);
      return { ...wish, version: await versionOf(its, memberId, "Member") };
    },
  ],
  ...incidentCases,
];

const nextVersion = { version: 2 };

export const keyCases: readonly KeyCase[] = [
  ["publishListing", "grace", async (its) => ({ input: await hidden(its), other: nextVersion })],
  ["pauseListing", "grace", async (its) => ({ input: await shown(its), other: nextVersion })],
  ["closeListing", "grace", async (its) => ({ input: await shown(its), other: nextVersion })],
  ["consentToListing", "grace", async (its) => ({ input: await drafted(its), other: nextVersion })],
  [
    "createSpendOption",
    "cora",
    async (its) => ({ input: option(its), other: { askedMinutes: 30 } }),
  ],
  [
    "addSlot",
    "cora",
    async (its) => ({
      input: {
        ...{ spendOptionId: await opened(its), startsAt: "2026-03-10T10:00:00Z", capacity: 2 },
      },
      other: { capacity: 3 },
    }),
  ],
  [
    "returnCredits",
    "cora",
    async (its) => {
      await granted(its, "LEARNING");
      const input = { organisationId: its.cafe, purpose: "LEARNING", quarter: thisQuarter };
      await make(its.bank, "priya", ["allocate", "allocation", { ...input, minutes: 600 }]);
      return { input: { ...input, minutes: 240 }, other: { minutes } };
    },
  ],
  [
    "decidePotSupport",
    "priya",
    async (its) => {
      const gift = { fromId: its.grace, to: { potOfHubId: its.bra }, minutes, note: "For all." };
      await make(its.bank, "grace", ["giveCredits", "gift", gift]);
      const potRequestId = await askedPot(its);
      return {
        input: { potRequestId, approve: true, note: "With pleasure." },
        other: { approve: false },
      };
    },
  ],
  [
    "removeMoneyLeg",
    "amina",
    async (its) => {
      const exchangeId = idOf(await agreed(its, { minutes }));
      const leg = { exchangeId, purpose: "FUEL", pence: 640, paidById: its.amina };
      await must(its.bank, "amina", ["addMoneyLeg", leg]);
      await must(its.bank, "amina", ["addMoneyLeg", leg]);
      return { input: { exchangeId, number: 1 }, other: { number: 2 } };
    },
  ],
  [
    "confirmOnBehalf",
    "priya",
    async (its) => {
      const exchangeId = idOf(await delivered(its, { minutes }, minutes));
      its.bank.at("2026-01-20T09:00:00Z");
      return {
        input: { exchangeId, minutes, reason: "Her daughter told me on the phone." },
        other: { reason: "Her son told me on the phone." },
      };
    },
  ],
];
