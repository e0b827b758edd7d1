import type * as z from "zod";
import {
  callerOf,
  type Done,
  forbidden,
  hasPrefix,
  isRefusal,
  isReplay,
  isSteward,
  notFound,
  refuse,
  requestOf,
  signInFirst,
  withReceipt,
  wrongState,
} from "../../kernel/index.ts";
import { attempt, type Context, type Table } from "../../table/index.ts";
import type { EndRole, GrantRole, Right, RoleGrant } from "../model/index.ts";
import {
  addRight,
  addRole,
  findArea,
  findHub,
  findPerson,
  findRole,
  findSameRight,
  keepPerson,
  removeRight,
  saveRole,
} from "../repository/index.ts";
import { createOnce } from "./creating.ts";

/** The area of a role with all above it: whoever is steward of one of these covers the role. */
export async function scopePath(
  table: Table,
  scopeId: string,
): Promise<readonly string[] | undefined> {
  if (hasPrefix(scopeId, "hub")) return (await findHub(table, scopeId))?.areaPath;
  return (await findArea(table, scopeId))?.path;
}

export const grantRole = (context: Context, input: z.output<typeof GrantRole>) =>
  createOnce(context, {
    operation: "grantRole",
    input,
    prefix: "rol",
    find: (id) => findRole(context.table, id),
    load: () => mayGrant(context, input),
    make: async (birth, person) => {
      const { personId, role, scopeId, reason } = input;
      const right: Right = { kind: "ROLE", personId, role, scopeId, roleId: birth.id, version: 1 };
      if (await findSameRight(context.table, right)) return alreadyHeld();
      const grantedBy = callerOf(context.viewer);
      const grant: RoleGrant = { ...birth, personId, role, scopeId, reason, grantedBy };
      const writes = [keepPerson(person), addRole(grant), addRight(right)];
      return { thing: grant, writes };
    },
  });

async function mayGrant({ table, viewer }: Context, input: z.output<typeof GrantRole>) {
  const path = await scopePath(table, input.scopeId);
  if (!path) return notFound("scopeId");
  // Who may not do it must not learn from the answer whom we know.
  if (!isSteward(viewer, path)) {
    return forbidden("Only a steward of this place can give this role.", "Ask a steward.");
  }
  const person = await findPerson(table, input.personId);
  if (!person) return notFound("personId");
  if (input.personId !== viewer.personId) return person;
  return forbidden("You cannot give yourself a role.", "Ask another steward.", "personId");
}

const alreadyHeld = () =>
  refuse(
    "ROLE_ALREADY_HELD",
    "This person has this role there already.",
    "Nothing more needs to be done.",
    "role",
  );

type EndCode = "NOT_FOUND" | "IDEMPOTENCY_KEY_REUSED" | "STATE_TRANSITION_INVALID";

/** The grant keeps who ended it and why; the right beside the person goes. */
export async function endRole(context: Context, input: z.output<typeof EndRole>) {
  const { viewer, table, now } = context;
  if (viewer.login === undefined) return signInFirst();
  const request = requestOf(callerOf(viewer), "endRole", input);
  return attempt<Done<RoleGrant>, EndCode>(table, async () => {
    const grant = await findVisibleRole(context, input.roleId);
    if (!grant) return notFound("roleId");
    const replayed = isReplay(grant.receipts, request);
    if (isRefusal(replayed)) return replayed;
    if (replayed) return { answer: { thing: grant, replayed } };
    if (grant.endedAt !== undefined) {
      return wrongState("This role has ended already.", "Nothing more needs to be done.");
    }
    const thing: RoleGrant = {
      ...grant,
      endedAt: now,
      endedBy: callerOf(viewer),
      endReason: input.reason,
      version: grant.version + 1,
      receipts: withReceipt(grant.receipts, request),
    };
    const { personId, role, scopeId, id: roleId } = grant;
    const right = removeRight({ kind: "ROLE", personId, role, scopeId, roleId, version: 1 });
    return { writes: [saveRole(thing), right], answer: { thing, replayed: false } };
  });
}

/** Roles are seen by who holds them and by the stewards of the place. */
export async function findVisibleRole(
  { table, viewer }: Context,
  roleId: string,
): Promise<RoleGrant | undefined> {
  const grant = await findRole(table, roleId);
  if (!grant) return undefined;
  if (grant.personId === viewer.personId) return grant;
  const path = await scopePath(table, grant.scopeId);
  return isSteward(viewer, path ?? []) ? grant : undefined;
}
