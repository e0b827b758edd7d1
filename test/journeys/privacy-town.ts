import { sameIdAs } from "../../src/kernel/index.ts";
import { accountOf, potOf } from "../../src/ledger/index.ts";
import { lists, member, type Town } from "../directory/town.ts";
import { giveRole, person } from "../federation/hubs.ts";
import { februaryTown, grant, must, thisQuarter } from "../funding/credits.ts";
import { type Caller, type Json, textAt } from "../support/api.ts";
import { does, personOf } from "./privacy-asking.ts";
import { hooked, told, watched } from "./privacy-safety.ts";

/** Everyone who may come to the door, by the name of their persona. */
export const personas = [
  "anonymous",
  "stranger", // a valid token, and no person behind it
  "zoe", // has applied to BRA and waits
  "grace", // a member of BRA
  "kofi", // a member of SAL
  "jack", // 15, a member of BRA with a login; his guardian is tom
  "tom", // a member of BRA
  "amina", // a member of BRA, guardian of ellie, who is under 13
  "cora", // admin of the café
  "priya", // broker of BRA
  "rob", // broker of SAL
  "audrey", // auditor of BRA
  "leah", // safeguarding lead of BRA
  "stella", // steward of the county
  "steward", // a first steward
] as const;
export type Persona = (typeof personas)[number];

export type Populated = Town & {
  readonly zoe: string;
  readonly jack: string;
  readonly tom: string;
  /** What there is to be found: the id of each thing by a name of its own. */
  readonly things: { readonly [name: string]: string };
};

export const asPersona = ({ bank }: Pick<Town, "bank">, persona: Persona): Caller =>
  persona === "anonymous" ? bank.anonymous : bank.as(persona);

/** A town with one of everything in it, most of it about amina, her daughter and jack. */
export async function populatedTown(): Promise<Populated> {
  const place = await februaryTown();
  const { bank, bra } = place;
  const zoe = await does(bank.as("zoe"), "apply", "member", application(bra, "zoe", "1990-01-01"));
  const [tom, jack] = [
    await member(bank, "tom", { hubId: bra, broker: "priya" }),
    await member(bank, "jack", { hubId: bra, broker: "priya", bornOn: "2010-06-01" }),
  ];
  await does(bank.as("priya"), "linkGuardian", "member", {
    childMemberId: jack,
    guardianPersonId: await personOf(bank.as("tom")),
    evidenceNote: "Saw the birth certificate.",
  });
  const audrey = await person(bank, "audrey");
  await giveRole(bank, audrey, { role: "AUDITOR", scopeId: bra });
  const leah = await person(bank, "leah");
  await giveRole(bank, leah, { role: "SAFEGUARDING_LEAD", scopeId: bra });
  const stella = await person(bank, "stella");
  await giveRole(bank, stella, { role: "STEWARD", scopeId: place.areaId });
  const known = { ...place, zoe, tom, jack };
  const things = { ...(await credited(known)), ...(await listed(known)), ...(await met(known)) };
  const others = {
    ...{ ...(await told(known)), ...(await watched(known)) },
    ...(await hooked(known)),
    ...(await rest(known)),
  };
  return { ...known, things: { ...things, ...people(known), ...others } };
}

type Known = Omit<Populated, "things">;
type Things = Populated["things"];

const application = (hubId: string, firstName: string, bornOn: string) => ({
  ...{ hubId, firstName, lastName: "Test", bornOn },
  ...{ offersInWords: ["Company"], requestsInWords: ["Company"] },
});

const people = ({ amina, ellie, jack, zoe }: Known): Things => ({
  ...{ amina, ellie, jack, zoe },
});

