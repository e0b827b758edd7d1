import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

type RequestHandler = DynamoDBClient["config"]["requestHandler"];
export type EngineRequest = Parameters<RequestHandler["handle"]>[0];
export type EngineAnswer = Awaited<ReturnType<RequestHandler["handle"]>>;
/** Takes one request to the engine and brings its answer: the step below the SDK's retries. */
export type Carrier = (request: EngineRequest) => Promise<EngineAnswer>;

/** Something of a message, as JSON; nothing is known of its shape. */
export type Json = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null;

export const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** What a request asks the engine to do, as `PutItem`. */
export const operationOf = (request: EngineRequest): string =>
  String(request.headers["x-amz-target"]).split(".")[1] ?? "";

export function read(body: unknown): Json {
  const text = typeof body === "string" ? body : new TextDecoder().decode(bytesIn(body));
  const json: unknown = JSON.parse(text);
  return isObject(json) ? json : {};
}

function bytesIn(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Error("The body of a message has another form than this harness knows.");
}

/** An answer whose body has been read to its end, so that it can be looked into and changed. */
export async function whole(answer: EngineAnswer): Promise<EngineAnswer> {
  const parts: Uint8Array[] = [];
  for await (const part of answer.response.body) parts.push(part);
  return { response: { ...answer.response, body: new Uint8Array(Buffer.concat(parts)) } };
}

/** The same answer with another body. Its checksum would be the old one's, so it goes. */
export function withBody({ response }: EngineAnswer, body: Json): EngineAnswer {
  const { "x-amz-crc32": _sum, "content-length": _length, ...headers } = response.headers;
  return { response: { ...response, headers, body: encoded(body) } };
}

const encoded = (body: Json) => new Uint8Array(Buffer.from(JSON.stringify(body)));

const prefix = "com.amazonaws.dynamodb.v20120810#";

/** An error as the engine says it. */
const says = (statusCode: number, type: string, more: Json): EngineAnswer => ({
  response: {
    statusCode,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "A-FAULT" },
    body: encoded({ __type: `${prefix}${type}`, ...more }),
  },
});

/** The ways in which the engine asks to slow down. */
const throttles = [
  [
    "ProvisionedThroughputExceededException",
    "The level of configured provisioned throughput for the table was exceeded.",
  ],
  ["ThrottlingException", "Rate of requests exceeds the allowed throughput."],
  ["RequestLimitExceeded", "Throughput exceeds the current throughput limit for your account."],
] as const;

export function throttled(which: number): EngineAnswer {
  const [type, message] = throttles[which % throttles.length] ?? throttles[0];
  return says(400, type, { message });
}

export const internalError = (): EngineAnswer =>
  says(500, "InternalServerError", { message: "Internal server error" });

/** A put or delete of an item that a transaction holds. */
export const inConflict = (): EngineAnswer =>
  says(400, "TransactionConflictException", {
    message: "Transaction is ongoing for the item",
  });

const reasonTexts: { readonly [code: string]: string } = {
  ConditionalCheckFailed: "The conditional request failed",
  TransactionConflict: "Transaction is ongoing for the item",
};

/** A transaction that came to nothing, with a reason for each of its items in their order. */
export const cancelled = (codes: readonly string[]): EngineAnswer =>
  says(400, "TransactionCanceledException", {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
    CancellationReasons: codes.map((Code) =>
      Code === "None" ? { Code } : { Code, Message: reasonTexts[Code] },
    ),
  });

/** The connection breaks off. */
export const brokenOff = (): Error =>
  Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
