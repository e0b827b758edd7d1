import { accountOf, clearingOf, issuanceOf, potOf } from "../../src/ledger/index.ts";
import { decidedIn } from "../circles/deciding.ts";
import { make, setting } from "../exchanges/town.ts";
import { type TestBank, textAt } from "../support/api.ts";
import { contentsOf, copyOf } from "../support/copies.ts";
import { testEngine } from "../support/engine.ts";
import { type FaultyBank, type FaultyWish, faultyBank } from "../support/faults/bank.ts";
import { type Account, grantedMinutes, type Party, sharedMinutes } from "./model/index.ts";

/** When these histories begin: days after the people came, so that no clock goes back so far. */
const startsAt = "2026-01-19T12:00:00.000Z";
/** A day that all help was given on: it lies behind whatever the clock says. */
export const happenedOn = "2026-01-12";
export const quarter = "2026-Q1";

/** The ids of who and what these histories are about. */
export type Names = {
  readonly parties: { readonly [party in Party]: string };
  readonly hubs: { readonly BRA: string; readonly SAL: string };
  readonly accounts: { readonly [account in Account]: string };
  /** The ids of the persons behind the personas. */
  readonly persons: ReadonlyMap<string, string>;
};

/** Two hubs with their people on a table of their own, behind a line that meets faults. */
export type FaultyTown = {
  readonly bank: FaultyBank;
  readonly names: Names;
  /** Reads the table past everything, without faults. */
  readonly client: TestBank["client"];
  readonly tableName: string;
  readonly close: () => Promise<void>;
};

type FirstTown = Awaited<ReturnType<typeof firstTown>>;

/** Made once through the API, then copied for each history. */
async function firstTown(endpoint: string) {
  const its = await setting(endpoint);
  const { amina, grace, tom, kofi, cafe, bra, sal, bank } = its;
  const decisionId = await decidedIn(bank, bra);
  const mandate = { hubId: bra, purpose: "TRAINING", quarter, minutes: grantedMinutes, decisionId };
  await make(bank, "priya", ["grantMandate", "mandate", mandate]);
  const parties = { amina, grace, tom, kofi, cafe };
  const names: Names = {
    parties,
    persons: await personsOf(bank),
    hubs: { BRA: bra, SAL: sal },
    accounts: {
      amina: accountOf(amina),
      grace: accountOf(grace),
      tom: accountOf(tom),
      kofi: accountOf(kofi),
      cafe: accountOf(cafe),
      "POT BRA": potOf(bra).id,
      "POT SAL": potOf(sal).id,
      "BRA towards SAL": clearingOf(bra, sal, sharedMinutes).id,
      "SAL towards BRA": clearingOf(sal, bra, sharedMinutes).id,
      TRAINING: issuanceOf({ ...mandate, grantedMinutes }).id,
    },
  };
  const contents = await contentsOf(bank.client, bank.tableName);
  return { endpoint, client: bank.client, contents, names };
}

async function personsOf(bank: TestBank): Promise<ReadonlyMap<string, string>> {
  const personas = ["amina", "grace", "tom", "kofi", "cora", "priya", "rob"];
  const answers = await Promise.all(
    personas.map((persona) => bank.as(persona).must("{ me { person { id } } }")),
  );
  return new Map(personas.map((persona, at) => [persona, textAt(answers[at], "me.person.id")]));
}

const firstTowns = new Map<string, Promise<FirstTown>>();

/** A town nobody has done anything in yet, on the test file's engine unless one is named. */
export async function newTown(
  wish: Pick<FaultyWish, "gate" | "mixture" | "processes" | "seed">,
  named?: string,
): Promise<FaultyTown> {
  const endpoint = named ?? (await testEngine());
  const begun = firstTowns.get(endpoint) ?? firstTown(endpoint);
  firstTowns.set(endpoint, begun);
  const { client, contents, names } = await begun;
  const { tableName, drop } = await copyOf(client, contents);
  const bank = await faultyBank({ ...wish, endpoint, tableName, startsAt });
  const close = async () => {
    bank.close();
    await drop();
  };
  return { bank, names, client, tableName, close };
}
