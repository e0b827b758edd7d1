import {
  type ActsFor,
  ageOn,
  dateOf,
  type HeldRole,
  hasPrefix,
  type Viewer,
} from "../../kernel/index.ts";
import type { Table } from "../../table/index.ts";
import { adultAge, hasRunOut, isInForce, supportToday } from "../decide/index.ts";
import type { Right, RoleRight } from "../model/index.ts";
import { findClientLine, hubsUnder, personLines } from "../repository/index.ts";

/** What a valid token says: the id its login would have as a person, and the settings' word. */
export type SignedIn = {
  readonly login: string;
  readonly isFirstSteward: boolean;
  /** A machine asks, with the scopes its token narrows it to, if it does. */
  readonly machine?: { readonly scopes?: readonly string[] };
};

/**
 * Who is asking, from the rights in the table at this moment: one walk, and a second one when the
 * login was linked to someone who had joined without one. Roles that ended are not there any more;
 * roles and support that are yet to begin or have run out are left out, as are children who have
 * turned 18; a membership gives a voice from activation on. Under 13
 * nobody has a login, so nobody speaks for themselves.
 */
export async function loadViewer(table: Table, signedIn: SignedIn, now: string): Promise<Viewer> {
  if (signedIn.machine) return machineViewer(table, signedIn.login, signedIn.machine, now);
  const own = await personLines(table, signedIn.login);
  const lines = own.alias ? await personLines(table, own.alias.personId) : own;
  const today = dateOf(now);
  const supports = lines.rights.flatMap((right) =>
    right.kind === "SUPPORT" ? (supportToday(right, now) ?? []) : [],
  );
  const cameFrom = lines.rights.flatMap((right) => historyOf(right, today));
  return {
    login: signedIn.login,
    isFirstSteward: signedIn.isFirstSteward,
    ...(lines.person ? { personId: lines.person.id } : {}),
    actsFor: lines.rights.flatMap((right) => voiceOf(right, today)),
    ...(supports.length > 0 ? { supports } : {}),
    ...(cameFrom.length > 0 ? { cameFrom } : {}),
    roles: lines.rights.flatMap((right) =>
      right.kind === "ROLE" && isInForce(right, now) ? [heldRole(right)] : [],
    ),
  };
}

/** A machine has its registration and nothing else: it is no person, whoever registered it. */
async function machineViewer(
  table: Table,
  login: string,
  { scopes: narrowed }: NonNullable<SignedIn["machine"]>,
  now: string,
): Promise<Viewer> {
  const nothing = { login, isFirstSteward: false, actsFor: [], roles: [] };
  const line = await findClientLine(table, login);
  if (!line || hasRunOut(line, now)) return { ...nothing, machine: { scopes: [] } };
  const { clientAppId, placeId } = line;
  const scopes = line.scopes.filter((scope) => !narrowed || narrowed.includes(scope));
  const hubIds = hasPrefix(placeId, "are") ? await hubIdsUnder(table, placeId) : [placeId];
  return { ...nothing, machine: { clientAppId, hubIds, scopes } };
}

/** A hub that was made a moment ago can be missing, as the list of an area comes late: then it is closed. */
const hubIdsUnder = async (table: Table, areaId: string): Promise<readonly string[]> =>
  (await hubsUnder(table, areaId)).map(({ id }) => id);

const heldRole = ({ role, scopeId, until }: RoleRight): HeldRole => ({
  ...{ role, scopeId },
  ...(until === undefined ? {} : { until }),
});

function voiceOf(right: Right, today: string): readonly ActsFor[] {
  switch (right.kind) {
    case "MEMBERSHIP":
      if (right.standing !== "IN") return [];
      return [{ id: right.memberId, hubId: right.hubId, as: "SELF" }];
    case "WARD":
      if (right.standing !== "IN" || ageOn(right.bornOn, today) >= adultAge) return [];
      return [{ id: right.memberId, hubId: right.hubId, as: "GUARDIAN" }];
    case "ORGANISATION":
      return [{ id: right.organisationId, hubId: right.hubId, as: "ADMIN" }];
    case "SUPPORT":
    case "ROLE":
      return [];
  }
}

/** Whose history in other hubs is read by whoever acts for this one here. */
const historyOf = (right: Right, today: string): readonly string[] =>
  right.kind !== "ROLE" && right.kind !== "SUPPORT" && voiceOf(right, today).length > 0
    ? (right.earlierIds ?? [])
    : [];
