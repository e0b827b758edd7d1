import type { AssistedRecord, Member, ProfileField } from "../model/index.ts";

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
