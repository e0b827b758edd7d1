import { CannotStart, WrongUse } from "./cannot-start.ts";

/** An address of an engine that can be one; a client that gets another fails in words of its own. */
export function engineAt(words: string): string {
  if (URL.canParse(words) && /^https?:$/.test(new URL(words).protocol)) return words;
  throw new WrongUse(
    `${words} is not the address of a database engine.`,
    "Write it with http:// or https:// in front, as in http://localhost:8000",
  );
}

const unknown = [
  "AWS does not know who you are.",
  "Sign in, until this answers: aws sts get-caller-identity",
] as const;
const silent = [
  "No database engine answers there.",
  "Is the address right, and is the engine running?",
] as const;

/** By what the engine, its client or the network calls it: what it is, and what to do. */
const troubles: Readonly<Record<string, readonly [string, string]>> = {
  ResourceNotFoundException: [
    "There is no table of that name there.",
    "The stack's output TableName tells it. Is it in the region that was asked?",
  ],
  AccessDeniedException: [
    "You may not do this to the table.",
    "Ask for the rights that infra/upgrades/README.md names, on the table and on its key.",
  ],
  "Region is missing": ["In which region of AWS?", "Name it: AWS_REGION=eu-west-2"],
  CredentialsProviderError: unknown,
  TokenProviderError: unknown,
  ExpiredTokenException: unknown,
  UnrecognizedClientException: unknown,
  ECONNREFUSED: silent,
  ENOTFOUND: silent,
  ETIMEDOUT: silent,
  TimeoutError: silent,
};

/** Work on a table with rights of one's own: what stands in its way is said plainly, being no mistake of ours. */
export async function unlessInTheWay<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const { name, code, message } = Object(error);
    const trouble = [name, code, message].flatMap((word) =>
      typeof word === "string" && Object.hasOwn(troubles, word) ? [troubles[word]] : [],
    )[0];
    if (trouble) throw new CannotStart(...trouble);
    if (!saysTheEngine(error)) throw error;
    throw new CannotStart(
      `The table cannot be used: ${message || name}`,
      "Check its name, the address of its engine and the region, and that you are signed in there.",
    );
  }
}

/** The client's mark on what an engine answered. */
const saysTheEngine = (error: unknown): boolean => error instanceof Error && "$metadata" in error;
