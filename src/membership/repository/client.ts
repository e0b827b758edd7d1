import type { PageWalk, Row } from "../../kernel/index.ts";
import {
  create,
  type Item,
  remove,
  replace,
  rowsOf,
  type Table,
  type Write,
} from "../../table/index.ts";
import { ClientApp, ClientLine } from "../model/index.ts";

const key = (clientAppId: string) => ({ pk: clientAppId, sk: "CLIENT" });
const lineKey = (login: string) => ({ pk: login, sk: "CLIENT" });
const clientsOf = (placeId: string) => `CLIENTS#${placeId}`;

const item = (client: ClientApp): Item & { readonly version: number } => ({
  ...key(client.id),
  ...client,
  i1pk: clientsOf(client.placeId),
  i1sk: `${client.createdAt}#${client.id.slice(4, 10)}`,
});

export async function findClient(table: Table, id: string): Promise<ClientApp | undefined> {
  const stored = await table.get(key(id));
  return stored && ClientApp.parse(stored);
}

export const addClient = (client: ClientApp): Write => create(item(client));
export const saveClient = (client: ClientApp): Write => replace(item(client));

/** Machines ever registered for a place, oldest first. */
export const clientsFor = (
  table: Table,
  placeId: string,
  walk: PageWalk,
): Promise<readonly Row<ClientApp>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: clientsOf(placeId) }, (stored) =>
    ClientApp.parse(stored),
  );

export async function findClientLine(table: Table, login: string): Promise<ClientLine | undefined> {
  const stored = await table.get(lineKey(login));
  return stored && ClientLine.parse(stored);
}

export const addClientLine = (line: ClientLine): Write =>
  create({ ...lineKey(line.login), ...line });
export const saveClientLine = (line: ClientLine): Write =>
  replace({ ...lineKey(line.login), ...line });
export const removeClientLine = (line: ClientLine): Write =>
  remove(lineKey(line.login), line.version);
