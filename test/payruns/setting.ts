import { randomBytes } from "node:crypto";
import { create, type Table } from "../../src/table/index.ts";
import { change, member, type Town } from "../directory/town.ts";
import { make } from "../exchanges/town.ts";
import { person } from "../federation/hubs.ts";
import { februaryTown, must as fund, grant, thisQuarter } from "../funding/credits.ts";
import { at, type Caller, type Json, newRequestKey, textAt } from "../support/api.ts";

/** What the tests want to know of a pay-run. */
const facts = `payRun {
  id status version what happenedOn rowCount totalMinutes hasEnough
  paidCount paidMinutes refusedCount refusedMinutes returnedMinutes startedAt endedAt
  organisation { name } hub { code }
  rehearsal { isComplete wouldPayCount wouldPayMinutes wouldRefuseCount wouldRefuseMinutes }
}`;

export type PayRunMutation =
  | "createPayRun"
  | "addPayRunRows"
  | "removePayRunRows"
  | "rehearsePayRun"
  | "startPayRun"
  | "continuePayRun"
  | "cancelPayRun";

type Input = { readonly [field: string]: unknown };

type Outcome = {
  readonly run: Json;
  readonly replayed: Json;
  readonly codes: readonly Json[];
  readonly errors: Json;
};

/** Asks for one mutation of the room, with a key of its own unless one is given. */
export async function ask(caller: Caller, name: PayRunMutation, input: Input): Promise<Outcome> {
  const answer = await caller.ask(change(name, facts), {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const done = at(answer.data, name);
  const errors = at(done, "userErrors");
  return {
    run: at(done, "payRun"),
    replayed: at(done, "replayed"),
    codes: Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [],
    errors,
  };
}

/** Asks for what has to succeed, and answers with the pay-run. */
export async function must(caller: Caller, name: PayRunMutation, input: Input): Promise<Json> {
  const outcome = await ask(caller, name, input);
  if (outcome.codes.length > 0) throw new Error(JSON.stringify(outcome.errors, null, 2));
  return outcome.run;
}

/** A town in which the café, whose admins are cora and dora, has hours to pass on. */
export async function forum(minutes = 60_000): Promise<Town> {
  const place = await februaryTown();
  const { bank, cafe } = place;
  await grant(place, "PARTICIPATION", minutes);
  await fund(bank.as("priya"), "allocate", {
    ...{ organisationId: cafe, purpose: "PARTICIPATION", quarter: thisQuarter, minutes },
  });
  const personId = await person(bank, "dora");
  await make(bank, "cora", [
    "addOrganisationAdmin",
    "organisation",
    { organisationId: cafe, personId },
  ]);
  return place;
}

const written = 90;
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const newBody = () => [...randomBytes(26)].map((byte) => alphabet[byte % 32]).join("");

/**
 * Many active members of the hub of one there is, written as copies of that one: to let hundreds
 * in through the API would take a thousand requests that say nothing about pay-runs.
 */
export async function crowd(table: Table, likeId: string, count: number): Promise<string[]> {
  const like = await table.get({ pk: likeId, sk: "MEMBER" });
  if (!like) throw new Error("There is nobody to copy.");
  const ids = Array.from({ length: count }, () => `mem_${newBody()}`);
  for (let start = 0; start < count; start += written) {
    const some = ids.slice(start, start + written);
    await table.commit(
      some.map((id) => create({ ...like, pk: id, id, personId: `per_${newBody()}` })),
    );
  }
  return ids;
}

export const rowsOf = (memberIds: readonly string[], minutes = 15) =>
  memberIds.map((memberId) => ({ memberId, minutes }));

type Rows = readonly { readonly memberId: string; readonly minutes: number }[];

/** A draft with these rows, by cora. Answers with its id. */
export async function draft(place: Town, rows: Rows): Promise<string> {
  const cora = place.bank.as("cora");
  const made = await must(cora, "createPayRun", {
    ...{ organisationId: place.cafe, what: "The consultation of Monday" },
  });
  const payRunId = textAt(made, "id");
  for (let start = 0; start < rows.length; start += 500) {
    await must(cora, "addPayRunRows", { payRunId, rows: rows.slice(start, start + 500) });
  }
  return payRunId;
}

const rowsInPart = 96;
const removed = 90;

/**
 * A draft with these rows, so many in each part. Parts keep their places when rows are taken out
 * of them, so a run of many parts need not be a run of hundreds of members.
 */
export async function draftInParts(place: Town, rows: Rows, perPart: number): Promise<string> {
  const filled: Rows[number][] = [];
  const others: string[] = [];
  for (let start = 0; start < rows.length; start += perPart) {
    const some = rows.slice(start, start + perPart);
    const more = Array.from({ length: rowsInPart - some.length }, () => `mem_${newBody()}`);
    const isLast = start + perPart >= rows.length;
    filled.push(...some, ...(isLast ? [] : rowsOf(more)));
    if (!isLast) others.push(...more);
  }
  const payRunId = await draft(place, filled);
  for (let start = 0; start < others.length; start += removed) {
    const memberIds = others.slice(start, start + removed);
    await must(place.bank.as("cora"), "removePayRunRows", { payRunId, memberIds });
  }
  return payRunId;
}

/** Rehearses a draft to the end. */
export async function rehearse(place: Town, payRunId: string): Promise<Json> {
  for (;;) {
    const run = await must(place.bank.as("cora"), "rehearsePayRun", { payRunId });
    if (at(run, "rehearsal.isComplete") === true) return run;
  }
}

/** Writes, rehearses and starts a pay-run. */
export async function start(place: Town, rows: Rows, perPart = rowsInPart): Promise<Json> {
  const payRunId = await draftInParts(place, rows, perPart);
  const version = at(await rehearse(place, payRunId), "version");
  return must(place.bank.as("cora"), "startPayRun", { payRunId, version });
}

/** A pay-run as somebody sees it, with its rows. */
export async function read(caller: Caller, id: string, args = "first: 100"): Promise<Json> {
  const data = await caller.must(
    `query ($id: ID!) { ${facts.replace("payRun", "payRun(id: $id)").replace(
      /\}\s*$/,
      `rows(${args}) {
        nodes { memberId member { name } minutes outcome refusalCode refusalMessage journalEntryId }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } }`,
    )} }`,
    { id },
  );
  return at(data, "payRun");
}

export const accountOf = (partyId: string) => `acc${partyId.slice(3)}`;

/** An account as the hub's broker sees it; null before its first entry. */
export async function account(place: Town, partyId: string): Promise<Json> {
  const data = await place.bank.as("priya").must(
    `query ($id: ID!) { account(id: $id) {
      balanceMinutes reservedMinutes status
      statement(first: 100) { nodes { kind minutes journalEntryId counterpart { name } } }
    } }`,
    { id: accountOf(partyId) },
  );
  return at(data, "account");
}

/** Stops an account, or lets it go on. */
export const freeze = (place: Town, verb: "freeze" | "unfreeze", partyId: string) =>
  make(place.bank, "priya", [
    `${verb}Account`,
    "account",
    { accountId: accountOf(partyId), reason: "The books are being looked at." },
  ]);

/** A new active member of the hub, with the persona's own login. */
export const joined = (place: Town, name: string): Promise<string> =>
  member(place.bank, name, { hubId: place.bra, broker: "priya" });
