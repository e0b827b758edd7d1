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
import { checkReachInTime, checkTerm, hasRunOut, isInForce } from "../decide/index.ts";
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
  saveRight,
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
      const { personId, role, scopeId, reason, ...term } = dated(input);
      const misdated = checkTerm(term, context.now);
      if (misdated) return misdated;
      const line: Right = {
        kind: "ROLE",
        personId,
        role,
        scopeId,
        roleId: birth.id,
        version: 1,
        ...term,
      };
      const right = await inPlaceOfOld(context, line);
      if (isRefusal(right)) return right;
      const grantedBy = callerOf(context.viewer);
      const grant: RoleGrant = { ...birth, personId, role, scopeId, reason, grantedBy, ...term };
      return { thing: grant, writes: [keepPerson(person), addRole(grant), right] };
    },
  });

/** What is kept of the wish; dates that were not said are left out. */
function dated({ personId, role, scopeId, reason, startsAt, until }: z.output<typeof GrantRole>) {
  return {
    ...{ personId, role, scopeId, reason },
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(until === undefined ? {} : { until }),
  };
}

/**
 * One role of a kind and place at a time, begun or not. A line that has run out makes room: it is
 * replaced at the version that was read, so of two who give the role at once one is refused.
 */
async function inPlaceOfOld({ table, now }: Context, right: Right) {
  const old = await findSameRight(table, right);
  if (!old) return addRight(right);
  if (old.kind !== "ROLE" || !hasRunOut(old, now)) return alreadyHeld();
  return saveRight({ ...right, version: old.version + 1 });
}

async function mayGrant({ table, viewer }: Context, input: z.output<typeof GrantRole>) {
  const path = await scopePath(table, input.scopeId);
  if (!path) return notFound("scopeId");
  // Who may not do it must not learn from the answer whom we know.
  if (!isSteward(viewer, path)) {
    return forbidden("Only a steward of this place can give this role.", "Ask a steward.");
  }
  const person = await findPerson(table, input.personId);
  if (!person) return notFound("personId");
  if (input.personId === viewer.personId) {
    return forbidden("You cannot give yourself a role.", "Ask another steward.", "personId");
  }
  return checkReachInTime(viewer, input, path) ?? person;
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
    if (grant.endedAt !== undefined || hasRunOut(grant, now)) {
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
    const line: Right = { kind: "ROLE", personId, role, scopeId, roleId, version: 1 };
    // No line, or a newer one, means that somebody ended the role since we read it: then the grant
    // is not at this version any more, and nothing of this is written.
    const right = await findSameRight(table, line);
    const writes = [saveRole(thing), ...(right ? [removeRight(right)] : [])];
    return { writes, answer: { thing, replayed: false } };
  });
}

/** Is it held at this moment? */
export const isHeld = (grant: RoleGrant, now: string): boolean =>
  grant.endedAt === undefined && isInForce(grant, now);

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
