/**
 * The one table, as data. The CDK stack deploys it and the local engine creates it from here.
 *
 * Every item has `pk` and `sk`. The four indexes hold keys only: a read through an index fetches
 * the items themselves from the base table, so what a person sees is never older than the base,
 * and a change of state that moves no index key costs no index write.
 */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  indexes: ["i1", "i2", "i3", "i4"],
  /**
   * An item may say here, in seconds since 1970, from when on it is of no use: the engine removes it
   * some hours or days later. Only for what nobody's credits rest on.
   */
  expiry: "ttl",
} as const;

export type IndexName = (typeof tableDefinition.indexes)[number];

/** The attributes that place an item in an index. */
export const indexKeys = (index: IndexName) => ({ pk: `${index}pk`, sk: `${index}sk` }) as const;

/** What the engine calls an index: it wants names of three letters or more. */
export const nameOfIndex = (index: IndexName): string => `by-${index}`;
