import type { Context, Write } from "../../table/index.ts";
import { changedBy, tieTo, whyNotEverywhere } from "../decide/index.ts";
import { type Member, Referral } from "../model/index.ts";
import {
  findMember,
  heldItems,
  personLines,
  saveMember,
  saveReferral,
} from "../repository/index.ts";

/** Things looked at that are kept of them. Few are referrals, and those to their own hubs copy no name. */
const mostHeld = 1000;
const mostReferrals = 50;

/**
 * The same name wherever else it is kept of them: in each hub they were ever let into or asked, and
 * beside what they sent to others. Each is written at the version that was read, so a name that
 * changes meanwhile is looked at again.
 */
export async function namedElsewhere(
  { table, viewer, now }: Context,
  { id, personId, firstName, lastName }: Member,
  by: Parameters<typeof changedBy>[1],
): Promise<readonly Write[]> {
  const { person, rights } = await personLines(table, personId);
  const ids = rights.flatMap((right) => (right.kind === "MEMBERSHIP" ? [right.memberId] : []));
  const others = ids.filter((other) => other !== id);
  const members = await Promise.all(others.map((other) => findMember(table, other)));
  const logins = [...new Set([personId, person?.login ?? personId])];
  const kept = await Promise.all(logins.map((login) => heldItems(table, login, mostHeld)));
  const sent = kept
    .flat()
    .filter(({ sk }) => sk === "REFERRAL")
    .map((item) => Referral.parse(item))
    .filter(({ byName }) => byName !== undefined);
  return [
    ...members.flatMap((one) => {
      if (!one || whyNotEverywhere(tieTo(viewer, one, now))) return [];
      const next = changedBy({ ...one, firstName, lastName }, by);
      return [saveMember({ ...next, version: one.version + 1 })];
    }),
    ...sent.slice(0, mostReferrals).map((one) => {
      return saveReferral({ ...one, byName: `${firstName} ${lastName}`, version: one.version + 1 });
    }),
  ];
}
