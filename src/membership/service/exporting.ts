import {
  type HeldLine,
  type Item,
  lineOf,
  type Portion,
  plainly,
  portionOf,
  type Table,
} from "../../table/index.ts";
import {
  AssistedRecord,
  type HeldOf,
  type HeldOfMember,
  LoginCode,
  type Member,
  Referral,
  type Right,
  RoleGrant,
} from "../model/index.ts";
import {
  findDemographics,
  findDemographicsLink,
  findMember,
  findOrganisation,
  findReferral,
  pastWardsOf,
  personLines,
  storedConsentChanges,
  storedHeld,
  storedLimitChanges,
} from "../repository/index.ts";
import { senderOf } from "./referrals.ts";

/** Things told in one step. */
const together = 40;
const mostWards = 100;

/**
 * Who somebody is, whatever the number of their memberships: first what stands beside the person,
 * then what was kept under their id, and under their login where that is another one.
 */
export async function exportIdentity(
  table: Table,
  whose: HeldOf,
  after: string | undefined,
): Promise<Portion> {
  const { personId, login } = whose;
  const names = login === undefined || login === personId ? [personId] : [personId, login];
  if (after === undefined) return { lines: await themselves(table, whose), after: "0 " };
  const [place = "0", ...rest] = after.split(" ");
  const name = names[Number(place)];
  if (name === undefined) return { lines: [] };
  const from = rest.join(" ");
  const walk = { ...(from === "" ? {} : { after: from }), backwards: false, limit: together };
  const rows = await storedHeld(table, name, walk);
  const lines = rows.flatMap(({ item }) => (item ? keptElsewhere(item, personId) : []));
  const last = rows.length < together ? undefined : rows.at(-1)?.place;
  const next = last === undefined ? `${Number(place) + 1} ` : `${place} ${last}`;
  const isOver = last === undefined && Number(place) + 1 >= names.length;
  return { lines, ...(isOver ? {} : { after: next }) };
}

async function themselves(table: Table, { personId, login }: HeldOf): Promise<readonly HeldLine[]> {
  const [{ person, rights }, past] = await Promise.all([
    personLines(table, personId),
    pastWardsOf(table, personId, mostWards),
  ]);
  const wards = rights.flatMap((right) => (right.kind === "WARD" ? [right.memberId] : []));
  const children = await Promise.all(
    [...new Set([...wards, ...past])].map((id) => findMember(table, id)),
  );
  const voices = await Promise.all(rights.map((right) => organisationOf(table, right)));
  return [
    ...(person ? [{ kind: "PERSON", ...plainly(person, personId) }] : []),
    ...(login === undefined ? [] : [{ kind: "LOGIN", login }]),
    ...children.flatMap((child) => (child ? guardianships(child, personId) : [])),
    ...voices.flat(),
    ...(await answersOf(table, personId)),
  ];
}

/** What they answered to who takes part: theirs alone to read, and in no export of a hub's. */
async function answersOf(table: Table, personId: string): Promise<readonly HeldLine[]> {
  const link = await findDemographicsLink(table, personId);
  const answers = await findDemographics(table, link);
  if (!answers) return [];
  return [lineOf("DEMOGRAPHICS", plainly({ ...answers, passedOn: link?.passedOn }, personId))];
}

/** What was noted of somebody as the guardian of a child, now and before. */
function guardianships(child: Member, personId: string): readonly HeldLine[] {
  const kind = "GUARDIANSHIP";
  const of = { childMemberId: child.id, childFirstName: child.firstName };
  return [...child.guardians, ...child.pastGuardians]
    .filter((one) => one.personId === personId)
    .map((one) => ({ kind, ...of, ...plainly(one, personId) }));
}

async function organisationOf(table: Table, right: Right): Promise<readonly HeldLine[]> {
  if (right.kind !== "ORGANISATION") return [];
  const organisation = await findOrganisation(table, right.organisationId);
  const { organisationId, hubId } = right;
  return [{ kind: "ORGANISATION_ADMIN", organisationId, hubId, name: organisation?.name }];
}

function keptElsewhere(item: Item, personId: string): readonly HeldLine[] {
  switch (item.sk) {
    case "ROLE":
      return [lineOf("ROLE", plainly(RoleGrant.parse(item), personId))];
    case "CODE": {
      const { memberId, expiresAt, createdAt } = LoginCode.parse(item);
      return [{ kind: "LOGIN_CODE", memberId, expiresAt, createdAt }];
    }
    case "REFERRAL": {
      // Whom they spoke of, and how to reach that person, is about somebody else.
      const { id, hubId, byMemberId, byName, ...rest } = Referral.parse(item);
      const { consentNote, note, status, createdAt } = rest;
      const said = { id, hubId, byMemberId, byName, consentNote, note, status, createdAt };
      return [lineOf("REFERRAL_SENT", plainly(said, personId))];
    }
    case "RECORD":
      return [lineOf("ASSISTED_RECORD", plainly(AssistedRecord.parse(item), personId))];
    default:
      return [];
  }
}

/** What a hub holds of a member: each kind by the name that it is told under. */
export const exporters = {
  MEMBERSHIP: async (table: Table, { personId, memberId }: HeldOfMember): Promise<Portion> => {
    const member = await findMember(table, memberId);
    if (!member) return { lines: [] };
    // What referees said in confidence is not told, nor what was seen of guardians.
    const { references, guardians, pastGuardians, ...rest } = member;
    const told = {
      ...rest,
      referenceCount: references.length,
      referencesTakenOn: references.map(({ takenOn }) => takenOn),
      guardiansLinkedAt: guardians.map(({ linkedAt }) => linkedAt),
      guardiansEndedAt: pastGuardians.map(({ endedAt }) => endedAt),
    };
    const brought = await broughtBy(table, member);
    return { lines: [{ kind: "MEMBERSHIP", ...plainly(told, personId) }, ...brought] };
  },
  LIMIT_CHANGE: (
    table: Table,
    { personId, memberId }: HeldOfMember,
    after?: string,
  ): Promise<Portion> =>
    portionOf({
      kind: "LIMIT_CHANGE",
      after,
      limit: together,
      fetch: (walk) => storedLimitChanges(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
  CONSENT_CHANGE: (
    table: Table,
    { personId, memberId }: HeldOfMember,
    after?: string,
  ): Promise<Portion> =>
    portionOf({
      kind: "CONSENT_CHANGE",
      after,
      limit: together,
      fetch: (walk) => storedConsentChanges(table, memberId, walk),
      tell: (item) => plainly(item, personId),
    }),
};

/** What somebody wrote about them when they told the hub of them. Who that was calls themselves so. */
async function broughtBy(table: Table, { referralId, personId }: Member) {
  const referral = referralId === undefined ? undefined : await findReferral(table, referralId);
  if (!referral) return [];
  const { byMemberId: _by, ...rest } = referral;
  const told = { ...rest, byName: await senderOf({ table }, referral) };
  return [{ kind: "REFERRAL", ...plainly(told, personId) }];
}
