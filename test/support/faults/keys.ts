import { type EngineRequest, isObject, type Json, objects, operationOf, read } from "./speech.ts";

export const nameOfKey = (fields: unknown): string => {
  const { pk, sk } = isObject(fields) ? fields : {};
  return JSON.stringify([pk, sk]);
};

/** The keys that the parts of a transaction are about, in their order. */
export const keysInTransaction = (body: Json): readonly string[] =>
  objects(body["TransactItems"]).map((part) => {
    const [what] = objects(Object.values(part));
    return nameOfKey(what?.["Item"] ?? what?.["Key"]);
  });

/** The keys that a request writes or, in a transaction, checks. */
export function keysWrittenBy(request: EngineRequest): readonly string[] {
  const operation = operationOf(request);
  if (operation === "TransactWriteItems") return keysInTransaction(read(request.body));
  if (operation !== "PutItem" && operation !== "DeleteItem") return [];
  const body = read(request.body);
  return [nameOfKey(body["Item"] ?? body["Key"])];
}

/** Remembers which items are being written at this moment, and by what. */
export class KeysInFlight {
  readonly #held = new Map<string, { transactions: number; others: number }>();

  /** The places of those keys that a write of this kind cannot have now. */
  conflicts(keys: readonly string[], isTransaction: boolean): readonly number[] {
    return keys.flatMap((key, place) => {
      const { transactions = 0, others = 0 } = this.#held.get(key) ?? {};
      return transactions > 0 || (isTransaction && others > 0) ? [place] : [];
    });
  }

  /** Holds the keys until what is awaited has ended. */
  async during<Answer>(
    { keys, isTransaction }: { readonly keys: readonly string[]; readonly isTransaction: boolean },
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    const kind = isTransaction ? "transactions" : "others";
    for (const key of keys) this.#add(key, kind, 1);
    try {
      return await work();
    } finally {
      for (const key of keys) this.#add(key, kind, -1);
    }
  }

  #add(key: string, kind: "transactions" | "others", one: number): void {
    const held = this.#held.get(key) ?? { transactions: 0, others: 0 };
    held[kind] += one;
    if (held.transactions + held.others === 0) this.#held.delete(key);
    else this.#held.set(key, held);
  }
}

/** How many writes an index may be behind. */
const mostBehind = 40;

/** The keys of the last writes, newest last. */
export class LastWrites {
  readonly #keys: string[] = [];

  add(keys: readonly string[]): void {
    this.#keys.push(...keys);
    if (this.#keys.length > 2 * mostBehind) this.#keys.splice(0, this.#keys.length - mostBehind);
  }

  /** Lines of an index without those whose items the last `count` writes were about. */
  without(lines: unknown, count: number): readonly Json[] {
    const unseen = new Set(this.#keys.slice(-Math.min(count, mostBehind)));
    return objects(lines).filter((line) => !unseen.has(nameOfKey(line)));
  }
}
