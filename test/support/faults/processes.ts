import { AsyncLocalStorage } from "node:async_hooks";
import {
  createIssuer,
  type Issuer,
  localAudience,
  localIssuer,
  newKey,
} from "../../../infra/local/issuer.ts";
import { createGraphqlHandler, type GraphqlHandler } from "../../../src/graphql/index.ts";
import type { Table } from "../../../src/table/index.ts";
import { noHurry } from "../api.ts";
import type { Asking } from "./carrier.ts";

/** What a process finds around it: a table, the time, somewhere to report to. */
export type Surroundings = {
  readonly table: () => Table;
  readonly now: () => string;
  readonly log: (line: object) => void;
  /** The request on its way, where its calls to the engine can meet faults. */
  readonly asking?: Asking;
};

/** The surroundings of whatever runs at this moment. */
export const surroundings = new AsyncLocalStorage<Surroundings>();

/** Gives the next process: another one than the last. */
export type Processes = () => GraphqlHandler;

let issuer: Promise<Issuer> | undefined;

/** Making a key takes longer than all else, and every bank can trust the same one. */
export function issuerOfAll(): Promise<Issuer> {
  issuer ??= newKey().then(createIssuer);
  return issuer;
}

/** A process of its own, with nothing in its memory. */
export async function newProcesses(): Promise<Processes> {
  const { keys } = await issuerOfAll();
  const around = () => {
    const here = surroundings.getStore();
    if (!here) throw new Error("A process runs in no surroundings.");
    return here;
  };
  return () =>
    createGraphqlHandler({
      settings: {
        ...{ issuer: localIssuer, audience: localAudience, keys, firstStewards: [] },
        ...{ cursorSecret: "a secret for tests, and for nothing else", rates: noHurry },
      },
      table: () => around().table(),
      now: () => around().now(),
      log: (line) => around().log(line),
    });
}

/** How many processes take turns. */
const together = 4;

let shared: Promise<Processes> | undefined;

/** A few that take turns: starting one takes as long as a dozen requests. */
export function sharedProcesses(): Promise<Processes> {
  shared ??= newProcesses().then((start) => {
    const all = Array.from({ length: together }, start);
    let turn = 0;
    return () => all[turn++ % all.length] ?? start();
  });
  return shared;
}
