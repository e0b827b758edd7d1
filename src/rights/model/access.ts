import * as z from "zod";
import { roles } from "../../kernel/index.ts";

/** Kinds of things that are known about a person, as the log of reads names them. */
export const personalData = [
  "NAME",
  "BIRTH",
  "CONTACT",
  "NEEDS",
  "CONSENTS",
  "WISHES",
  "JOINING",
  "REFERENCES",
  "FAMILY",
  "STANDING",
  "LIMITS",
  "HOURS",
  "HELP",
  "REQUESTS",
  "MOVING",
  "ROLES",
  "LOGIN",
  "SAFEGUARDING",
  "CORRECTIONS",
  "ACCESS_LOG",
  "EXPORT",
] as const;
export const PersonalData = z.enum(personalData);
export type PersonalData = z.infer<typeof PersonalData>;

/** What somebody was when they read: a role, an admin, a guardian, a machine, or none of these. */
export const ReadAs = z.enum([...roles, "ADMIN", "GUARDIAN", "MACHINE", "OTHER"]);
export type ReadAs = z.infer<typeof ReadAs>;

const line = {
  /** The day, in UTC. */
  day: z.string(),
  /** A person's id, or the login's where it is no person yet. Never a name: names can go. */
  readerId: z.string(),
  readAs: ReadAs,
  /** What the reader said they needed it for. */
  reason: z.string().optional(),
  what: z.array(PersonalData).readonly(),
  /** In how many requests. */
  times: z.int(),
  firstAt: z.string(),
  lastAt: z.string(),
  version: z.int(),
};

/** One reader, one person, one day, one reason: all the times it was read. */
const OfOne = z.object({ kind: z.literal("ONE"), ...line, subjectId: z.string() }).readonly();

/**
 * The same people looked at together. Who they are stands here as marks that nobody can turn back
 * into ids; whoever knows an id can tell whether it was among them.
 */
const OfMany = z
  .object({
    kind: z.literal("MANY"),
    ...line,
    hubId: z.string(),
    seen: z.array(z.string()).readonly(),
  })
  .readonly();

/**
 * Everybody of a hub at once, as when its whole books are taken away. Whoever has an account there
 * finds it in their log, at the price of one line.
 */
const OfAll = z.object({ kind: z.literal("ALL"), ...line, hubId: z.string() }).readonly();

/** A line of the log of who read what about whom. */
export const AccessLine = z.discriminatedUnion("kind", [OfOne, OfMany, OfAll]);
export type AccessLine = z.infer<typeof AccessLine>;

/** Somebody whom a thing is about. */
export type Subject = {
  /** A member, a person, a referral or an organisation; a hub for everybody of it. */
  readonly id: string;
  /** The hub, where it is known without looking it up. */
  readonly hubId?: string | undefined;
  /**
   * As what, and why, where the thing itself knows better than who asks and how: then it is
   * written down for a guardian too.
   */
  readonly readAs?: ReadAs | undefined;
  readonly reason?: string | undefined;
};

/** What was read of one of them in a request. */
export type Read = Subject & { readonly what: readonly PersonalData[] };

/** A line as a viewer sees it, and of whom they asked for it. */
export type VisibleLine = AccessLine & { readonly ofId: string; readonly isOwn: boolean };
