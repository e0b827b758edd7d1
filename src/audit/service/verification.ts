import { sealFor } from "../../kernel/index.ts";
import { mayTakeBooks } from "../../ledger/index.ts";
import type { Context } from "../../table/index.ts";
import { Progress, type Verification } from "../model.ts";
import { beginCheck, checkOn } from "./follow.ts";
import { settledBefore } from "./moment.ts";

/** One request looks at so many entries; a cursor carries what so many acts have set aside. */
const bounds = { entries: 500, openActs: 300 };

/** The check of a hub's books in the table itself, a page at a time, for whoever may read them. */
export async function ledgerVerification(
  context: Context,
  hubId: string,
  after: string | null | undefined,
): Promise<Verification | undefined> {
  const { table, viewer, now } = context;
  if (!mayTakeBooks(viewer, hubId)) return undefined;
  const seal = sealFor(context, `verification ${hubId}`);
  const isBegun = after !== undefined && after !== null;
  const start = isBegun
    ? Progress.parse(JSON.parse(seal.open(after)))
    : beginCheck(settledBefore(now));
  const { progress, problems } = await checkOn({ table, hubId }, start, bounds);
  const next = progress.isComplete ? null : seal.close(JSON.stringify(progress));
  const { open: _open, account: _account, ...told } = progress;
  return { ...told, problems, next };
}
