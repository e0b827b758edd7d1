import { decidedIn } from "../circles/deciding.ts";
import { change, mustTell, type Town, town } from "../directory/town.ts";
import { at, type Caller, type Json, newRequestKey, textAt } from "../support/api.ts";

/** What the tests want to know of the thing each mutation answers with. */
const payloads = {
  grantMandate:
    "mandate { id grantedMinutes issuedMinutes remainingMinutes version decisions { decision { id } grantedMinutes } }",
  amendMandate:
    "mandate { id grantedMinutes issuedMinutes remainingMinutes version decisions { decision { id } grantedMinutes } }",
  allocate:
    "allocation { id direction purpose quarter minutes journalEntryId organisation { name } }",
  returnCredits:
    "allocation { id direction purpose quarter minutes journalEntryId organisation { name } }",
  recogniseCare:
    "recognition { id reportedMinutes creditedMinutes journalEntryId member { name } caredFor { name } weeks { weekStarting reportedMinutes creditedMinutes } }",
  recogniseActivity:
    "recognition { id purpose minutes what happenedOn journalEntryId member { name } with { name } }",
  giveCredits:
    "gift { id minutes note journalEntryId giver { name } recipient { name } potOfHub { code } }",
  requestPotSupport: "potRequest { id status minutes reason givenMinutes journalEntryId version }",
  decidePotSupport:
    "potRequest { id status minutes givenMinutes decisionNote journalEntryId version }",
  cancelPotRequest: "potRequest { id status minutes journalEntryId version }",
} as const;

export type FundingMutation = keyof typeof payloads;

export type Outcome = {
  readonly thing: Json;
  readonly replayed: Json;
  readonly codes: readonly Json[];
  readonly errors: Json;
};

type Input = { readonly [field: string]: unknown };

/** Asks for one mutation of the room, with a key of its own unless one is given. */
export async function ask(
  caller: Caller,
  mutation: FundingMutation,
  input: Input,
): Promise<Outcome> {
  const payload = payloads[mutation];
  const answer = await caller.ask(change(mutation, payload), {
    input: { idempotencyKey: newRequestKey(), ...input },
  });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
  const done = at(answer.data, mutation);
  const errors = at(done, "userErrors");
  return {
    thing: at(done, payload.split(" ")[0] ?? ""),
    replayed: at(done, "replayed"),
    codes: Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [],
    errors,
  };
}

/** Asks for what has to succeed, and answers with the thing. */
export async function must(caller: Caller, mutation: FundingMutation, input: Input): Promise<Json> {
  const outcome = await ask(caller, mutation, input);
  if (outcome.codes.length > 0) throw new Error(JSON.stringify(outcome.errors, null, 2));
  return outcome.thing;
}

export const thisQuarter = "2026-Q1";

/** Grants BRA a mandate, as its broker Priya. */
export const grant = async ({ bank, bra }: Town, purpose: string, minutes: number): Promise<Json> =>
  must(bank.as("priya"), "grantMandate", {
    ...{ hubId: bra, purpose, quarter: thisQuarter, minutes },
    decisionId: await decidedIn(bank, bra),
  });

/** A town at noon on a Monday in February, whose two hubs share up to five hours. */
export async function februaryTown(): Promise<Town> {
  const place = await town();
  const { bank, bra, sal } = place;
  bank.at("2026-02-09T12:00:00Z");
  const proposed = await mustTell(bank.as("priya"), change("proposeInterHub", "agreement { id }"), {
    ...{ hubId: bra, partnerHubId: sal, limitMinutes: 300 },
  });
  const agreementId = textAt(proposed, "proposeInterHub.agreement.id");
  await mustTell(bank.as("rob"), change("agreeInterHub", "agreement { id }"), {
    ...{ agreementId, version: 1 },
  });
  return place;
}

/** Every hub's books, as a broker reads them: what the kinds of accounts hold. */
export async function books(
  { bank }: Town,
  broker: string,
  hubId: string,
): Promise<{ readonly [kind: string]: Json }> {
  const data = await bank
    .as(broker)
    .must(
      "query ($id: ID!) { hubTrialBalance(hubId: $id) { sumMinutes totals { kind minutes } } }",
      {
        id: hubId,
      },
    );
  const totals = at(data, "hubTrialBalance.totals");
  const list: readonly Json[] = Array.isArray(totals) ? totals : [];
  return {
    SUM: at(data, "hubTrialBalance.sumMinutes"),
    ...Object.fromEntries(list.map((one) => [textAt(one, "kind"), at(one, "minutes")])),
  };
}

/** Balances by journal entry: what an entry left on each account that the reader may see. */
export async function postingsOf(caller: Caller, journalEntryId: string): Promise<Json> {
  const data = await caller.must(
    `query ($id: ID!) {
      node(id: $id) {
        ... on JournalEntry { kind purpose postings { minutes account { kind balanceMinutes } } }
      }
    }`,
    { id: journalEntryId },
  );
  return at(data, "node");
}

export const idOf = (thing: Json): string => textAt(thing, "id");
