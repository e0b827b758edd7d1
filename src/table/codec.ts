import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** What an item may hold. A field that is undefined is not stored. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [name: string]: Value | undefined };

export type Stored = Record<string, AttributeValue>;

function encode(value: Value): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (isList(value)) return { L: value.map(encode) };
  return { M: encodeFields(value) };
}

export function encodeFields(fields: { readonly [name: string]: Value | undefined }): Stored {
  const stored: Stored = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) stored[name] = encode(value);
  }
  return stored;
}

function decode(stored: AttributeValue): Value {
  if (stored.S !== undefined) return stored.S;
  if (stored.N !== undefined) return Number(stored.N);
  if (stored.BOOL !== undefined) return stored.BOOL;
  if (stored.L !== undefined) return stored.L.map(decode);
  if (stored.M !== undefined) return decodeFields(stored.M);
  return null;
}

export function decodeFields(stored: Stored): { [name: string]: Value } {
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, decode(value)]));
}

// Array.isArray does not narrow a readonly array out of a union.
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** A key as the engine takes it. */
export const storedKey = (key: { readonly pk: string; readonly sk: string }): Stored => ({
  pk: { S: key.pk },
  sk: { S: key.sk },
});
