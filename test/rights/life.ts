import { sameIdAs } from "../../src/kernel/index.ts";
import { accountOf } from "../../src/ledger/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { type Setting, setting } from "../exchanges/town.ts";
import { change, mustTell } from "../federation/hubs.ts";
import { thisQuarter } from "../funding/credits.ts";
import { textAt } from "../support/api.ts";
import { does, type Input, personIdOf } from "./asking.ts";

/*
 * A life in a time bank, told with a word that stands nowhere else: what is left of it in the
 * table can be searched for. Every text about the person, by them, or on what they did with
 * others has the word in it.
 */
export const mark = "Zqxword";
export const bornOn = "1977-03-19";
export const phone = "07700 900123";

export type Life = Setting & {
  /** The person whose life it is, under the persona quilla: a member of BRA until they left. */
  readonly quilla: string;
  readonly personId: string;
  /** A child of theirs and tom's. */
  readonly kit: string;
  /** What they did with others, by names of its own. */
  readonly acts: { readonly [name: string]: string };
};

type Known = Setting & { readonly quilla: string; readonly personId: string };

/** A whole life, up to its end in the hub. */
export async function life(): Promise<Life> {
  const its = await setting();
  const quilla = await joined(its);
  const personId = await personIdOf(its.bank, "quilla");
  const known = { ...its, quilla, personId };
  const kit = await family(known);
  await offices(known);
  await listed(known);
  const acts = { ...(await met(known)), ...(await together(known)), ...(await funded(known)) };
  await noted(known, acts);
  return { ...known, kit, acts };
}

const aMember = { firstName: `${mark}anne`, lastName: `${mark}ander`, bornOn, phone };

async function joined({ bank, bra }: Setting): Promise<string> {
  const memberId = await does(
    bank,
    "quilla",
    [
      "apply",
      {
        ...{ hubId: bra, ...aMember, email: `${mark}@example.org` },
        ...{ offersInWords: [`${mark} baking`], requestsInWords: [`${mark} gardening`] },
      },
    ],
    "member",
  );
  const today = bank.now().slice(0, 10);
  const reference = { refereeName: `${mark} referee`, relation: `${mark} aunt`, takenOn: today };
  const byPhone = { channel: "PHONE", note: `${mark} heard`, slip: `${mark} slip` };
  const steps: readonly (readonly [string, Input])[] = [
    ["recordInterview", { heldOn: today, note: `${mark} interview` }],
    ["addReference", { ...reference, note: `${mark} reference` }],
    ["waiveRequirement", { step: "REFERENCES", reason: `${mark} waiver` }],
    ["acceptCodeOfConduct", { note: `${mark} code` }],
    ["activateMember", {}],
    ["setMemberLimits", { version: 6, floorMinutes: -600, reason: `${mark} limits` }],
    ["setCommunicationProfile", { version: 7, helperName: `${mark} helper`, spoken: byPhone }],
    ...answers,
  ];
  for (const [mutation, input] of steps) {
    await does(bank, "priya", [mutation, { memberId, ...input }]);
  }
  const counted = { hubId: bra, textVersion: 1, ageBand: "FROM_45_TO_54" };
  await does(bank, "quilla", ["giveDemographics", counted]);
  return memberId;
}

/** A yes that was taken back, and one that stands, as Priya heard them. */
const answers: readonly (readonly [string, Input])[] = (["CONTACT", "COMMUNICATION"] as const)
  .map((of) => `SHARE_${of}_AFTER_AGREEMENT`)
  .flatMap((purpose, place): readonly (readonly [string, Input])[] => {
    const said = { purpose, spoken: { channel: "PHONE", note: `${mark} answer` } };
    const yes = ["giveConsent", { ...said, textVersion: 1 }] as const;
    return place === 0 ? [yes, ["withdrawConsent", said]] : [yes];
  });

/** Guardian of a child beside tom, and of another one until that ended. */
async function family({ bank, bra, jack, personId }: Known): Promise<string> {
  const wish = { hubId: bra, firstName: "kit", lastName: "Test", bornOn: "2012-05-05" };
  const kit = await does(bank, "quilla", ["applyForChild", wish], "member");
  const tom = await personIdOf(bank, "tom");
  const links = [
    { childMemberId: kit, guardianPersonId: personId, evidenceNote: `${mark} certificate` },
    { childMemberId: kit, guardianPersonId: tom, evidenceNote: "Saw the certificate." },
    { childMemberId: jack, guardianPersonId: personId, evidenceNote: `${mark} letter` },
  ];
  for (const link of links) await does(bank, "priya", ["linkGuardian", link]);
  const end = { childMemberId: jack, guardianPersonId: personId, reason: `${mark} past` };
  await does(bank, "priya", ["endGuardian", end]);
  return kit;
}

