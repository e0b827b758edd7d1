import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import { CannotStart } from "./cannot-start.ts";
import type { Caller } from "./flags.ts";

const Answer = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

/** What a service said: its data, or the first thing that it could not do. */
export type Said = {
  readonly data?: { readonly [field: string]: unknown } | null | undefined;
  readonly error?: string | undefined;
};

export type Ask = (document: string, variables: object) => Promise<Said>;

/** Tokens of a bank on this machine last an hour, so long work asks for a new one in time. */
const tokenMillis = 30 * 60_000;

/** Asks a service as somebody, over the public API like everybody else. */
export async function askerAs({ url, identity }: Caller): Promise<Ask> {
  let token = "persona" in identity ? await tokenOf(identity.persona, url) : identity.token;
  let since = Date.now();
  return async (document, variables) => {
    if ("persona" in identity && Date.now() - since > tokenMillis) {
      token = await tokenOf(identity.persona, url);
      since = Date.now();
    }
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query: document, variables });
    const answer = Answer.safeParse(await sendInTurn(url, { method: "POST", headers, body }));
    if (!answer.success) return {};
    return { data: answer.data.data, error: answer.data.errors?.[0]?.message };
  };
}

/** How often something is sent that a service puts off each time, before its words are told. */
const mostTries = 8;

/**
 * A service lets nobody ask without end, and may be busy: then it is asked again when it says. All
 * that commands change carries a key, so what was done in spite of such an answer is done once.
 */
async function sendInTurn(url: string, request: RequestInit): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    const { content, status, wait } = await send(url, request);
    if (!isPutOff(status) || tries === mostTries) return content;
    await pause(wait ?? 1000 * tries);
  }
}

const isPutOff = (status: number): boolean => status === 429 || status >= 502;

async function tokenOf(persona: string, url: string): Promise<string> {
  const body = JSON.stringify({ persona });
  const { content } = await send(new URL("/token", url).href, { method: "POST", body });
  const { token } = Object(content);
  if (typeof token === "string") return token;
  throw new CannotStart(
    `There is no token for ${persona} at ${url}.`,
    "On a service that is no bank on this machine, give a token: --token TOKEN",
  );
}

type Sent = {
  readonly content: unknown;
  readonly status: number;
  /** In how many milliseconds to ask again, if the service says so. */
  readonly wait?: number;
};

async function send(url: string, request: RequestInit): Promise<Sent> {
  try {
    const answer = await fetch(url, request);
    const { status, headers } = answer;
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    const text = await answer.text();
    const content: unknown = isPutOff(status) ? wordsIn(text) : JSON.parse(text);
    return { status, content, ...(seconds > 0 ? { wait: seconds * 1000 } : {}) };
  } catch {
    throw new CannotStart(
      `The service at ${url} does not answer.`,
      "Start it with npm start, or name another with --url. Started again, this goes on where it was.",
    );
  }
}

/** What stands in front of a service puts off in words of its own. */
function wordsIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: text.trim().slice(0, 200) || "nothing." }] };
  }
}
