import type * as z from "zod";
import {
  type Connection,
  callerOf,
  type Done,
  forbidden,
  hasPrefix,
  isRefusal,
  isReplay,
  isSteward,
  machineLogin,
  notFound,
  type PageArgs,
  refuse,
  requestOf,
  signInFirst,
  withReceipt,
  wrongState,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import { checkClientTerm, hasRunOut } from "../decide/index.ts";
import type { ClientApp, ClientLine, EndClient, RegisterClient } from "../model/index.ts";
import {
  addClient,
  addClientLine,
  clientsFor,
  findArea,
  findClient,
  findClientLine,
  findHub,
  removeClientLine,
  saveClient,
  saveClientLine,
} from "../repository/index.ts";
import { createOnce } from "./creating.ts";
import { listOf } from "./reading.ts";

/** An area with those above it, or the areas that a hub stands in; nothing where there is no place. */
async function areasOf(table: Table, placeId: string): Promise<readonly string[] | undefined> {
  if (hasPrefix(placeId, "are")) return (await findArea(table, placeId))?.path;
  return (await findHub(table, placeId))?.areaPath;
}

/** Who looks after the machines of a place: the stewards of the areas that it stands in. */
async function looksAfter({ table, viewer }: Context, placeId: string): Promise<boolean> {
  const areas = await areasOf(table, placeId);
  return areas !== undefined && isSteward(viewer, areas);
}

export const registerClient = (context: Context, input: z.output<typeof RegisterClient>) =>
  createOnce(context, {
    operation: "registerClient",
    input,
    prefix: "app",
    find: (id) => findClient(context.table, id),
    load: () => mayRegister(context, input.placeId),
    make: async (birth) => {
      const misdated = checkClientTerm(input.until, context.now);
      if (misdated) return misdated;
      const { idempotencyKey: _key, ...said } = input;
      const scopes = [...new Set(said.scopes)];
      const registeredBy = callerOf(context.viewer);
      const client: ClientApp = { ...birth, ...said, scopes, registeredBy };
      const line = await lineFor(context, client);
      return isRefusal(line) ? line : { thing: client, writes: [addClient(client), line] };
    },
  });

async function mayRegister(context: Context, placeId: string) {
  const areas = await areasOf(context.table, placeId);
  if (!areas) return notFound("placeId");
  if (isSteward(context.viewer, areas)) return areas;
  return forbidden("Only a steward of this area can do this.", "Ask a steward.");
}

/**
 * One registration at a time for each client of the issuer. A line that has run out makes room: it
 * is replaced at the version that was read, so of two who register at once one is refused.
 */
async function lineFor({ table, now }: Context, client: ClientApp) {
  const login = machineLogin(client.clientId);
  const { id: clientAppId, scopes, placeId, until } = client;
  const line: ClientLine = { login, clientAppId, scopes, placeId, until, version: 1 };
  const old = await findClientLine(table, login);
  if (!old) return addClientLine(line);
  if (hasRunOut(old, now)) return saveClientLine({ ...line, version: old.version + 1 });
  return refuse(
    "CLIENT_ALREADY_REGISTERED",
    "This client is registered already.",
    "End its registration first, or use another client id.",
    "clientId",
  );
}

type EndCode = "NOT_FOUND" | "IDEMPOTENCY_KEY_REUSED" | "STATE_TRANSITION_INVALID";

/** From the next request on the machine may do nothing. The registration stays to be read. */
export async function endClient(context: Context, input: z.output<typeof EndClient>) {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "endClient", input);
  return attempt<Done<ClientApp>, EndCode>(table, async () => {
    const client = await findClient(table, input.clientAppId);
    if (!client || !(await looksAfter(context, client.placeId))) return notFound("clientAppId");
    const replayed = isReplay(client.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: client, replayed } };
    if (client.endedAt !== undefined || hasRunOut(client, now)) {
      return wrongState("This has ended already.", "Nothing more needs to be done.");
    }
    const thing: ClientApp = {
      ...client,
      ...{ endedAt: now, endedBy: callerOf(viewer), endReason: input.reason },
      version: client.version + 1,
      receipts: withReceipt(client.receipts, request),
    };
    // No line means that somebody ended it since we read it: then nothing of this is written.
    const line = await findClientLine(table, machineLogin(client.clientId));
    const writes = [saveClient(thing), ...(line ? [removeClientLine(line)] : [])];
    return { writes, answer: { thing, replayed: false } };
  });
}

/** A registration is seen by who looks after it, and by the machine itself. */
export async function findVisibleClient(
  context: Context,
  id: string,
): Promise<ClientApp | undefined> {
  const client = await findClient(context.table, id);
  if (!client) return undefined;
  const isItself = context.viewer.machine?.clientAppId === id;
  return isItself || (await looksAfter(context, client.placeId)) ? client : undefined;
}

/** What a machine calls itself, for whoever may know that it asked. */
export const nameOfClient = async (table: Table, id: string): Promise<string | undefined> =>
  (await findClient(table, id))?.name;

/** The machine that asks, or nothing when a person does. */
export async function thisClient({ table, viewer }: Context): Promise<ClientApp | undefined> {
  const id = viewer.machine?.clientAppId;
  return id === undefined ? undefined : findClient(table, id);
}

export async function listClients(
  context: Context,
  placeId: string,
  args: PageArgs,
): Promise<Connection<ClientApp> | undefined> {
  if (!(await looksAfter(context, placeId))) return undefined;
  return listOf<ClientApp>(context, { list: `clients ${placeId}`, args }, (walk) =>
    clientsFor(context.table, placeId, walk),
  );
}

/** May it ask at this moment? */
export const isClientInForce = (client: ClientApp, now: string): boolean =>
  client.endedAt === undefined && !hasRunOut(client, now);
