/**
 * Someone else holds the same items in a transaction at this moment, or the engine asks us to
 * slow down, and the SDK's own tries are used up. Trying again is safe.
 */
export class Busy extends Error {
  override readonly name = "Busy";
}

/** What the engine says when it would do at another moment what it does not do now. */
const passing = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TransactionConflictException",
  "TransactionInProgressException",
]);

/** The error to be thrown for what an engine call threw. */
export const orBusy = (error: unknown): unknown =>
  error instanceof Error && passing.has(error.name) ? new Busy(error.name) : error;

/** The answer of an engine call, or `Busy` where the engine asks to come again later. */
export async function unlessBusy<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    throw orBusy(error);
  }
}

/** Why a part of a transaction did not happen, where that passes by itself. */
const passingReasons = new Set([
  "None",
  "ProvisionedThroughputExceeded",
  "ThrottlingError",
  "TransactionConflict",
]);

export const isPassing = (reasons: readonly string[]): boolean =>
  reasons.every((reason) => passingReasons.has(reason));
