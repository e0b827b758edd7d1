import { type Answer, at } from "../support/api.ts";
import type { FaultyBank, Question } from "../support/faults/bank.ts";
import { documentFor, type Request } from "./requests.ts";

/** What a caller ended up with. */
export type Heard =
  | { readonly id: string; readonly shows: string | undefined; readonly isReplay: boolean }
  | { readonly code: string };

/** How often a caller tries before they give up and call somebody. */
const mostTries = 60;

/** A request under its key; the lane tells apart who send the same one at the same moment. */
export type Sending = { readonly request: Request; readonly key: string; readonly lane?: string };

/** How the way to an answer was. */
export type Trouble = {
  /** How often the request was sent. */
  readonly tries: number;
  /** How often the answer was to try again. */
  readonly busy: number;
};

/**
 * A sensible client: it sends the very same request again after any fault, after BUSY_TRY_AGAIN
 * and after the service died, until it hears what became of it.
 */
export async function insist(
  bank: FaultyBank,
  { request, key, lane = key }: Sending,
): Promise<Heard & Trouble> {
  let busy = 0;
  for (let tries = 1; tries <= mostTries; tries++) {
    const answer = await bank.ask(question(request, key, `${lane}/${tries}`));
    if (answer === "DIED") continue;
    const heard = heardIn(answer);
    if (heard) return { ...heard, tries, busy };
    if (isBusy(answer)) busy++;
  }
  throw new Error(`Nobody answered ${request.mutation} under ${key} in ${mostTries} tries.`);
}

const isBusy = ({ data, errors }: Answer): boolean =>
  at(data, "answer.userErrors.0.code") === "BUSY_TRY_AGAIN" ||
  at(errors?.[0], "extensions.code") === "BUSY_TRY_AGAIN";

/** Asks once more, without any fault: what the bank says of this request for ever. */
export async function askAgain(bank: FaultyBank, { request, key }: Sending): Promise<Heard> {
  const answer = await bank.askInPeace(question(request, key, key));
  const heard = heardIn(answer);
  if (!heard) throw new Error(`No answer in peace: ${JSON.stringify(answer)}`);
  return heard;
}

/** Asks once, and meets the faults of a script on the way. */
export const askOnce = (
  bank: FaultyBank,
  { request, key }: Sending,
  script: NonNullable<Question["script"]>,
): Promise<Answer | "DIED"> => bank.ask({ ...question(request, key, `${key}/0`), script });

const question = (request: Request, key: string, id: string) => ({
  id,
  persona: request.persona,
  document: documentFor(request),
  variables: { input: { ...request.input, idempotencyKey: key } },
});

/** What an answer says, or nothing when the only sensible thing is to ask again. */
function heardIn(answer: Answer): Heard | undefined {
  if (answer.errors && !isTransient(answer)) {
    throw new Error(`Asked wrongly: ${JSON.stringify(answer.errors)}`);
  }
  const payload = at(answer.data, "answer");
  if (answer.errors || !payload) return undefined;
  const code = at(payload, "userErrors.0.code");
  if (code === "BUSY_TRY_AGAIN") return undefined;
  if (code !== undefined) return { code: String(code) };
  const thing = Object.entries(Object(at(payload, "thing")));
  const id = thing.find(([name]) => name === "id")?.[1];
  const shows = thing.find(([name]) => name !== "id")?.[1];
  return {
    id: String(id),
    shows: shows === undefined ? undefined : String(shows),
    isReplay: at(payload, "replayed") === true,
  };
}

/** Is this a fault that passes, rather than a request that is wrong in itself? */
const isTransient = ({ errors = [] }: Answer): boolean =>
  errors.every((error) =>
    ["INTERNAL", "BUSY_TRY_AGAIN", "UNAUTHENTICATED"].includes(
      String(at(error, "extensions.code")),
    ),
  );
