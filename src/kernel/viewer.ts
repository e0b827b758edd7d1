import { derivedId } from "./ids.ts";

/** What a person may be for a hub or an area beyond being a member. */
export const roles = [
  "BROKER",
  "SAFEGUARDING_LEAD",
  "AUDITOR",
  "FACILITATOR",
  "COMMISSIONER",
  "INSIGHT_READER",
  "STEWARD",
] as const;
export type Role = (typeof roles)[number];

/** Someone or something with an account, and why the viewer may act for it. */
export type ActsFor = {
  /** A member or an organisation. */
  readonly id: string;
  readonly hubId: string;
  readonly as: "SELF" | "GUARDIAN" | "ADMIN";
};

export type HeldRole = {
  readonly role: Role;
  readonly scopeId: string;
  /** When it will run out, if it will by itself. */
  readonly until?: string;
};

/**
 * What a machine can be let do, each of them little and for one place:
 * BOOKS_READ: the books of a hub as an auditor takes them away to check, without anybody's name.
 * SUMS_READ: the sums of a hub's books by kind of account, and no account.
 * RETENTION_READ: how much of what a hub keeps is over, and of nobody.
 * WEBHOOKS: looks after the webhooks of a hub, which tell ids, minutes and moments.
 *
 * What is open to everyone (categories, spend options, digests) needs none. A scope is one value
 * here and in the schema, and one `isLet` where permission for what it opens is decided.
 */
export const machineScopes = ["BOOKS_READ", "SUMS_READ", "RETENTION_READ", "WEBHOOKS"] as const;
export type MachineScope = (typeof machineScopes)[number];

/**
 * Scopes that are given for a whole area too: they count things, and lead to no entry and nobody.
 * Any other is given hub by hub, so that each is thought of.
 */
export const areaScopes: readonly MachineScope[] = ["SUMS_READ", "RETENTION_READ"];

/** A machine that asks: what it is registered for, as far as its token does not narrow that. */
type Machine = {
  /** Absent when it is not registered, or not any more: then it may do nothing. */
  readonly clientAppId?: string;
  /** The hub it may ask about, or every hub of the area that it may. */
  readonly hubIds?: readonly string[];
  readonly scopes: readonly MachineScope[];
};

/**
 * What a supporter may do for the member they support, each alone and never more than is needed.
 * Giving credits away, moving, leaving and appointing others are in none of them.
 */
export const powers = ["READ", "ARRANGE_HELP", "SPEND", "CONFIRM", "MANAGE_PROFILE"] as const;
export type Power = (typeof powers)[number];

/** An adult member whom the viewer supports in a few things at this moment. */
export type Supports = {
  readonly id: string;
  readonly hubId: string;
  readonly scope: readonly Power[];
};

/** Who is asking. Built once a request from the token and the rights in the table. */
export type Viewer = {
  /** Hash of the token's issuer and subject; absent for an anonymous caller. */
  readonly login?: string;
  /** Absent until the login has been registered as a person. */
  readonly personId?: string;
  /** Those the viewer speaks for in everything. */
  readonly actsFor: readonly ActsFor[];
  /** Members the viewer acts for within a scope only, so they are kept apart from `actsFor`. */
  readonly supports?: readonly Supports[];
  /** Members and organisations of other hubs whose history those of `actsFor` brought along. */
  readonly cameFrom?: readonly string[];
  /** Held at this very moment: none that is yet to begin, none that has run out. */
  readonly roles: readonly HeldRole[];
  /** Set when no person asks but a machine. It holds no role and acts for nobody. */
  readonly machine?: Machine;
  /** Named in the deployment's settings as a first steward: may do a steward's work anywhere. */
  readonly isFirstSteward: boolean;
};

export const anonymous: Viewer = { actsFor: [], roles: [], isFirstSteward: false };

/** The name that idempotency keys are kept under: a person's, or the login's before there is one. */
export const callerOf = (viewer: Viewer): string => viewer.personId ?? viewer.login ?? "anonymous";

/**
 * May the viewer speak for this member or organisation? A supporter only where the power that is
 * needed is named and lies within their scope: what names none is closed to them.
 */
export const actsFor = (viewer: Viewer, partyId: string, power?: Power): boolean =>
  viewer.actsFor.some((party) => party.id === partyId) ||
  (power !== undefined && supportsIn(viewer, partyId, power));

/** Does the viewer support this member, and in this? */
export const supportsIn = (viewer: Viewer, partyId: string, power: Power): boolean =>
  supportOf(viewer, partyId)?.scope.includes(power) ?? false;

const supportOf = (viewer: Viewer, partyId: string): Supports | undefined =>
  viewer.supports?.find((supported) => supported.id === partyId);

/**
 * Does the viewer act for this party, or did they until it moved to another hub? Then they may
 * read its history and end what was begun there, and nothing new is arranged for it.
 */
export const standsFor = (viewer: Viewer, partyId: string, power?: Power): boolean =>
  actsFor(viewer, partyId, power) || (viewer.cameFrom ?? []).includes(partyId);

/** Has the viewer any tie to this party, in however little? Then they are not neutral about it. */
export const isTiedTo = (viewer: Viewer, partyId: string): boolean =>
  standsFor(viewer, partyId) || supportOf(viewer, partyId) !== undefined;

/** Does the viewer hold a role in this hub itself? Stewards are asked for by `isSteward`. */
export const holdsRole = (viewer: Viewer, role: Exclude<Role, "STEWARD">, hubId: string): boolean =>
  viewer.roles.some((held) => held.role === role && held.scopeId === hubId);

export const isBroker = (viewer: Viewer, hubId: string): boolean =>
  holdsRole(viewer, "BROKER", hubId);

/** Is the viewer a machine that was let do this for this very hub? */
export const isLet = (viewer: Viewer, scope: MachineScope, hubId: string): boolean =>
  viewer.machine?.hubIds?.includes(hubId) === true && viewer.machine.scopes.includes(scope);

/**
 * The login of a machine, by the client id that the issuer knows it under. No person can ever have
 * it, and no machine that of a person.
 */
export const machineLogin = (clientId: string): string => derivedId("per", "machine", clientId);

/** The same, for work on one party: who supports that party stands on its side and is no broker. */
export const isBrokerFor = (
  viewer: Viewer,
  party: { readonly id: string; readonly hubId: string },
): boolean => isBroker(viewer, party.hubId) && supportOf(viewer, party.id) === undefined;

/** Is the viewer steward of any of these areas? Pass an area with everything above it. */
export const isSteward = (viewer: Viewer, areaIds: readonly string[]): boolean =>
  viewer.isFirstSteward ||
  viewer.roles.some((held) => held.role === "STEWARD" && areaIds.includes(held.scopeId));

/** Is the viewer a member of, guardian, supporter or admin in this hub, or its broker? */
export const belongsTo = (viewer: Viewer, hubId: string): boolean =>
  isBroker(viewer, hubId) ||
  viewer.actsFor.some((party) => party.hubId === hubId) ||
  (viewer.supports ?? []).some((one) => one.hubId === hubId && one.scope.includes("READ"));
