import type { Consents } from "./consent.ts";
import type { LimitException } from "./limits.ts";
import type { MemberStatus } from "./member.ts";
import type { OrganisationKind } from "./organisation.ts";
import type { Acquaintance } from "./sight.ts";

/**
 * A member or an organisation as everyone who legitimately meets it sees it, with the few facts
 * that other rooms' rules need. The name is a first name or an organisation's name, never more.
 */
export type Party = {
  readonly id: string;
  readonly kind: "MEMBER" | "ORGANISATION";
  readonly hubId: string;
  readonly name: string;
  readonly status: MemberStatus;
  /** Members only: who they are across hubs. */
  readonly personId?: string;
  /** Members only. */
  readonly bornOn?: string;
  /** Organisations only. */
  readonly organisationKind?: OrganisationKind;
  /** Guardians whose evidence a broker has noted; empty for adults who never had one here. */
  readonly guardianPersonIds: readonly string[];
  /** Members only: what was set in place of the hub's limits. */
  readonly limits?: LimitException;
  /** Members only: what they have said yes to. */
  readonly consents?: Consents;
  /** How far the viewer and the party have come with each other; not at all when absent. */
  readonly acquaintance?: Acquaintance;
  /** Members only: who they were in the hubs they came from, nearest first. */
  readonly earlierIds?: readonly string[];
  /** Who it is now, in another hub, when it has moved. */
  readonly movedToId?: string;
};
