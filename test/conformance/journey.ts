import { createScheduleHandler } from "../../functions/schedule-handler.ts";
import { type BankAnswer, createLocalApi, type LocalBank } from "../../infra/local/bank.ts";
import { createIssuer, newKey } from "../../infra/local/issuer.ts";
import { tellMarlshire } from "../../infra/local/marlshire/index.ts";
import { dynamodbTable } from "../../src/table/index.ts";
import { freshTable, testEngine } from "../support/engine.ts";
import { type QuotingEngine, quotingEngine } from "../support/faults/quoting.ts";

export type Journey = {
  readonly engine: QuotingEngine;
  readonly tableName: string;
  /** Everything that was logged, by the API and by the clock. */
  readonly log: readonly object[];
  /** What was sent in, as it was sent: personas, tokens, variables. */
  readonly sent: readonly unknown[];
  /** Every answer, those that failed too. */
  readonly answers: readonly BankAnswer[];
  /** Every fault that the clock's function threw. */
  readonly thrown: readonly unknown[];
};

const mostTries = 200;
/** How often a no is doubted: it may rest on something that came back spoilt. */
const mostDoubts = 3;

/**
 * Marlshire's story on an engine that keeps failing and quotes what it was given. Each request is
 * sent again until it is done, as a good client would; every few steps the clock calls.
 */
export async function failingJourney(seed: number): Promise<Journey> {
  const { tableName } = await freshTable();
  let isFailing = true;
  const engine = quotingEngine({
    ...{ endpoint: await testEngine(), seed },
    oneIn: () => (isFailing ? 25 : Number.MAX_SAFE_INTEGER),
  });
  const table = () => dynamodbTable({ client: engine.client, tableName });
  const log: object[] = [];
  const sent: unknown[] = [];
  const answers: BankAnswer[] = [];
  const thrown: unknown[] = [];
  const issuer = await createIssuer(await newKey());
  const telling = (persona: string, at: string) =>
    issuer.sign(persona, at).then((token) => {
      sent.push(token);
      return token;
    });
  const { bank } = createLocalApi({
    table,
    issuer: { ...issuer, sign: telling },
    cursorSecret: "a secret for tests, and for nothing else",
    log: (line) => log.push(line),
  });
  const call: LocalBank["call"] = async (persona, at, document, variables = {}) => {
    sent.push({ persona }, variables);
    for (let tries = 0; tries < mostTries; tries++) {
      const answer = await bank.call(persona, at, document, variables);
      answers.push(answer);
      if (!answer.errors && (tries >= mostDoubts || !isRefused(answer))) return answer;
    }
    throw new Error(`The journey came to an end: ${JSON.stringify(answers.at(-1))}`);
  };
  const clock = (now: string) =>
    createScheduleHandler({ table, now: () => now, log: (line) => log.push(line) });
  let steps = 0;
  const told: LocalBank = {
    call: async (persona, at, document, variables) => {
      if (steps++ % 20 === 0) await clock(at)().catch((fault: unknown) => thrown.push(fault));
      return call(persona, at, document, variables);
    },
  };
  const idOf = await tellMarlshire(told, () => undefined);
  await afterwards({ call, idOf });
  await clock("2026-04-20T03:00:00.000Z")().catch((fault: unknown) => thrown.push(fault));
  isFailing = false;
  await clock("2026-04-21T03:00:00.000Z")();
  engine.close();
  return { engine, tableName, log, sent, answers, thrown };
}

const isRefused = ({ data }: BankAnswer) =>
  Object.values(data ?? {}).some((payload) => Object(payload).userErrors?.length > 0);

type Then = { readonly call: LocalBank["call"]; readonly idOf: (name: string) => string };

const day = "2026-04-02T10:00:00.000Z";
const errors = "userErrors { code message path remedy }";

/** A look around, a code for a phone, a refusal and an erasure. */
async function afterwards({ call, idOf }: Then): Promise<void> {
  const look = `query ($id: ID!) {
    exchanges(partyId: $id) { nodes { what valueNote provider { name } steps { by spokenOver } } }
    listingsOf(partyId: $id) { nodes { title description } }
  }`;
  for (const persona of ["amina", "walter", "helen"])
    await call(persona, day, look, { id: idOf(persona) });
  const change = (name: string, fields: string) =>
    `mutation ($input: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} ${errors} } }`;
  await call("rob", day, change("createLoginCode", "loginCode { code }"), {
    input: { memberId: idOf("nadia"), idempotencyKey: "a-code-for-nadia" },
  });
  await call("grace", day, change("proposeExchange", "exchange { id }"), {
    input: {
      ...{ providerId: idOf("walter"), recipientIds: [idOf("grace")], minutes: 7 },
      ...{ what: "Sorting Walter's letters about his pension", idempotencyKey: "seven-minutes" },
    },
  });
  await call("sam", day, change("erasePerson", "erasure { id status }"), {
    input: { understood: true, idempotencyKey: "erase-me-please" },
  });
}
