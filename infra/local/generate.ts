import type { BankAnswer, LocalBank } from "./bank.ts";
import { firstStewards } from "./bank.ts";
import type { MadeUp, MadeUpExchange, MadeUpHub, MadeUpMember } from "./made-up.ts";
import type { Progress } from "./progress.ts";

const opening = "2026-01-05T08:00:00.000Z";
const joining = "2026-01-05T09:00:00.000Z";
const joiningDay = "2026-01-05";
const hour = 3_600_000;
/** Hubs are independent of each other, so a few can be filled side by side. */
const hubsAtOnce = 8;

/** One mutation of the story: who does what, when, and what to read back. */
type Step = {
  readonly as: string;
  readonly at: string;
  /** What to read of the answer, as in `hub { id }`. */
  readonly reading?: string;
};

/** Does one mutation and answers with the id it read; a refusal ends the whole story. */
type Act = (
  mutation: string,
  input: { readonly idempotencyKey: string; readonly [field: string]: unknown },
  step: Step,
) => Promise<string>;

/** Fills the bank with a made-up community, only through what the API offers to everybody. */
export async function loadMadeUp(
  bank: LocalBank,
  community: MadeUp,
  progress: Progress,
): Promise<void> {
  const steps = community.hubs.flatMap((hub) => [...hub.members, ...hub.exchanges]).length;
  let done = 0;
  const told = (what: string) => progress(++done, steps, what);
  const act = actOn(bank);
  const place = await openPlace(act, community);
  const waiting = [...community.hubs];
  const workers = Array.from({ length: hubsAtOnce }, async () => {
    for (let hub = waiting.shift(); hub; hub = waiting.shift()) {
      await fillHub(act, { ...place, hub, told });
    }
  });
  await Promise.all(workers);
}

type Place = { readonly steward: string; readonly areaId: string; readonly categoryId: string };

/** A nation of its own, so that it stands beside whatever else is in the table. */
async function openPlace(act: Act, { name }: MadeUp): Promise<Place> {
  const steward = firstStewards[0] ?? "steward";
  const step = { as: steward, at: opening };
  const code = String(numberOf(name)).padStart(8, "0");
  const parentId = await act(
    "createArea",
    {
      kind: "NATION",
      name: "A made-up nation",
      code: `N${code}`,
      idempotencyKey: `${name}-nation`,
    },
    { ...step, reading: "area { id }" },
  );
  const areaId = await act(
    "createArea",
    {
      kind: "LOCAL_AUTHORITY",
      name: "A made-up county",
      code: `S${code}`,
      parentId,
      idempotencyKey: `${name}-county`,
    },
    { ...step, reading: "area { id }" },
  );
  const categoryId = await act(
    "createCategory",
    { name: "Everyday help", slug: `everyday-${code}`, idempotencyKey: `${name}-category` },
    { ...step, reading: "category { id }" },
  );
  return { steward, areaId, categoryId };
}

type Filling = Place & { readonly hub: MadeUpHub; readonly told: (what: string) => void };

async function fillHub(act: Act, filling: Filling): Promise<void> {
  const { hub, told } = filling;
  const hubId = await openHub(act, filling);
  const memberIds: string[] = [];
  for (const member of hub.members) {
    memberIds.push(await join(act, member, { ...filling, hubId }));
    told(`${member.firstName} joins ${hub.name}`);
  }
  for (const exchange of hub.exchanges) {
    await help(act, exchange, { hub, memberIds });
    told(`${exchange.what} in ${hub.name}`);
  }
}

async function openHub(act: Act, { hub, steward, areaId }: Filling): Promise<string> {
  const key = hub.broker;
  const hubId = await act(
    "createHub",
    { areaId, name: hub.name, code: hub.code, idempotencyKey: `${key}-hub` },
    { as: steward, at: opening, reading: "hub { id }" },
  );
  const personId = await act(
    "registerPerson",
    {
      firstName: "Brook",
      lastName: "Keeper",
      bornOn: "1980-04-01",
      idempotencyKey: `${key}-person`,
    },
    { as: hub.broker, at: opening, reading: "person { id }" },
  );
  await act(
    "grantRole",
    {
      personId,
      role: "BROKER",
      scopeId: hubId,
      reason: "Looks after this made-up hub.",
      idempotencyKey: `${key}-role`,
    },
    { as: steward, at: opening },
  );
  return hubId;
}

