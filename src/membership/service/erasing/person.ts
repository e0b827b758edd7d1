import { erasedWords } from "../../../kernel/index.ts";
import type { Item, Sweep, Table, Write } from "../../../table/index.ts";
import {
  type ErasedIdentity,
  type Erasing,
  LoginCode,
  type Member,
  type Organisation,
  Referral,
  type Right,
  RoleGrant,
} from "../../model/index.ts";
import {
  findAlias,
  findMember,
  findOrganisation,
  findRole,
  heldItems,
  type PersonLines,
  pastWardsOf,
  personLines,
  removeAlias,
  removeLoginCode,
  removePerson,
  removeRight,
  saveOrganisation,
  saveReferral,
  saveRole,
} from "../../repository/index.ts";
import { withoutSender } from "./referrals.ts";
import { answersTraces, guardianTraces, membershipTraces, type Trace } from "./traces.ts";

/** A membership that was erased: where else traces of it are to be looked for. */
export type ErasedMembership = Pick<Member, "id" | "hubId">;

type IdentitySweep = Sweep<ErasedIdentity> & { readonly members: readonly ErasedMembership[] };

/** The most changes of one sweep, and the most that is looked at for it. */
const mostWrites = 90;
const mostLooked = 90;

/**
 * Who the person is: their name, their login, their memberships, roles and guardianships, and what
 * was noted of all these. A line that leads to something goes after it, so that a cut between two
 * sweeps loses no way to what is left. Run again until there is nothing.
 */
export async function sweepIdentity(table: Table, whose: Erasing): Promise<IdentitySweep> {
  const { personId, login } = whose;
  const [lines, alias, items, pastWards, answers] = await Promise.all([
    personLines(table, personId),
    login === undefined ? undefined : findAlias(table, login),
    itemsOf(table, whose),
    pastWardsOf(table, personId, mostLooked),
    answersTraces(table, personId),
  ]);
  const members = await membersOf(table, lines.rights, items);
  const wards = lines.rights.flatMap((right) =>
    right.kind === "WARD" || right.kind === "SUPPORT" ? [right.memberId] : [],
  );
  const traces: readonly Trace[] = [
    ...(lines.person ? [{ write: removePerson(lines.person), kind: "PERSON" as const }] : []),
    ...(alias ? [{ write: removeAlias(alias), kind: "LOGIN" as const }] : []),
    ...answers,
    ...(await guardianTraces(table, [...wards, ...pastWards], whose)),
    ...(await voiceTraces(table, lines, whose)),
    ...(await Promise.all(members.map((one) => membershipTraces(table, one, whose)))).flat(),
    ...items.flatMap((item) => otherTraces(item, whose)),
  ];
  const all = distinct(traces);
  const now = all.slice(0, mostWrites);
  const keys = new Set(now.map(({ write }) => nameOf(write)));
  return {
    writes: now.map(({ write }) => write),
    counts: counted(now),
    ...(all.length > now.length ? { after: "again" } : {}),
    members: members
      .filter(({ id }) => keys.has(`${id} MEMBER`))
      .map(({ id, hubId }) => ({ id, hubId })),
  };
}

/** What is kept under the person and under their login, which is often the same id. */
async function itemsOf(table: Table, { personId, login }: Erasing): Promise<readonly Item[]> {
  const names = new Set([personId, ...(login === undefined ? [] : [login])]);
  const held = await Promise.all([...names].map((name) => heldItems(table, name, mostLooked)));
  return held.flat();
}

/** The memberships that the rights name, which is never late, and all others the index knows. */
async function membersOf(
  table: Table,
  rights: readonly Right[],
  items: readonly Item[],
): Promise<readonly Member[]> {
  const ids = [
    ...rights.flatMap((right) => (right.kind === "MEMBERSHIP" ? [right.memberId] : [])),
    ...items.flatMap((item) => (item.sk === "MEMBER" ? [item.pk] : [])),
  ];
  const found = await Promise.all([...new Set(ids)].map((id) => findMember(table, id)));
  return found.filter((member) => member !== undefined);
}

/** The lines that let them act, with the roles and organisations they are lines of. */
async function voiceTraces(
  table: Table,
  { rights }: PersonLines,
  whose: Erasing,
): Promise<readonly Trace[]> {
  const traces = await Promise.all(
    rights.map(async (right): Promise<readonly Trace[]> => {
      const line = { write: removeRight(right) };
      if (right.kind === "ROLE") {
        const grant = await findRole(table, right.roleId);
        return grant ? [roleTrace(grant, whose), line] : [line];
      }
      if (right.kind !== "ORGANISATION") return [line];
      const organisation = await findOrganisation(table, right.organisationId);
      return organisation ? [adminTrace(organisation, whose), line] : [line];
    }),
  );
  return traces.flat();
}

/** The grant stays, so that it is known that the hub had a broker then; not who, and not why. */
const roleTrace = (grant: RoleGrant, { standIn, now }: Erasing): Trace => ({
  kind: "ROLE",
  write: saveRole({
    ...grant,
    personId: standIn,
    reason: erasedWords,
    endedAt: grant.endedAt ?? now,
    endReason: grant.endReason && erasedWords,
    version: grant.version + 1,
  }),
});

const adminTrace = (organisation: Organisation, { personId }: Erasing): Trace => ({
  kind: "ROLE",
  write: saveOrganisation({
    ...organisation,
    adminPersonIds: organisation.adminPersonIds.filter((one) => one !== personId),
    version: organisation.version + 1,
  }),
});

/** What is kept of them elsewhere: roles that ended, codes to log in with, referrals they sent. */
function otherTraces(item: Item, whose: Erasing): readonly Trace[] {
  switch (item.sk) {
    case "ROLE":
      return [roleTrace(RoleGrant.parse(item), whose)];
    case "CODE":
      return [{ kind: "LOGIN", write: removeLoginCode(LoginCode.parse(item)) }];
    case "REFERRAL": {
      const write = saveReferral(withoutSender(Referral.parse(item), whose.standIn));
      return [{ kind: "REFERRAL", write }];
    }
    default:
      return [];
  }
}

/** One change for each item: the first, where several were found for the same one. */
function distinct(traces: readonly Trace[]): readonly Trace[] {
  const seen = new Set<string>();
  return traces.filter(({ write }) => {
    const isNew = !seen.has(nameOf(write));
    seen.add(nameOf(write));
    return isNew;
  });
}

function nameOf(write: Write): string {
  const { pk, sk } = "key" in write ? write.key : write.item;
  return `${pk} ${sk}`;
}

function counted(traces: readonly Trace[]): IdentitySweep["counts"] {
  const kinds = traces.flatMap(({ kind }) => (kind === undefined ? [] : [kind]));
  return Object.fromEntries(
    [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]),
  );
}