/** Roles now and before, an organisation they speak for, and a referral they sent. */
async function offices({ bank, bra, sal, shed, personId }: Known): Promise<void> {
  const role = { personId, role: "AUDITOR", reason: `${mark} role` };
  await does(bank, "steward", ["grantRole", { ...role, scopeId: sal }]);
  const ended = await does(bank, "steward", ["grantRole", { ...role, scopeId: bra }], "role");
  await does(bank, "steward", ["endRole", { roleId: ended, reason: `${mark} end` }]);
  await does(bank, "rob", ["addOrganisationAdmin", { organisationId: shed, personId }]);
  await does(bank, "quilla", [
    "referPerson",
    {
      ...{ hubId: bra, personName: "Nora Field", contact: "01632 960000" },
      ...{ consentNote: `${mark} yes`, note: `${mark} why`, yourName: `${mark}anne` },
    },
  ]);
}

async function listed({ bank, quilla, sal }: Known): Promise<void> {
  await does(bank, "steward", ["createCategory", { name: "Anything else", slug: "other" }]);
  const offer = { partyId: quilla, direction: "OFFER", channels: ["PHONE"] };
  const words = { title: `${mark} offer`, description: `${mark} words`, around: `${mark} Green` };
  await does(bank, "quilla", ["createListing", { ...offer, ...words }]);
  const draft = await does(bank, "priya", ["createListing", { ...offer, ...words }], "listing");
  const spoken = { channel: "PHONE", note: `${mark} said yes` };
  const consent = { listingId: draft, version: 1, spoken, spokenBy: "AUTHOR" };
  await does(bank, "priya", ["consentToListing", consent]);
  const skill = { memberId: quilla, level: "HAVE", words: `${mark} skill` };
  await does(bank, "quilla", ["addSkill", skill]);
  await does(bank, "quilla", ["requestMove", { memberId: quilla, toHubId: sal, note: mark }]);
  const moveRequestId = sameIdAs(quilla, "mov");
  await does(bank, "rob", ["declineMove", { moveRequestId, reason: `${mark} no` }]);
}

/** Exchanges with each way to end that has words of its own. */
async function met(its: Known): Promise<Life["acts"]> {
  const { bank, quilla, grace } = its;
  const happenedOn = bank.now().slice(0, 10);
  const wish = { providerId: grace, recipientIds: [quilla], minutes: 30, what: `${mark} windows` };
  const propose = (input: Input = {}) =>
    does(bank, "quilla", ["proposeExchange", { ...wish, ...input }], "exchange");
  const agree = (exchangeId: string) =>
    does(bank, "grace", ["agreeExchange", { exchangeId, version: 1 }]);
  const deliver = async (input: Input = {}) => {
    const exchangeId = await propose(input);
    await agree(exchangeId);
    await does(bank, "grace", ["markDelivered", { exchangeId, minutes: 30, happenedOn }]);
    return exchangeId;
  };
  const settled = await deliver({ plannedFor: "2026-01-05T15:00:00Z" });
  const money = { purpose: "MATERIALS", pence: 250, paidById: quilla, note: `${mark} soap` };
  await does(bank, "grace", ["addMoneyLeg", { exchangeId: settled, ...money }]);
  const valueNote = `${mark} value`;
  await does(bank, "quilla", ["confirmExchange", { exchangeId: settled, minutes: 30, valueNote }]);
  const disputed = await deliver();
  await does(bank, "quilla", [
    "confirmExchange",
    { exchangeId: disputed, minutes: 15, valueNote: `${mark} less` },
  ]);
  const note = `${mark} resolved`;
  await does(bank, "priya", ["resolveDispute", { exchangeId: disputed, minutes: 15, note }]);
  const declined = await propose();
  await does(bank, "grace", ["declineExchange", { exchangeId: declined, reason: `${mark} no` }]);
  const cancelled = await propose();
  await agree(cancelled);
  await does(bank, "quilla", ["cancelExchange", { exchangeId: cancelled, reason: `${mark} ill` }]);
  return { settled, disputed, declined, cancelled, heard: await heard(its) };
}

/** Help they gave, with all their words on the phone to the broker. */
async function heard({ bank, quilla, tom }: Known): Promise<string> {
  const happenedOn = bank.now().slice(0, 10);
  const wish = { providerId: quilla, recipientIds: [tom], minutes: 120, what: `${mark} cooking` };
  const exchangeId = await does(bank, "tom", ["proposeExchange", wish], "exchange");
  const spoken = { channel: "PHONE", note: `${mark} said` };
  const agreed = { exchangeId, version: 1, onBehalfOfId: quilla, spoken };
  await does(bank, "priya", ["agreeExchange", agreed]);
  await does(bank, "quilla", ["markDelivered", { exchangeId, minutes: 120, happenedOn }]);
  await does(bank, "tom", ["confirmExchange", { exchangeId, minutes: 120, valueNote: mark }]);
  return exchangeId;
}

