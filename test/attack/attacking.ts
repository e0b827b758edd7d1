import { expect } from "vitest";
import { httpAnswer, httpEvent } from "../../infra/local/http-event.ts";
import { type HttpWish, type Json, type TestBank, testBank } from "../support/api.ts";

/** What an attack met, and what the table was asked for it. */
export type Met = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly data?: Json;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly string[];
    readonly extensions: { readonly [name: string]: Json };
  }[];
  /** The table's calls but the one that finds out who asks. */
  readonly calls: readonly string[];
  readonly writeUnits: number;
};

export type Attack = Omit<HttpWish, "body"> & {
  /** A query, the parts of a GraphQL request, or the bytes of the body themselves. */
  readonly send: string | Uint8Array | { readonly [part: string]: unknown };
  readonly as?: string;
  /** Bytes travel as base64, as the gateway sends what is no text. */
  readonly isBase64?: boolean;
};

export type Target = {
  readonly bank: TestBank;
  readonly attack: (wish: Attack) => Promise<Met>;
};

export const json = { "content-type": "application/json" };

/** The real handler over a bank of its own, or over one that is there already. */
export async function target(existing?: TestBank): Promise<Target> {
  const bank = existing ?? (await testBank());
  const handler = bank.newInstance();
  const attack = async ({ send, as, isBase64, ...wish }: Attack): Promise<Met> => {
    const token = as === undefined ? {} : { authorization: `Bearer ${await bank.tokenFor(as)}` };
    const body =
      typeof send === "string" || send instanceof Uint8Array ? send : JSON.stringify(send);
    bank.usage.reset();
    const request = { method: "POST", target: "/graphql", ...wish };
    const event = httpEvent(
      { ...request, headers: { ...token, ...(wish.headers ?? json) }, body: Buffer.from(body) },
      Date.parse(bank.now()),
    );
    const base64 = { body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
    const got = httpAnswer(await handler({ ...event, ...(isBase64 ? base64 : {}) }));
    const text = got.body.toString();
    const calls = bank.usage.calls().map(({ operation }) => operation);
    const other = as === undefined ? calls : calls.slice(1);
    const writeUnits = bank.usage.writeUnits();
    return { ...got, ...JSON.parse(text), text, calls: other, writeUnits };
  };
  return { bank, attack };
}

/** As `attack`, with a query of GraphQL. */
export const asking = (query: string, variables?: object): Attack["send"] => ({
  query,
  ...(variables ? { variables } : {}),
});

/** What no answer may hold: places in our code, names of what it stands on, words of faults. */
const inside =
  /node_modules|\.ts:\d|\\n {2,}at |dynamo|amazon|ECONN|TypeError|undefined|\[object \w/i;

/** Nothing was done, nothing was read but who asks, and the answer says so in plain words. */
export function expectTurnedAway(met: Met, code: string, status = 200): void {
  expect(met).toMatchObject({ status, calls: [], writeUnits: 0 });
  expectPlain(met, code);
}

/** Every error says what it is in a sentence, with a code and a number to ask about it. */
export function expectPlain(met: Met, code: string): void {
  const { errors = [], text, data } = met;
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(21);
  for (const { message, extensions } of errors) {
    expect(message).toMatch(/^\S/);
    expect(message.length).toBeLessThanOrEqual(400);
    expect(extensions["requestId"]).toMatch(/^[0-9A-Z]{16}$/);
  }
  expect(errors[0]?.extensions["code"]).toBe(code);
  expect(Object.values(data ?? {}).every((part) => part === null)).toBe(true);
  expect(text).not.toMatch(inside);
}

/** Words that number themselves, for floods. */
export const many = (count: number, word: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => word(number)).join(" ");
