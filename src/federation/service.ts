import {
  callerOf,
  type Connection,
  connection,
  type Done,
  forbidden,
  holdsRole,
  invariant,
  isBroker,
  isRefusal,
  isReplay,
  isSteward,
  notFound,
  type PageArgs,
  type Refusal,
  refuse,
  type Request,
  requestOf,
  signInFirst,
  type Viewer,
  withReceipt,
} from "../kernel/index.ts";
import { clearingOf, headOf } from "../ledger/index.ts";
import { findHub, type Hub } from "../membership/index.ts";
import { attempt, type Context, type Table } from "../table/index.ts";
import { agree, end, hubAsked, mayAgree, propose } from "./decide.ts";
import {
  type AgreeInterHub,
  type ClearingBalance,
  type EndInterHub,
  type InterHubAgreement,
  partnerOf,
  type ProposeInterHub,
} from "./model.ts";
import {
  agreementIdOf,
  agreementIdsForHub,
  createAgreement,
  findAgreement,
  saveAgreement,
} from "./repository.ts";

/** One hub puts a limit to another. */
export async function proposeInterHub(context: Context, input: ProposeInterHub) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "proposeInterHub", input);
  const id = agreementIdOf(input.hubId, input.partnerHubId);
  return attempt(table, async () => {
    const [hub, partner, found] = await Promise.all([
      findHub(table, input.hubId),
      findHub(table, input.partnerHubId),
      findAgreement(table, id),
    ]);
    if (!hub || !partner) return notFound(hub ? "partnerHubId" : "hubId");
    if (!mayStandFor(viewer, hub)) return notYourHub();
    const replay = replayOf(found, request);
    if (replay) return replay;
    const proposal = {
      limitMinutes: input.limitMinutes,
      byHubId: hub.id,
      by: someone(viewer),
      proposedAt: now,
    };
    const next = propose(found, proposal, { id, partnerHubId: partner.id });
    return isRefusal(next) ? next : saving(found, next, request);
  });
}

/** The hub that was asked says yes. */
export async function agreeInterHub(context: Context, input: AgreeInterHub) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "agreeInterHub", input);
  return attempt(table, async () => {
    const found = await findAgreement(table, input.agreementId);
    if (!found) return notFound("agreementId");
    const stands = await standing(context, found);
    if (stands.length === 0) return notYourHub();
    const replay = replayOf(found, request);
    if (replay) return replay;
    // After the replay, because a hub that agreed is not the one asked any more.
    const asked = hubAsked(found);
    if (asked !== undefined && !stands.includes(asked)) return askTheOther();
    const same = mayAgree(found, someone(viewer));
    if (same) return same;
    if (found.version !== input.version) return changedSince();
    const next = agree(found, now);
    return isRefusal(next) ? next : saving(found, next, request);
  });
}

/** Either hub ends the agreement, or the proposal that never became one. */
export async function endInterHub(context: Context, input: EndInterHub) {
  const { table, viewer, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "endInterHub", input);
  return attempt(table, async () => {
    const found = await findAgreement(table, input.agreementId);
    if (!found) return notFound("agreementId");
    if ((await standing(context, found)).length === 0) return notYourHub();
    const replay = replayOf(found, request);
    if (replay) return replay;
    if (found.version !== input.version) return changedSince();
    const next = end(found, now);
    return isRefusal(next) ? next : saving(found, next, request);
  });
}

/** The agreement of two hubs, only while it is in force: what new exchanges rest on. */
export async function agreementBetween(
  table: Table,
  hubId: string,
  partnerHubId: string,
): Promise<InterHubAgreement | undefined> {
  const found = await findAgreement(table, agreementIdOf(hubId, partnerHubId));
  return found?.state === "AGREED" ? found : undefined;
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

/** Both sides' clearing balances, or undefined when they are not for this viewer to see. */
export async function clearingFor(
  context: Context,
  agreement: InterHubAgreement,
): Promise<readonly ClearingBalance[] | undefined> {
  const { table, viewer } = context;
  const hubs = await Promise.all(agreement.hubIds.map((hubId) => findHub(table, hubId)));
  const may = hubs.some(
    (hub) => hub && (mayStandFor(viewer, hub) || holdsRole(viewer, "AUDITOR", hub.id)),
  );
  if (!may) return undefined;
  return Promise.all(
    agreement.hubIds.map(async (hubId) => {
      const partnerHubId = partnerOf(agreement, hubId);
      const account = clearingOf(hubId, partnerHubId, agreement.limitMinutes ?? 0);
      const { balanceMinutes, reservedMinutes } = await headOf(table, account);
      return { hubId, partnerHubId, balanceMinutes, reservedMinutes };
    }),
  );
}

const mayStandFor = (viewer: Viewer, hub: Hub) =>
  isBroker(viewer, hub.id) || isSteward(viewer, hub.areaPath);

/** The hubs of an agreement that the viewer may speak for. */
async function standing({ table, viewer }: Context, agreement: InterHubAgreement) {
  const hubs = await Promise.all(agreement.hubIds.map((hubId) => findHub(table, hubId)));
  return hubs.flatMap((hub) => (hub && mayStandFor(viewer, hub) ? [hub.id] : []));
}

const someone = ({ personId, login }: Viewer) => ({
  ...(personId === undefined ? {} : { personId }),
  ...(login === undefined ? {} : { login }),
});

function replayOf(found: InterHubAgreement | undefined, request: Request) {
  if (!found) return undefined;
  const replay = isReplay(found.receipts, request);
  if (isRefusal(replay)) return replay;
  return replay ? { answer: done(found, true) } : undefined;
}

function saving(
  found: InterHubAgreement | undefined,
  next: Omit<InterHubAgreement, "version" | "receipts">,
  request: Request,
) {
  const agreement = {
    ...next,
    version: (found?.version ?? 0) + 1,
    receipts: withReceipt(found?.receipts ?? [], request),
  };
  const writes = found ? [saveAgreement(agreement)] : createAgreement(agreement);
  return { writes, answer: done(agreement, false) };
}

const done = (thing: InterHubAgreement, replayed: boolean): Done<InterHubAgreement> => ({
  thing,
  replayed,
});

const notYourHub = () =>
  forbidden(
    "Only a broker or steward of the hub can do this.",
    "Ask your hub's broker to do it.",
  );

const askTheOther = () =>
  forbidden(
    "Your hub made this proposal, so the other hub has to agree to it.",
    "Ask a broker of the other hub to agree.",
  );

const changedSince = (): Refusal<"CONFLICT_VERSION"> =>
  refuse(
    "CONFLICT_VERSION",
    "Somebody changed this after you last looked.",
    "Read it again, then decide.",
    "version",
  );
