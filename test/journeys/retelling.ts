import { type BankAnswer, createLocalApi, type LocalBank } from "../../infra/local/bank.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { tellMarlshire } from "../../infra/local/marlshire/index.ts";
import type { HubCode } from "../../infra/local/marlshire/places.ts";
import { brokerOf, mandates } from "../../infra/local/marlshire/places.ts";
import { accountOf, clearingOf, issuanceOf, potOf } from "../../src/ledger/index.ts";
import { at, type Json } from "../support/api.ts";
import { type FreshTable, freshTable } from "../support/engine.ts";

/** The day after the story's last. */
const afterwards = "2026-03-31T09:00:00.000Z";

type Variables = { readonly [name: string]: unknown };

export type Retelling = {
  readonly stored: FreshTable;
  readonly bank: LocalBank;
  readonly idOf: (name: string) => string;
  /** Asks as a persona, on the day after the story. Faults fail the test. */
  readonly ask: (
    persona: string | undefined,
    document: string,
    variables?: Variables,
  ) => Promise<Json>;
};

const quietly = () => undefined;

/**
 * Marlshire's story on a table of its own. The first telling breaks off in the middle of February
 * and a second one begins at the beginning, as after a power cut.
 */
export async function retell(): Promise<Retelling> {
  const empty = await emptyBank();
  await breaksOff(empty.bank, "2026-02-15");
  return { ...empty, idOf: await tellMarlshire(empty.bank, quietly) };
}

/** The same up to a day, on another table. What was made by then has the same ids. */
export async function retellUntil(day: string): Promise<Pick<Retelling, "ask">> {
  const { bank, ask } = await emptyBank();
  await breaksOff(bank, day);
  return { ask };
}

async function emptyBank(): Promise<Omit<Retelling, "idOf">> {
  const stored = await freshTable();
  const issuer = await createIssuer(await newKey());
  const { bank } = createLocalApi({
    table: stored.table,
    issuer,
    cursorSecret: "a secret for tests, and for nothing else",
  });
  const ask: Retelling["ask"] = async (persona, document, variables) => {
    const answer: BankAnswer = await bank.call(persona, afterwards, document, variables);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
    return JSON.parse(JSON.stringify(answer.data));
  };
  return { stored, bank, ask };
}

async function breaksOff(bank: LocalBank, day: string): Promise<void> {
  const failing: LocalBank = {
    call: async (persona, moment, document, variables) => {
      if (moment > day) throw new Error("The power is gone.");
      return bank.call(persona, moment, document, variables);
    },
  };
  await tellMarlshire(failing, quietly).catch((error: unknown) => {
    if (!(error instanceof Error) || error.message !== "The power is gone.") throw error;
  });
}

export type Line = {
  readonly seq: number;
  readonly kind: string;
  readonly minutes: number;
  readonly balanceMinutes: number;
  readonly reservedMinutes: number;
  readonly recordedAt: string;
  readonly journalEntryId: string | null;
};

/** All lines of an account as a broker of its hub reads them, oldest first. */
export async function statementOf(
  { ask }: Retelling,
  accountId: string,
  hub: HubCode,
): Promise<readonly Line[]> {
  const data = await ask(
    brokerOf(hub),
    `query ($id: ID!) {
      account(id: $id) {
        statement(last: 100) {
          nodes { seq kind minutes balanceMinutes reservedMinutes recordedAt journalEntryId }
        }
      }
    }`,
    { id: accountId },
  );
  const lines: readonly Line[] = Object(at(data, "account.statement.nodes") ?? []);
  return [...lines].reverse();
}

const quarter = "2026-Q1";

/**
 * The accounts that the story's words for a balance speak of: one for most, for `ISS BRA` one for
 * each purpose.
 */
export function accountsFor(
  { idOf }: Retelling,
  name: string,
): readonly { readonly id: string; readonly hub: HubCode }[] {
  const [kind, where = ""] = name.split(" ");
  const [hub, partner] = where.split(">").map((code) => hubs.find((one) => one === code));
  if (kind === "POT" && hub) return [{ id: potOf(idOf(hub)).id, hub }];
  if (kind === "CLR" && hub && partner) {
    return [{ id: clearingOf(idOf(hub), idOf(partner), 0).id, hub }];
  }
  if (kind === "ISS" && hub) {
    return mandates
      .filter((mandate) => mandate.hub === hub)
      .map(({ purpose }) => ({
        id: issuanceOf({ hubId: idOf(hub), purpose, quarter, grantedMinutes: 0 }).id,
        hub,
      }));
  }
  return hubs.map((one) => ({ id: accountOf(idOf(name)), hub: one }));
}

const hubs: readonly HubCode[] = ["BRA", "SAL", "THO"];
