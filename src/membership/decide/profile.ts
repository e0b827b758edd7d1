import { forbidden, type Refusal } from "../../kernel/index.ts";
import type { AssistedRecord, Member, ProfileField } from "../model/index.ts";
import type { AnyTie } from "./access.ts";

const fields = ["firstName", "lastName", "phone", "email", "communication"] as const;

/** What a profile said before in the fields that are another now. */
export type ProfileEdit = {
  readonly before: NonNullable<AssistedRecord["before"]>;
  readonly changed: readonly ProfileField[];
};

export function editOf(before: Member, after: Member): ProfileEdit {
  const changed = fields.filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return { changed, before: Object.fromEntries(changed.map((field) => [field, before[field]])) };
}

/** The profile as it was before this edit, all else as it is. */
export const putBack = <Whose extends Member>(
  member: Whose,
  { changed, before }: ProfileEdit,
): Whose => ({
  ...member,
  ...Object.fromEntries(changed.map((field) => [field, before[field]])),
});

/** Remembers who changed a profile; the version is the one that the change makes. */
export const changedBy = (
  member: Member,
  { at, by, byBroker }: { readonly at: string; readonly by: string; readonly byBroker: boolean },
): Member => ({
  ...member,
  profileChange: { at, by, byBroker, version: member.version + 1 },
});

/**
 * A name may be told to each hub in its own way, and no hub learns what another was told. So it
 * changes in all of them only for who belongs to all of them: the person, or their guardian there.
 */
export const whyNotEverywhere = (tie: AnyTie | undefined): Refusal<"FORBIDDEN"> | undefined =>
  tie === "SELF" || tie === "GUARDIAN"
    ? undefined
    : forbidden(
        "You can change this name in your own hub only.",
        "Leave nameEverywhere out. The person, or a broker of each hub, can change it elsewhere.",
        "nameEverywhere",
      );
