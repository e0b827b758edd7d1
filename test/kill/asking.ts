import * as z from "zod";
import type { Served } from "./served.ts";

/** A request for a change, as a client sends it: with the same key however often it is sent. */
export type Wish = {
  readonly persona: string;
  readonly mutation: string;
  /** What the answer holds, and what to read of it. */
  readonly thing: "exchange" | "gift" | "potRequest";
  readonly input: { readonly idempotencyKey: string; readonly [field: string]: unknown };
};

/** What came back. `NOTHING` is no answer at all: the caller cannot know whether it was done. */
type Answer =
  | {
      readonly is: "DONE";
      readonly id: string;
      readonly status: string;
      readonly replayed: boolean;
    }
  | { readonly is: "REFUSED"; readonly code: string }
  | { readonly is: "NOTHING"; readonly why: string };

export type Asking = {
  readonly change: (wish: Wish) => Promise<Answer>;
  /** Reads what must be there, of a bank that is up. */
  readonly read: (persona: string, document: string) => Promise<unknown>;
};

const longestWaitMillis = 30_000;
const tokenMillis = 45 * 60_000;

const Payload = z.object({
  thing: z.object({ id: z.string(), status: z.string().optional() }).nullable(),
  replayed: z.boolean(),
  userErrors: z.array(z.object({ code: z.string() })),
});
const Told = z.object({ data: z.object({ answer: Payload }) });

/** Asks over HTTP, as any client would, with tokens from the local issuer. */
export function askingOf(served: Served): Asking {
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();
  const tokenOf = async (persona: string) => {
    const kept = tokens.get(persona);
    if (kept && kept.until > Date.now()) return kept.token;
    const body = await posted(`${served.url}/token`, { persona });
    const { token } = z.object({ token: z.string() }).parse(JSON.parse(body));
    tokens.set(persona, { token, until: Date.now() + tokenMillis });
    return token;
  };
  const ask = async (persona: string, query: string, variables: object = {}) =>
    JSON.parse(await posted(`${served.url}/graphql`, { query, variables }, await tokenOf(persona)));
  const change: Asking["change"] = async (wish) => {
    try {
      const { input } = wish;
      return answerIn(await ask(wish.persona, documentOf(wish), { input }));
    } catch (error) {
      return { is: "NOTHING", why: whyOf(error) };
    }
  };
  const read: Asking["read"] = async (persona, document) => {
    const { data, errors } = await ask(persona, document);
    if (errors || !data) throw new Error(`Reading did not work: ${JSON.stringify(errors)}`);
    return data;
  };
  return { change, read };
}

function documentOf({ mutation, thing }: Wish): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const fields = thing === "gift" ? "id" : "id status";
  return `mutation($input: ${type}!) { answer: ${mutation}(input: $input) {
    thing: ${thing} { ${fields} } replayed userErrors { code }
  } }`;
}

/** Anything but an answer of the mutation itself is no answer: a fault, or half a sentence. */
function answerIn(body: unknown): Answer {
  const told = Told.safeParse(body);
  if (!told.success) return { is: "NOTHING", why: JSON.stringify(body) };
  const { thing, replayed, userErrors } = told.data.data.answer;
  const [refusal] = userErrors;
  if (refusal) return { is: "REFUSED", code: refusal.code };
  if (!thing) return { is: "NOTHING", why: JSON.stringify(body) };
  return { is: "DONE", id: thing.id, status: thing.status ?? "", replayed };
}

async function posted(url: string, body: object, token?: string): Promise<string> {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(longestWaitMillis),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
  return text;
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
