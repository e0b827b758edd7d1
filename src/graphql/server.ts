import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
} from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { baseResolvers } from "./base.ts";
import type { RequestContext } from "./context.ts";
import { type Cost, costLimit, costOf, depthLimit } from "./cost.ts";
import { formatError, tooCostly } from "./errors.ts";
import { typeDefs } from "./generated/schema.ts";
import { notingReads } from "./personal.ts";
import { rooms } from "./rooms.ts";
import { scalars } from "./scalars.ts";

/** Limits on the text itself, before it is even validated. */
const mostTokens = 2000;
const mostErrors = 20;

/** The GraphQL server over all rooms, with every guard that does not depend on the transport. */
export function graphqlServer(): ApolloServer<RequestContext> {
  const resolvers = [baseResolvers, scalars, ...rooms.map((room) => room.resolvers)];
  return new ApolloServer<RequestContext>({
    typeDefs,
    resolvers: [...resolvers, notingReads(resolvers)],
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    nodeEnv: "production",
    stopOnTerminationSignals: false,
    maxRecursiveSelections: true,
    parseOptions: { maxTokens: mostTokens },
    validationOptions: { maxErrors: mostErrors },
    executionOptions: { maxCoercionErrors: mostErrors },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      costGuard,
      errorMask,
    ],
  });
}

const noCost: Cost = { points: 0, depth: 0 };

/** Weighs each operation before it runs, refuses what is too heavy, and tells the weight. */
const costGuard: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    let cost = noCost;
    return {
      async didResolveOperation(asked) {
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
        const format = formatError(contextValue.requestId, contextValue.report);
        response.body.singleResult.errors = response.body.singleResult.errors.map(
          (formatted, place) => format(formatted, errors?.[place] ?? formatted),
        );
      },
    };
  },
};
