import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { line } from "../kernel/index.ts";
import { costLimit } from "./cost.ts";

/** What an answer costs for which nothing was run. */
const costOfNothing = { requested: 0, limit: costLimit, remaining: costLimit };

/** A request that may go on: what GraphQL needs of it, and who it says it is from. */
export type Door = {
  readonly authorization: string | undefined;
  /** What the caller needs personal data for, in their own words. */
  readonly reason: string | undefined;
  readonly request: HTTPGraphQLRequest;
};

/** Says why somebody reads about people: kept with the log of reads, and nothing else. */
const reasonHeader = "corehours-reason";
const longestReason = 200;

/** The largest body that is read, in bytes. */
const largestBody = 65_536;

const media = "application/json";
const acceptable = ["application/graphql-response+json", media, "application/*", "*/*"];

/** Checks, in this order: method, type and coding of the body, Accept, reason, size, text, JSON. */
export function openDoor(
  event: APIGatewayProxyEventV2,
  requestId: string,
): Door | APIGatewayProxyStructuredResultV2 {
  const no = (status: number, message: string, headers?: Record<string, string>) =>
    answerError(status, { code: "BAD_REQUEST", message, requestId }, headers);
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value !== undefined) headers.set(name.toLowerCase(), value);
  }
  const method = event.requestContext.http.method;
  if (method !== "POST") return no(405, "Send a POST request.", { allow: "POST" });
  if (!isUtf8Json(headers.get("content-type"))) {
    return no(415, `Send the body as ${media}, in UTF-8.`);
  }
  if (!/^(identity)?$/i.test(headers.get("content-encoding")?.trim() ?? "")) {
    return no(415, "Send the body as it is, not compressed.", { "accept-encoding": "identity" });
  }
  if (!isAcceptable(headers.get("accept"))) {
    return no(406, `The answer can be ${acceptable[0]} or ${media}. Accept one of them.`);
  }
  const reason = readReason(headers.get(reasonHeader));
  if (!reason) {
    return no(
      400,
      `Say the reason in ${reasonHeader} in at most ${longestReason} letters, on one line. Write letters with accents as in a URL.`,
    );
  }
  const bytes = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > largestBody) return no(413, `The body is larger than ${largestBody} bytes.`);
  const body = readJson(bytes);
  if (body === undefined) {
    return no(400, badBody);
  }
  return {
    authorization: headers.get("authorization"),
    reason: reason.words,
    request: { method, headers, search: "", body },
  };
}

/** `application/json`, and a charset said once at most, which has to be the only one there is. */
const isUtf8Json = (header: string | undefined): boolean =>
  /^application\/json(\s*;\s*charset=(utf-8|"utf-8"))?;?$/i.test((header ?? "").trim());

/** An Accept header that is missing takes anything; `q=0` takes nothing. */
function isAcceptable(header: string | undefined): boolean {
  if (header === undefined || header.trim() === "") return true;
  return header
    .toLowerCase()
    .split(",")
    .filter((range) => !/;\s*q=0(\.0*)?\s*(;|$)/.test(range))
    .some((range) => acceptable.includes(range.split(";")[0]?.trim() ?? ""));
}

/** Headers carry plain letters only, so others come percent-encoded, as in a URL. */
function readReason(header: string | undefined): { readonly words?: string } | undefined {
  if (header === undefined || header.trim() === "") return {};
  try {
    const read = line(longestReason).safeParse(decodeURIComponent(header));
    return read.success ? { words: read.data } : undefined;
  } catch {
    return undefined;
  }
}

const badBody =
  'The body is a JSON object with a "query" in it and, if you like, an "operationName" (text), "variables" (an object) and "extensions" (an object). Check it and send it again.';

/** Bytes that are no UTF-8 are no text: putting a sign in their place would change what was said. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A GraphQL request is one object with a text to run; lists (batches) are not taken. */
function readJson(bytes: Uint8Array): object | undefined {
  try {
    const body: unknown = JSON.parse(utf8.decode(bytes));
    return isObject(body) && isGraphqlRequest(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The parts beside the query may be left out or null; anything else in their place is no request. */
function isGraphqlRequest(body: object): boolean {
  const { query, operationName = null, variables = null, extensions = null } = Object(body);
  return (
    typeof query === "string" &&
    (operationName === null || typeof operationName === "string") &&
    [variables, extensions].every((part) => part === null || isObject(part))
  );
}

/** A response as API Gateway takes it. Nothing here is ever kept by a cache on the way. */
export function answer(
  statusCode: number,
  body: string,
  headers: Iterable<readonly [string, string]> = [],
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: {
      ...Object.fromEntries(headers),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

/** The same answer with more headers. */
export const withHeaders = (
  result: APIGatewayProxyStructuredResultV2,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 => ({ ...result, headers: { ...result.headers, ...headers } });

/** An error before or outside GraphQL, in the same form as one inside it. */
export function answerError(
  statusCode: number,
  error: { readonly code: string; readonly message: string; readonly requestId: string },
  headers: Record<string, string> = {},
): APIGatewayProxyStructuredResultV2 {
  const { code, message, requestId } = error;
  const body = {
    errors: [{ message, extensions: { code, requestId } }],
    extensions: { cost: costOfNothing },
  };
  return answer(statusCode, JSON.stringify(body), [
    ["content-type", `${media}; charset=utf-8`],
    ...Object.entries(headers),
  ]);
}