/** Credits that moved, and what they rest on. */
async function credited(place: Known): Promise<Things> {
  const { bank, bra, amina, grace, jack, cafe } = place;
  const priya = bank.as("priya");
  await grant(place, "CARE", 600);
  await grant(place, "LEARNING", 600);
  const care = await must(priya, "recogniseCare", {
    ...{ memberId: amina, caredForMemberId: place.ellie },
    weeks: [{ weekStarting: "2026-02-02", reportedMinutes: 120 }],
  });
  await grant(place, "TRAINING", 600);
  const activity = await must(priya, "recogniseActivity", {
    ...{ memberId: jack, purpose: "TRAINING", what: "First aid", minutes: 120 },
    ...{ happenedOn: "2026-02-06", withMemberIds: [grace] },
  });
  const allocation = await must(priya, "allocate", {
    ...{ organisationId: cafe, purpose: "LEARNING", quarter: thisQuarter, minutes: 120 },
  });
  const gift = await must(bank.as("jack"), "giveCredits", {
    ...{ fromId: jack, to: { memberId: amina }, minutes: 15 },
  });
  const potGift = await must(bank.as("amina"), "giveCredits", {
    ...{ fromId: amina, to: { potOfHubId: bra }, minutes: 45 },
  });
  const asked = { memberId: jack, minutes: 30, reason: "A lift to the match." };
  const potRequest = textAt(await must(bank.as("jack"), "requestPotSupport", asked), "id");
  await must(priya, "decidePotSupport", { potRequestId: potRequest, approve: true, note: "Yes." });
  const idIn = (thing: Json) => textAt(thing, "id");
  const careEntry = textAt(care, "journalEntryId");
  return {
    care: idIn(care),
    ...{ careEntry, ...(await worked(place, careEntry)) },
    activity: idIn(activity),
    allocation: idIn(allocation),
    gift: idIn(gift),
    giftEntry: textAt(gift, "journalEntryId"),
    potGift: idIn(potGift),
    potGiftEntry: textAt(potGift, "journalEntryId"),
    potRequest,
    supportEntry: sameIdAs(potRequest, "jrn"),
    aminaAccount: accountOf(amina),
    jackAccount: accountOf(jack),
    cafeAccount: accountOf(cafe),
    potAccount: potOf(bra).id,
  };
}

/** Work that nobody sees, and work done together with the café's staff. */
async function worked({ bank, amina, cafe }: Known, journalEntryId: string): Promise<Things> {
  const [happenedOn, what] = ["2026-02-06", "Open days"];
  const line = { memberId: amina, kind: "CARE", happenedOn, minutes: 60 };
  const service = await does(bank.as("cora"), "addService", "service", {
    ...{ organisationId: cafe, name: "Lunch", mode: "FOR", from: happenedOn, why: "We cook." },
  });
  const together = { organisationId: cafe, serviceId: service, mode: "CO_DELIVER", happenedOn };
  return {
    service,
    coreWork: await does(bank.as("amina"), "reportCoreWork", "coreWork", line),
    serviceHours: await does(bank.as("priya"), "logServiceHours", "serviceHours", {
      ...{ ...together, what, journalEntryIds: [journalEntryId], staffMinutes: 60 },
    }),
  };
}

/** Listings with each status that hides them, and the open one beside them. */
async function listed({ bank, amina, ellie, jack }: Known): Promise<Things> {
  return {
    shown: await lists(bank, "amina", { partyId: amina }),
    draft: await lists(bank, "amina", { partyId: amina, title: "Secret draft", asDraft: true }),
    brokersDraft: await lists(bank, "priya", { partyId: amina, title: "Secret by a broker" }),
    childs: await lists(bank, "amina", { partyId: ellie, title: "Secret of a child" }),
    jacks: await lists(bank, "jack", { partyId: jack, title: "Secret of a teenager" }),
    request: await lists(bank, "amina", {
      ...{ partyId: amina, direction: "REQUEST", title: "Clean my windows" },
    }),
  };
}

/** What people do together. */
async function met({ bank, bra, amina, grace, ellie, cafe }: Known): Promise<Things> {
  const help = { providerId: grace, minutes: 30, what: "Ironing" };
  const wish = { ...help, recipientIds: [amina] };
  const { recipientIds: _recipients, minutes, ...mentoring } = wish;
  const plannedFor = "2026-02-20T10:00:00Z";
  const visited = await does(bank.as("amina"), "proposeExchange", "exchange", wish);
  const agreement = { exchangeId: visited, version: 1 };
  await does(bank.as("grace"), "agreeExchange", "exchange", agreement);
  const visit = await does(bank.as("grace"), "checkIn", "visit", { exchangeId: visited });
  // Called off, so that no hours are set aside when somebody leaves.
  await does(bank.as("amina"), "cancelExchange", "exchange", { exchangeId: visited });
  return {
    ...{ visited, visit },
    exchange: await does(bank.as("amina"), "proposeExchange", "exchange", wish),
    series: await does(bank.as("amina"), "startSeries", "series", {
      ...{ ...mentoring, recipientId: amina, sessionMinutes: minutes },
      ...{ rhythm: "Mondays", sessionCount: 4 },
    }),
    learning: await does(bank.as("amina"), "recordLearning", "record", {
      ...{ learnerId: ellie, organisationId: cafe, what: "Counting change" },
      sessions: [{ on: "2026-02-06", minutes: 60 }],
    }),
    group: await does(bank.as("priya"), "planGroupActivity", "activity", {
      ...{ hubId: bra, what: "A walk", plannedFor, receiverMinutes: 60 },
      givers: [{ partyId: grace, minutes: 60 }],
    }),
  };
}

