import { randomUUID } from "node:crypto";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import {
  createIssuer,
  type Issuer,
  localAudience,
  localIssuer,
  newKey,
} from "../../infra/local/issuer.ts";
import { createGraphqlHandler, type GraphqlHandler, type Rates } from "../../src/graphql/index.ts";
import { type FreshTable, freshTable } from "./engine.ts";

/** JSON as it came back, for tests that look at parts of it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json };

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: { readonly [field: string]: Json } | null;
  readonly errors?: readonly { readonly [field: string]: Json }[];
  readonly extensions?: { readonly [field: string]: Json };
};

type Variables = { readonly [name: string]: unknown };

/** Somebody asking. */
export type Caller = {
  /** Asks and hands back all that came, good or bad. */
  readonly ask: (document: string, variables?: Variables) => Promise<Answer>;
  /**
   * Asks for what must succeed, as the set-up of a test does: any error or user error fails the
   * test and is shown. Answers with the data.
   */
  readonly must: (document: string, variables?: Variables) => Promise<Json>;
};

export type HttpWish = {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly sourceIp?: string;
};

export type TestBank = FreshTable & {
  /** Sets the clock that the API and the tokens go by. */
  readonly at: (moment: string) => void;
  readonly now: () => string;
  /** Any word is a persona: the subject of their token. */
  readonly as: (persona: string) => Caller;
  /** A caller without a token. */
  readonly anonymous: Caller;
  /** Named in the settings as a first steward: may make areas and hubs and give roles. */
  readonly steward: Caller;
  /** A request as raw as it comes over the wire; a POST to /graphql unless said. */
  readonly send: (
    wish: HttpWish,
    instance?: GraphqlHandler,
  ) => Promise<{ status: number; headers: Readonly<Record<string, string>>; body: string }>;
  /** Another instance of the function over the same table; `send` can be told to ask it. */
  readonly newInstance: (
    also?: Partial<Parameters<typeof createGraphqlHandler>[0]>,
  ) => GraphqlHandler;
  /** A token for tests that send raw requests. */
  readonly tokenFor: (persona: string, at?: string) => Promise<string>;
  readonly issuer: Issuer;
  /** What the handler logged. */
  readonly log: readonly object[];
};

/** What the name of a persona begins with who is a machine: the rest is its client id. */
export const machinePrefix = "machine:";

/** The persona who is a first steward in every test bank. */
const firstSteward = "steward";

/** A key nobody has used, for `idempotencyKey`. */
export const newRequestKey = (): string => randomUUID();

/**
 * Limits that no test meets by accident: the clock of a test stands still, so nothing comes back.
 */
export const noHurry: Rates = {
  signedIn: { burst: 1_000_000_000, perMinute: 60 },
  anonymous: { burst: 1_000_000_000, perMinute: 60 },
};

/** A time bank of its own, empty, behind the real Lambda handler and the embedded engine. */
export async function testBank(endpoint?: string, rates = noHurry): Promise<TestBank> {
  const stored = await freshTable(endpoint);
  const issuer = await createIssuer(await newKey());
  let clock = "2026-01-05T09:00:00.000Z";
  const log: object[] = [];
  const newInstance: TestBank["newInstance"] = (also = {}) =>
    createGraphqlHandler({
      settings: {
        issuer: localIssuer,
        audience: localAudience,
        keys: issuer.keys,
        cursorSecret: "a secret for tests, and for nothing else",
        firstStewards: [firstSteward],
        rates,
      },
      table: stored.table,
      now: () => clock,
      log: (line) => log.push(line),
      ...also,
    });
  const handler = newInstance();
  const send: TestBank["send"] = async (wish, instance = handler) => {
    const result = await instance(eventFor(wish, Date.parse(clock)));
    const { status, headers, body } = httpAnswer(result);
    return { status, headers, body: body.toString() };
  };
  const tokenFor = (persona: string, at = clock) =>
    persona.startsWith(machinePrefix)
      ? issuer.signClient(persona.slice(machinePrefix.length), at)
      : issuer.sign(persona, at);
  const as = (persona: string) => callerOver(send, () => tokenFor(persona));
  return {
    ...stored,
    at: (moment) => {
      clock = new Date(moment).toISOString();
    },
    now: () => clock,
    as,
    anonymous: callerOver(send),
    steward: as(firstSteward),
    send,
    newInstance,
    tokenFor,
    issuer,
    log,
  };
}

function eventFor(wish: HttpWish, at: number) {
  return httpEvent(
    {
      method: wish.method ?? "POST",
      target: wish.target ?? "/graphql",
      headers: wish.headers ?? {},
      ...(wish.body === undefined ? {} : { body: Buffer.from(wish.body) }),
      ...(wish.sourceIp === undefined ? {} : { sourceIp: wish.sourceIp }),
    },
    at,
  );
}

function callerOver(send: TestBank["send"], token?: () => Promise<string>): Caller {
  const ask: Caller["ask"] = async (document, variables = {}) => {
    const { status, headers, body } = await send({
      headers: {
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${await token()}` } : {}),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    return { status, headers, ...JSON.parse(body) };
  };
  const must: Caller["must"] = async (document, variables) => {
    const answer = await ask(document, variables);
    const refused = Object.values(answer.data ?? {}).filter(
      (payload) => at(payload, "userErrors.0") !== undefined,
    );
    if (answer.errors || !answer.data || refused.length > 0) {
      throw new Error(`This had to succeed, but: ${JSON.stringify(answer, null, 2)}`);
    }
    return answer.data;
  };
  return { ask, must };
}

/** The same persona, asking this instance of the function. */
export const callerThrough = (
  { send, tokenFor }: TestBank,
  persona: string,
  instance: GraphqlHandler,
): Caller =>
  callerOver(
    (wish) => send(wish, instance),
    () => tokenFor(persona),
  );

/** The part of an answer at a dotted path, as in `at(data, "createHub.hub.id")`. */
export function at(json: Json, path: string): Json {
  let part: Json = json;
  for (const name of path.split(".")) {
    if (typeof part !== "object" || part === null) return undefined;
    part = Object.entries(part).find(([field]) => field === name)?.[1];
  }
  return part;
}

/** The text at a dotted path; fails the test when there is none. */
export function textAt(json: Json, path: string): string {
  const found = at(json, path);
  if (typeof found === "string") return found;
  throw new Error(`There is no text at ${path} in ${JSON.stringify(json, null, 2)}`);
}

/** The codes of the user errors of the first payload in an answer, for "refused with". */
export function codesOf(answer: Answer): readonly Json[] {
  const [payload] = Object.values(answer.data ?? {});
  const errors = at(payload, "userErrors");
  return Array.isArray(errors) ? errors.map((error: Json) => at(error, "code")) : [];
}
