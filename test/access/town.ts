import { lists, member } from "../directory/town.ts";
import { change, giveRole, mustTell, person } from "../federation/hubs.ts";
import { documentOf, does, personOf } from "../journeys/privacy-asking.ts";
import { type Populated, populatedTown, registersClient } from "../journeys/privacy-town.ts";
import { type TestBank, textAt } from "../support/api.ts";
import { registered, testEvent } from "../support/webhooks.ts";
import { circlesMeet, type Seats } from "./circles.ts";
import { byType, type Things } from "./things.ts";

export type AccessTown = {
  readonly bank: TestBank;
  readonly place: Populated;
  readonly things: Things;
  /** The id of a skill of amina's, which is in a list and no thing of its own. */
  readonly skill: string;
  /** The ids of seats in the circle, by their persona. */
  readonly seats: Seats;
  /** The id of a thing. */
  readonly thing: (type: string, name: string) => string;
  /** The first thing that is of one of these types, or an id of nothing. */
  readonly first: (types: readonly string[]) => string;
};

const nothing = `mem_${"0".repeat(26)}`;

/**
 * The town of the matrix: the populated town, everybody who may come to the door, and one of
 * everything that can be looked up. A new type of node needs a thing here.
 */
export async function accessTown(): Promise<AccessTown> {
  const place = await populatedTown();
  await officers(place);
  const { skill } = await added(place);
  const { seats, ...circles } = await circlesMeet(place);
  const more = {
    ...circles,
    ...(await neighbours(place)),
    ...(await offered(place)),
    readTwice: await readTwice(place),
    ...(await told(place)),
  };
  const { bra, sal, areaId, cafe, categories } = place;
  const nation = textAt(
    await place.bank.anonymous.must("{ areas { nodes { id } } }"),
    "areas.nodes.0.id",
  );
  const named = { ...place.things, ...more, bra, sal, area: areaId, nation, cafe };
  const all = { ...named, gardening: categories["garden"] ?? "" };
  const things = await byType(place.bank, all);
  return {
    ...{ bank: place.bank, place, things, skill, seats },
    thing: (type, name) => {
      const id = things[type]?.[name];
      if (id === undefined)
        throw new Error(`There is no ${type} ${name}: see test/access/town.ts.`);
      return id;
    },
    first: ([type]) => (type && Object.values(things[type] ?? {})[0]) ?? nothing,
  };
}

/** Roles that nobody in the populated town holds; closed by default, rooms give some of them work. */
async function officers({ bank, bra, sal, areaId }: Populated): Promise<void> {
  const far = await otherArea(bank);
  const sums = { bank, scopes: ["SUMS_READ"] };
  await registersClient({ ...sums, hubId: areaId, clientId: "area-sums" });
  await registersClient({ ...sums, hubId: far, clientId: "far-area-sums" });
  const given = [
    ["fay", "FACILITATOR", bra],
    ["ines", "INSIGHT_READER", bra],
    ["david", "COMMISSIONER", areaId],
    ["sefton", "STEWARD", far],
  ] as const;
  for (const [persona, role, scopeId] of given) {
    await giveRole(bank, await person(bank, persona), { role, scopeId });
  }
  const otto = await person(bank, "otto");
  for (const role of ["SAFEGUARDING_LEAD", "AUDITOR", "FACILITATOR", "INSIGHT_READER"] as const) {
    await giveRole(bank, otto, { role, scopeId: sal });
  }
}

async function otherArea(bank: TestBank): Promise<string> {
  const nations = await bank.anonymous.must("{ areas { nodes { id } } }");
  const parentId = textAt(nations, "areas.nodes.0.id");
  const wish = { kind: "LOCAL_AUTHORITY", name: "Farshire", code: "E10000001", parentId };
  return does(bank.steward, "createArea", "area", wish);
}

/** People who are in no story but their own, in each state a membership can have. */
async function neighbours({ bank, bra, sal }: Populated) {
  const inBra = { hubId: bra, broker: "priya" };
  await member(bank, "may", inBra);
  const paused = await member(bank, "paul", inBra);
  await does(bank.as("paul"), "pauseMembership", "member", { memberId: paused, reason: "A rest." });
  const left = await member(bank, "lea", inBra);
  await does(bank.as("lea"), "leaveHub", "member", { memberId: left, reason: "Moved away." });
  const adminPersonId = await person(bank, "sven");
  await does(bank.as("rob"), "createOrganisation", "organisation", {
    ...{ hubId: sal, name: "Repair Shed", kind: "COMMUNITY_GROUP", adminPersonId },
  });
  const ivy = await does(bank.as("priya"), "registerAssisted", "member", {
    ...{
      hubId: bra,
      firstName: "Ivy",
      lastName: "Test",
      bornOn: "1950-01-01",
      phone: "01632 960123",
    },
    ...{ email: "ivy@example.org", helperName: "Her niece" },
    ...{ channel: "PHONE", consentNote: "Yes.", offersInWords: ["Tea"], requestsInWords: ["Tea"] },
  });
  const met = { memberId: ivy, heldOn: "2026-02-09", note: "A good talk." };
  await does(bank.as("priya"), "recordInterview", "member", met);
  await does(bank.as("priya"), "addReference", "member", {
    ...{ memberId: ivy, refereeName: "Dr Brook", relation: "doctor", takenOn: "2026-02-09" },
  });
  return { paused, left, ivy };
}

