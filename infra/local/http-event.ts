import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What a handler behind an HTTP API looks like from outside. */
export type HttpHandler = (
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** A request as it came over the wire. */
export type HttpRequest = {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly sourceIp?: string;
};

/** Bodies that the gateway hands on as text; all others travel as base64. */
const asText = /^(text\/|application\/(json|javascript|xml|graphql)|[^;]*\+json)/i;

/** The event that an AWS HTTP API would send to the function for this request (payload 2.0). */
export function httpEvent(request: HttpRequest, at: number): APIGatewayProxyEventV2 {
  const { pathname, search, searchParams } = new URL(request.target, "http://localhost");
  const { cookie, ...headers } = request.headers;
  const routeKey = `${request.method} ${pathname}`;
  return {
    version: "2.0",
    routeKey,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    ...(search.length > 1 ? { queryStringParameters: commaJoined(searchParams) } : {}),
    requestContext: {
      accountId: "local",
      apiId: "local",
      domainName: request.headers.host ?? "localhost",
      domainPrefix: "localhost",
      http: {
        method: request.method,
        path: pathname,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp ?? "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: new Date(at).toUTCString(),
      timeEpoch: at,
    },
    ...bodyOf(request),
  };
}

function bodyOf({ body, headers }: HttpRequest) {
  if (body === undefined || body.length === 0) return { isBase64Encoded: false };
  const isText = asText.test(headers["content-type"] ?? "");
  const text = Buffer.from(body).toString(isText ? "utf8" : "base64");
  return { body: text, isBase64Encoded: !isText };
}

function commaJoined(values: URLSearchParams): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of values) {
    const before = joined[name];
    joined[name] = before === undefined ? value : `${before},${value}`;
  }
  return joined;
}

/** What the function answered, ready to be sent. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export function httpAnswer(result: APIGatewayProxyStructuredResultV2): HttpAnswer {
  const headers = Object.entries(result.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), String(value)] as const,
  );
  const body = result.body ?? "";
  return {
    status: result.statusCode ?? 200,
    headers: Object.fromEntries(headers),
    body: result.isBase64Encoded ? Buffer.from(body, "base64") : body,
  };
}
