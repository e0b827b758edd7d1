import type { ApolloServer } from "@apollo/server";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { anonymous, idPattern, newRequestId } from "../kernel/index.ts";
import { actKey } from "../ledger/index.ts";
import { loadViewer } from "../membership/index.ts";
import { beginReads } from "../rights/index.ts";
import { Busy, type Table } from "../table/index.ts";
import type { RequestContext } from "./context.ts";
import { answer, answerError, type Door, openDoor } from "./door.ts";
import { graphqlServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";

export type HandlerOptions = {
  readonly settings: Settings;
  /** A table for one request. */
  readonly table: () => Table;
  readonly now?: () => string;
  readonly log?: (line: object) => void;
};

export type GraphqlHandler = (
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The Lambda function behind POST /graphql.
 *
 * Everything about the transport is checked before anything runs (`openDoor`), because Apollo
 * would run a mutation first and look at Accept afterwards.
 */
export function createGraphqlHandler(options: HandlerOptions): GraphqlHandler {
  const server = graphqlServer();
  server.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();
  const clock = options.now ?? (() => new Date().toISOString());
  return async (event) => {
    const requestId = newRequestId();
    const door = openDoor(event, requestId);
    if (!("request" in door)) return door;
    const report = (fault: unknown) => options.log?.(faultLine(requestId, fault));
    try {
      const context = await contextFor(options, door, { now: clock(), requestId, report });
      return context === "BAD_TOKEN" ? badToken(requestId) : await run(server, door, context);
    } catch (fault) {
      if (fault instanceof Busy) return tooBusy(requestId);
      report(fault);
      return answerError(500, {
        code: "INTERNAL",
        message: "Something went wrong on our side. Please try again.",
        requestId,
      });
    }
  };
}

async function contextFor(
  { settings, table: newTable }: HandlerOptions,
  door: Door,
  request: Pick<RequestContext, "now" | "requestId" | "report">,
): Promise<RequestContext | "BAD_TOKEN"> {
  const caller = await signIn(settings, door.authorization, request.now);
  if (caller === "BAD_TOKEN") return "BAD_TOKEN";
  const table = newTable();
  for (const id of exchangesNamedIn(door.request.body)) table.expect(actKey(id));
  const viewer = caller ? await loadViewer(table, caller, request.now) : anonymous;
  const { reason } = door;
  const reads = beginReads({ table, viewer, now: request.now, reason });
  return { ...request, table, viewer, reads, cursorSecret: settings.cursorSecret };
}

/**
 * The exchanges a mutation is about. Which one it is stands in the request itself, so it is read
 * while we find out who asks: one wait less in the busiest operations. Whether the caller may know
 * of it is decided where it is used, as ever.
 */
function exchangesNamedIn(body: unknown): readonly string[] {
  const { variables } = Object(body);
  const { exchangeId } = Object(Object(variables).input);
  return typeof exchangeId === "string" && idPattern.test(exchangeId) ? [exchangeId] : [];
}

async function run(
  server: ApolloServer<RequestContext>,
  door: Door,
  context: RequestContext,
): Promise<APIGatewayProxyStructuredResultV2> {
  const {
    status = 200,
    headers,
    body,
  } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: door.request,
    context: async () => context,
  });
  const text = body.kind === "complete" ? body.string : await joined(body.asyncIterator);
  // Last of all before the answer leaves: whatever cannot be written down is not told.
  await context.reads.write();
  return answer(forgiving(status, headers.get("content-type"), text), text, headers);
}

/**
 * GraphQL over HTTP: to a client that speaks `application/json`, an operation that was read and
 * found invalid answers 200; only the newer media type uses 400 for it.
 */
const forgiving = (status: number, type: string | undefined, text: string): number =>
  status === 400 && type?.startsWith("application/json") && text.startsWith('{"errors"')
    ? 200
    : status;

async function joined(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

const badToken = (requestId: string) =>
  answerError(
    401,
    {
      code: "UNAUTHENTICATED",
      message: "We could not check who you are. Sign in again to get a new token.",
      requestId,
    },
    { "www-authenticate": 'Bearer error="invalid_token"' },
  );

const tooBusy = (requestId: string) =>
  answerError(
    503,
    {
      code: "BUSY_TRY_AGAIN",
      message: "The service is very busy. Wait a few seconds, then try again.",
      requestId,
    },
    { "retry-after": "2" },
  );

function faultLine(requestId: string, fault: unknown): object {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  return {
    level: "ERROR",
    requestId,
    name: error.name,
    message: error.message,
    stack: error.stack,
  };
}
