import type { LimitWarning } from "../../ledger/index.ts";
import { warningsAbout } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import type { Exchange } from "../model/index.ts";

/** What payer and provider should hear of their limits now, each as far as the viewer may read it. */
export async function warningsAfter(
  context: Context,
  exchange: Exchange | null | undefined,
): Promise<readonly LimitWarning[] | undefined> {
  return exchange ? warningsAbout(context, [exchange.payerId, exchange.providerId]) : undefined;
}
