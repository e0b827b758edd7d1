import { holdsRole, isBroker, isSteward } from "../../kernel/index.ts";
import { findHub, findParty, type Party } from "../../membership/index.ts";
import type { Context } from "../../table/index.ts";
import { type ClosingProgress, noProgress, type Waiting } from "../model/index.ts";
import { findProgress } from "../repository/index.ts";

/** How far a closing hub has come: for its brokers and auditors, and the stewards of its area. */
export async function progressOf(
  { table, viewer }: Context,
  hubId: string,
): Promise<ClosingProgress | undefined> {
  const hub = await findHub(table, hubId);
  if (!hub?.closing) return undefined;
  const mayKnow =
    isBroker(viewer, hubId) ||
    holdsRole(viewer, "AUDITOR", hubId) ||
    isSteward(viewer, hub.areaPath);
  return mayKnow ? ((await findProgress(table, hubId)) ?? noProgress(hubId)) : undefined;
}

/** Whom it waits for is for the brokers who know them: stewards and auditors see how many. */
export async function waitingIn(
  context: Context,
  hubId: string,
): Promise<readonly Waiting[] | undefined> {
  if (!isBroker(context.viewer, hubId)) return undefined;
  return (await progressOf(context, hubId))?.waiting;
}

export const waitingParty = async (
  { table }: Context,
  { partyId }: Waiting,
): Promise<Party | undefined> => (partyId === undefined ? undefined : findParty(table, partyId));
