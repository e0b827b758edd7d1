import type { TooLate } from "../table/index.ts";
import { answerError } from "./door.ts";
import { tooFast, tooLate } from "./errors.ts";

/* What a request is told that gets no answer from GraphQL, in the same form as an error inside it. */

export const badToken = (requestId: string) =>
  answerError(
    401,
    {
      code: "UNAUTHENTICATED",
      message: "We could not check who you are. Sign in again to get a new token.",
      requestId,
    },
    { "www-authenticate": 'Bearer error="invalid_token"' },
  );

export const tooBusy = (requestId: string) =>
  answerError(
    503,
    {
      code: "BUSY_TRY_AGAIN",
      message: "The service is very busy. Wait a few seconds, then try again.",
      requestId,
    },
    { "retry-after": "2" },
  );

export const tooOften = (requestId: string, wait: { readonly seconds: number }) =>
  answerError(429, { ...tooFast(wait), requestId });

export const stopped = (requestId: string, late: TooLate) =>
  answerError(504, { ...tooLate(late), requestId });

export const broken = (requestId: string) =>
  answerError(500, {
    code: "INTERNAL",
    message: "Something went wrong on our side. Please try again.",
    requestId,
  });
