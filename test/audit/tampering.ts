import type { TestBank } from "../support/api.ts";
import { type Contents, contentsOf } from "../support/copies.ts";
import { restore, spoil, takeAway } from "../support/spoiling.ts";

/** What somebody could do to the table behind the back of everything of ours. */
export const tamper = ({ client, tableName }: TestBank) => ({
  /** Changes fields of a stored item; a field set to undefined is taken out of it. */
  change: (key: Key, fields: Fields) => spoil(client, tableName, { key, fields }),
  remove: (key: Key) => takeAway(client, tableName, key),
  contents: () => contentsOf(client, tableName),
  /** Brings the table back to what it held then. */
  restore: (contents: Contents) => restore(client, tableName, contents),
});

type Key = { readonly pk: string; readonly sk: string };
type Fields = Readonly<Record<string, string | number | undefined>>;

export const entryKey = (accountId: string, seq: number): Key => ({
  pk: accountId,
  sk: String(seq).padStart(8, "0"),
});

export const actKey = (id: string): Key => ({ pk: id.slice(4), sk: "ACT" });