/** What can be changed and has no look-up of its own. */
async function added({ bank, bra, amina, grace, things }: Populated) {
  const told = { hubId: bra, textVersion: 1, ageBand: "FROM_35_TO_44" };
  await mustTell(bank.as("amina"), documentOf("giveDemographics"), told);
  const skill = await bank.as("amina").must(
    `mutation ($input: AddSkillInput!) {
      addSkill(input: $input) { list { skills { id } } userErrors { code } }
    }`,
    { input: { memberId: amina, words: "Drawing", level: "HAVE", idempotencyKey: "drawing-1" } },
  );
  const rows = [{ memberId: grace, minutes: 15 }];
  const payRunId = things["payRun"];
  await does(bank.as("cora"), "addPayRunRows", "payRun", { payRunId, rows });
  return { skill: textAt(skill, "addSkill.list.skills.0.id") };
}

/** An incident of BRA that otto, who is a lead of SAL, is second reader of. */
async function readTwice({ bank, bra, sal }: Populated): Promise<string> {
  const report = await does(bank.as("may"), "reportIncident", "report", {
    ...{ hubId: bra, aboutWords: "Somebody at the door", account: "They shouted." },
    withoutName: true,
  });
  const incidentId = `inc${report.slice(3)}`;
  const lead = (mutation: string, version: number, more: object = {}) =>
    mustTell(bank.as("leah"), change(mutation, "incident { id }"), {
      ...{ incidentId, version },
      ...more,
    });
  await lead("takeUpIncident", 1);
  await lead("concludeIncident", 2, { outcome: "UNFOUNDED", reasons: "A salesman.", noTie: true });
  const personId = await personOf(bank.as("otto"));
  await lead("nameSecondReader", 3, { personId, hubId: sal, reason: "No other lead." });
  return incidentId;
}

/** What the café offers, what the hubs agreed, and help that went all the way. */
async function offered({ bank, bra, sal, amina, grace, cafe }: Populated) {
  const spendOption = await does(bank.as("cora"), "createSpendOption", "spendOption", {
    ...{ organisationId: cafe, title: "Tea", askedMinutes: 15, channels: ["IN_PERSON"] },
  });
  const slot = await does(bank.as("cora"), "addSlot", "slot", {
    ...{ spendOptionId: spendOption, startsAt: "2026-03-10T10:00:00Z", capacity: 2 },
  });
  const of = await bank.anonymous.must(
    `query ($hub: ID!) {
      interHubAgreements(hubId: $hub) { nodes { id } }
      mandates(hubId: $hub, quarter: "2026-Q1") { id }
    }`,
    { hub: bra },
  );
  return {
    countsClient: await registersClient({
      ...{ bank, hubId: bra, clientId: "counts", scopes: ["SUMS_READ", "RETENTION_READ"] },
    }),
    farClient: await registersClient({ bank, hubId: sal, clientId: "far-finance" }),
    ...{ spendOption, slot, ...(await helped({ bank, amina, grace })) },
    agreement: textAt(of, "interHubAgreements.nodes.0.id"),
    mandate: textAt(of, "mandates.0.id"),
    askedPot: await does(bank.as("grace"), "requestPotSupport", "potRequest", {
      ...{ memberId: grace, minutes: 15, reason: "A lift." },
    }),
    aminaPerson: await personOf(bank.as("amina")),
    tomPerson: await personOf(bank.as("tom")),
    mayPerson: await personOf(bank.as("may")),
    brokersListing: await lists(bank, "priya", { partyId: grace, title: "Secret for grace" }),
  };
}

/** Who is told of what happens in BRA, and something on its way there. */
async function told({ bank, bra }: Populated) {
  const webhook = await registered(bank, { hubId: bra });
  return { webhook, delivery: await testEvent(bank, webhook) };
}

type Two = Pick<Populated, "bank" | "amina" | "grace">;

/** An exchange of grace and amina in each state on the way. */
async function helped(two: Two) {
  const { bank, amina } = two;
  const [agreed, delivered, disputed, settled] = [
    await agreedHelp(two),
    await deliveredHelp(two),
    await deliveredHelp(two),
    await deliveredHelp(two),
  ];
  const confirms = { minutes: 30, valueNote: "They are straight." };
  await does(bank.as("amina"), "addMoneyLeg", "exchange", {
    ...{ exchangeId: agreed, purpose: "FUEL", pence: 640, paidById: amina },
  });
  await does(bank.as("amina"), "confirmExchange", "exchange", {
    exchangeId: disputed,
    minutes: 15,
  });
  await does(bank.as("amina"), "confirmExchange", "exchange", { exchangeId: settled, ...confirms });
  return { agreed, delivered, disputed, settled };
}

async function agreedHelp({ bank, amina, grace }: Two): Promise<string> {
  const wish = { providerId: grace, recipientIds: [amina], minutes: 30, what: "Shelves" };
  const planned = { ...wish, plannedFor: "2026-02-20T10:00:00Z", placeKind: "RECIPIENT_HOME" };
  const exchangeId = await does(bank.as("amina"), "proposeExchange", "exchange", planned);
  return does(bank.as("grace"), "agreeExchange", "exchange", { exchangeId, version: 1 });
}

async function deliveredHelp(two: Two): Promise<string> {
  const exchangeId = await agreedHelp(two);
  const given = { exchangeId, minutes: 30, happenedOn: "2026-02-09" };
  return does(two.bank.as("grace"), "markDelivered", "exchange", given);
}
