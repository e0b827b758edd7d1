import * as z from "zod";
import { erasedName } from "../../kernel/index.ts";
import type { Party } from "./party.ts";
import type { NamedPerson } from "./person.ts";

/** What is left of a membership whose person was erased: that it was, and in which hub. */
export const ErasedMember = z
  .object({ id: z.string(), hubId: z.string(), erasedAt: z.string(), version: z.int() })
  .readonly();
export type ErasedMember = z.infer<typeof ErasedMember>;

/** Whose traces are to go, and who stands where they stood in what they did with others. */
export type Erasing = {
  readonly personId: string;
  readonly login?: string | undefined;
  /** An id of a person that never was: it leads to nobody. */
  readonly standIn: string;
  readonly now: string;
};

/** The same in one of their hubs, where they were this member. */
export type ErasingMember = Erasing & { readonly memberId: string; readonly hubId: string };

/** Whose data are told, and in which of their hubs, where they are this member. */
export type HeldOf = { readonly personId: string; readonly login?: string | undefined };
export type HeldOfMember = HeldOf & { readonly memberId: string; readonly hubId: string };

/** What is erased of who somebody is. */
export type ErasedIdentity =
  | "PERSON"
  | "LOGIN"
  | "MEMBERSHIP"
  | "GUARDIANSHIP"
  | "ROLE"
  | "REFERRAL"
  | "DEMOGRAPHICS";

/** How someone who was erased stands in what others did with them. */
export const erasedParty = ({ id, hubId }: Pick<ErasedMember, "id" | "hubId">): Party => ({
  id,
  kind: "MEMBER",
  hubId,
  name: erasedName,
  status: "LEFT",
  guardianPersonIds: [],
});

/** Who stands where a person stood who was erased. */
export const erasedPerson = (id: string): NamedPerson => ({
  id,
  firstName: erasedName,
  lastName: "",
});