/** What they did in groups, learned and were mentored in. */
async function together({ bank, bra, quilla, grace, school }: Known): Promise<Life["acts"]> {
  const plannedFor = "2026-01-20T10:00:00Z";
  const plan = { hubId: bra, plannedFor, receiverMinutes: 15, what: "A walk" };
  const givers = [{ partyId: quilla, minutes: 15 }];
  const planned = async () => {
    const wish = { ...plan, givers };
    const activityId = await does(bank, "priya", ["planGroupActivity", wish], "activity");
    await does(bank, "quilla", [
      "joinGroupActivity",
      { activityId, partyId: quilla, role: "GIVER" },
    ]);
    return activityId;
  };
  const group = await planned();
  const off = await planned();
  await does(bank, "priya", ["cancelGroupActivity", { activityId: off, reason: `${mark} ill` }]);
  const sessions = [{ on: "2026-01-05", minutes: 30 }];
  const learned = { learnerId: quilla, organisationId: school, what: `${mark} maths`, sessions };
  const learning = await does(bank, "quilla", ["recordLearning", learned], "record");
  await does(bank, "nora", ["verifyLearning", { recordId: learning }]);
  const talks = { providerId: grace, recipientId: quilla, what: `${mark} talks`, rhythm: mark };
  const series = await does(
    bank,
    "quilla",
    ["startSeries", { ...talks, sessionCount: 2, sessionMinutes: 15 }],
    "series",
  );
  const spoken = { channel: "PHONE", note: `${mark} agreed` };
  await does(bank, "priya", ["agreeSeries", { seriesId: series, onBehalfOfId: grace, spoken }]);
  return { group, off, learning, series };
}

async function funded({ bank, bra, quilla, grace }: Known): Promise<Life["acts"]> {
  const gift = { minutes: 15, note: `${mark} thanks` };
  const given = { ...gift, fromId: quilla, to: { memberId: grace } };
  const got = { ...gift, fromId: grace, to: { memberId: quilla } };
  const gave = await does(bank, "quilla", ["giveCredits", given], "gift");
  const received = await does(bank, "grace", ["giveCredits", got], "gift");
  await does(bank, "quilla", [
    "giveCredits",
    { ...gift, fromId: quilla, to: { potOfHubId: bra }, minutes: 30 },
  ]);
  const ask = { memberId: quilla, minutes: 15, reason: `${mark} need` };
  const pot = await does(bank, "quilla", ["requestPotSupport", ask], "potRequest");
  const support = { potRequestId: pot, approve: true, note: `${mark} yes` };
  await does(bank, "priya", ["decidePotSupport", support]);
  await does(bank, "quilla", ["requestPotSupport", ask]);
  await does(bank, "priya", [
    "grantMandate",
    {
      ...{ hubId: bra, purpose: "TRAINING", quarter: thisQuarter, minutes: 600 },
      decisionId: await decidedIn(bank, bra),
    },
  ]);
  const trained = { purpose: "TRAINING", minutes: 30, what: `${mark} aid`, memberId: quilla };
  await does(bank, "priya", ["recogniseActivity", { ...trained, happenedOn: "2026-01-05" }]);
  return { gave, received, pot };
}

/** What a broker noted in the ledger; then the end of the membership. */
async function noted({ bank, quilla }: Known, acts: Life["acts"]): Promise<void> {
  const reason = `${mark} because`;
  const journalEntryId = sameIdAs(acts["received"] ?? "", "jrn");
  await does(bank, "priya", ["reverseEntry", { journalEntryId, reason }]);
  const accountId = accountOf(quilla);
  await does(bank, "priya", ["freezeAccount", { accountId, reason }]);
  await does(bank, "priya", ["unfreezeAccount", { accountId, reason }]);
  await does(bank, "quilla", ["leaveHub", { memberId: quilla, reason: `${mark} away` }]);
}

/** Somebody who came by a referral and took part on the phone, and then got a login. */
export async function phoned({ bank, bra }: Setting): Promise<string> {
  const referralId = await does(
    bank,
    "grace",
    [
      "referPerson",
      {
        ...{ hubId: bra, personName: `${mark}bert`, contact: `${mark} 5`, consentNote: mark },
        ...{ note: `${mark} shy`, yourName: "Grace" },
      },
    ],
    "referral",
  );
  const entered = { hubId: bra, ...aMember, channel: "PHONE", helperName: `${mark} son` };
  const wish = { ...entered, consentNote: `${mark} yes`, referralId };
  const memberId = await does(bank, "priya", ["registerAssisted", wish], "member");
  const made = await mustTell(bank.as("priya"), change("createLoginCode", "loginCode { code }"), {
    memberId,
  });
  await does(bank, "priya", ["createLoginCode", { memberId }]);
  const code = textAt(made, "createLoginCode.loginCode.code");
  await does(bank, "bert", ["linkLogin", { code }]);
  return memberId;
}
