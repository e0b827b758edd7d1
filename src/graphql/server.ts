import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
} from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLFormattedError } from "graphql";
import { baseResolvers } from "./base.ts";
import type { RequestContext } from "./context.ts";
import { type Cost, costLimit, costOf, depthLimit } from "./cost.ts";
import {
  formatError,
  moreErrors,
  mostErrorsTold,
  noSubscriptions,
  tooCostly,
  tooFastError,
} from "./errors.ts";
import { schemaData } from "./generated/schema.ts";
import { notingReads } from "./personal.ts";
import { leastPoints } from "./rate/index.ts";
import { rooms } from "./rooms.ts";
import { scalars } from "./scalars.ts";
import { buildSchema, saidBy } from "./schema/build.ts";
import { describeFor } from "./schema/describe.ts";
import { watching } from "./watching.ts";

/** Limits on the text itself, before it is even validated. */
const mostTokens = 2000;
const mostErrors = 20;

/** The GraphQL server over all rooms, with every guard that does not depend on the transport. */
export function graphqlServer(): ApolloServer<RequestContext> {
  const said = saidBy([baseResolvers, scalars, ...rooms.map((room) => room.resolvers)]);
  return new ApolloServer<RequestContext>({
    schema: buildSchema(schemaData, watching(notingReads(said))),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    nodeEnv: "production",
    stopOnTerminationSignals: false,
    logger: silent,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: mostTokens },
    validationOptions: { maxErrors: mostErrors },
    executionOptions: { maxCoercionErrors: mostErrors },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      costGuard,
      errorMask,
    ],
  });
}

/**
 * Faults are told once, by our own report, without the words in them. What Apollo would write down
 * beside it is those words.
 */
const silent = { debug: say, info: say, warn: say, error: say };
function say(): void {}

const noCost: Cost = { points: 0, depth: 0 };

/** Weighs each operation before it runs, refuses what is too heavy, and tells the weight. */
const costGuard: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    let cost = noCost;
    return {
      async didResolveOperation(asked) {
        if (asked.operation?.operation === "subscription") throw noSubscriptions();
        cost = weigh(asked);
        if (cost.points > costLimit) {
          throw tooCostly(
            `This asks for too much at once: it costs ${cost.points} and the limit is ${costLimit}. Ask for fewer rows or fields.`,
          );
        }
        if (cost.depth > depthLimit) {
          throw tooCostly(
            `This reaches ${cost.depth} levels deep and the limit is ${depthLimit}. Ask in two steps.`,
          );
        }
        const wait = asked.contextValue.pass.take(Math.max(0, cost.points - leastPoints));
        if (wait) throw tooFastError(wait);
        await describeFor(asked.schema, asked.source);
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== "single") return;
        const remaining = Math.max(0, costLimit - cost.points);
        response.body.singleResult.extensions = {
          ...response.body.singleResult.extensions,
          cost: { requested: cost.points, limit: costLimit, remaining },
        };
      },
    };
  },
};

const weigh = ({
  schema,
  document,
  operation,
  request,
}: GraphQLRequestContextDidResolveOperation<RequestContext>): Cost =>
  operation ? costOf(schema, document, { operation, variables: request.variables ?? {} }) : noCost;

/** Masks what went wrong, request by request, so that the reference is the request's own. */
const errorMask: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue, errors }) {
        if (response.body.kind !== "single" || !response.body.singleResult.errors) return;
        const { requestId, report } = contextValue;
        const format = formatError(requestId, report);
        const all = response.body.singleResult.errors;
        const told = all
          .slice(0, mostErrorsTold)
          .map((formatted, place) => format(formatted, errors?.[place] ?? formatted));
        contextValue.watch.codes.push(
          ...told.map(({ extensions }) => String(extensions?.["code"])),
        );
        const more = all.length - told.length;
        response.body.singleResult.errors =
          more > 0 ? [...told, moreErrors(more, requestId)] : told;
        if (isAllTooLate(told, response.body.singleResult.data)) {
          response.http.status = 504;
          response.body.singleResult.data = null;
        }
      },
    };
  },
};

/** Did the time run out before any part of the answer was there? What is there is told, and is no fault. */
const isAllTooLate = (
  errors: readonly GraphQLFormattedError[],
  data: Readonly<Record<string, unknown>> | null | undefined,
): boolean =>
  errors.some(({ extensions }) => extensions?.["code"] === "TOOK_TOO_LONG") &&
  Object.values(data ?? {}).every((part) => part === null);
