import type { PageWalk } from "../../kernel/index.ts";
import {
  type Item,
  type StoredRow,
  storedAlong,
  type Table,
  type Write,
} from "../../table/index.ts";
import { isNeededFor, type Lasting, lastingOf } from "../decide/index.ts";
import { AssistedRecord, Member, type Person, Referral } from "../model/index.ts";
import {
  findMember,
  membersOf,
  objectedIn,
  personLines,
  referralsOf,
  removeRecord,
  removeReferral,
} from "../repository/index.ts";
import { applicationRemoval } from "./erasing/application.ts";

/** A person with what decides whether their time is over. */
type Kept = {
  readonly person: Person;
  /** The latest membership in each hub. */
  readonly memberships: readonly Lasting[];
  readonly isNeeded: boolean;
};

/** Read from the base table, so nothing of it is late. */
export async function findKept(
  table: Table,
  personId: string,
  now: string,
): Promise<Kept | undefined> {
  const { person, rights } = await personLines(table, personId);
  if (!person) return undefined;
  const members = await Promise.all(
    rights.flatMap((one) => (one.kind === "MEMBERSHIP" ? [findMember(table, one.memberId)] : [])),
  );
  return {
    person,
    memberships: members.flatMap((member) => (member ? [lastingOf(member)] : [])),
    isNeeded: rights.some((right) => isNeededFor(right, now)),
  };
}

type Where = { readonly hubId: string; readonly to: string };

/** Along a hub's list by status and then by the day things came, up to a moment. */
const byStatus =
  (listOf: (hubId: string) => string, status: string) =>
  (table: Table, { hubId, to }: Where, walk: PageWalk): Promise<readonly StoredRow[]> => {
    const range = { from: `${status}#`, to: `${status}#${to}` };
    return storedAlong(table, { ...walk, ...range, index: "i1", pk: listOf(hubId) });
  };

const memberIn = (item: Item) => (item["erasedAt"] === undefined ? Member.parse(item) : undefined);

/** What this room keeps for a time, hub by hub: lists of it, and what goes. */
export const kept = {
  left: byStatus(membersOf, "LEFT"),
  applied: byStatus(membersOf, "APPLIED"),
  interviewed: byStatus(membersOf, "INTERVIEWED"),
  memberIn: (item: Item): (Lasting & { readonly personId: string }) | undefined => {
    const member = memberIn(item);
    return member && { ...lastingOf(member), personId: member.personId };
  },
  /** What goes of an application whose person stays: all that the hub holds of it. */
  applicationRemoval,
  closedReferrals: byStatus(referralsOf, "CLOSED"),
  openReferrals: byStatus(referralsOf, "OPEN"),
  /** Since when a referral leads nowhere; nothing where it brought somebody. */
  referralSince: (item: Item): string | undefined => {
    const { status, closedAt, createdAt } = Referral.parse(item);
    return status === "JOINED" ? undefined : (closedAt ?? createdAt);
  },
  referralRemoval: (item: Item): Write => removeReferral(Referral.parse(item)),
  objections: (table: Table, { hubId, to }: Where, walk: PageWalk): Promise<readonly StoredRow[]> =>
    storedAlong(table, { ...walk, to, index: "i3", pk: objectedIn(hubId) }),
  objectedAt: (item: Item): string | undefined => AssistedRecord.parse(item).objection?.at,
  recordRemoval: (item: Item): Write => removeRecord(AssistedRecord.parse(item)),
};