async function join(
  act: Act,
  member: MadeUpMember,
  { hub, hubId, categoryId }: Filling & { readonly hubId: string },
): Promise<string> {
  const { persona, offer, request, ...person } = member;
  const memberId = await act(
    "apply",
    {
      ...person,
      hubId,
      offersInWords: [offer],
      requestsInWords: [request],
      idempotencyKey: `${persona}-apply`,
    },
    { as: persona, at: joining, reading: "member { id }" },
  );
  const accept = { memberId, idempotencyKey: `${persona}-accept` };
  await act("acceptCodeOfConduct", accept, { as: persona, at: joining });
  const asBroker = { as: hub.broker, at: joining };
  const met = { memberId, heldOn: joiningDay, note: "We met and talked." };
  await act("recordInterview", { ...met, idempotencyKey: `${persona}-interview` }, asBroker);
  const waived = { memberId, step: "REFERENCES", reason: "Nobody real stands behind this member." };
  await act("waiveRequirement", { ...waived, idempotencyKey: `${persona}-waive` }, asBroker);
  await act("activateMember", { memberId, idempotencyKey: `${persona}-activate` }, asBroker);
  const listing = { partyId: memberId, categoryId, channels: ["IN_PERSON"] };
  for (const [direction, title] of [
    ["OFFER", offer],
    ["REQUEST", request],
  ]) {
    await act(
      "createListing",
      { ...listing, direction, title, idempotencyKey: `${persona}-${direction}` },
      { as: persona, at: joining },
    );
  }
  return memberId;
}

const stages = ["PROPOSED", "AGREED", "DELIVERED", "SETTLED"] as const;

/** The two of them bring an exchange as far as it is meant to come. */
async function help(
  act: Act,
  exchange: MadeUpExchange,
  { hub, memberIds }: { readonly hub: MadeUpHub; readonly memberIds: readonly string[] },
): Promise<void> {
  const { key, minutes, what } = exchange;
  const later = (hours: number) =>
    new Date(Date.parse(exchange.proposedAt) + hours * hour).toISOString();
  const payer = hub.members[exchange.payer]?.persona ?? "";
  const provider = hub.members[exchange.provider]?.persona ?? "";
  const payerId = memberIds[exchange.payer];
  const exchangeId = await act(
    "proposeExchange",
    {
      providerId: memberIds[exchange.provider],
      recipientIds: [payerId],
      minutes,
      what,
      idempotencyKey: `${key}-propose`,
    },
    { as: payer, at: later(0), reading: "exchange { id }" },
  );
  const happenedOn = later(24).slice(0, 10);
  const rest: readonly (() => Promise<string>)[] = [
    // A new proposal has version 1, also when a run that died half-way is told again.
    () =>
      act(
        "agreeExchange",
        { exchangeId, version: 1, idempotencyKey: `${key}-agree` },
        { as: provider, at: later(1) },
      ),
    () =>
      act(
        "markDelivered",
        { exchangeId, minutes, happenedOn, idempotencyKey: `${key}-deliver` },
        { as: provider, at: later(25) },
      ),
    () =>
      act(
        "confirmExchange",
        { exchangeId, minutes, idempotencyKey: `${key}-confirm` },
        { as: payer, at: later(26) },
      ),
  ];
  for (const go of rest.slice(0, stages.indexOf(exchange.until))) await go();
}

function actOn(bank: LocalBank): Act {
  return async (mutation, input, { as, at, reading = "" }) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation($input: ${type}!) {
      answer: ${mutation}(input: $input) { ${reading} userErrors { code message path } }
    }`;
    return idIn(await bank.call(as, at, document, { input }), mutation);
  };
}

/** The id that was read, or nothing when none was asked for. */
function idIn({ data, errors }: BankAnswer, mutation: string): string {
  const { userErrors, ...read } = Object(data?.["answer"]);
  if (errors || !data?.["answer"] || userErrors.length > 0) {
    throw new Error(`${mutation} did not work: ${JSON.stringify(errors ?? userErrors)}`);
  }
  const [thing] = Object.values(read);
  return String(Object(thing).id ?? "");
}

/** Eight digits that differ from name to name. */
const numberOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_000_000, 7);
