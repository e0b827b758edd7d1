import type { PageWalk, Row } from "../../kernel/index.ts";
import { create, type Item, replace, rowsOf, type Table, type Write } from "../../table/index.ts";
import { RoleGrant } from "../model/index.ts";
import { held } from "./held.ts";

const key = (roleId: string) => ({ pk: roleId, sk: "ROLE" });
const rolesOf = (scopeId: string) => `ROLES#${scopeId}`;

const item = (grant: RoleGrant): Item & { readonly version: number } => ({
  ...key(grant.id),
  ...grant,
  i1pk: rolesOf(grant.scopeId),
  i1sk: `${grant.createdAt}#${grant.id.slice(4, 10)}`,
  ...held(grant.personId, { kind: "ROLE", id: grant.id }),
});

export async function findRole(table: Table, roleId: string): Promise<RoleGrant | undefined> {
  const stored = await table.get(key(roleId));
  return stored && RoleGrant.parse(stored);
}

export const addRole = (grant: RoleGrant): Write => create(item(grant));
export const saveRole = (grant: RoleGrant): Write => replace(item(grant));

/** Roles ever given for a hub or an area, oldest first. */
export const rolesFor = (
  table: Table,
  scopeId: string,
  walk: PageWalk,
): Promise<readonly Row<RoleGrant>[]> =>
  rowsOf(table, { ...walk, index: "i1", pk: rolesOf(scopeId) }, (stored) =>
    RoleGrant.parse(stored),
  );
