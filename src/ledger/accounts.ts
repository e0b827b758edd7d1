import { derivedId, sameIdAs } from "../kernel/index.ts";
import type { AccountKind, AccountRef } from "./model.ts";

/*
 * Which account belongs to what. Every id here is derived, so no directory of accounts is needed:
 * whoever knows the hub knows its pot, and whoever knows the member knows the member's account.
 */

/** The account of a member or an organisation. */
export const accountOf = (partyId: string): string => sameIdAs(partyId, "acc");

/** Whose account this is: a member's or organisation's id, or nothing for the hub's own accounts. */
export function holderOf(account: { id: string; kind: AccountKind }): string | undefined {
  if (account.kind === "MEMBER") return sameIdAs(account.id, "mem");
  return account.kind === "ORGANISATION" ? sameIdAs(account.id, "org") : undefined;
}

/** The hub's community pot: gifts go in, support comes out, and it never falls below zero. */
export const potOf = (hubId: string): AccountRef => ({
  id: derivedId("acc", "pot", hubId),
  hubId,
  kind: "POT",
  floorMinutes: 0,
});

/** What a hub and a partner have shared: its floor is the limit the two agreed. */
export const clearingOf = (
  hubId: string,
  partnerHubId: string,
  limitMinutes: number,
): AccountRef => ({
  id: derivedId("acc", "clearing", hubId, partnerHubId),
  hubId,
  kind: "CLEARING",
  floorMinutes: -limitMinutes,
  label: partnerHubId,
});

/** More minutes than ever pass between two hubs, and still a number that fits everywhere. */
const withoutLimit = 1_000_000_000;

/**
 * What members who moved between a hub and a partner took along. Kept apart from `clearingOf`, so
 * that a move uses up nothing of the limit two hubs agreed on, and needs no agreement.
 */
export const movedOf = (hubId: string, partnerHubId: string): AccountRef => ({
  id: derivedId("acc", "moved", hubId, partnerHubId),
  hubId,
  kind: "CLEARING",
  floorMinutes: -withoutLimit,
  label: partnerHubId,
});

/**
 * The source of credits for one purpose and quarter. A mandate *is* this account: its floor is
 * what the circle granted, so no credit beyond the decision can ever be issued.
 */
export const issuanceOf = (mandate: {
  readonly hubId: string;
  readonly purpose: string;
  readonly quarter: string;
  readonly grantedMinutes: number;
}): AccountRef => ({
  id: derivedId("acc", "issuance", mandate.hubId, mandate.purpose, mandate.quarter),
  hubId: mandate.hubId,
  kind: "ISSUANCE",
  floorMinutes: -mandate.grantedMinutes,
  label: `${mandate.purpose} ${mandate.quarter}`,
});

/**
 * What a hub that closed had issued, in the books of its successor. Its floor is what was issued,
 * so nothing more ever comes out of it: a new mandate needs a decision of the successor's circle.
 */
export const takenOverBy = (hubId: string, issuance: AccountRef, minutes: number): AccountRef => ({
  id: derivedId("acc", "taken over", hubId, issuance.id),
  hubId,
  kind: "ISSUANCE",
  floorMinutes: Math.min(0, minutes),
  ...(issuance.label === undefined ? {} : { label: issuance.label }),
});