/** A referral that grace sent, the ids of a person and of a role, and what is left of somebody. */
async function rest(place: Known): Promise<Things> {
  const { bank, bra, sal, amina, cafe } = place;
  const priya = await bank.as("priya").must("{ me { person { id } roles { id } } }");
  const roles = JSON.parse(JSON.stringify(priya)).me.roles;
  return {
    priyaPerson: textAt(priya, "me.person.id"),
    role: textAt(roles[0], "id"),
    erasure: await erased({ bank, bra }),
    client: await registersClient({ bank, hubId: bra, clientId: "finance" }),
    record: await heard(place),
    payRun: await does(bank.as("cora"), "createPayRun", "payRun", {
      ...{ organisationId: cafe, what: "Tasting the new soup" },
    }),
    moveRequest: await does(bank.as("amina"), "requestMove", "moveRequest", {
      ...{ memberId: amina, toHubId: sal },
    }),
    correction: await does(bank.as("amina"), "requestCorrection", "correctionRequest", {
      ...{ memberId: amina, subject: "OTHER", statement: "My name has an accent." },
    }),
    referral: await does(bank.as("grace"), "referPerson", "referral", {
      ...{ hubId: bra, personName: "Beth", contact: "01234 000000", yourName: "Grace" },
      consentNote: "She asked me to.",
    }),
  };
}

/** A machine that may take a hub's books. */
export const registersClient = (wish: {
  readonly bank: Town["bank"];
  readonly hubId: string;
  readonly clientId: string;
  readonly scopes?: readonly string[];
}): Promise<string> =>
  does(wish.bank.steward, "registerClient", "client", {
    ...{ clientId: wish.clientId, name: "Finance", purpose: "Checks the sums." },
    ...{
      scopes: wish.scopes ?? ["BOOKS_READ"],
      placeId: wish.hubId,
      until: "2026-12-01T00:00:00Z",
    },
    reason: "The funder asks for it.",
  });

/** A yes of Grace's that her broker wrote down; answers with the record of it. */
async function heard({ bank, amina, grace }: Known): Promise<string> {
  const wish = { providerId: grace, recipientIds: [amina], minutes: 15, what: "A stamp" };
  const exchangeId = await does(bank.as("amina"), "proposeExchange", "exchange", wish);
  await does(bank.as("priya"), "agreeExchange", "exchange", {
    ...{ exchangeId, version: 1, onBehalfOfId: grace },
    spoken: { channel: "PHONE", note: "Yes, I will." },
  });
  // Called off again, so that nobody's hours are set aside for it.
  await does(bank.as("amina"), "cancelExchange", "exchange", { exchangeId });
  const asked = "query ($id: ID!) { recordsMadeFor(memberId: $id) { nodes { id } } }";
  const made = await bank.as("priya").must(asked, { id: grace });
  return textAt(made, "recordsMadeFor.nodes.0.id");
}

/** Somebody who asked to join on the phone, and later to be forgotten. */
async function erased({ bank, bra }: Pick<Known, "bank" | "bra">): Promise<string> {
  const entry = { channel: "PHONE", consentNote: "She asked me to." };
  const wish = { ...application(bra, "wilma", "1950-01-01"), ...entry };
  const memberId = await does(bank.as("priya"), "registerAssisted", "member", wish);
  const erasing = { memberId, spokenOver: "PHONE", understood: true };
  return does(bank.as("priya"), "erasePerson", "erasure", erasing);
}
