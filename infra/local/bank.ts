import { AsyncLocalStorage } from "node:async_hooks";
import { createGraphqlHandler, type GraphqlHandler, type Rates } from "../../src/graphql/index.ts";
import type { Table } from "../../src/table/index.ts";
import { httpAnswer, httpEvent } from "./http-event.ts";
import { type Issuer, localAudience, localIssuer } from "./issuer.ts";

/** An answer of the API, as GraphQL gives it. */
export type BankAnswer = {
  readonly data?: { readonly [field: string]: unknown } | null;
  readonly errors?: readonly { readonly message: string }[];
};

/** The time bank as a story uses it: anybody may ask anything, at any moment of the story. */
export type LocalBank = {
  /** Asks as a persona (or as nobody) at a moment; the token is signed for that very moment. */
  readonly call: (
    persona: string | undefined,
    at: string,
    document: string,
    variables?: object,
  ) => Promise<BankAnswer>;
};

/** The personas who may make the first areas and hubs on this machine. */
export const firstStewards: readonly string[] = ["steward"];

/** On one's own machine nobody else waits; a community of thousands is told in minutes. */
const localRates: Rates = {
  signedIn: { burst: 3_000_000, perMinute: 3_000_000 },
  anonymous: { burst: 1_000_000, perMinute: 1_000_000 },
};

export type LocalApi = {
  /** The real handler. Over HTTP it goes by the clock on the wall. */
  readonly handler: GraphqlHandler;
  readonly bank: LocalBank;
};

/**
 * The real handler with local settings. A story brings its own time along with each call, so
 * calls of the story and requests of visitors can be under way together, each at its moment.
 */
export function createLocalApi(options: {
  readonly table: () => Table;
  readonly issuer: Issuer;
  readonly cursorSecret: string;
  readonly log?: (line: object) => void;
}): LocalApi {
  const storyTime = new AsyncLocalStorage<string>();
  const handler = createGraphqlHandler({
    settings: {
      issuer: localIssuer,
      audience: localAudience,
      keys: options.issuer.keys,
      cursorSecret: options.cursorSecret,
      letsLoopback: true,
      firstStewards,
      rates: localRates,
    },
    table: options.table,
    now: () => storyTime.getStore() ?? new Date().toISOString(),
    ...(options.log ? { log: options.log } : {}),
  });
  const bank = bankOver(options.issuer, (moment, event) =>
    storyTime.run(moment, () => handler(event)),
  );
  return { handler, bank };
}

/** A time bank to tell stories to, whoever answers: requests are made and signed as at that moment. */
export const bankOver = (
  issuer: Issuer,
  answer: (moment: string, event: Parameters<GraphqlHandler>[0]) => ReturnType<GraphqlHandler>,
): LocalBank => ({
  call: async (persona, at, document, variables = {}) => {
    const moment = new Date(at).toISOString();
    const token = persona === undefined ? undefined : await issuer.sign(persona, moment);
    const request = graphqlRequest({ token, document, variables });
    const result = await answer(moment, httpEvent(request, Date.parse(moment)));
    return JSON.parse(httpAnswer(result).body.toString());
  },
});

const graphqlRequest = (wish: {
  readonly token: string | undefined;
  readonly document: string;
  readonly variables: object;
}) => ({
  method: "POST",
  target: "/graphql",
  headers: {
    "content-type": "application/json",
    ...(wish.token === undefined ? {} : { authorization: `Bearer ${wish.token}` }),
  },
  body: Buffer.from(JSON.stringify({ query: wish.document, variables: wish.variables })),
});
