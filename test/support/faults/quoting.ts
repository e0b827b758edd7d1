import { engineClient } from "../../../infra/local/local-table.ts";
import { dynamodbClient } from "../../../src/table/index.ts";
import { below, diceFrom } from "./plan.ts";
import {
  type EngineAnswer,
  type EngineRequest,
  isObject,
  type Json,
  read,
  whole,
  withBody,
} from "./speech.ts";

/** The ways in which an error quotes what it is about. */
const quotations = [
  /** The engine refuses a request and repeats it. */
  "REFUSED",
  /** A transaction is cancelled, and its items stand in the reasons. */
  "CANCELLED",
  /** Something on the way answers, in no form that anybody expects. */
  "NOT_JSON",
  /** The line breaks off, and the error says in which sentence. */
  "BROKEN_OFF",
  /** What comes back is no longer what was stored. */
  "SPOILT",
] as const;
type Quotation = (typeof quotations)[number];

export type QuotingEngine = {
  readonly client: ReturnType<typeof dynamodbClient>;
  /** All that was quoted in errors. */
  readonly quoted: readonly string[];
  readonly met: Readonly<Record<Quotation, number>>;
  readonly close: () => void;
};

/**
 * An engine that now and then fails for good, in words that hold everything it was sent or had to
 * bring: the worst that a log can be handed. What fails is drawn from the seed.
 */
export function quotingEngine(options: {
  readonly endpoint: string;
  readonly seed: number;
  /** Out of how many calls one fails. */
  readonly oneIn: () => number;
}): QuotingEngine {
  const { endpoint, seed, oneIn } = options;
  const calm = engineClient(endpoint);
  const line = calm.config.requestHandler;
  const quoted: string[] = [];
  const met = { REFUSED: 0, CANCELLED: 0, NOT_JSON: 0, BROKEN_OFF: 0, SPOILT: 0 };
  let calls = 0;
  let failures = 0;
  const handle: typeof line.handle = async (request, more) => {
    const dice = diceFrom(seed, calls++);
    const answer = await whole(await line.handle(request, more));
    if (below(dice, oneIn()) > 0 || answer.response.statusCode !== 200) return answer;
    const kind = quotations[failures++ % quotations.length] ?? "REFUSED";
    met[kind] += 1;
    quoted.push(textOf(request), textOf(answer.response));
    return broken(kind, request, answer);
  };
  const requestHandler: typeof line = Object.create(line, { handle: { value: handle } });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = dynamodbClient({ endpoint, region: "local", credentials, requestHandler });
  const close = () => {
    client.destroy();
    calm.destroy();
  };
  return { client, quoted, met, close };
}

const textOf = ({ body }: { readonly body?: unknown }) =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body);

function broken(kind: Quotation, request: EngineRequest, answer: EngineAnswer): EngineAnswer {
  const words = `${textOf(request)} ${textOf(answer.response)}`;
  const no = (type: string, more: object) => {
    const { response } = withBody(answer, {
      __type: `com.amazonaws.dynamodb.v20120810#${type}`,
      ...more,
    });
    return { response: { ...response, statusCode: 400 } };
  };
  switch (kind) {
    case "REFUSED":
      return no("ValidationException", { message: `One or more values are invalid: ${words}` });
    case "CANCELLED":
      return no("TransactionCanceledException", {
        Message: `Transaction cancelled: ${words}`,
        CancellationReasons: [
          { Code: "ValidationError", Message: words, Item: read(request.body) },
        ],
      });
    case "NOT_JSON":
      return {
        response: { ...answer.response, headers: {}, body: Buffer.from(`<p>${words}</p>`) },
      };
    case "BROKEN_OFF":
      throw new Error(`Parse Error after ${words}`, { cause: new Error(words) });
    case "SPOILT":
      return withBody(answer, spoilt(read(answer.response.body)));
  }
}

/** The same, but each of its texts is a list of itself now, as nobody stored it. */
const spoilt = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) =>
      name === "S" ? ["L", [{ S: value }]] : [name, spoiltWithin(value)],
    ),
  );

function spoiltWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spoiltWithin);
  return isObject(value) ? spoilt(value) : value;
}
