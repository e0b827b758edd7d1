import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { BadRequest } from "../kernel/index.ts";
import { Busy } from "../table/index.ts";

/** Every code an error at the top of a response can carry. Anything else is masked. */
const openCodes = new Set([
  "BAD_REQUEST",
  "BAD_USER_INPUT",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COSTLY",
  "BUSY_TRY_AGAIN",
]);

/** Told of a fault: what went wrong in full, and the reference the caller was given. */
export type ReportFault = (fault: unknown) => void;

/**
 * What a caller learns of an error. Broken requests are explained; a fault of ours shows a
 * reference and nothing else, because its words could hold anything.
 */
export const formatError =
  (requestId: string, report: ReportFault) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const place = {
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
    };
    if (original instanceof BadRequest) {
      const extensions = { code: "BAD_USER_INPUT", remedy: original.remedy, requestId };
      return { message: original.message, ...place, extensions };
    }
    if (original instanceof Busy) {
      const message = "The service is very busy. Wait a few seconds, then try again.";
      return { message, ...place, extensions: { code: "BUSY_TRY_AGAIN", requestId } };
    }
    const code = formatted.extensions?.["code"];
    if (typeof code === "string" && openCodes.has(code)) {
      return { message: formatted.message, ...place, extensions: { code, requestId } };
    }
    report(original);
    return masked(requestId, place);
  };

const masked = (requestId: string, place: object): GraphQLFormattedError => ({
  message: `Something went wrong on our side. If you tell us, please say this number: ${requestId}`,
  ...place,
  extensions: { code: "INTERNAL", requestId },
});

/** An operation that asks for more than one request may. */
export const tooCostly = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "QUERY_TOO_COSTLY", http: { status: 400 } },
  });
