import { type Connection, connection, type PageArgs } from "../kernel/index.ts";
import { mayTakeBooks } from "../ledger/index.ts";
import { findHub } from "../membership/index.ts";
import type { Context } from "../table/index.ts";
import type { Digest, KeptCheck } from "./model.ts";
import { digestsBy, findCheck, findDigest } from "./repository.ts";

/** What the last nightly check came to, for those who may read the hub's books. */
export async function ledgerCheck(context: Context, hubId: string): Promise<KeptCheck | undefined> {
  return mayTakeBooks(context.viewer, hubId) ? findCheck(context.table, hubId) : undefined;
}

/** The digest that a check made. */
export const digestOfCheck = (
  { table }: Context,
  { hubId, day }: KeptCheck,
): Promise<Digest | undefined> => findDigest(table, hubId, day);

/** A hub's digests, newest first, for everybody: they hold nothing about anybody. */
export async function ledgerDigests(
  context: Context,
  hubId: string,
  args: PageArgs,
): Promise<Connection<Digest> | undefined> {
  if ((await findHub(context.table, hubId)) === undefined) return undefined;
  return connection(context, { list: `digests ${hubId}`, args }, async (walk) => {
    const digests = await digestsBy(context.table, hubId, walk);
    return digests.map((digest) => ({ node: digest, place: digest.day }));
  });
}
