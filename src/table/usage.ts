import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** What one call to the engine used, told to whoever is measuring. */
export type Usage = {
  readonly operation: string;
  readonly readUnits: number;
  readonly writeUnits: number;
};

export type TableOptions = {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Told after every call; asking for it makes the engine count capacity units. */
  readonly onUsage?: (usage: Usage) => void;
  /** Breaks off what is under way, and lets nothing more begin. */
  readonly signal?: AbortSignal;
};

/** Lets a call to the engine be broken off. */
export const breakable = ({ signal }: TableOptions) => (signal ? { abortSignal: signal } : {});

/** Asks the engine to count, if anyone listens. */
export const counting = (options: TableOptions) =>
  options.onUsage ? ({ ReturnConsumedCapacity: "INDEXES" } as const) : {};

type Capacity = { readonly CapacityUnits?: number | undefined } | undefined;

/** Tells the listener what a call used. */
export function count(
  options: TableOptions,
  kind: "read" | "write",
  operation: string,
  consumed: Capacity | readonly Capacity[],
) {
  if (!options.onUsage) return;
  const list = Array.isArray(consumed) ? (consumed as readonly Capacity[]) : [consumed as Capacity];
  const units = list.reduce((sum, one) => sum + (one?.CapacityUnits ?? 0), 0);
  options.onUsage({
    operation,
    readUnits: kind === "read" ? units : 0,
    writeUnits: kind === "write" ? units : 0,
  });
}
