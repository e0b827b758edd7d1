import type { PageWalk, Row } from "../../kernel/index.ts";
import { create, type Item, replace, rowsOf, type Table, type Write } from "../../table/index.ts";
import { Organisation } from "../model/index.ts";

const key = (organisationId: string) => ({ pk: organisationId, sk: "ORGANISATION" });
const organisationsOf = (hubId: string) => `ORGANISATIONS#${hubId}`;

const item = (organisation: Organisation): Item & { readonly version: number } => ({
  ...key(organisation.id),
  ...organisation,
  // One that has moved on is found by its id, and listed where it is now.
  ...(organisation.status === "LEFT"
    ? {}
    : {
        i1pk: organisationsOf(organisation.hubId),
        i1sk: `${organisation.name}#${organisation.id.slice(4, 10)}`,
      }),
});

export async function findOrganisation(
  table: Table,
  organisationId: string,
): Promise<Organisation | undefined> {
  const stored = await table.get(key(organisationId));
  return stored && Organisation.parse(stored);
}

export const addOrganisation = (organisation: Organisation): Write => create(item(organisation));
export const saveOrganisation = (organisation: Organisation): Write => replace(item(organisation));

/** A hub's organisations, by name. */
export const organisationsFor = (
  table: Table,
  hubId: string,
  walk: PageWalk,
): Promise<readonly Row<Organisation>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: organisationsOf(hubId) }, (stored) =>
    Organisation.parse(stored),
  );
