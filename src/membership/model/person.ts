import * as z from "zod";
import { powers, roles } from "../../kernel/index.ts";
import { kept } from "./kept.ts";
import { term } from "./role.ts";

/**
 * One human being, whatever the number of hubs. What a person told a hub (phone, language …) is
 * kept with the membership there, because each hub answers for its own members' data.
 */
export const Person = z
  .object({
    id: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    bornOn: z.string(),
    /** Absent for people who take part by phone, on paper or through someone. */
    login: z.string().optional(),
    ...kept,
  })
  .readonly();
export type Person = z.infer<typeof Person>;

/** As much of a person as anyone but themselves is ever shown. */
export type NamedPerson = Pick<Person, "id" | "firstName" | "lastName"> & {
  /** The hub they are met in as a member, where that is how they are come by. */
  readonly hubId?: string;
};

/** Waiting to be let in, in, or gone: whether a membership gives its holder a voice in the hub. */
const standings = ["WAITING", "IN", "LEFT"] as const;
export type Standing = (typeof standings)[number];

/** Whose history in other hubs comes with this right: see `earlierIds` of members. */
const earlierIds = z.array(z.string()).readonly().optional();

/**
 * A right kept beside the person it belongs to, so that one walk tells who is asking.
 * A membership line is at the same time the guard of "one membership per person per hub".
 */
export const Right = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("MEMBERSHIP"),
    personId: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    standing: z.enum(standings),
    earlierIds,
    version: z.int(),
  }),
  z.object({
    kind: z.literal("WARD"),
    personId: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    bornOn: z.string(),
    standing: z.enum(standings),
    earlierIds,
    version: z.int(),
  }),
  z.object({
    kind: z.literal("SUPPORT"),
    personId: z.string(),
    hubId: z.string(),
    memberId: z.string(),
    scope: z.array(z.enum(powers)).readonly(),
    until: z.string().optional(),
    standing: z.enum(standings),
    version: z.int(),
  }),
  z.object({
    kind: z.literal("ORGANISATION"),
    personId: z.string(),
    hubId: z.string(),
    organisationId: z.string(),
    earlierIds,
    version: z.int(),
  }),
  z.object({
    kind: z.literal("ROLE"),
    personId: z.string(),
    role: z.enum(roles),
    scopeId: z.string(),
    roleId: z.string(),
    ...term,
    version: z.int(),
  }),
]);
export type Right = z.infer<typeof Right>;
export type MembershipRight = Extract<Right, { kind: "MEMBERSHIP" }>;
export type RoleRight = Extract<Right, { kind: "ROLE" }>;
export type WardRight = Extract<Right, { kind: "WARD" }>;
export type SupportRight = Extract<Right, { kind: "SUPPORT" }>;

/** A login that was given to a person who joined without one. */
export const LoginAlias = z.object({
  login: z.string(),
  personId: z.string(),
  version: z.int(),
  receipts: z.array(z.string()).readonly(),
});
export type LoginAlias = z.infer<typeof LoginAlias>;

/** A code that a broker reads out, so that a person can tie a login to themselves, once. */
export const LoginCode = z.object({
  /** Hash of the code; the code itself is never stored. */
  hash: z.string(),
  personId: z.string(),
  memberId: z.string(),
  expiresAt: z.string(),
  ...kept,
});
export type LoginCode = z.infer<typeof LoginCode>;

/** A code on its way to the broker who reads it out; nothing keeps it like this. */
export type ShownLoginCode = {
  readonly code: string;
  readonly expiresAt: string;
  readonly memberId: string;
};

/** Who is signed in: the person, if there is one yet, and the rights kept beside them. */
export type Me = {
  readonly person?: Person;
  readonly rights: readonly Right[];
  readonly isFirstSteward: boolean;
};
