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
    const answer = Answer.safeParse(await send(url, { method: "POST", headers, body }));
    if (!answer.success) return {};
    return { data: answer.data.data, error: answer.data.errors?.[0]?.message };
  };
}

async function tokenOf(persona: string, url: string): Promise<string> {
  const body = JSON.stringify({ persona });
  const answer = await send(new URL("/token", url).href, { method: "POST", body });
  const { token } = Object(answer);
  if (typeof token === "string") return token;
  throw new CannotStart(
    `There is no token for ${persona} at ${url}.`,
    "On a service that is no bank on this machine, give a token: --token TOKEN",
  );
}

async function send(url: string, request: RequestInit): Promise<unknown> {
  try {
    return await (await fetch(url, request)).json();
  } catch {
    throw new CannotStart(
      `The service at ${url} does not answer.`,
      "Start it with npm start, or name another with --url. Started again, this goes on where it was.",
    );
  }
}
