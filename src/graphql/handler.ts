import type { ApolloServer } from "@apollo/server";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { anonymous, idPattern, newRequestId, tellFault } from "../kernel/index.ts";
import { actKey } from "../ledger/index.ts";
import { loadViewer } from "../membership/index.ts";
import { beginReads } from "../rights/index.ts";
import { Busy, endingTable, type Table, TooLate } from "../table/index.ts";
import type { RequestContext } from "./context.ts";
import { type Deadline, deadlineIn } from "./deadline.ts";
import { answer, type Door, openDoor, withHeaders } from "./door.ts";
import { createLimiter, defaultRates, type Limiter, leastPoints, type Pass } from "./rate/index.ts";
import { badToken, broken, stopped, tooBusy, tooOften } from "./refused.ts";
import { graphqlServer } from "./server.ts";
import type { Settings } from "./settings.ts";
import { type SignIn, signIn } from "./sign-in.ts";
import { codesIn, newWatch, type Outcome, operationOf, type Watch } from "./watch.ts";

/** A request is answered after this long at the latest: before the function itself is cut off. */
export const longestRequestMillis = 8_000;

export type HandlerOptions = {
  readonly settings: Settings;
  /** A table for one request, which does nothing more after the signal. */
  readonly table: (signal?: AbortSignal) => Table;
  readonly now?: () => string;
  readonly log?: (line: object) => void;
  /** Told what each request came to. */
  readonly measure?: (outcome: Outcome) => void;
  /** When a request's time is up; `longestRequestMillis` after it came when left out. */
  readonly deadline?: () => Deadline;
};

type Answer = APIGatewayProxyStructuredResultV2;

export type GraphqlHandler = (event: APIGatewayProxyEventV2) => Promise<Answer>;

/** A request on its way in, and what is the same for all. */
type Incoming = {
  readonly options: HandlerOptions;
  readonly server: ApolloServer<RequestContext>;
  readonly limiter: Limiter;
  readonly event: APIGatewayProxyEventV2;
  readonly signal: AbortSignal;
  readonly request: Pick<RequestContext, "now" | "requestId" | "report" | "watch">;
  /** What the caller is told when something went wrong. */
  readonly failed: (fault: unknown) => Answer;
};

/**
 * The Lambda function behind POST /graphql.
 *
 * Everything about the transport is checked before anything runs (`openDoor`), because Apollo
 * would run a mutation first and look at Accept afterwards.
 */
export function createGraphqlHandler(options: HandlerOptions): GraphqlHandler {
  const server = graphqlServer();
  server.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();
  const { rates = defaultRates, cursorSecret } = options.settings;
  const limiter = createLimiter(rates, cursorSecret);
  const clock = options.now ?? (() => new Date().toISOString());
  const newDeadline = options.deadline ?? (() => deadlineIn(longestRequestMillis));
  return async (event) => {
    const requestId = newRequestId();
    const report = (fault: unknown) => options.log?.(faultLine(requestId, fault));
    const failed = (fault: unknown) => {
      if (fault instanceof Busy) return tooBusy(requestId);
      if (fault instanceof TooLate) return stopped(requestId, fault);
      report(fault);
      return broken(requestId);
    };
    const { signal, clear } = newDeadline();
    const watch = newWatch();
    const request = { now: clock(), requestId, report, watch };
    const begun = performance.now();
    const told = await respond({ options, server, limiter, event, request, signal, failed })
      .catch(failed)
      .finally(clear);
    options.measure?.(outcomeOf(told, watch, performance.now() - begun));
    return told;
  };
}

function outcomeOf({ statusCode = 200, body }: Answer, watch: Watch, millis: number): Outcome {
  const codes = watch.codes.length > 0 ? watch.codes : codesIn(statusCode, body);
  return { operation: operationOf(watch), codes, status: statusCode, millis };
}

async function respond(incoming: Incoming): Promise<Answer> {
  const { options, limiter, event, request } = incoming;
  const { now, requestId } = request;
  const { sourceIp: address } = event.requestContext.http;
  /** Does this, unless the caller has asked for too much already; every answer tells what is left. */
  const limited = async (pass: Pass, work: () => Promise<Answer>): Promise<Answer> => {
    const wait = pass.take(leastPoints);
    const told = wait ? tooOften(requestId, wait) : await work().catch(incoming.failed);
    return withHeaders(told, pass.headers());
  };
  const turnAway = (why: Answer) =>
    limited(limiter.passFor({ login: undefined, address }, now), async () => why);
  const door = openDoor(event, requestId);
  if (!("request" in door)) return turnAway(door);
  const caller = await signIn(options.settings, door.authorization, now);
  if (caller === "BAD_TOKEN") return turnAway(badToken(requestId));
  const pass = limiter.passFor({ login: caller?.login, address }, now);
  return limited(pass, async () => {
    const context = await contextFor(incoming, { door, caller, pass });
    return run(incoming.server, door, context);
  });
}

async function contextFor(
  { options, signal, request }: Incoming,
  { door, caller, pass }: { door: Door; caller: SignIn | undefined; pass: Pass },
): Promise<RequestContext> {
  const table = endingTable(options.table(signal), signal);
  for (const id of exchangesNamedIn(door.request.body)) table.expect(actKey(id));
  const [viewer] = await Promise.all([
    caller ? loadViewer(table, caller, request.now) : anonymous,
    pass.settle(() => endingTable(options.table(signal), signal)),
  ]);
  const reads = beginReads({ table, viewer, now: request.now, reason: door.reason });
  const { cursorSecret, letsLoopback = false } = options.settings;
  return { ...request, table, viewer, pass, reads, cursorSecret, letsLoopback };
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

const faultLine = (requestId: string, fault: unknown): object => ({
  level: "ERROR",
  requestId,
  ...tellFault(fault),
});
