import {
  type Connection,
  connection,
  holdsRole,
  invariant,
  isBroker,
  isSteward,
  type PageArgs,
  type Viewer,
} from "../../kernel/index.ts";
import { clearingOf, headOf } from "../../ledger/index.ts";
import { findHub, type Hub } from "../../membership/index.ts";
import type { Context, Table } from "../../table/index.ts";
import { type ClearingBalance, type InterHubAgreement, partnerOf } from "../model/index.ts";
import { agreementIdOf, agreementIdsForHub, findAgreement } from "../repository/index.ts";

/** The agreement of two hubs, only while it is in force: what new exchanges rest on. */
export async function agreementBetween(
  table: Table,
  hubId: string,
  partnerHubId: string,
): Promise<InterHubAgreement | undefined> {
  const found = await findAgreement(table, agreementIdOf(hubId, partnerHubId));
  return found?.status === "AGREED" ? found : undefined;
}

/**
 * The agreement of two hubs whatever became of it, if it was ever in force: what was arranged
 * under it can still be settled by its limit.
 */
export async function lastAgreementBetween(
  table: Table,
  hubId: string,
  partnerHubId: string,
): Promise<InterHubAgreement | undefined> {
  const found = await findAgreement(table, agreementIdOf(hubId, partnerHubId));
  return found?.limitMinutes === undefined ? undefined : found;
}

export const agreementById = (context: Context, id: string) => findAgreement(context.table, id);

/** A hub named by an agreement; hubs are never removed. */
export async function hubFor(context: Context, hubId: string): Promise<Hub> {
  const hub = await findHub(context.table, hubId);
  invariant(hub, "the hubs of an agreement exist");
  return hub;
}

export async function agreementsForHub(
  context: Context,
  { hubId, args }: { readonly hubId: string; readonly args: PageArgs },
): Promise<Connection<InterHubAgreement> | null> {
  const { table } = context;
  if (!(await findHub(table, hubId))) return null;
  return connection(context, { list: `interHubAgreements ${hubId}`, args }, async (walk) => {
    const ids = await agreementIdsForHub(table, hubId, walk);
    const found = await Promise.all(ids.map((id) => findAgreement(table, id)));
    return found.flatMap((node) => (node ? [{ node, place: node.id }] : []));
  });
}

/** Both sides' clearing balances, or null when they are not for this viewer to see. */
export async function clearingFor(
  { table, viewer }: Context,
  agreement: InterHubAgreement,
): Promise<readonly ClearingBalance[] | null> {
  const hubs = await Promise.all(agreement.hubIds.map((hubId) => findHub(table, hubId)));
  const may = hubs.some(
    (hub) => hub && (mayStandFor(viewer, hub) || holdsRole(viewer, "AUDITOR", hub.id)),
  );
  if (!may) return null;
  return Promise.all(
    agreement.hubIds.map(async (hubId) => {
      const partnerHubId = partnerOf(agreement, hubId);
      const account = clearingOf(hubId, partnerHubId, agreement.limitMinutes ?? 0);
      const { balanceMinutes, reservedMinutes } = await headOf(table, account);
      return { hubId, partnerHubId, balanceMinutes, reservedMinutes };
    }),
  );
}

export const mayStandFor = (viewer: Viewer, hub: Hub): boolean =>
  isBroker(viewer, hub.id) || isSteward(viewer, hub.areaPath);

/** The hubs of an agreement that the viewer may speak for. */
export async function standing(
  { table, viewer }: Context,
  agreement: InterHubAgreement,
): Promise<readonly string[]> {
  const hubs = await Promise.all(agreement.hubIds.map((hubId) => findHub(table, hubId)));
  return hubs.flatMap((hub) => (hub && mayStandFor(viewer, hub) ? [hub.id] : []));
}
