import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { BadRequest } from "../kernel/index.ts";
import { Busy, TooLate } from "../table/index.ts";

/** Every code an error at the top of a response can carry. Anything else is masked. */
const openCodes = new Set([
  "BAD_REQUEST",
  "BAD_USER_INPUT",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COSTLY",
  "BUSY_TRY_AGAIN",
  "RATE_LIMITED",
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
    if (original instanceof TooLate) {
      const { code, message } = tooLate(original);
      return { message, ...place, extensions: { code, requestId } };
    }
    const code = formatted.extensions?.["code"];
    if (code === "PERSISTED_QUERY_NOT_SUPPORTED") {
      const message = "Queries are not kept here. Send the whole query each time.";
      return { message, ...place, extensions: { code, requestId } };
    }
    if (typeof code === "string" && openCodes.has(code)) {
      return { message: cut(formatted.message), ...place, extensions: { code, requestId } };
    }
    report(original);
    return masked(requestId, place);
  };

const masked = (requestId: string, place: object): GraphQLFormattedError => ({
  message: `Something went wrong on our side. If you tell us, please say this number: ${requestId}`,
  ...place,
  extensions: { code: "INTERNAL", requestId },
});

/** The longest message that is sent back: some of them repeat what was sent to us. */
const longestMessage = 400;

const cut = (message: string): string =>
  message.length > longestMessage ? `${message.slice(0, longestMessage - 1)}…` : message;

/** How many errors are told. One short query can meet the same one in every row of a page. */
export const mostErrorsTold = 20;

/** Stands for the errors that are not told. */
export const moreErrors = (count: number, requestId: string): GraphQLFormattedError => ({
  message: `There ${count === 1 ? "is one more error" : `are ${count} more errors`} like these.`,
  extensions: { code: "BAD_USER_INPUT", requestId },
});

/** What is known of a request whose time was up before it was done. */
export const tooLate = ({ mayBeDone }: TooLate) => ({
  code: "TOOK_TOO_LONG" as const,
  message: mayBeDone
    ? "This took too long, so we stopped waiting. We cannot tell whether it was done. Send it again with the same idempotencyKey: it is done once, and you are told."
    : "This took too long, so we stopped. Nothing was changed. Wait a few seconds, then try again.",
});

/** A caller who has asked for more than their share. */
export const tooFast = ({ seconds }: { readonly seconds: number }) => ({
  code: "RATE_LIMITED" as const,
  message: `You have asked for a lot in a short time. Nothing was done. Wait ${seconds === 1 ? "a second" : `${seconds} seconds`}, then try again.`,
});

/** The same as an error inside GraphQL, for what is known only when an operation was weighed. */
export function tooFastError(wait: { readonly seconds: number }): GraphQLError {
  const { code, message } = tooFast(wait);
  return new GraphQLError(message, { extensions: { code, http: { status: 429 } } });
}

/** There is nothing to subscribe to. */
export const noSubscriptions = (): GraphQLError =>
  new GraphQLError("There are no subscriptions here. Ask with a query, and ask again later.", {
    extensions: { code: "OPERATION_RESOLUTION_FAILURE", http: { status: 400 } },
  });

/** An operation that asks for more than one request may. */
export const tooCostly = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "QUERY_TOO_COSTLY", http: { status: 400 } },
  });
