import { callerOf, invariant } from "../../kernel/index.ts";
import type { Context, Write } from "../../table/index.ts";
import { membershipKinds, tieTo, undoing } from "../decide/index.ts";
import type { AssistedRecord, Objection, RecordKind } from "../model/index.ts";
import { findMember, saveMember } from "../repository/index.ts";
import { nameWrites } from "./own-data.ts";
import { standingWrites } from "./standing.ts";

type MembershipKind = (typeof membershipKinds)[number];
type MembershipRecord = AssistedRecord & { readonly kind: MembershipKind };

export const isOfMembership = (kind: RecordKind): kind is MembershipKind =>
  membershipKinds.some((one) => one === kind);

/** Somebody objects to what was done to their membership itself. */
export async function planObjectionToMembership(
  context: Context,
  record: MembershipRecord,
): Promise<{ readonly outcome: Objection["outcome"]; readonly writes: readonly Write[] }> {
  const { table, viewer, now } = context;
  const found = await findMember(table, record.thingId);
  invariant(found, "what a record speaks of exists");
  const byBroker = tieTo(viewer, found, now) === "BROKER";
  const { outcome, member } = undoing(found, record, { at: now, by: callerOf(viewer), byBroker });
  if (!member) return { outcome, writes: [] };
  const next = { ...member, version: found.version + 1 };
  const names = record.kind === "PROFILE" ? await nameWrites(table, next) : [];
  const standing = next.status === "LEFT" ? await standingWrites(table, next) : [];
  return { outcome, writes: [saveMember(next), ...names, ...standing] };
}
