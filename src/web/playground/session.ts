import type { Variables } from "../stories/index.ts";

/** What the pages are told by whoever serves them. */
export type Settings = {
  /** Where the API is. */
  readonly graphqlUrl: string;
  /** Is this the demo on one's own machine, where anybody can be anybody? */
  readonly isDemo: boolean;
  /** Can its data be put back to where the story ends? */
  readonly canReset: boolean;
};

export type Persona = { readonly id: string; readonly who: string; readonly hub?: string };

/** Who asks: nobody, a persona of the demo, or whoever a token of one's own speaks for. */
export type Asker =
  | { readonly kind: "NOBODY" }
  | { readonly kind: "PERSONA"; readonly id: string }
  | { readonly kind: "TOKEN"; readonly token: string };

export type Request = {
  readonly query: string;
  readonly variables?: Variables;
  readonly operationName?: string | null;
};

type Cost = {
  readonly requested: number;
  readonly limit: number;
  readonly remaining: number;
};

export type Answer = {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: { readonly cost?: Cost };
};

/** An answer, and what is left of what one may ask for, as its headers say. */
export type Answered = { readonly answer: Answer; readonly budget?: number };

/** What the last request cost, and what is left. */
export type Spent = { readonly cost: Cost; readonly budget?: number };

/** Sends a request as somebody, and shows what it cost. */
export type Ask = (asker: Asker, request: Request) => Promise<Answer>;

export async function settings(): Promise<Settings> {
  return (await fetch("/config.json")).json();
}

export async function personas(): Promise<readonly Persona[]> {
  const { personas } = await (await fetch("/personas")).json();
  return personas;
}

/** Tokens are kept in memory alone, and taken anew before they end. */
const tokens = new Map<string, { readonly token: string; readonly until: number }>();
const usableMillis = 50 * 60_000;

async function tokenFor(asker: Asker): Promise<string | undefined> {
  if (asker.kind === "NOBODY") return undefined;
  if (asker.kind === "TOKEN") return asker.token;
  const known = tokens.get(asker.id);
  if (known && known.until > Date.now()) return known.token;
  const body = JSON.stringify({ persona: asker.id });
  const answer = await fetch("/token", { method: "POST", body });
  const { token } = await answer.json();
  tokens.set(asker.id, { token, until: Date.now() + usableMillis });
  return token;
}

/** Sends one request as somebody. What is no GraphQL answer becomes one that says so. */
export async function send(url: string, asker: Asker, request: Request): Promise<Answered> {
  const response = await post(url, asker, request).catch(() => undefined);
  if (!response) return { answer: { errors: [{ message: noAnswer }] } };
  const text = await response.text();
  const budget = /;\s*r=(\d+)/.exec(response.headers.get("ratelimit") ?? "")?.[1];
  return {
    answer: parsed(text) ?? { errors: [{ message: text || `Status ${response.status}` }] },
    ...(budget === undefined ? {} : { budget: Number(budget) }),
  };
}

/** What every page says where nobody answers. */
export const noAnswer = "The service does not answer. Start it again (npm start), then try again.";

/** A persona whose token is no longer taken, as after a restart with new data, gets a fresh one, once. */
async function post(url: string, asker: Asker, request: Request): Promise<Response> {
  const response = await postOnce(url, asker, request);
  if (response.status !== 401 || asker.kind !== "PERSONA") return response;
  tokens.delete(asker.id);
  return postOnce(url, asker, request);
}

async function postOnce(url: string, asker: Asker, request: Request): Promise<Response> {
  const token = await tokenFor(asker);
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(request),
  });
}

function parsed(text: string): Answer | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tells the demo's story anew, and waits until it is told. Only the local demo can do this. */
export async function resetDemo(progress: (sentence: string) => void): Promise<void> {
  const begun = await fetch("/demo/reset", { method: "POST" });
  if (begun.status !== 202) throw new Error(await begun.text());
  for (;;) {
    await new Promise((next) => setTimeout(next, 700));
    const state = await fetch("/demo/reset");
    const { done, all, trouble } = await state.json();
    if (trouble) throw new Error(trouble);
    progress(`The demo starts again: ${done} of ${all} steps.`);
    if (done === all) return;
  }
}
